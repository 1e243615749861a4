"""Mail to be sent: a row is written in the transaction that causes it, the message leaves after it."""

from datetime import timedelta

from django.conf import settings
from django.db import models, router, transaction
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.users.models import UserProfile

from wagtail_sop import signals
from wagtail_sop.conf import get_settings

LEASE = timedelta(minutes=10)
"""A sender that has not answered for so long is dead. Longer than the slowest message may take."""
SHORTEST_PAUSE, LONGEST_PAUSE = timedelta(minutes=1), timedelta(hours=1)
GIVE_UP_AFTER = timedelta(days=5)
"""For so long a mail waits for a mail server that cannot be reached, as mail servers do among themselves."""


class NoticeQuerySet(models.QuerySet):
    def due(self, at=None):
        """Waiting notices whose time has come, and those whose sender died."""
        at = at or timezone.now()
        return self.filter(
            Q(status=Notice.Status.WAITING, next_try_at__lte=at)
            | Q(status=Notice.Status.SENDING, claimed_at__lt=at - LEASE)
        )

    def put_off(self, at=None):
        """Waiting for a mail server that could not be reached a short while ago."""
        at = at or timezone.now()
        return self.filter(status=Notice.Status.WAITING, next_try_at__gt=at, attempts=0).exclude(error="")

    def claim(self, at, most):
        """Up to so many due notices, oldest first, taken for sending and read afresh; empty when nothing is due.

        One that killed a sender is taken by itself: it shall not take others with it again.
        """
        due = list(self.due(at).values_list("pk", "attempts").order_by("pk")[:most])
        fresh = [pk for pk, attempts in due if not attempts]
        pks = fresh or [pk for pk, _attempts in due[:1]]
        claimed = {"status": Notice.Status.SENDING, "claimed_at": at, "attempts": F("attempts") + 1}
        if not pks or not self.due(at).filter(pk__in=pks).update(**claimed):
            return []
        # The moment tells ours from those that another sender took in between.
        ours = self.filter(pk__in=pks, status=Notice.Status.SENDING, claimed_at=at)
        return list(ours.select_related(*Notice.NEEDED).defer("case__record").order_by("pk"))

    def unclaim(self, notices):
        """Put back what was taken and not tried, as if it had never been taken."""
        held = self.filter(pk__in=[notice.pk for notice in notices], status=Notice.Status.SENDING)
        moments = {notice.claimed_at for notice in notices}
        held.filter(claimed_at__in=moments).update(
            status=Notice.Status.WAITING, claimed_at=None, attempts=F("attempts") - 1
        )

    def mark_sent(self, notices, at):
        """The mail server has taken them. Only what is still held: see ``Notice._end_attempt``."""
        held = self.filter(pk__in=[notice.pk for notice in notices], status=Notice.Status.SENDING)
        held.filter(claimed_at__in={notice.claimed_at for notice in notices}).update(
            status=Notice.Status.SENT, sent_at=at, error=""
        )

    def put_off_all(self, error, at, pause=SHORTEST_PAUSE):
        """The mail server cannot be reached: let everything that is due rest, and what is too old end."""
        waiting = self.filter(status=Notice.Status.WAITING, next_try_at__lte=at)
        waiting.filter(created_at__lt=at - GIVE_UP_AFTER).update(status=Notice.Status.FAILED, error=error)
        waiting.update(next_try_at=at + pause, error=error)

    def revive(self, at):
        """Call again whom it had become needless to call."""
        self.filter(status=Notice.Status.OBSOLETE).update(
            status=Notice.Status.WAITING, next_try_at=at, attempts=0, error=""
        )


class Notice(models.Model):
    """One mail to one recipient about one event of a case."""

    class Kind(models.TextChoices):
        STEP = "step", _("a step waits for you")
        ASSIGNED = "assigned", _("a piece was given to you")
        PROGRESS = "progress", _("your piece has moved on")
        EVENT = "event", _("something happened to your piece")
        RETURNED = "returned", _("a piece was returned")
        REJECTED = "rejected", _("a piece was rejected")
        LIVE = "live", _("a piece is live")
        BREAK_GLASS = "break_glass", _("a piece was published outside the procedure")

    class Status(models.TextChoices):
        WAITING = "waiting", _("waiting")
        SENDING = "sending", _("being sent")
        SENT = "sent", _("sent")
        FAILED = "failed", _("failed")
        OBSOLETE = "obsolete", _("no longer needed")

    CALLS = frozenset({Kind.STEP, Kind.ASSIGNED, Kind.BREAK_GLASS})
    """Kinds that ask for something to be done, and are needless once it is."""
    PREFERENCE = {
        Kind.STEP: "submitted_notifications",
        Kind.ASSIGNED: "submitted_notifications",
        Kind.PROGRESS: "approved_notifications",
        Kind.LIVE: "approved_notifications",
        Kind.EVENT: "rejected_notifications",
        Kind.RETURNED: "rejected_notifications",
        Kind.REJECTED: "rejected_notifications",
    }
    """Wagtail's own notification preference that switches each kind off."""
    NEEDED = (
        "case__unit",
        "case__current_step__position",
        "step__unit",
        "event",
        "user__wagtail_userprofile",
    )

    case = models.ForeignKey("wagtail_sop.Case", on_delete=models.PROTECT, related_name="notices")
    step = models.ForeignKey(
        "wagtail_sop.CaseStep", null=True, on_delete=models.PROTECT, related_name="notices"
    )
    event = models.ForeignKey(
        "wagtail_sop.CaseEvent", null=True, on_delete=models.PROTECT, related_name="notices"
    )
    kind = models.CharField(max_length=12, choices=Kind.choices)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    address = models.EmailField()
    is_mailbox = models.BooleanField(default=False)
    """A unit's shared mailbox; else ``user`` is empty only because that account was removed."""
    data = models.JSONField(default=dict)

    status = models.CharField(max_length=10, choices=Status.choices, default=Status.WAITING)
    attempts = models.PositiveSmallIntegerField(default=0)
    created_at = models.DateTimeField(default=timezone.now)
    next_try_at = models.DateTimeField(default=timezone.now)
    claimed_at = models.DateTimeField(null=True)
    sent_at = models.DateTimeField(null=True)
    error = models.TextField(blank=True)

    objects = NoticeQuerySet.as_manager()

    class Meta:
        verbose_name = _("notice")
        verbose_name_plural = _("notices")
        ordering = ["pk"]
        indexes = [
            models.Index(
                fields=["next_try_at"],
                condition=Q(status__in=("waiting", "sending")),
                name="sop_notice_waiting",
            )
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["case", "step", "kind", "address"], condition=Q(event=None), name="sop_notice_once"
            ),
            models.UniqueConstraint(fields=["event", "kind", "address"], name="sop_notice_once_per_event"),
        ]

    def __str__(self):
        return f"{self.get_kind_display()} → {self.address}"

    def is_needless(self, called) -> bool:
        """Whether sending it now would only disturb: the recipient left, or it calls to work already done.

        ``called``: the users whom the step still waits for.
        """
        if not self.is_mailbox and (self.user is None or not self.user.is_active):
            return True
        if self.kind not in self.CALLS:
            return False
        if self.step.finished_at or self.case.current_step_id != self.step_id:
            return True
        # A unit's mailbox is told of work that lies there for anybody, not of what a person has taken.
        return bool(self.step.holder_id) if self.is_mailbox else self.user_id not in called

    # The end of an attempt. Only the sender that holds the claim may write it: one that was thought dead and
    # comes back late must not overwrite what its successor did.

    def mark_needless(self):
        self._end_attempt(status=self.Status.OBSOLETE)

    def mark_failed(self, error, at, *, permanent=False):
        """Try again later, with pauses that double from one minute; give up after ``MAIL_ATTEMPTS``."""
        final = permanent or self.attempts >= get_settings().MAIL_ATTEMPTS
        self._end_attempt(
            status=self.Status.FAILED if final else self.Status.WAITING,
            next_try_at=at + SHORTEST_PAUSE * 2 ** min(self.attempts - 1, 10),
            error=error,
        )

    def put_back(self, error, at):
        """The mail server could not be reached at all. That is no attempt of this mail."""
        pause = min(max(at - self.created_at, SHORTEST_PAUSE), LONGEST_PAUSE)
        Notice.objects.put_off_all(error, at, pause)
        final = self.created_at < at - GIVE_UP_AFTER
        self._end_attempt(
            status=self.Status.FAILED if final else self.Status.WAITING,
            attempts=F("attempts") - 1,
            next_try_at=at + pause,
            error=error,
        )

    def _end_attempt(self, **facts):
        held = Notice.objects.filter(pk=self.pk, status=self.Status.SENDING, claimed_at=self.claimed_at)
        held.update(**facts)


def notify(case, kind, users, *, mailbox="", data=None, personal=None, besides=None, **about):
    """Write one waiting notice per recipient; ``about`` is the ``step`` and the ``event``.

    Left out: who has no address, who switched this kind off, and who caused it (``besides``). ``personal``
    gives more data by primary key of the user. Costs the same number of queries for any number of recipients.
    """
    people = _by_address(
        _who_want_it(kind, [user for user in users if _can_be_told(user) and user != besides])
    )
    rows = [
        Notice(case=case, kind=kind, user=user, address=address, data=_data_of(user, data, personal), **about)
        for address, user in people.items()
    ]
    if mailbox and mailbox.lower() not in people:
        rows.append(
            Notice(case=case, kind=kind, address=mailbox.lower(), is_mailbox=True, data=data or {}, **about)
        )
    if rows:
        Notice.objects.bulk_create(rows, ignore_conflicts=True)
        call_senders()


def _can_be_told(user) -> bool:
    # A custom user model may allow a longer address than our column: PostgreSQL would fail the whole act.
    return bool(user and user.is_active and user.email and len(user.email) <= 254)


def _who_want_it(kind, users):
    preference = Notice.PREFERENCE.get(kind)
    if preference is None or not users:
        return users
    unread = [user for user in users if "wagtail_userprofile" not in user._state.fields_cache]
    profiles = (
        {profile.user_id: profile for profile in UserProfile.objects.filter(user__in=unread)}
        if unread
        else {}
    )
    profiles |= {
        user.pk: user._state.fields_cache["wagtail_userprofile"] for user in users if user not in unread
    }
    return [user for user in users if getattr(profiles.get(user.pk), preference, True)]


def _by_address(users):
    # Two accounts may share an address; ``lower`` knows no locale, so "I" is always "i".
    return {user.email.strip().lower(): user for user in users}


def _data_of(user, data, personal):
    return (data or {}) | (personal or {}).get(user.pk, {})


def call_senders():
    """Tell the senders once, after the commit, however many notices the transaction writes."""
    connection = transaction.get_connection(router.db_for_write(Notice))
    # What was registered in a savepoint goes when that is rolled back, and is then no longer in the list.
    if any(function is _send_signal for _savepoints, function, *_rest in connection.run_on_commit):
        return
    transaction.on_commit(_send_signal, using=connection.alias, robust=True)


def _send_signal():
    signals.notices_waiting.send(sender=Notice)
