"""Runs of Wagtail workflows: started, cancelled or decided by other doors than the case's own verbs."""

from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.models import TaskState, WorkflowState
from wagtail.models.workflows import AbstractWorkflow

from wagtail_sop.exceptions import Refused
from wagtail_sop.models import Case, Section, StepState

from .wrapping import guard


def install():
    guard(AbstractWorkflow, "start", start)
    guard(WorkflowState, "cancel", cancel)
    guard(WorkflowState, "resume", resume)
    guard(WorkflowState, "user_can_cancel", user_can_cancel)
    for verb, decide in DECISIONS.items():
        guard(TaskState, verb, decide)


def start(original, workflow, obj, user):
    """Another workflow would run to its end on governed content, only to be refused there."""
    section = None if getattr(workflow, "sop_edition", None) else Section.objects.governing(obj)
    if section is None:
        return original(workflow, obj, user)
    raise Refused(
        _("This content is governed by the SOP “%(procedure)s” and cannot be submitted to “%(workflow)s”.")
        % {"procedure": section.procedure, "workflow": workflow}
    )


def case_of(run):
    """The case of a run; None for a plain workflow, without a query where the current task says so."""
    state = run.current_task_state
    if state is not None and state.specific_class is not StepState:
        return None
    return Case.objects.filter(workflow_state_id=run.pk).select_related(*Case.NEEDED).first()


def cancel(original, run, user=None):
    """Cancelling an SOP's run is withdrawing the piece, with all that the case says about it."""
    case = case_of(run)
    if case is None or case.status not in (Case.Status.DRAFTING, Case.Status.RUNNING):
        # The case itself is closing the run.
        return original(run, user)
    case.withdraw(user)
    run.refresh_from_db()


def user_can_cancel(original, run, user):
    case = case_of(run)
    if case is None:
        return original(run, user)
    # Not for a returned piece: beside "Cancel", Wagtail would offer "Restart", which drops its history.
    return case.is_running and any(verb.name == "withdraw" for verb in case.verbs_for(user))


def resume(original, run, user=None):
    if case_of(run) is None:
        return original(run, user)
    try:
        # Wagtail's own leaves the run without a task when the first step refuses.
        with transaction.atomic():
            return original(run, user)
    except Refused:
        run.refresh_from_db()
        raise


def decide_as_step(verb):
    """Wagtail hands out task states as their base class, which would pass by the case."""

    def decide(original, state, *args, **kwargs):
        if type(state) is TaskState and state.specific_class is StepState:
            return getattr(state.specific, verb)(*args, **kwargs)
        return original(state, *args, **kwargs)

    return decide


DECISIONS = {verb: decide_as_step(verb) for verb in ("approve", "reject", "cancel")}
