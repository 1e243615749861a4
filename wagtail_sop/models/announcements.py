"""Whom a case tells what; the words are in ``notifications``.

Who caused an event is not told of it, and nobody is told twice: who is called to the next step learns there
what happened, and gets no second mail about it.
"""

from django.utils import timezone

from .events import CaseEvent
from .notices import Notice, call_senders, notify
from .steps import CaseStep

TOLD = frozenset(
    {
        CaseEvent.Kind.CLASS_CHANGED,
        CaseEvent.Kind.WITHDRAWN,
        CaseEvent.Kind.APPROVALS_VOID,
        CaseEvent.Kind.UNSCHEDULED,
        CaseEvent.Kind.BREAK_GLASS,
        CaseEvent.Kind.TAKEN_DOWN,
        CaseEvent.Kind.MOVED,
        CaseEvent.Kind.DELETED,
        CaseEvent.Kind.CLOSED,
    }
)
"""Events besides the steps that the contributor hears of, unless it was the contributor's own doing."""


class CaseAnnouncements:
    """Mixed into ``Case``. Called inside the transaction of the move that is announced, at its end."""

    def announce_step(self, row, by=None):
        """To those who may act on a step that starts, and to the shared mailbox of their unit."""
        if row.kind == "prepare" or self.status in (self.Status.DRAFTING, self.Status.UNDER_REVIEW):
            return
        self._call(Notice.Kind.STEP, row, by)

    def announce_break_glass(self, row):
        """To those who must review afterwards, whatever their preferences."""
        forced = self.events.filter(kind=CaseEvent.Kind.BREAK_GLASS).last()
        self._call(Notice.Kind.BREAK_GLASS, row, forced and forced.user, event=forced)

    def _call(self, kind, row, by, **about):
        appointments = {appointment.user: appointment for appointment in self.entitled_list()}
        capacities = {
            user.pk: {"capacity": appointment.capacity} for user, appointment in appointments.items()
        }
        mailbox = row.unit.mailbox if row.unit else ""
        self.known(("called", row.pk), lambda: set(capacities) - {by and by.pk})
        notify(self, kind, appointments, step=row, mailbox=mailbox, personal=capacities, besides=by, **about)

    def whom_it_waits_for(self, at=None) -> set[int]:
        """Primary keys of the users the current step waits for: all who may act, or the one who took it."""
        able = set(self.entitled(at).values_list("user_id", flat=True))
        holder = self.current_step and self.current_step.holder_id
        return {holder} & able or able

    def announce_release(self, row, user):
        """To the colleagues who were not called because the piece had been taken at once."""
        Notice.objects.filter(step=row, kind=Notice.Kind.STEP).exclude(user=user).revive(timezone.now())
        call_senders()

    def announce_vacancy(self):
        """To the colleagues, where who had taken the piece can no longer act."""
        calls = Notice.objects.filter(step=self.current_step, kind=Notice.Kind.STEP)
        calls.filter(user__in=self.whom_it_waits_for()).revive(timezone.now())

    def announce_assignment(self, event, to, user):
        """To the person a piece was given to."""
        row = self.current_step
        appointment = self.appointment_of(to)
        capacity = {to.pk: {"capacity": appointment.capacity}} if appointment else {}
        notify(self, Notice.Kind.ASSIGNED, [to], step=row, event=event, personal=capacity, besides=user)

    def announce_progress(self, row, user, go_live_at=None):
        """To the contributor, when a step was passed on; that the piece is live is a notice of its own."""
        if row.outcome == CaseStep.Outcome.PUBLISHED:
            return
        data = {"go_live_at": go_live_at.isoformat()} if go_live_at else {}
        self._tell(Notice.Kind.PROGRESS, [self.contributor], step=row, data=data, besides=user)

    def announce_return(self, row, approvers, user):
        """To the contributor and to those whose approval is thereby void: why, and to which step."""
        data = {
            "to": self.definition.step(row.returned_to).name,
            "approvers": [f"{step.person} ({step.capacity})" for step in approvers],
        }
        users = [self.contributor, *(step.actor for step in approvers)]
        self._tell(Notice.Kind.RETURNED, users, step=row, data=data, besides=user)

    def announce_rejection(self, row, user):
        """To the contributor and to all who had passed the piece on."""
        users = [self.contributor, *(step.actor for step in self.steps.standing().select_related("actor"))]
        self._tell(Notice.Kind.REJECTED, users, step=row, besides=user)

    def announce_live(self, row, by):
        """To the contributor; ``row`` is the visit that published or scheduled the piece."""
        self._tell(Notice.Kind.LIVE, [self.contributor], step=row, besides=by)

    def announce_event(self, event):
        if event.kind in TOLD:
            notify(self, Notice.Kind.EVENT, [self.contributor], event=event, besides=event.user)

    def _tell(self, kind, users, **about):
        called = self._called_by_this_move()
        notify(self, kind, [user for user in users if user and user.pk not in called], **about)

    def _called_by_this_move(self):
        if self.current_step is None:
            return set()
        called = self.known(("called", self.current_step.pk), set)
        # Who received the piece holds it already; the colleagues are then not called after all.
        holder = self.current_step.holder_id
        return called & {holder} if holder else called
