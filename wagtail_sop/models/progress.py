"""How a case goes from step to step. No guards here: the verbs in ``moves`` have asked before."""

from django.contrib.auth import get_user_model
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_noop
from wagtail.log_actions import log
from wagtail.models import TaskState

from wagtail_sop import signals
from wagtail_sop.procedures import Kind

from . import content
from .entitlement import person_name
from .events import CaseEvent, CaseWriter
from .rows import CaseRows
from .steps import CaseStep


def only_unit(appointments):
    """The unit of all these appointments; None when they are of several or there are none."""
    units = {held.unit_id: held.unit for held in appointments.select_related("unit")}
    return units.popitem()[1] if len(units) == 1 else None


class CaseProgress(CaseRows):
    """Opening, going on and looking again, mixed into ``Case``."""

    # Opening

    def open(self, user, section, at):
        self.unit = self._first_unit(user, section, at)
        self.unit_name = self.unit.name if self.unit else ""
        if user is not None and self.submitter_appointment(user, at):
            # Anybody else who writes first leaves the piece to the contributors of the unit.
            self.contributor, self.contributor_name = user, person_name(user)
        self.save()
        self.add_writer(user)
        self._inherit_writers()
        self.add_event(CaseEvent.Kind.OPENED, user, at)
        if first := self.prepare_step:
            self.open_row(first, at, holder=self.contributor)
        self.send(signals.case_opened)

    def _inherit_writers(self):
        """Who wrote since the last live version on a case that ended unpublished, or on none: purging revisions would
        let them approve, and the inbox asks only here."""
        earlier = type(self).objects.filter(
            base_content_type=self.base_content_type, object_id=self.object_id, pk__lt=self.pk
        )
        last_live = (
            earlier.exclude(went_live_at=None).order_by("-pk").values_list("pk", flat=True).first() or 0
        )
        since = CaseWriter.objects.filter(case__in=earlier.filter(pk__gt=last_live))
        ids = set(since.exclude(user=None).values_list("user_id", flat=True)) | content.writer_ids(
            self.base_content_type_id, self.object_id, self.base_revision_id
        )
        for writer in get_user_model().objects.filter(pk__in=ids):
            self.add_writer(writer)

    def _first_unit(self, user, section, at):
        """The section's unit, the piece's own wish, the only unit the person contributes for, the unit that had the
        piece before, or the only unit the person serves; None when the contributor must say."""
        from .positions import Appointment

        obj = self.content_object
        wish = getattr(obj.specific_deferred if content.is_page(obj) else obj, "sop_unit", None)
        if section.unit_id or wish is not None:
            return section.unit or wish
        held = Appointment.objects.of_user(user, at) if user else Appointment.objects.none()
        position = self.edition.position(self.definition.contributor)
        earlier = type(self).objects.filter(
            base_content_type=self.base_content_type, object_id=self.object_id
        )
        return (
            only_unit(held.filter(position=position))
            or next(
                (case.unit for case in earlier.exclude(unit=None).select_related("unit").order_by("-pk")[:1]),
                None,
            )
            or only_unit(held.filter(position__agency=self.edition.procedure.agency_id))
        )

    @property
    def prepare_step(self):
        return next((step for step in self.definition.item_steps if step.kind == Kind.PREPARE), None)

    # Going on

    def begin_step(self, step, user):
        """The visit that Wagtail's next task starts; a step that does not apply to the class is skipped, visibly."""
        at = timezone.now()
        if self.definition.applies(step.key, self.content_class):
            return self.open_row(step, at, by=user)
        return self.skip_row(step, at)

    # Looking again

    def void_from(self, key, at, because):
        """Approvals from this step on no longer count; they stay in the record."""
        keys = self._keys_from(key)
        self.steps.standing().filter(key__in=keys).update(voided_at=at, voided_because=because[:255])
        self.forget_rows()
        self._void_states(keys)

    def _keys_from(self, key):
        keys = [step.key for step in self.definition.item_steps]
        return keys[keys.index(key) :]

    def _void_states(self, keys):
        # Wagtail takes the first task without an approved or skipped state as the next one.
        if self.workflow_state_id:
            TaskState.objects.filter(
                workflow_state_id=self.workflow_state_id,
                task__in=self.edition.tasks.filter(step_key__in=keys),
                status__in=[TaskState.STATUS_APPROVED, TaskState.STATUS_SKIPPED],
            ).update(status=TaskState.STATUS_CANCELLED)

    def outdated_approvals(self):
        """Standing approvals that were given for other content than the latest draft."""
        now = content.content_hash(self.latest_revision)
        approvals = [
            row for row in self.standing_rows if row.kind == Kind.REVIEW and row.outcome == "approved"
        ]
        return [row for row in approvals if row.content_hash != now]

    def missing_step(self):
        """The first step before the current one that applies to the class but has no standing result."""
        step = self.undecided_step(self.content_class)
        keys = [step.key for step in self.definition.workflow_steps]
        is_before = step and keys.index(step.key) < keys.index(self.current_step.key)
        return step if is_before else None

    def undecided_step(self, content_class):
        """The first step that applies to such a class and has no standing result; None when all have."""
        passed = {row.key for row in self.standing_rows if row.outcome != "skipped"}
        for step in self.definition.workflow_steps:
            if self.definition.applies(step.key, content_class) and step.key not in passed:
                return step
        return None

    def look_again(self, user=None) -> bool:
        """After a change of content or class: approvals that no longer fit are void, and the piece goes back to the
        first step that now lacks its decision. True when it went back."""
        with self.holding():
            return self.settle(user, timezone.now())

    def settle(self, user, at) -> bool:
        """``look_again`` for a verb that holds the lock already."""
        if not self.is_running:
            return False
        if outdated := self.outdated_approvals():
            order = [step.key for step in self.definition.item_steps]
            first = min((row.key for row in outdated), key=order.index)
            self.add_event(CaseEvent.Kind.APPROVALS_VOID, user, at, data={"from": first})
            self.void_from(first, at, gettext_noop("The content changed after the approval."))
        step = self.missing_step()
        if step is None:
            return False
        self._reroute(step, user, at)
        return True

    def _reroute(self, step, user, at):
        self.void_from(step.key, at, gettext_noop("An earlier step must be decided again."))
        state = self.current_step.state
        self.finish_row(CaseStep.Outcome.REROUTED, user, at)
        state.case_step = self.current_step
        state.record_end(user)
        self.start_step(step, user)

    def start_step(self, step, user):
        """Start an in-workflow step now, whatever Wagtail would take next."""
        workflow_state = self.workflow_state
        workflow_state.current_task_state = self.edition.task(step.key).begin(self, workflow_state, user)
        workflow_state.save()

    # Writing it down

    def add_writer(self, user):
        if user is not None:
            writer = CaseWriter(case=self, user=user, person=person_name(user))
            CaseWriter.objects.bulk_create([writer], ignore_conflicts=True)

    def add_event(self, kind, user, at, *, note="", capacity="", data=None):
        event = CaseEvent.objects.create(
            case=self,
            kind=kind,
            user=user,
            person=person_name(user),
            capacity=capacity,
            at=at,
            note=note,
            data=data or {},
        )
        self.announce_event(event)
        return event

    def log(self, action, user, data=None, revision=None):
        obj = self.known("content", lambda: self.content_object)
        if obj is not None:
            log(instance=obj, action=action, user=user, data=data or {}, revision=revision)

    def send(self, signal, **kwargs):
        transaction.on_commit(lambda: signal.send(sender=type(self), case=self, **kwargs), robust=True)

    @property
    def class_label(self):
        from .classes import ContentClassChoices

        return str(ContentClassChoices(self.content_class).label)
