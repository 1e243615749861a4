"""The class of a piece: proposed, raised by anybody involved, lowered by who decides."""

from django.utils.translation import gettext as _

from wagtail_sop import signals
from wagtail_sop.exceptions import AlreadyDone, Incomplete, NotEntitled, Refused

from .classes import RANK, ContentClassChoices
from .events import CaseEvent


class CaseClassing:
    """Mixed into ``Case``."""

    def change_class(self, user, new, note="", *, seen=None):
        """Raise the class (anybody involved) or lower it (only the official who decides now)."""
        with self.moving(seen) as at:
            if self.status not in self.BEFORE_LIVE or new == self.content_class:
                raise AlreadyDone(
                    _("The class of this piece is already as you ask, or can no longer change.")
                )
            old = self.content_class
            appointment = self._authorise_class(user, new, at)
            self._set_class(new)
            self.save(update_fields=["content_class"])
            self._record_class(user, old, at, appointment, note)
            self.look_again(user)

    def _authorise_class(self, user, new, at):
        if new not in ContentClassChoices.values:
            raise Incomplete(
                _("Choose the class of the piece: routine, important or policy."), "content_class"
            )
        if self.status == self.Status.SCHEDULED and (step := self.undecided_step(new)):
            raise Refused(
                _(
                    "This piece is scheduled without the step “%(step)s”, which it needs as %(class)s. "
                    "Have the schedule cancelled; the piece is then submitted again with the other class."
                )
                % {"step": step.name, "class": ContentClassChoices(new).label}
            )
        deciding = (
            self.current_step is not None and self.current_step.is_decision and self.appointment_of(user, at)
        )
        # Once it was on its way, others have relied on the class: the contributor may raise it like anybody else.
        proposing = (
            self.is_with_contributor
            and self.workflow_state_id is None
            and self.submitter_appointment(user, at)
        )
        raising = RANK[new] > RANK[self.content_class] and (
            self.involved(user, at) or self.appointment_of(user, at)
        )
        if appointment := deciding or proposing or raising:
            return appointment
        if RANK[new] < RANK[self.content_class]:
            raise NotEntitled(_("Only the official who decides on the piece now can lower its class."))
        raise NotEntitled(_("Only those who serve this unit can change the class of its pieces."))

    def _choose_class(self, user, new, at):
        old = self.content_class
        if self.workflow_state_id is None or new == old:
            return self._set_class(new)
        appointment = self._authorise_class(user, new, at)
        self._set_class(new)
        self._record_class(user, old, at, appointment)

    def _record_class(self, user, old, at, appointment, note=""):
        change = {"from": old, "to": self.content_class}
        event = self.add_event(
            CaseEvent.Kind.CLASS_CHANGED, user, at, note=note, capacity=appointment.capacity, data=change
        )
        self.log("sop.class", user, change)
        self.send(signals.class_changed, event=event)

    def _set_class(self, content_class):
        if content_class not in ContentClassChoices.values:
            raise Incomplete(
                _("Choose the class of the piece: routine, important or policy."), "content_class"
            )
        self.content_class = content_class
