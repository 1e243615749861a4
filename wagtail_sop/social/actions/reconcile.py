"""After a lost answer: look whether the post is there. Three times, then a person decides."""

from datetime import timedelta
from time import monotonic

from django.core.exceptions import ImproperlyConfigured
from django.utils import timezone

from wagtail_sop.exceptions import AlreadyDone
from wagtail_sop.social.backends.base import Absent, Sent, Undecided
from wagtail_sop.social.backends.errors import AccountBroken, DeliveryError, NotSent
from wagtail_sop.social.conf import get_social_settings
from wagtail_sop.social.models import Attempt, Post

from .deliver import Delivery, as_broken, logger, pause_after

Outcome = Attempt.Outcome
LATER = (timedelta(minutes=10), timedelta(minutes=60))
"""After the first look and after the second; networks list a new post late."""


def reconcile(post, at=None) -> bool:
    """Look once. False when the post does not wait for it, or another is looking."""
    if not post.claim_look(at or timezone.now()):
        return False
    try:
        Look(post).run()
    except AlreadyDone as gone:
        logger.warning("A post was decided about while it was looked for: %s", gone)
    return True


class Look(Delivery):
    """One look at the network."""

    def run(self):
        self.attempt = self.post.begin_attempt(Attempt.Kind.LOOK, timezone.now())
        try:
            self.backend = self.account.backend()
            found = self.call(self.look) if self.backend.supports_reconcile else None
        except (DeliveryError, ImproperlyConfigured) as error:
            return self.could_not_look(error)
        return self.conclude(found)

    def look(self):
        since = self.post.sending_at or self.post.created_at
        message = self.post.message()
        return self.backend.reconcile(message, self.post.staged.get("network") or {}, since)

    def conclude(self, found):
        if isinstance(found, Sent):
            self.was_sent(found)
        elif isinstance(found, Absent):
            self.attempt.finish(Outcome.ABSENT)
            self.post.put_off(timezone.now())
        else:
            self.undecided(found)

    def undecided(self, found):
        """``found``: ``None`` where the network cannot be looked at."""
        self.attempt.finish(Outcome.UNDECIDED, text=found.hint if found else "")
        if found is None or (found.candidates or 0) > 1:
            self.ask_person("several_found" if found else "not_found", found)
        elif self.post.looks < len(LATER):
            self.post.look_again(timezone.now() + LATER[self.post.looks], detail=found.hint)
        elif self.may_resend(found):
            self.post.put_off(timezone.now(), detail=found.hint, was_resent=True)
        else:
            self.ask_person("not_found", found)

    def may_resend(self, found) -> bool:
        """Looked at everything and found nothing, three times; and the site prefers a second post to none."""
        wanted = get_social_settings().UNKNOWN_POLICY == "resend"
        return wanted and found.candidates == 0 and not self.post.was_resent

    def ask_person(self, problem, found):
        self.post.look_again(None, problem, found.hint if found else "")

    def could_not_look(self, error):
        """That is no look: nothing was learnt of the post."""
        if isinstance(error, AccountBroken | ImproperlyConfigured):
            error = as_broken(error)
            self.attempt.finish(Outcome.BROKEN, error)
            self.account.mark_broken(error.reason, str(error))
            self.post.look_again(timezone.now(), counted=False)
        elif isinstance(error, NotSent):
            self.attempt.finish(Outcome.NOT_SENT, error)
            until = error.retry_at or timezone.now() + pause_after(1)
            self.post.look_again(until, detail=str(error), counted=False)
        else:
            self.undecided(Undecided(str(error)))


def reconcile_all(until=None, at=None):
    """Every post whose time has come. ``until``: a moment of ``monotonic()``."""
    for post in Post.objects.to_be_looked_for(at).select_related("account").order_by("next_try_at", "pk"):
        if until is not None and monotonic() > until:
            return
        reconcile(post, at)
