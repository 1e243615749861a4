"""What X's refusals mean, and what its headers say about limits."""

from datetime import UTC, datetime, timedelta

from .base import Usage
from .errors import (
    AccountBroken,
    ContentRefused,
    DeliveryError,
    DuplicateRefused,
    NotSent,
    OutcomeUnknown,
    RateLimited,
)
from .http import clock_differs, rest_until

LIMITS = ("x-user-limit-24hour", "x-app-limit-24hour", "x-rate-limit")
OUR_REST = timedelta(minutes=15)

PERMISSION = ("oauth1 app permissions", "client-not-enrolled", "unsupported-authentication")
RESTRICTED = ("suspended", "temporarily locked", "account is locked")
TOO_LONG = ("too long", "character limit")
CREDITS = ("usagecapexceeded", "usage-capped")


def refusal(error, response, text, repeatable, kwargs) -> DeliveryError:
    """What an answer that is no success means. 5xx can follow a post that was made."""
    status, said = response.status_code, f"{text} {response.text[:2000]}".lower()
    if status == 402 or says(said, CREDITS):
        return AccountBroken(text, reason="credits", **kwargs)
    if status == 429:
        return RateLimited(text, retry_at=reset_of(response) or datetime.now(UTC) + OUR_REST, **kwargs)
    if status == 401:
        return unauthorised(response, text, kwargs)
    if status == 403:
        return forbidden(said, text, kwargs)
    if 400 <= status < 500 and status != 408:
        return ContentRefused(text, reason=reason_of(status, said), **kwargs)
    return (NotSent if repeatable else OutcomeUnknown)(text, **kwargs)


def unauthorised(response, text, kwargs):
    if clock_differs(response):
        return AccountBroken(
            "The clock of this server is wrong, so X does not accept its signature. Set the clock.",
            reason="setup",
            **kwargs,
        )
    return AccountBroken(text, reason="token", **kwargs)


def forbidden(said, text, kwargs):
    if "duplicate" in said:
        return DuplicateRefused(text, **kwargs)
    if says(said, PERMISSION):
        return AccountBroken(text, reason="permission", **kwargs)
    if says(said, RESTRICTED):
        return AccountBroken(text, reason="restricted", **kwargs)
    return ContentRefused(text, reason="too_long" if says(said, TOO_LONG) else "not_allowed", **kwargs)


def reason_of(status, said) -> str:
    if says(said, TOO_LONG):
        return "too_long"
    return "picture" if status == 413 or "media" in said else "other"


def says(text, phrases) -> bool:
    return any(phrase in text for phrase in phrases)


def trace_of(response) -> str:
    return response.headers.get("x-transaction-id", "")


def number(response, header) -> int | None:
    value = response.headers.get(header, "")
    return int(value) if value.isdigit() else None


def reset_of(response) -> datetime | None:
    """When the limit ends that is used up: the longest one of those, else the short window."""
    for limit in LIMITS:
        reset = number(response, f"{limit}-reset")
        if reset and number(response, f"{limit}-remaining") in (0, None):
            return rest_until(response, datetime.fromtimestamp(reset, UTC))
    return None


def usage_of(response) -> Usage:
    total, left = number(response, "x-rate-limit-limit"), number(response, "x-rate-limit-remaining")
    if not total or left is None:
        return Usage()
    return Usage(100 * (total - left) / total, reset_of(response) if left == 0 else None)
