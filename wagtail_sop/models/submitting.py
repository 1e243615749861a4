"""The contributor's part: to hand the piece in, and to take it back."""

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail import hooks
from wagtail.models import WorkflowState

from wagtail_sop.completeness import CHECKS_HOOK, missing_from
from wagtail_sop.exceptions import AlreadyDone, Incomplete, NotEntitled, Refused
from wagtail_sop.procedures import Kind

from . import content
from .events import CaseEvent
from .positions import Appointment
from .procedures import Section
from .steps import CaseStep


class CaseSubmitting:
    """Mixed into ``Case``."""

    def submit(self, user, *, content_class=None, unit=None, note="", seen=None):
        """Hand the piece in ("Ajukan"): with its class, its unit and a note."""
        with self.moving(seen) as at:
            if not self.is_with_contributor:
                raise AlreadyDone(_("This piece has already been submitted."))
            self._upgrade_edition()
            self._choose(user, content_class, unit, note, at)
            self._start_workflow(user)

    def _choose(self, user, content_class, unit, note, at):
        if content_class is not None:
            self._choose_class(user, content_class, at)
        if unit is not None:
            self._choose_unit(unit)
        self.save(update_fields=["content_class", "unit", "unit_name", "edition"])
        if note and self.current_step:
            CaseStep.objects.filter(pk=self.current_step.pk).update(note=note)
            self.current_step.note = note

    def _choose_unit(self, unit):
        section = Section.objects.governing(self.content_object)
        if section and section.unit_id and section.unit_id != unit.pk:
            raise Incomplete(
                _("Pieces of this section belong to %(unit)s; submit this one without choosing a unit.")
                % {"unit": section.unit},
                "unit",
            )
        if unit.agency_id != self.edition.procedure.agency_id:
            raise Incomplete(_("Choose a unit of the agency whose SOP governs this piece."), "unit")
        self.unit, self.unit_name = unit, unit.name

    def _upgrade_edition(self):
        # Never submitted, so nothing has run on the older edition yet.
        newest = self.edition.procedure.edition_in_force
        if self.workflow_state_id is None and newest and newest != self.edition and self.steps.count() <= 1:
            self.edition = newest

    def _start_workflow(self, user):
        obj = self.content_object
        obj = obj.specific if content.is_page(obj) else obj
        run = self.workflow_state
        if run is not None and run.status == WorkflowState.STATUS_NEEDS_CHANGES:
            # Reading the case anew has left another copy of it there.
            run.sop_case = self
            run.resume(user)
        else:
            self._cancel_foreign_run(obj, user)
            self.edition.workflow.start(obj, user)

    def _cancel_foreign_run(self, obj, user):
        """A workflow begun where no SOP governed, before the piece came here; Wagtail allows one at a time."""
        foreign = WorkflowState.objects.for_instance(obj).active().filter(workflow__sop_edition=None).first()
        if foreign:
            foreign.cancel(user=user)

    def adopt_edition(self, edition):
        """Wagtail's own "Submit" starts the workflow assigned to the place, which may be newer than the draft."""
        self._upgrade_edition()
        if self.edition_id != edition.pk:
            raise Refused(
                _(
                    "The SOP of this section has a newer edition. Reload the page, then submit the piece again."
                )
            )

    def hand_in(self, user, workflow_state):
        """Finish the contributor's part; called by the first task of the run, whoever started it."""
        at = timezone.now()
        if self.unit is None:
            self._adopt_unit(user, at)
        appointment = self.submitter_appointment(user, at)
        if appointment is None:
            raise NotEntitled(self.why_not_submit(user, at))
        if self.latest_revision is None:
            raise Incomplete(_("There is no draft to submit yet. Save one first."))
        self._check_complete()
        if self.definition.workflow_steps[0].kind == Kind.HANDOVER:
            self.refuse_incomplete()
        self.contributor, self.contributor_name = user, appointment.person
        self.workflow_state, self.status = workflow_state, self.Status.RUNNING
        self.title = self.latest_revision.object_str[:255]
        self.save(
            update_fields=[
                "contributor",
                "contributor_name",
                "workflow_state",
                "status",
                "title",
                "unit",
                "unit_name",
                "edition",
            ]
        )
        self.add_writer(user)
        if self.current_step:
            self.finish_row(
                CaseStep.Outcome.SUBMITTED, user, at, appointment=appointment, note=self.current_step.note
            )

    def _check_complete(self):
        """A draft may have gaps; past this point they would only be found when the piece is to be published."""
        obj = self.latest_revision.as_object()
        relations = [field.name for field in obj._meta.fields if field.is_relation]
        try:
            obj.clean_fields(exclude=relations)
        except ValidationError as gaps:
            names = {field.name: str(field.verbose_name) for field in obj._meta.fields}
            what = "; ".join(
                f"{names.get(name, name)}: {' '.join(said)}" for name, said in gaps.message_dict.items()
            )
            raise Incomplete(
                _("The piece is not complete yet. Correct in the editor: %(what)s") % {"what": what}
            ) from gaps

    def refuse_incomplete(self):
        """Raises ``Incomplete`` with everything that the SOP requires of a piece and this one lacks."""
        if self.latest_revision is None or not hooks.get_hooks(CHECKS_HOOK):
            return
        if missing := missing_from(self, self.latest_revision.as_object()):
            raise Incomplete(
                _("The SOP does not let this piece go on yet. Have it completed in the editor: %(what)s")
                % {"what": " ".join(missing)}
            )

    def _adopt_unit(self, user, at):
        position = self.edition.position(self.definition.contributor)
        held = Appointment.objects.of_user(user, at).filter(position=position).select_related("unit")
        units = {appointment.unit_id: appointment.unit for appointment in held}
        if len(units) != 1:
            raise Incomplete(_("Choose the unit this piece belongs to."), "unit")
        self.unit = units.popitem()[1]
        self.unit_name = self.unit.name

    def why_not_submit(self, user, at=None):
        position = self.edition.position(self.definition.contributor)
        return _("Only a %(position)s of %(unit)s with a valid appointment can submit this piece.") % {
            "position": position.name,
            "unit": self.unit or _("the agency"),
        }

    def withdraw(self, user, note=""):
        """Take the piece back before anybody decided on it; the case ends."""
        with self.moving() as at:
            if user is None or self.submitter_appointment(user, at) is None:
                raise NotEntitled(_("Only the contributor can withdraw this piece."))
            if decision := self.decisions.last():
                raise AlreadyDone(
                    _("%(person)s has decided on this piece, so it can no longer be withdrawn.")
                    % {"person": decision.person or _("The system")}
                )
            if self.status not in (self.Status.DRAFTING, self.Status.RUNNING):
                raise AlreadyDone(_("This piece is no longer on its way; there is nothing to withdraw."))
            self.add_event(CaseEvent.Kind.WITHDRAWN, user, at, note=note)
            self.end(self.Status.WITHDRAWN, CaseStep.Outcome.WITHDRAWN, user, at, note)

    @property
    def decisions(self):
        """Visits on which an official decided, void or not."""
        return self.steps.filter(kind=Kind.REVIEW).exclude(
            outcome__in=["", "skipped", "rerouted", "withdrawn"]
        )

    @property
    def decided(self) -> bool:
        return self.decisions.exists()
