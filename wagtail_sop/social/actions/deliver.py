"""Send one post: prepare what may be repeated, commit that it is being sent, make the one call, store what came of it.

Not to be called inside a transaction: what is committed before the call is what keeps a post from going out twice.
"""

import logging
import random
import traceback
from datetime import timedelta

from django.core.exceptions import ImproperlyConfigured
from django.db import transaction
from django.utils import timezone

from wagtail_sop.exceptions import AlreadyDone
from wagtail_sop.social.backends.base import NotReady
from wagtail_sop.social.backends.errors import (
    AccountBroken,
    DeliveryError,
    DuplicateRefused,
    NotSent,
    OutcomeUnknown,
    RateLimited,
)
from wagtail_sop.social.backends.http import scrub, secrets_of
from wagtail_sop.social.conf import get_social_settings
from wagtail_sop.social.models import Attempt, Post

from .ready_pictures import at_addresses, publish_pictures, ready_pictures

logger = logging.getLogger("wagtail_sop")
Kind, Outcome = Attempt.Kind, Attempt.Outcome
PAUSES = tuple(timedelta(minutes=minutes) for minutes in (1, 5, 30, 120, 360))
"""Between the tries of a post, the last one again and again until the post is no news any more."""
REST = timedelta(minutes=15)
"""Of an account at a limit whose end the network does not name."""
NEAR_LIMIT_REST = timedelta(minutes=10)


def deliver(post, at=None) -> bool:
    """Try one waiting post. False when another sender was first, or is busy with this account."""
    at = at or timezone.now()
    # Durable: inside a transaction nothing would be committed before the call.
    with transaction.atomic(durable=True):
        if not post.claim(at):
            return False
    try:
        Delivery(post).run()
    except AlreadyDone as gone:
        # This sender was thought dead, or a person decided meanwhile; what they did counts.
        logger.warning("A post was taken out of the sender's hands: %s", gone)
    return True


class Delivery:
    """One try of a claimed post."""

    def __init__(self, post):
        self.post, self.account, self.backend = post, post.account, None
        self.attempt = None

    def run(self):
        if self.connect() and self.prepare() and self.begin():
            self.send()

    def connect(self) -> bool:
        self.attempt = self.post.begin_attempt(Kind.PREPARE, timezone.now())
        try:
            self.backend = self.account.backend()
        except (AccountBroken, ImproperlyConfigured) as error:
            self.not_sent(as_broken(error))
        return self.backend is not None

    # Everything that may be repeated

    def prepare(self) -> bool:
        try:
            answer = self.call(self.prepared)
        except DuplicateRefused as error:
            self.was_there_already(error)
            return False
        except DeliveryError as error:
            self.not_sent(repeatable(error))
            return False
        return self.take(answer)

    def prepared(self):
        self.pictures = self.made_public(ready_pictures(self.post, self.backend))
        staged = self.post.staged.get("network") or {}
        return self.backend.prepare(self.post.message(self.pictures), staged, timezone.now())

    def made_public(self, pictures):
        """With addresses, for a network that fetches pictures itself; the files stay until the post has its end."""
        if not pictures or not self.backend.pictures.needs_public_url:
            return pictures
        if not self.post.staged.get("files"):
            self.post.keep_staged({**self.post.staged, "files": publish_pictures(pictures)})
        return at_addresses(pictures, self.post.staged["files"])

    def take(self, answer) -> bool:
        self.post.keep_staged({**self.post.staged, "network": answer.staged})
        if isinstance(answer, NotReady):
            self.attempt.finish(Outcome.NOT_READY)
            self.post.put_off(answer.look_again_at)
            return False
        self.attempt.finish(Outcome.DONE)
        return True

    # The one call that cannot be taken back

    def begin(self) -> bool:
        self.attempt = self.post.begin_sending(timezone.now())
        if self.attempt is None:
            self.tidy_up()
        return self.attempt is not None

    def send(self):
        message, staged = self.post.message(self.pictures), self.post.staged.get("network") or {}
        try:
            sent = self.call(lambda: self.backend.send(message, staged))
        except DuplicateRefused as error:
            self.was_there_already(error)
        except OutcomeUnknown as error:
            self.is_unknown(error)
        except DeliveryError as error:
            self.not_sent(error)
        else:
            self.was_sent(sent)

    def was_sent(self, sent):
        try:
            self.post.mark_sent(sent, timezone.now())
        finally:
            self.attempt.finish(Outcome.DONE, text=sent.url or sent.remote_id, trace_id=sent.trace_id)
        self.afterwards(sent)

    def afterwards(self, sent):
        """Nothing that goes wrong here makes the post any less sent."""
        if not sent.url and (url := self.backend.address_of(sent.remote_id)):
            Post.objects.filter(pk=self.post.pk, url="").update(url=url[:1000])

    # What came of it

    def call(self, ask):
        """``ask()``, with everything but a ``DeliveryError`` made one whose words are free of secrets."""
        try:
            return ask()
        except (DeliveryError, AlreadyDone):
            raise
        except ImproperlyConfigured as error:
            # A library is missing, or an option is wrong: found out before anything leaves.
            failure = as_broken(error)
        except Exception as error:  # noqa: BLE001  (a bug in a backend must not repeat a post, nor stop the others)
            failure = self.as_unknown(error)
        finally:
            self.note_usage()
        raise failure

    def as_unknown(self, error) -> OutcomeUnknown:
        secrets = secrets_of(self.backend)
        trace = "".join(traceback.format_exception(error))
        logger.error("The network %s failed over a post: %s", self.post.network, scrub(trace, secrets))
        return OutcomeUnknown(scrub(f"{type(error).__name__}: {error}", secrets)[:500])

    def note_usage(self):
        usage = self.backend.usage
        self.account.note_usage(usage)
        if (usage.percent or 0) >= get_social_settings().USAGE_PERCENT and not usage.rest_until:
            self.account.rest(timezone.now() + NEAR_LIMIT_REST)

    def not_sent(self, error):
        """Nothing is public. What happens next depends on whether the account, the post or the moment is to blame."""
        if isinstance(error, AccountBroken):
            self.attempt.finish(Outcome.BROKEN, error)
            self.account.mark_broken(error.reason, str(error))
            self.post.put_off(timezone.now(), "account", str(error))
        elif isinstance(error, RateLimited):
            until = error.retry_at or timezone.now() + REST
            self.attempt.finish(Outcome.NOT_SENT, error)
            self.account.rest(until)
            self.post.put_off(until, "resting", str(error))
        elif isinstance(error, NotSent):
            self.attempt.finish(Outcome.NOT_SENT, error)
            until = error.retry_at or timezone.now() + pause_after(self.post.tries)
            self.post.put_off(until, "not_sent", str(error), tries=self.post.tries + 1)
        else:
            self.refused(error)

    def refused(self, error):
        self.attempt.finish(Outcome.REFUSED, error)
        self.post.fail(getattr(error, "reason", "other"), str(error))
        self.tidy_up()

    def was_there_already(self, error):
        """After a lost answer it is a sign that the post went out; at the first try it is somebody else's."""
        if not self.post.may_be_public(besides=self.attempt):
            return self.refused(error)
        self.attempt.finish(Outcome.REFUSED, error)
        return self.post.mark_unknown(timezone.now(), str(error))

    def is_unknown(self, error):
        self.attempt.finish(Outcome.UNKNOWN, error)
        look_at = timezone.now() + timedelta(seconds=self.backend.reconcile_after)
        self.post.mark_unknown(look_at, str(error))

    def tidy_up(self):
        self.backend.discard(self.post.staged.get("network") or {})


def pause_after(tries) -> timedelta:
    """With jitter, so that posts that failed together do not come back together."""
    pause = PAUSES[min(tries, len(PAUSES) - 1)]
    return pause * random.uniform(1, 1.2)  # noqa: S311


def repeatable(error) -> DeliveryError:
    """While preparing, a lost answer does no harm."""
    if isinstance(error, OutcomeUnknown):
        return NotSent(str(error), code=error.code, trace_id=error.trace_id, status=error.status)
    return error


def as_broken(error) -> AccountBroken:
    return error if isinstance(error, AccountBroken) else AccountBroken(str(error), reason="setup")
