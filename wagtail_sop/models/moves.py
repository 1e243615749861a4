"""The verbs of a case: guard, change, save, log, signal, in one transaction under the case's lock.

Every door comes here: our screens, Wagtail's views and bulk actions, its API, mail links, commands and the shell.
"""

from contextlib import contextmanager

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop
from wagtail.models import Revision, WorkflowState

from wagtail_sop import signals
from wagtail_sop.exceptions import AlreadyDone, ContentChanged, Incomplete, NotEntitled, Refused
from wagtail_sop.procedures import END_UNPUBLISHED, Kind

from . import content
from .classes import RANK, ContentClassChoices
from .events import CaseEvent
from .positions import Appointment
from .procedures import Section
from .steps import CaseStep

OUTCOMES = {
    Kind.HANDOVER: CaseStep.Outcome.RECEIVED,
    Kind.EDIT: CaseStep.Outcome.FORWARDED,
    Kind.REVIEW: CaseStep.Outcome.APPROVED,
    Kind.PUBLISH: CaseStep.Outcome.PUBLISHED,
}


class CaseMoves:
    """Mixed into ``Case``. Each verb raises a ``Refused`` with a sentence for the person, and then nothing changed."""

    @contextmanager
    def moving(self, seen=None, seen_hash=None):
        """Hold the case, freshly read, and give the moment. ``seen`` and ``seen_hash`` say what the person's screen
        showed: the primary key of the step and the hash of the content."""
        try:
            with self.holding():
                self._check_seen(seen, seen_hash)
                yield timezone.now()
        except Exception:
            if not transaction.get_connection().needs_rollback:
                # What was written to this object was not written to the database.
                self.read_again()
            raise

    def _check_seen(self, seen, seen_hash):
        if seen is not None and (self.current_step is None or self.current_step.pk != int(seen)):
            raise AlreadyDone(self.who_was_first(seen))
        if seen_hash and seen_hash != content.content_hash(self.latest_revision):
            raise ContentChanged(
                _("The content changed while you were looking at it. Read it again, then decide.")
            )

    def who_was_first(self, seen) -> str:
        """One sentence: what became of the step the person still has on the screen."""
        row = self.steps.filter(pk=seen).first()
        if row is None or row.is_open:
            return _("This case has moved on. Reload the page to see where the piece is now.")
        return _(
            "%(person)s was first: the step “%(step)s” is already %(outcome)s. Nothing was changed by you."
        ) % {
            "person": row.person or _("The system"),
            "step": row.name,
            "outcome": row.get_outcome_display(),
        }

    # The contributor

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

    # Those who act on a step

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

    def _pass_on(self, user, at, appointment, note="", go_live_at=None):
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

    # The class

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
