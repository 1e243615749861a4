"""Who is on a step: to take a piece, put it back, give it to a colleague."""

from django.utils.translation import gettext as _

from wagtail_sop.exceptions import AlreadyDone, NotEntitled
from wagtail_sop.procedures import Kind

from .events import CaseEvent


class CaseTaking:
    """Mixed into ``Case``."""

    def take(self, user, seen=None):
        """Say that one is on it. Taking what was handed over is receiving it."""
        with self.moving(seen) as at:
            appointment = self.authorise(user, at)
            if self.kind == Kind.HANDOVER:
                self._pass_on(user, at, appointment)
            else:
                self._hold(user, at, appointment)

    def _hold(self, user, at, appointment):
        self._give_to(user, at)
        self.add_event(CaseEvent.Kind.TAKEN, user, at, capacity=appointment.capacity, data=self._step_data())

    def _give_to(self, holder, at):
        row = self.current_step
        row.holder, row.taken_at = holder, at
        row.save(update_fields=["holder", "taken_at"])

    def release(self, user, seen=None):
        """Put a taken piece back for the colleagues."""
        with self.moving(seen) as at:
            if not self.current_step or self.current_step.holder_id != user.pk:
                raise AlreadyDone(_("You do not hold this piece."))
            self._give_to(None, None)
            self.add_event(CaseEvent.Kind.RELEASED, user, at, data=self._step_data())
            self.announce_release(self.current_step, user)

    def reassign(self, user, to, seen=None):
        """Give the piece to a colleague of the same position, or take it over from one."""
        with self.moving(seen) as at:
            appointment = self.appointment_of(user, at)
            if appointment is None:
                raise NotEntitled(self.why_not(user, at))
            if not self.entitled(at).filter(user=to).exists():
                raise NotEntitled(
                    _("That person cannot act on this step; choose a colleague of the same position.")
                )
            self._give_to(to, at)
            data = self._step_data() | {"to": to.get_full_name() or to.get_username()}
            event = self.add_event(
                CaseEvent.Kind.REASSIGNED, user, at, capacity=appointment.capacity, data=data
            )
            self.announce_assignment(event, to, user)

    def _step_data(self):
        return {"step": self.current_step.name, "number": self.current_step.number}
