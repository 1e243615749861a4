"""What a person can do with a case now, in words that say what will happen.

The screens offer exactly these, so no button is offered that would then be refused.
"""

from dataclasses import dataclass

from django.utils import timezone
from django.utils.translation import gettext as _

from wagtail_sop.formats import near_deadline
from wagtail_sop.procedures import END_UNPUBLISHED, Kind

from .positions import Appointment


@dataclass(frozen=True)
class Verb:
    """One offer: ``name`` is the method of ``Case``, ``label`` the words on the button."""

    name: str
    label: str
    workflow_action: str = ""
    """Its name in Wagtail's editor menu; empty when it is only offered on our own screens."""
    asks_note: bool = False
    """True when a reason must be given."""
    is_primary: bool = False


class CaseVerbs:
    """Mixed into ``Case``."""

    def verbs_for(self, user, at=None) -> list[Verb]:
        """The offers for this user, the main one first; empty when there is nothing to do."""
        at = at or timezone.now()
        if self.is_with_contributor:
            return self._contributor_verbs(user, at) + self._forcing_verbs(user)
        verbs = self._step_verbs(user, at) if self.appointment_of(user, at) else []
        return verbs + self._side_verbs(user, at) + self._forcing_verbs(user)

    def _forcing_verbs(self, user):
        label = _("Publish outside the procedure …")
        return [Verb("force_live", label, asks_note=True)] if self.may_force_live(user) else []

    def _contributor_verbs(self, user, at):
        if self.submitter_appointment(user, at) is None:
            return []
        verbs = [Verb("submit", _("Submit …"), is_primary=True)]
        if self.contributor_id in (None, user.pk) and not self.decided:
            verbs.append(Verb("withdraw", _("Withdraw")))
        return verbs

    def _step_verbs(self, user, at):
        if self.taken_by_another(user, at):
            return [Verb("reassign", _("Take over or reassign …"))]
        decide = {
            Kind.HANDOVER: self._pass_and_return,
            Kind.EDIT: self._pass_and_return,
            Kind.REVIEW: self._review_verbs,
            Kind.PUBLISH: self._publish_verbs,
            Kind.DOCUMENT: lambda at: [Verb("seal", _("Document and close the case"), is_primary=True)],
        }
        return decide[self.kind](at) + self._claim_verbs(user)

    def _pass_and_return(self, at):
        if self.kind == Kind.HANDOVER:
            main = Verb("take", _("Receive"), is_primary=True)
        else:
            main = Verb("approve", self.onward_label(_("Forward"), at), "approve", is_primary=True)
        return [main, *self._return_verb(at)]

    def _review_verbs(self, at):
        if self.status == self.Status.UNDER_REVIEW:
            confirm = [Verb("confirm_live", _("Confirm the publication"), is_primary=True)]
            return [
                *(confirm if self.is_live_now else []),
                Verb("withdraw_live", _("Take down"), asks_note=True),
            ]
        return [
            Verb("approve", self.onward_label(_("Approve"), at), "approve", is_primary=True),
            *self._return_verb(at),
            Verb("reject", _("Reject – ends unpublished"), "sop-reject", asks_note=True),
        ]

    def _publish_verbs(self, at):
        return [Verb("approve", _("Publish now"), "approve", is_primary=True), *self._return_verb(at)]

    def _return_verb(self, at):
        target = self.return_target
        if target == END_UNPUBLISHED:
            return [Verb("send_back", _("Return – ends unpublished"), "reject", asks_note=True)]
        if target not in {step.key for step in self.return_choices}:
            return []
        step = self.definition.step(target)
        name = self.edition.position(step.acting).name
        return [
            Verb("send_back", _("Return – to %(position)s") % {"position": name}, "reject", asks_note=True)
        ]

    def _claim_verbs(self, user):
        if self.kind == Kind.HANDOVER:
            return []
        if self.current_step.holder_id == user.pk:
            return [Verb("release", _("Release")), Verb("reassign", _("Reassign …"))]
        return [Verb("take", _("Take"))]

    def _side_verbs(self, user, at):
        verbs = []
        if (
            self.status == self.Status.RUNNING
            and self.contributor_id == user.pk
            and not self.decided
            and self.submitter_appointment(user, at)
        ):
            verbs.append(Verb("withdraw", _("Withdraw")))
        if self.status == self.Status.SCHEDULED and self.may_take_down(user, at):
            verbs.append(Verb("unschedule", _("Cancel the schedule"), asks_note=True))
        if (
            self.went_live_at
            and self.status != self.Status.UNDER_REVIEW
            and self.is_live_now
            and self.may_take_down(user, at)
        ):
            verbs.append(Verb("take_down", _("Take down"), asks_note=True))
        return verbs

    @property
    def is_live_now(self) -> bool:
        return bool(getattr(self.content_object, "live", False))

    def onward_label(self, word, at) -> str:
        """ "Setujui – diteruskan ke Kepala Dinas, tenggat Kamis 10.00": the word, who is next, and until when."""
        step = self.definition.next_step(self.current_step.key, self.content_class)
        if step is None:
            return word
        values = {"word": word, "position": self.addressee(step, at)}
        if step.limit is None or self.unit is None:
            return _("%(word)s – goes to %(position)s") % values
        values["deadline"] = near_deadline(
            self.unit.worktime.due(at, step.limit.maximum, str(step.limit.unit)), at
        )
        return _("%(word)s – goes to %(position)s, due %(deadline)s") % values

    def addressee(self, step, at) -> str:
        """Who will have the piece at this step: the office where it is held by one title ("Plh. Kepala Bidang Data"),
        else the column of the SOP."""
        position = self.edition.position(step.acting)
        held = Appointment.objects.acting(position, self.unit, at) if self.unit else ()
        offices = {appointment.capacity if appointment.title else position.name for appointment in held}
        return offices.pop() if len(offices) == 1 else position.name

    def may_change_class(self, user, new, at=None) -> bool:
        """Whether ``change_class`` would accept this user's change."""
        from wagtail_sop.exceptions import Refused

        try:
            self._authorise_class(user, new, at)
        except Refused:
            return False
        return self.status in self.BEFORE_LIVE and new != self.content_class
