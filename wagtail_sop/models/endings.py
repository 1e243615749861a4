"""How a case goes live and how it ends."""

from django.db import transaction
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _
from wagtail.models import Revision, TaskState, WorkflowState

from wagtail_sop import signals
from wagtail_sop.conf import get_settings
from wagtail_sop.exceptions import AlreadyDone, ContentChanged, Incomplete, NotEntitled, Refused
from wagtail_sop.procedures import Kind, TimeLimit, TimeUnit

from . import content
from .events import CaseEvent
from .positions import Appointment
from .steps import CaseStep


class CaseEndings:
    """Mixed into ``Case``."""

    # Going live

    def publish_approved(self, user):
        """Publish the approved revision, whatever was drafted since; called in the finish action's transaction."""
        revision = self.approved_revision
        if revision is None or content.content_hash(revision) != self.approved_hash:
            raise ContentChanged(
                _(
                    "The approved content is no longer there as it was approved; return the piece for a new decision."
                )
            )
        revision.publish(user=user, skip_permission_checks=True)
        go_live_at = parse_datetime(revision.content.get("go_live_at") or "")
        if go_live_at and go_live_at > timezone.now():
            self.status, self.goes_live_at = self.Status.SCHEDULED, go_live_at
            self.current_step = None
            self.save(update_fields=["status", "goes_live_at", "current_step"])
            self.add_event(
                CaseEvent.Kind.SCHEDULED, user, timezone.now(), data={"go_live_at": go_live_at.isoformat()}
            )

    @transaction.atomic
    def mark_live(self, obj, at=None):
        """The approved revision is live and public: open the step that documents it, or seal at once."""
        if not self.is_held:
            self.touch()
        at = at or timezone.now()
        self.status, self.went_live_at = self.Status.LIVE, at
        self.url = address_of(obj)
        self.title = str(obj)[:255]
        self.current_step = None
        self.save(update_fields=["status", "went_live_at", "url", "title", "current_step"])
        signals.going_live.send_robust(sender=type(self), case=self, piece=obj)
        self.send(signals.went_live)
        published = self.steps.filter(kind=Kind.PUBLISH).standing().select_related("actor").last()
        # Who has just published needs no mail that the piece is live; at a scheduled hour nobody was there.
        by = published and published.outcome == CaseStep.Outcome.PUBLISHED and published.actor
        self._open_documentation(at, by)
        self.announce_live(published, by)

    def _open_documentation(self, at, by=None):
        step = next((step for step in self.definition.item_steps if step.kind == Kind.DOCUMENT), None)
        if step is None:
            self._seal(at)
        else:
            self.open_row(step, at, by=by)

    def seal(self, user, note="", *, seen=None):
        """Document the piece: keep everything that happened as it is now, and close the case."""
        with self.moving(seen) as at:
            if self.status != self.Status.LIVE or self.kind != Kind.DOCUMENT:
                raise AlreadyDone(_("This case is not waiting to be documented."))
            appointment = self.authorise(user, at)
            self.finish_row(CaseStep.Outcome.DOCUMENTED, user, at, appointment=appointment, note=note)
            self.log("sop.documented", user, {"note": note})
            self._seal(at)

    def _seal(self, at):
        self.status, self.closed_at, self.current_step = self.Status.SEALED, at, None
        self.record = self.as_record()
        self.save(update_fields=["status", "closed_at", "current_step", "record"])
        self.send(signals.case_closed)

    def keep_content(self):
        """Called before the revision that is live is purged: the record to come needs what it says."""
        from .records import live_content

        if self.is_open and self.record is None and (kept := live_content(self)):
            self.record = {"content": kept}
            self.save(update_fields=["record"])

    def as_record(self) -> dict:
        """Everything that happened, as JSON-able data; times in ISO 8601 UTC."""
        from .records import record_of

        return record_of(self)

    # Ending otherwise

    def end(self, status, outcome, user, at, note="", appointment=None, **facts):
        """Close the case without publishing it by its procedure."""
        if self.current_step and self.current_step.is_open:
            self.finish_row(outcome, user, at, appointment=appointment, note=note, **facts)
        self.status, self.closed_at, self.current_step = status, at, None
        self.record = self.as_record()
        self.save(update_fields=["status", "closed_at", "current_step", "record"])
        self._end_workflow(user, note)
        self.send(signals.case_closed)

    def _end_workflow(self, user, note):
        run = self.workflow_state
        if run is None or run.status not in (
            WorkflowState.STATUS_IN_PROGRESS,
            WorkflowState.STATUS_NEEDS_CHANGES,
        ):
            return
        rejected = self.status == self.Status.REJECTED and run.current_task_state is not None
        if rejected:
            TaskState.objects.filter(pk=run.current_task_state_id).update(
                status=TaskState.STATUS_REJECTED, finished_by=user, finished_at=self.closed_at, comment=note
            )
        run.cancel(user=user)

    @transaction.atomic
    def end_with_content(self, kind, user=None, note=""):
        """The piece was deleted or left the section: the case ends, its record stays."""
        self.touch()
        if not self.is_open:
            return
        at = timezone.now()
        self.add_event(kind, user, at, note=note)
        # The revision goes with its page, after this: no row may still point at it.
        facts = {"revision": None} if kind == CaseEvent.Kind.DELETED else {}
        self.end(self.Status.ENDED, CaseStep.Outcome.ENDED, user, at, note, **facts)

    def unschedule(self, user, note):
        """Call off a scheduled publication; the case ends and the piece is a draft again."""
        with self.moving() as at:
            if self.status != self.Status.SCHEDULED:
                raise AlreadyDone(_("This piece is not scheduled."))
            appointment = self._authorise_emergency(user, at)
            if not note.strip():
                raise Incomplete(_("Write the reason."), "reason")
            self._clear_schedule()
            self.add_event(CaseEvent.Kind.UNSCHEDULED, user, at, note=note, capacity=appointment.capacity)
            self.log("sop.unscheduled", user, {"reason": note})
            self.end(self.Status.ENDED, CaseStep.Outcome.ENDED, user, at, note)

    def _clear_schedule(self):
        Revision.objects.filter(
            base_content_type_id=self.base_content_type_id, object_id=self.object_id
        ).update(approved_go_live_at=None)

    def take_down(self, user, reason):
        """Unpublish in an emergency ("Turunkan"), by those who decide on or publish this unit's pieces."""
        with self.moving() as at:
            appointment = self._authorise_emergency(user, at)
            if not reason.strip():
                raise Incomplete(_("Write the reason why the piece is taken down."), "reason")
            obj = self.content_object
            obj = obj.specific if content.is_page(obj) else obj
            if obj is None or not obj.live:
                raise AlreadyDone(_("This piece is not live."))
            self.add_event(CaseEvent.Kind.TAKEN_DOWN, user, at, note=reason, capacity=appointment.capacity)
            if self.status == self.Status.SCHEDULED:
                # Before unpublishing, which would end the case as if by itself, with a second mail.
                self.end(self.Status.ENDED, CaseStep.Outcome.ENDED, user, at, reason, appointment)
            content.unpublish(obj, user)
            self.log("sop.taken_down", user, {"reason": reason})
            if self.status == self.Status.UNDER_REVIEW:
                self.end(self.Status.ENDED, CaseStep.Outcome.REJECTED, user, at, reason, appointment)

    def may_take_down(self, user, at=None) -> bool:
        return self.emergency_appointment(user, at) is not None

    def emergency_appointment(self, user, at=None):
        """The appointment by which this user may take down: a deciding or publishing position for the unit."""
        if self.unit is None or not user.pk:
            return None
        for step in self.definition.workflow_steps:
            if step.kind in (Kind.REVIEW, Kind.PUBLISH):
                position = self.edition.position(step.acting)
                if found := Appointment.objects.acting(position, self.unit, at).filter(user=user).first():
                    return found
        return None

    def _authorise_emergency(self, user, at):
        appointment = self.emergency_appointment(user, at)
        if appointment is None:
            raise NotEntitled(_("Only those who decide on or publish this unit's pieces can take one down."))
        return appointment

    # Break-glass

    @transaction.atomic
    def mark_break_glass(self, user, reason, revision):
        """The piece went live outside its procedure: flag the case and open its retrospective review."""
        self.touch()
        at = timezone.now()
        if self.status in self.BEFORE_LIVE:
            if self.current_step and self.current_step.is_open:
                self.finish_row(CaseStep.Outcome.ENDED, user, at, note=reason)
            self._cancel_run(user)
        self.break_glass, self.status, self.went_live_at = True, self.Status.UNDER_REVIEW, at
        self.approved_revision, self.approved_hash = revision, content.content_hash(revision)
        self.url = address_of(self.content_object)
        self.current_step = None
        self.save()
        self.add_event(CaseEvent.Kind.BREAK_GLASS, user, at, note=reason)
        self.log("sop.break_glass", user, {"reason": reason})
        self._open_retrospective_review(at)

    def _cancel_run(self, user):
        self.status = self.Status.UNDER_REVIEW
        self.save(update_fields=["status"])
        run = self.workflow_state
        if run and run.status in (WorkflowState.STATUS_IN_PROGRESS, WorkflowState.STATUS_NEEDS_CHANGES):
            run.cancel(user=user)

    def _open_retrospective_review(self, at):
        """By the highest position that would have decided on a policy, within the time the settings give."""
        reviews = [step for step in self.definition.path("policy") if step.kind == Kind.REVIEW]
        days = get_settings().BREAK_GLASS_REVIEW_DAYS
        limit = TimeLimit(days, days, TimeUnit.DAY, _("%(days)d working day(s)") % {"days": days})
        if self.unit is None:
            self.unit = self.edition.procedure.agency
            self.unit_name = self.unit.name
            self.save(update_fields=["unit", "unit_name"])
        if reviews:
            row = self.open_row(reviews[-1], at, kind=Kind.REVIEW, limit=limit)
            self.announce_break_glass(row)
        else:
            self.status = self.Status.LIVE
            self.save(update_fields=["status"])
            self._open_documentation(at)

    def confirm_live(self, user, note="", *, seen=None):
        """The retrospective review finds the forced publication right; documentation follows."""
        with self.moving(seen) as at:
            if self.status != self.Status.UNDER_REVIEW:
                raise AlreadyDone(_("This case is not waiting for a retrospective review."))
            appointment = self.authorise(user, at)
            if not self.is_live_now:
                raise AlreadyDone(
                    _("This piece is not live any more. Take it down here too, with the reason.")
                )
            row = self.finish_row(CaseStep.Outcome.APPROVED, user, at, appointment=appointment, note=note)
            self.status, self.current_step = self.Status.LIVE, None
            self.save(update_fields=["status", "current_step"])
            self._open_documentation(at, user)
            self.announce_progress(row, user)

    def withdraw_live(self, user, reason, *, seen=None):
        """The retrospective review finds the forced publication wrong; the piece is taken down."""
        with self.moving(seen) as at:
            if self.status != self.Status.UNDER_REVIEW:
                raise AlreadyDone(_("This case is not waiting for a retrospective review."))
            appointment = self.authorise(user, at)
            if not reason.strip():
                raise Incomplete(_("Write the reason why the piece is taken down."), "reason")
            obj = self.content_object
            obj = obj.specific if content.is_page(obj) else obj
            content.unpublish(obj, user)
            self.add_event(CaseEvent.Kind.TAKEN_DOWN, user, at, note=reason, capacity=appointment.capacity)
            self.end(self.Status.ENDED, CaseStep.Outcome.REJECTED, user, at, reason, appointment)

    def refuse_outside_procedure(self):
        raise Refused(_("This content is governed by an SOP and goes live only by finishing it."))


def address_of(obj) -> str:
    """The public address of a page, or of a snippet that knows its own; else empty."""
    if obj is None:
        return ""
    obj = obj.specific if content.is_page(obj) else obj
    full_url = getattr(obj, "full_url", None) or ""
    return str(full_url)[:500]
