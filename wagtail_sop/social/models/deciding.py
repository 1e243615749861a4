"""What a person decides about a post."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from wagtail_sop.exceptions import AlreadyDone, Incomplete, Refused
from wagtail_sop.models.entitlement import person_name

from .entitlement import demand
from .moving import NOT_HELD

STOPPED = ("failed", "expired", "cancelled")
UNTOLD = ("answer_lost", "interrupted", "not_found", "several_found")


class PostDecisions:
    """Mixed into ``Post``. Each raises ``NotEntitled``, or ``AlreadyDone`` when the post is elsewhere by now."""

    def authorise(self, user, at=None):
        message = _(
            "Only those who publish for this unit, or manage its accounts, can decide about “%(post)s”."
        )
        demand(self, user, message % {"post": self}, at)

    @transaction.atomic
    def _decide(self, user, action, to, since, **facts):
        self.authorise(user)
        self.move(to, since=since, decided_by=person_name(user)[:255], **facts)
        log(self, action, user=user)

    def retry(self, user):
        """Send it after all, as news of now. Raises ``Refused`` where it would go nowhere, or might appear twice."""
        from .posts import expiry

        if problem := self.why_not_again():
            raise Refused(problem % {"account": self.account_name})
        afresh = {"next_try_at": timezone.now(), "expires_at": expiry(), "tries": 0, "looks": 0, "staged": {}}
        self._decide(user, "sop.post_retry", "waiting", STOPPED, problem="", detail="", **afresh)

    def why_not_again(self) -> str:
        """Why it cannot be sent after all; empty where it can."""
        if self.account.status == "closed":
            return _("%(account)s is closed. Post it by hand, or share the piece again on another account.")
        if self.is_followed:
            return _("The piece was shared on %(account)s once more since. This post is not needed any more.")
        if self.is_given_up:
            return _(
                "It may be public on %(account)s already. Look there; then note it as posted, or post it by hand."
            )
        return ""

    @property
    def is_followed(self) -> bool:
        """A later round of the same piece has reached the account, or is on its way there."""
        same = {name: getattr(self, name) for name in ("account", "base_content_type", "object_id")}
        return type(self).objects.filter(**same, round__gt=self.round).exclude(status__in=STOPPED).exists()

    @property
    def is_given_up(self) -> bool:
        """Its answer was lost, and nobody could tell what became of it."""
        return self.status == "cancelled" and self.problem in UNTOLD and self.may_be_public()

    def cancel(self, user):
        """Not to be posted; what is being prepared or sent just now cannot be called back."""
        since = ("waiting", "failed", "expired", "by_hand")
        self._decide(user, "sop.post_cancelled", "cancelled", since, next_try_at=None)

    def leave_to_person(self, user):
        """Somebody posts it by hand."""
        self._decide(user, "sop.post_by_hand", "by_hand", STOPPED, next_try_at=None)

    def mark_posted(self, user, url=""):
        """It was posted by hand."""
        facts = {"url": url[:1000], "sent_at": timezone.now(), "problem": "", "detail": ""}
        since = ("by_hand", *STOPPED)
        self._decide(user, "sop.post_posted", "sent", since, next_try_at=None, **facts)
        self.look_at_piece(timezone.now())

    def decide_unknown(self, user, posted: bool, url=""):
        """The answer was lost, and this person has looked: it is there, or it is not and goes out again."""
        if posted is None:
            raise Incomplete(_("Say whether the post is there."), "posted")
        if posted:
            facts = {"url": url[:1000], "sent_at": self.sending_at or timezone.now()}
            self._decide_unseen(user, "sop.post_found", "sent", next_try_at=None, **facts)
            self.look_at_piece(timezone.now())
        else:
            from .posts import expiry

            facts = {"next_try_at": timezone.now(), "expires_at": expiry(), "staged": {}}
            self._decide_unseen(user, "sop.post_absent", "waiting", **facts)

    def _decide_unseen(self, user, action, to, **facts):
        self._decide(user, action, to, ("unknown",), problem="", detail="", **facts, **NOT_HELD)

    def give_up_unknown(self, user):
        """Nobody can tell whether it is there; it is left as it is."""
        self._decide(user, "sop.post_cancelled", "cancelled", ("unknown",), next_try_at=None, **NOT_HELD)

    # After its piece left the site

    def keep_public(self, user):
        """It stays on the network although its piece is gone; nobody is asked again."""
        self.authorise(user)
        self._answer_once(user, "sop.post_kept")

    @transaction.atomic
    def mark_taken_down(self, user):
        """It was deleted on the network by hand."""
        self.begin_taking_down(user)
        self.mark_deleted()

    @transaction.atomic
    def _answer_once(self, user, action):
        asked = type(self).objects.to_be_taken_down().filter(pk=self.pk)
        if not asked.update(piece_gone_at=None, decided_by=person_name(user)[:255]):
            raise AlreadyDone(
                _("“%(post)s” is not to be taken down any more. Reload the page.") % {"post": self}
            )
        self.refresh_from_db()
        log(self, action, user=user)
