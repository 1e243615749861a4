"""What carries a piece on or back: to approve, return and reject."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop
from wagtail.models import Revision

from wagtail_sop.exceptions import AlreadyDone, ContentChanged, Incomplete
from wagtail_sop.procedures import END_UNPUBLISHED, Kind

from . import content
from .steps import CaseStep

OUTCOMES = {
    Kind.HANDOVER: CaseStep.Outcome.RECEIVED,
    Kind.EDIT: CaseStep.Outcome.FORWARDED,
    Kind.REVIEW: CaseStep.Outcome.APPROVED,
    Kind.PUBLISH: CaseStep.Outcome.PUBLISHED,
}

NEED_COMPLETENESS = frozenset({Kind.HANDOVER, Kind.REVIEW, Kind.PUBLISH})
"""Editing is there to complete a piece, so it is forwarded as it is; whoever decides next sees what is missing."""


class CaseDeciding:
    """Mixed into ``Case``."""

    def approve(self, user, note="", *, seen=None, seen_hash=None, go_live_at=None):
        """Carry the piece on: receive, forward, approve or publish, as the step's kind says."""
        with self.moving(seen, seen_hash) as at:
            if not self.is_running:
                raise AlreadyDone(_("This piece is not waiting for a decision."))
            went_back = self.settle(user, at)
            if not went_back:
                appointment = self.authorise(user, at)
                self._pass_on(user, at, appointment, note, go_live_at)
        if went_back:
            # Raised after the commit: that the approval lapsed is a fact to keep.
            raise ContentChanged(self.went_back_message)

    @property
    def went_back_message(self):
        return _(
            "The content changed after it was approved, so that approval no longer counts. The piece is now at “%s”."
        ) % (self.current_step)

    @property
    def needs_completeness(self) -> bool:
        """Whether carrying the piece on from here is refused while it lacks what the SOP requires."""
        return self.kind in NEED_COMPLETENESS

    def _pass_on(self, user, at, appointment, note="", go_live_at=None):
        if self.needs_completeness:
            self.refuse_incomplete()
        state = self.state_in_hand()
        outcome = OUTCOMES[self.kind]
        if self.kind == Kind.PUBLISH:
            outcome = self._approve_for_publication(go_live_at, at, outcome)
        row = self.finish_row(outcome, user, at, appointment=appointment, note=note)
        state.case_step = row
        # Wagtail records the approval and starts the next step, or finishes the run, which publishes.
        state.record_approval(user, note)
        if row.kind == Kind.HANDOVER and self.current_step and self.appointment_of(user, at):
            # Who receives the material is the one who is on it.
            self._hold(user, at, appointment)
        self.announce_progress(row, user, go_live_at)

    def state_in_hand(self):
        """Wagtail's state of the current step, its run and this case tied together, so that all work on one object."""
        state = self.current_step.state
        state.workflow_state = self.workflow_state
        state.workflow_state.sop_case = self
        state.workflow_state.current_task_state = state
        state.case_step = self.current_step
        self.current_step.case = self
        if self.latest_revision and state.revision_id == self.latest_revision.pk:
            state.revision = self.latest_revision
        return state

    def _approve_for_publication(self, go_live_at, at, outcome):
        """Fix which revision goes live, and when."""
        revision = self.latest_revision
        self.approved_revision, self.approved_hash = revision, content.content_hash(revision)
        self.save(update_fields=["approved_revision", "approved_hash"])
        if go_live_at and go_live_at <= at:
            raise Incomplete(
                _("The time of publication lies in the past. Choose a later one, or publish now."),
                "go_live_at",
            )
        revision.content |= {"go_live_at": go_live_at.isoformat() if go_live_at else None}
        # An UPDATE: nobody writes here, so nothing that reacts to a saved draft may run.
        Revision.objects.filter(pk=revision.pk).update(content=revision.content)
        return CaseStep.Outcome.SCHEDULED if go_live_at else outcome

    def send_back(self, user, reason, *, to=None, seen=None, seen_hash=None):
        """Return to the step the SOP names, or to a chosen earlier one, with a reason."""
        with self.moving(seen, seen_hash) as at:
            if not self.is_running:
                raise AlreadyDone(_("This piece is not waiting for a decision."))
            appointment = self.authorise(user, at)
            if not reason.strip():
                raise Incomplete(
                    _("Write the reason of the return, so that the next person knows what to change."),
                    "reason",
                )
            target = to or self.return_target
            if target == END_UNPUBLISHED:
                return self._reject(user, at, appointment, reason)
            if target not in {step.key for step in self.return_choices}:
                raise Incomplete(_("Choose an earlier step to return the piece to."), "to")
            self._return(user, at, appointment, reason, self.definition.step(target))

    @property
    def return_target(self):
        """Key of the step a refusal leads to; a hand-over, and where the SOP names none, to the contributor."""
        if self.kind == Kind.HANDOVER:
            return self.prepare_key
        return self.definition.return_target(self.current_step.key) or self.prepare_key

    @property
    def prepare_key(self):
        step = self.prepare_step or self.definition.workflow_steps[0]
        return step.key

    @property
    def return_choices(self):
        """Earlier steps at which the piece can be worked on again, nearest first.

        An SOP without a step of preparation is given back to the contributor by way of its first step.
        """
        passed = set(self.steps.values_list("key", flat=True)) | {self.prepare_key}
        kinds = (Kind.PREPARE, Kind.EDIT, Kind.REVIEW)
        earlier = list(self.definition.earlier_steps(self.current_step.key))
        if self.current_step.key == self.prepare_key:
            earlier.append(self.step)
        return [
            step
            for step in earlier
            if step.key in passed
            and (step.kind in kinds or step.key == self.prepare_key)
            and self.definition.applies(step.key, self.content_class)
        ]

    def _return(self, user, at, appointment, reason, step):
        approvers = list(self.steps.standing().filter(kind=Kind.REVIEW, outcome="approved"))
        state = self.state_in_hand()
        row = self.finish_row(
            CaseStep.Outcome.RETURNED, user, at, appointment=appointment, note=reason, returned_to=step.key
        )
        state.case_step = row
        self.void_from(step.key, at, gettext_noop("The piece was returned to this step or an earlier one."))
        self.log("sop.returned", user, {"step": str(row), "to": step.name, "reason": reason})
        to_contributor = step.key == self.prepare_key
        state.record_return(user, reason, update=to_contributor)
        if to_contributor:
            self._give_back_to_contributor(step, at)
        else:
            self.start_step(step, user)
        self.announce_return(row, approvers, user)

    def _give_back_to_contributor(self, step, at):
        self.status = self.Status.DRAFTING
        self.current_step = None
        self.save(update_fields=["status", "current_step"])
        if step.kind == Kind.PREPARE:
            self.open_row(step, at, holder=self.contributor)

    def reject(self, user, reason, *, seen=None, seen_hash=None):
        """Not fit to be published ("Tolak"): the case ends, the piece stays a draft."""
        with self.moving(seen, seen_hash) as at:
            if not self.is_running or self.kind != Kind.REVIEW:
                raise AlreadyDone(_("Only a step of decision can reject a piece."))
            appointment = self.authorise(user, at)
            if not reason.strip():
                raise Incomplete(
                    _("Write the reason of the rejection; the contributor will read it."), "reason"
                )
            self._reject(user, at, appointment, reason)

    def _reject(self, user, at, appointment, reason):
        self.log("sop.rejected", user, {"step": str(self.current_step), "reason": reason})
        row = self.current_step
        self.end(self.Status.REJECTED, CaseStep.Outcome.REJECTED, user, at, reason, appointment)
        self.announce_rejection(row, user)
