"""What can come of a call to a network. A class exists only because some caller acts differently on it."""

from datetime import datetime


class DeliveryError(Exception):
    """Base of what a network or the way to it can answer; ``str()`` is free of secrets and made for the log.

    ``code`` is the network's own code; ``trace_id`` its identifier of the request.
    """

    def __init__(self, message="", *, code="", trace_id="", status=None):
        super().__init__(message)
        self.code, self.trace_id, self.status = str(code), trace_id, status


class NotSent(DeliveryError):
    """Certainly nothing was posted: no connection, or refused for the moment. May be tried again, not before
    ``retry_at`` (aware) where the network named a time."""

    def __init__(self, message="", *, retry_at: datetime | None = None, **kwargs):
        super().__init__(message, **kwargs)
        self.retry_at = retry_at


class RateLimited(NotSent):
    """Too many calls; the whole account rests until ``retry_at``."""


class ContentRefused(DeliveryError):
    """The network will not take this text or these pictures, however often it is asked. ``reason`` is one of
    ``REFUSAL_REASONS``, for a sentence that a person can act on."""

    def __init__(self, message="", *, reason="other", **kwargs):
        super().__init__(message, **kwargs)
        self.reason = reason


class DuplicateRefused(ContentRefused):
    """The network says it has this post already; after an unknown outcome that is a sign that it went out."""

    def __init__(self, message="", **kwargs):
        super().__init__(message, reason="duplicate", **kwargs)


class AccountBroken(DeliveryError):
    """The account needs a person: token expired or revoked, permission missing, no credits. Nothing was posted.
    ``reason`` is one of ``ACCOUNT_REASONS``."""

    def __init__(self, message="", *, reason="token", **kwargs):
        super().__init__(message, **kwargs)
        self.reason = reason


class OutcomeUnknown(DeliveryError):
    """The answer was lost, or says nothing: the post may be public. Never repeated blindly; see ``reconcile``."""


REFUSAL_REASONS = frozenset({"too_long", "picture", "link", "duplicate", "not_allowed", "other"})
ACCOUNT_REASONS = frozenset({"token", "permission", "credits", "restricted", "secret_unreadable", "setup"})
