"""Moves around the pieces: the organisation changes, and Wagtail's own doors are tried."""

from datetime import timedelta

from django.contrib.auth import get_user_model
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.management import call_command
from django.utils import timezone
from wagtail.models import TaskState, WorkflowState

from tests.proof.walk_checks import REASON
from wagtail_sop.actions.enact import enact
from wagtail_sop.models import (
    Appointment,
    CalendarException,
    Case,
    Procedure,
    StepState,
    StepTask,
    Unit,
    WorkCalendar,
)
from wagtail_sop.publishing import break_glass
from wagtail_sop.testing import appoint

REPLACEABLE = ("orang_luar", "kepala_rangkap", "admin_dua", "kepala_penulis")


class Organisation:
    def appointment_begins(self, ask):
        position = self.office.position(["admin", "atasan_unit", "kontributor", "kepala_dinas"][ask.pick % 4])
        unit = [self.office.data, self.office.care, self.office.agency][ask.pick % 3]
        unit = self.office.agency if position.level == "agency" else unit
        if user := self.user(ask.who):
            begins = timezone.localdate() + timedelta(days=ask.flag)
            appoint(user, position, unit, kind="plh", valid_from=begins)

    def appointment_ends(self, ask):
        if held := self.appointment(ask.pick):
            held.valid_until = max(held.valid_from, timezone.localdate() - timedelta(days=1))
            held.save()

    def appointment_resumes(self, ask):
        if held := self.appointment(ask.pick):
            held.valid_until = None
            held.save()

    def appointment_is_deleted(self, ask):
        if held := self.appointment(ask.pick):
            held.delete()

    def appointment(self, pick):
        appointments = list(Appointment.objects.order_by("pk"))
        return appointments[pick % len(appointments)] if appointments else None

    def account_is_closed(self, ask):
        get_user_model().objects.filter(username=ask.who).update(is_active=False)

    def accounts_are_opened(self, ask):
        get_user_model().objects.update(is_active=True)

    def account_is_deleted(self, ask):
        """Not everybody's, or nobody could do anything any more."""
        user = self.user(REPLACEABLE[ask.pick % len(REPLACEABLE)])
        if user and ask.flag:
            user.delete()

    def unit_is_renamed(self, ask):
        """And a holiday is decreed."""
        day = timezone.localdate() + timedelta(days=ask.pick % 10)
        CalendarException.objects.create(
            calendar=WorkCalendar.objects.default(), day=day, name="Cuti bersama"
        )
        unit = Unit.objects.order_by("pk")[ask.pick % 3]
        unit.name = f"{unit.name[:30]} {ask.pick}"
        unit.save()

    def edition_is_enacted(self, ask):
        procedure = Procedure.objects.get(pk=self.office.procedure.pk)
        if (count := procedure.editions.count()) < 4:
            procedure.draft = procedure.draft | {"title": f"SOP {count}"}
            procedure.save()
            enact(procedure)


class Doors:
    def page_moves_out(self, ask):
        self.move_page(self.page(ask.pick), self.outside())

    def page_moves_in(self, ask):
        self.move_page(self.page(ask.pick), self.section())

    def move_page(self, page, target):
        if page and page.get_parent().pk != target.pk:
            self.attempt(lambda: page.move(target, pos="last-child"))

    def page_is_deleted(self, ask):
        if ask.flag and (page := self.page(ask.pick)):
            self.attempt(page.delete)

    def glass_is_broken(self, ask):
        page, reason = self.page(ask.pick), "Darurat banjir." if ask.pick % 4 else ""
        user = self.user("root" if ask.flag else ask.who)
        if page is None or user is None:
            return
        refusal = self.attempt(lambda: break_glass(page, user, reason))
        if refusal is None:
            assert user.is_superuser and user.is_active and reason
            self.forced(page, user)

    def code_publishes(self, ask):
        """Without asking for permission: flagged where a procedure governs."""
        page, root = self.page(ask.pick), self.user("root")
        if page and (revision := page.get_latest_revision()):
            self.attempt(lambda: revision.publish(user=root, skip_permission_checks=True))
            self.forced(page, root)

    def forced(self, page, user):
        case = Case.objects.about(page).filter(status="under_review").order_by("-pk").first()
        if case and case.went_live_at == timezone.now():
            self.forced_by.setdefault(case.pk, set()).add(user.pk)
        self.behind.discard(page.pk)

    def page_is_unpublished(self, ask):
        page = self.page(ask.pick)
        if page and page.live:
            self.attempt(lambda: page.unpublish(user=self.user("root")))

    def wagtail_submits(self, ask):
        page, user = self.page(ask.pick), self.user(ask.who)
        if page is None or user is None:
            return
        workflow = page.get_workflow() if ask.flag else StepTask.objects.first().edition.workflow
        if workflow is not None:
            self.attempt_at_once(lambda: workflow.start(page, user), PermissionDenied, ValidationError)
            self.carried_on |= self.passed_on()

    def wagtail_decides(self, ask):
        states = list(StepState.objects.order_by("-pk"))
        user = self.user(ask.who)
        if user is None or not states:
            return
        # Mostly the newest, which may still be open; as Wagtail's views find it, or as the class it is.
        state = states[0 if ask.pick % 3 else ask.pick % len(states)]
        state = TaskState.objects.get(pk=state.pk) if ask.flag else state
        door = ["approve", "reject", "cancel"][ask.pick % 3]
        may = self.able(self.fresh(state.specific.case))
        comment = REASON if ask.pick % 2 else ""
        refusal = self.attempt(lambda: getattr(state, door)(user=user, comment=comment), PermissionDenied)
        if refusal is None:
            assert user.pk in may, f"{user} went through Wagtail's door to {door}, but only {may} may"
        self.carried_on |= self.passed_on()

    def wagtail_runs(self, ask):
        runs = list(WorkflowState.objects.order_by("-pk"))
        user = self.user(ask.who)
        if user and runs:
            run = runs[ask.pick % len(runs)]
            door = ["cancel", "resume", "update", "finish"][ask.pick % 4]
            self.attempt(lambda: getattr(run, door)(user=user), PermissionDenied, ValidationError)
            self.carried_on |= self.passed_on()

    def wagtail_disables(self, ask):
        tasks = list(StepTask.objects.order_by("pk"))
        task = tasks[ask.pick % len(tasks)]
        self.attempt((task if ask.flag else task.edition.workflow).deactivate)

    def revisions_are_purged(self, ask):
        self.attempt(lambda: call_command("purge_revisions", verbosity=0))
