"""How a post moves from status to status, and who holds it meanwhile.

Each move is one UPDATE that names the status it starts from, and the lease where there is one: on every database, of
two who want the same only one gets it. The other is told with an ``AlreadyDone``.
"""

import secrets
from datetime import timedelta

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from wagtail_sop.exceptions import AlreadyDone
from wagtail_sop.models.entitlement import person_name
from wagtail_sop.social.conf import get_social_settings

MOVES = {
    "waiting": {"preparing", "expired", "cancelled"},
    "preparing": {"sending", "waiting", "failed", "cancelled", "unknown"},
    "sending": {"sent", "unknown", "waiting", "failed"},
    "unknown": {"sent", "waiting", "cancelled"},
    "sent": {"taking_down"},
    "taking_down": {"deleted", "sent"},
    "failed": {"waiting", "by_hand", "sent", "cancelled"},
    "expired": {"waiting", "by_hand", "sent", "cancelled"},
    "cancelled": {"waiting", "by_hand", "sent"},
    "by_hand": {"sent", "cancelled"},
    "deleted": set(),
}
"""From each status to which others."""
NOT_HELD = {"lease": "", "lease_until": None}


def lease() -> dict:
    seconds = get_social_settings().LEASE_SECONDS
    return {
        "lease": secrets.token_hex(16),
        "lease_until": timezone.now() + timedelta(seconds=seconds),
    }


class PostMoves:
    """Mixed into ``Post``."""

    def move(self, to, *, since=None, **facts):
        """Raises ``AlreadyDone`` where the post is not in one of the statuses it can move from, or another holds it.

        ``since``: the statuses to start from; by default all from which there is a way.
        """
        sources = [status for status in since or MOVES if to in MOVES[status]]
        found = type(self).objects.filter(pk=self.pk, status__in=sources, lease=self.lease)
        if not found.update(status=to, **facts):
            raise AlreadyDone(self.why_not(to))
        self.refresh_from_db()

    def why_not(self, to) -> str:
        now = type(self).objects.get(pk=self.pk)
        values = {"post": str(self), "now": now.get_status_display(), "to": self.Status(to).label}
        if to not in MOVES[now.status]:
            return _("“%(post)s” is %(now)s, so it cannot be %(to)s. Reload the page.") % values
        return _("Somebody else is at “%(post)s” just now. Reload the page in a minute.") % values

    # The sender's moves

    def claim(self, at) -> bool:
        """Take it for sending. False when it is not due any more: another was first, or is sending for its account."""
        due = type(self).objects.due(at).filter(pk=self.pk)
        try:
            with transaction.atomic():
                claimed = due.update(status="preparing", **lease())
        except IntegrityError:
            return False
        self.refresh_from_db()
        return bool(claimed)

    def keep_staged(self, staged):
        """What the network has been given so far, and more time for the next step."""
        self.move_within("preparing", staged=staged, **lease())

    @transaction.atomic
    def begin_sending(self, at):
        """The last moment at which it can be stopped. None, and the post cancelled, when the piece is not public any
        more; else the attempt, to be committed before the call is made."""
        if not self.is_piece_public:
            self.move("cancelled", since=["preparing"], problem="not_public", next_try_at=None, **NOT_HELD)
            return None
        self.move("sending", since=["preparing"], sending_at=at, looks=0, **lease())
        return self.begin_attempt("send", at)

    def move_within(self, status, **facts):
        """Change what a holder may change while it holds. Raises ``AlreadyDone`` when it holds no more."""
        held = type(self).objects.filter(pk=self.pk, status=status, lease=self.lease)
        if not held.update(**facts):
            raise AlreadyDone(self.why_not(status))
        self.refresh_from_db()

    def mark_sent(self, sent, at):
        """It is public. Accepted from a sender that was thought dead as well, as long as nobody decided otherwise."""
        facts = {
            "remote_id": sent.remote_id[:255],
            "url": sent.url[:1000],
            "sent_at": at,
        }
        done = {"problem": "", "detail": "", "next_try_at": None, **NOT_HELD}
        found = type(self).objects.filter(pk=self.pk, status__in=["sending", "unknown"])
        if not found.update(status="sent", **facts, **done):
            raise AlreadyDone(self.why_not("sent"))
        self.refresh_from_db()
        self.look_at_piece(at)

    def mark_unknown(self, look_at, detail="", problem="answer_lost"):
        self.move(
            "unknown",
            since=["preparing", "sending"],
            problem=problem,
            detail=detail[:2000],
            next_try_at=look_at,
            **NOT_HELD,
        )

    def put_off(self, until, problem="", detail="", **facts):
        """Certainly not sent, and to be tried again: found out while preparing, by the sending, or by looking."""
        since = ["preparing", "sending", "unknown"]
        facts = {"problem": problem, "detail": detail[:2000], "next_try_at": until, **facts}
        self.move("waiting", since=since, **facts, **NOT_HELD)

    def fail(self, problem, detail=""):
        since = ["preparing", "sending"]
        facts = {"problem": problem, "detail": detail[:2000], "next_try_at": None}
        self.move("failed", since=since, **facts, **NOT_HELD)

    def expire(self):
        self.move("expired", problem="stale", next_try_at=None)

    # Looking for what may be there

    def claim_look(self, at) -> bool:
        found = type(self).objects.filter(pk=self.pk, status="unknown", lease_until=None, next_try_at__lte=at)
        if not found.update(**lease()):
            return False
        self.refresh_from_db()
        return True

    def look_again(self, at, problem="", detail="", counted=True):
        """``at``: ``None`` leaves it to a person."""
        facts = {"problem": problem or self.problem, "detail": detail[:2000], "next_try_at": at}
        self.move_within("unknown", looks=self.looks + counted, **facts, **NOT_HELD)

    # Afterwards

    def release_abandoned(self, at):
        """Its holder died. What was only prepared is prepared again; what was being sent is never sent again unseen."""
        self.attempts.mark_lost(at)
        gone = {"problem": "interrupted", "next_try_at": at}
        {
            "preparing": lambda: self.move("waiting", since=["preparing"], **gone, **NOT_HELD),
            "sending": lambda: self.mark_unknown(at, problem="interrupted"),
            "unknown": lambda: self.move_within("unknown", **NOT_HELD),
            "taking_down": lambda: self.keep_up(""),
        }[self.status]()

    def look_at_piece(self, at):
        """Whether its piece left the site in the meantime: then it is to be taken down."""
        gone_at = None if self.is_piece_public else at
        type(self).objects.filter(pk=self.pk).update(piece_gone_at=gone_at)
        self.piece_gone_at = gone_at

    @transaction.atomic
    def begin_taking_down(self, user):
        self.authorise(user)
        self.move("taking_down", since=["sent"], decided_by=person_name(user)[:255], **lease())
        log(self, "sop.post_taken_down", user=user)

    def mark_deleted(self):
        facts = {"problem": "", "detail": "", "piece_gone_at": None}
        self.move("deleted", since=["taking_down"], **facts, **NOT_HELD)

    def keep_up(self, detail):
        """It could not be taken down, and is still public."""
        facts = {"problem": "take_down", "detail": detail[:2000]}
        self.move("sent", since=["taking_down"], **facts, **NOT_HELD)
