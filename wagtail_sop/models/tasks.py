"""Wagtail's side of a step: one ``StepTask`` per in-workflow step and edition. Wagtail asks, the case answers."""

from django import forms
from django.db import models, transaction
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.models import Task, TaskState
from wagtail.signals import task_submitted

from wagtail_sop.exceptions import Incomplete, Refused
from wagtail_sop.formats import at_unit, near_deadline
from wagtail_sop.locks import StepLock
from wagtail_sop.procedures import Kind

from .cases import Case
from .entitlement import person_name
from .procedures import Edition
from .steps import CaseStep


class NoteForm(forms.Form):
    """The note of an approval; may stay empty."""

    comment = forms.CharField(label=_("Note"), required=False, widget=forms.Textarea({"rows": 3}))


class ReasonForm(forms.Form):
    """The reason of a return or a rejection; never empty."""

    comment = forms.CharField(label=_("Reason"), widget=forms.Textarea({"rows": 3}))


class StepState(TaskState):
    """One visit of one step, as Wagtail sees it; the facts are in its ``CaseStep``."""

    case_step = models.OneToOneField(CaseStep, on_delete=models.PROTECT, related_name="state")

    class Meta:
        verbose_name = _("step state")
        verbose_name_plural = _("step states")

    @property
    def case(self) -> Case:
        return self.case_step.case

    # Wagtail's own views, its API, bulk actions and code call these three. The case decides, under its lock, and
    # comes back through ``record_approval`` and ``record_return``.

    def approve(self, user=None, update=True, comment=""):
        self.case.approve(user, note=comment, seen=self.case_step_id)
        self.refresh_from_db()
        return self

    def reject(self, user=None, update=True, comment=""):
        self.case.send_back(user, reason=comment, seen=self.case_step_id)
        self.refresh_from_db()
        return self

    def cancel(self, user=None, resume=False, comment=""):
        if self.case.is_running or self.status != self.STATUS_IN_PROGRESS:
            raise Refused(
                gettext(
                    "A running case is not cancelled step by step. Withdraw it, return it or reject it instead."
                )
            )
        return self.record_end(user, comment)

    def log_state_change_action(self, user, action):
        # Wagtail rebuilds the page from the revision and looks for the next task, to write the same entry.
        following = self.case.definition.next_step(self.case_step.key, self.case.content_class)
        facts = {
            "id": self.workflow_state.workflow_id,
            "title": self.case.edition.workflow_title,
            "status": self.status,
            "task_state_id": self.pk,
            "task": {"id": self.task_id, "title": str(self.case_step)},
            "next": following and {"title": f"{following.number}. {following.name}"},
        }
        self.case.log(
            f"wagtail.workflow.{action}", user, {"workflow": facts, "comment": self.comment}, self.revision
        )

    def record_approval(self, user, note):
        return super().approve(user=user, comment=note)

    def record_return(self, user, note, update):
        return super().reject(user=user, comment=note, update=update)

    def record_end(self, user, note=""):
        """Cancelled without moving the workflow on: the case has decided what follows."""
        self.status = self.STATUS_CANCELLED
        self.comment = note
        self.finished_by = user
        self.finished_at = self.case_step.finished_at
        self.save()
        return self


class StepTask(Task):
    """A step of an enacted edition. Made by enacting; not to be added or edited by hand."""

    edition = models.ForeignKey(Edition, on_delete=models.PROTECT, related_name="tasks")
    step_key = models.CharField(max_length=20)

    task_state_class = StepState
    lock_class = StepLock
    admin_form_fields = []
    admin_form_readonly_on_edit_fields = []

    class Meta:
        verbose_name = _("SOP step")
        verbose_name_plural = _("SOP steps")
        constraints = [models.UniqueConstraint(fields=["edition", "step_key"], name="sop_task_per_step")]

    @classmethod
    def get_description(cls):
        return _("A step of an enacted SOP. Enact the SOP to make its steps.")

    @property
    def step(self):
        return self.edition.definition.step(self.step_key)

    @transaction.atomic(savepoint=False)
    def start(self, workflow_state, user=None):
        # Not super().start(): it signals before the row is complete, and mails for a step that is then skipped.
        case = Case.objects.for_run(workflow_state, user)
        # A resumed run begins anew at the first step, not at the one that refused.
        task = self.edition.first_task if case.is_with_contributor else self
        if case.is_with_contributor:
            case.adopt_edition(self.edition)
            case.hand_in(user, workflow_state)
        state = task.begin(case, workflow_state, user)
        if state.status == TaskState.STATUS_IN_PROGRESS:
            task_submitted.send(sender=StepState, instance=state, user=user)
        return state

    def begin(self, case, workflow_state, user):
        row = case.begin_step(case.definition.step(self.step_key), user)
        skipped = row.outcome == CaseStep.Outcome.SKIPPED
        state = StepState(
            workflow_state=workflow_state,
            task=self,
            revision=case.latest_revision,
            case_step=row,
            status=TaskState.STATUS_SKIPPED if skipped else TaskState.STATUS_IN_PROGRESS,
            finished_at=row.finished_at,
            comment=row.note,
        )
        state.save()
        return state

    @transaction.atomic
    def on_action(self, task_state, user, action_name, /, **kwargs):
        # Wagtail never checks that the task state belongs to the page in the address, and hands over raw JSON
        # from the browser: take the case from the state, and nothing from kwargs but the comment.
        case = task_state.specific.case
        note = str(kwargs.get("comment") or "")
        seen = task_state.specific.case_step_id
        if action_name == "approve":
            case.approve(user, note=note, seen=seen)
        elif action_name == "reject":
            case.send_back(user, reason=note, seen=seen)
        elif action_name == "sop-reject":
            case.reject(user, reason=note, seen=seen)
        else:
            raise Incomplete(gettext("Unknown action “%s”.") % action_name)

    def get_actions(self, obj, user):
        case = Case.objects.running_on(obj)
        if case is None or case.current_step is None or case.current_step.key != self.step_key:
            return []
        return [
            (verb.workflow_action, verb.label, verb.asks_note)
            for verb in case.verbs_for(user)
            if verb.workflow_action
        ]

    def get_form_for_action(self, action):
        return NoteForm if action == "approve" else ReasonForm

    def get_task_states_user_can_moderate(self, user, **kwargs):
        # Our own inbox lists these, in a constant number of queries; here it would be one query per step.
        return TaskState.objects.none()

    def locked_for_user(self, obj, user):
        case = Case.objects.running_on(obj)
        return case is None or not case.may_edit(user)

    def lock_message(self, obj, user) -> str:
        """Where the piece is, with whom and until when, and therefore who may write."""
        case = Case.objects.running_on(obj)
        if case is None or case.current_step is None:
            return gettext("This content is governed by an SOP.")
        row = case.current_step
        names = {
            "step": str(row),
            "who": at_unit(person_name(row.holder) or row.position_name, row.unit_name or case.unit_name),
            "due": gettext("without a deadline"),
        }
        if row.due_at:
            names["due"] = gettext("due %(deadline)s") % {"deadline": near_deadline(row.due_at)}
        if case.kind == Kind.EDIT:
            return gettext("This piece is being edited at step “%(step)s” by %(who)s, %(due)s.") % names
        return (
            gettext(
                "This piece is at step “%(step)s” with %(who)s, %(due)s. "
                "It can be edited again when it is returned."
            )
            % names
        )

    def user_can_access_editor(self, obj, user):
        case = Case.objects.running_on(obj)
        return case is not None and case.kind == Kind.EDIT and case.may_act(user)

    def deactivate(self, user=None):
        from wagtail_sop.exceptions import Refused

        if self.edition.is_in_use:
            raise Refused(
                _("This step belongs to an enacted SOP and cannot be disabled while the SOP is in force.")
            )
        # No case is open, so there is no state to cancel.
        self.active = False
        self.save()
