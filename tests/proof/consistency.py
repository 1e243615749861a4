"""One consistent story: what a case, its steps, Wagtail's states, the log and the public site must agree on.

``assert_consistent(case)`` reads everything afresh and knows nothing of how the case came to be as it is. What needs
to be known of the past (who was appointed when, what a finished row said before) is watched by the state machine.
"""

from collections import Counter

from django.contrib.auth import get_user_model
from wagtail.models import ModelLogEntry, PageLogEntry, Revision, TaskState, WorkflowState

from wagtail_sop.models import Case, CaseEvent, Section, StepState
from wagtail_sop.models.content import content_hash, is_page, said
from wagtail_sop.procedures import Kind

ACTIVE_RUN = (WorkflowState.STATUS_IN_PROGRESS, WorkflowState.STATUS_NEEDS_CHANGES)
CLOSED = (Case.Status.SEALED, Case.Status.REJECTED, Case.Status.WITHDRAWN, Case.Status.ENDED)
CARRIED_ON = ("received", "forwarded", "approved", "published", "scheduled")
BY_A_PERSON = (*CARRIED_ON, "submitted", "returned", "documented")
STATES = {
    "": {"in_progress"},
    **dict.fromkeys(CARRIED_ON, {"approved"}),
    "skipped": {"skipped"},
    "returned": {"rejected"},
    "rejected": {"rejected"},
    "rerouted": {"cancelled"},
    "withdrawn": {"cancelled"},
    "ended": {"cancelled"},
}


def assert_consistent(case):
    problems = list(problems_of(Case.objects.get(pk=case.pk)))
    assert not problems, "\n".join([*problems, "", *story_of(case)])


def assert_all_consistent():
    for case in Case.objects.all():
        assert_consistent(case)


def problems_of(case):
    rows = list(case.steps.order_by("pk"))
    for check in (
        one_step,
        rounds,
        run,
        states,
        logs,
        decisions,
        returns,
        live,
        content_gone,
        later_draft,
        closed,
    ):
        yield from (f"{check.__name__}: {problem}" for problem in check(case, rows))


def story_of(case):
    """For the person who reads the failure."""
    case = Case.objects.get(pk=case.pk)
    yield f"case {case.pk} “{case}” {case.status}, class {case.content_class}, break-glass {case.break_glass}"
    for row in case.steps.order_by("pk"):
        void = " (void)" if row.voided_at else ""
        state = StepState.objects.filter(case_step=row).first()
        outcome = row.outcome or "open"
        yield f"  {row.pk}: step {row.key} {outcome}{void} by {row.person or '–'} {state and state.status}"
    for event in case.events.all():
        yield f"  event {event.kind} by {event.person or '–'}: {event.note}"
    if case.workflow_state:
        yield f"  run {case.workflow_state_id}: {case.workflow_state.status}"


# The case and its steps


def one_step(case, rows):
    """At most one row is open, and it is the current one, of a kind that fits where the case stands."""
    unfinished = [row.pk for row in rows if row.is_open]
    current = [case.current_step_id] if case.current_step_id else []
    if unfinished != current:
        yield f"open rows {unfinished}, but the current one is {current}"
    kinds = {
        Case.Status.DRAFTING: {None, Kind.PREPARE},
        Case.Status.RUNNING: {Kind.HANDOVER, Kind.EDIT, Kind.REVIEW, Kind.PUBLISH},
        Case.Status.LIVE: {Kind.DOCUMENT},
        Case.Status.UNDER_REVIEW: {Kind.REVIEW},
    }.get(case.status, {None})
    if case.kind not in kinds:
        yield f"a case that is {case.status} stands at a step of the kind {case.kind}"
    yield from (
        f"row {row.pk} is {row.outcome!r} but {'un' * row.is_open}finished"
        for row in rows
        if row.is_open == bool(row.outcome)
    )


def rounds(case, rows):
    visits = Counter((row.key, row.round) for row in rows if row.outcome != "skipped")
    yield from (f"visit {visit} is there {number} times" for visit, number in visits.items() if number > 1)


def closed(case, rows):
    if case.is_open == bool(case.closed_at) or case.is_open == (case.record is not None):
        yield f"{case.status}, closed at {case.closed_at}, record {case.record is not None}"
    if case.record is None:
        return
    said_steps = [
        (step["number"], step["outcome"], step["person"], step["note"]) for step in case.record["steps"]
    ]
    if said_steps != [(row.number, row.outcome, row.person, row.note) for row in case.steps.all()]:
        yield "the record tells other steps than the rows"
    if case.record["status"] != case.status:
        yield f"the record says {case.record['status']}, the case {case.status}"


# Wagtail's side


def run(case, rows):
    """Wagtail's run is where the case is."""
    expected = {
        Case.Status.DRAFTING: {None, "needs_changes", "cancelled"},
        Case.Status.RUNNING: {"in_progress"},
        Case.Status.SCHEDULED: {"approved"},
    }.get(case.status, {None, "approved", "cancelled"})
    found = case.workflow_state and case.workflow_state.status
    if found not in expected:
        yield f"the run is {found}, the case {case.status}"
    others = WorkflowState.objects.filter(
        base_content_type=case.base_content_type,
        object_id=case.object_id,
        status__in=ACTIVE_RUN,
        sop_case=None,
    )
    if others.filter(workflow__sop_edition__isnull=False).exists():
        yield "a run of an SOP without a case"
    if case.is_running:
        state = case.workflow_state.current_task_state
        if state is None or state.specific.case_step_id != case.current_step_id:
            yield f"the run stands at {state}, the case at {case.current_step}"


def states(case, rows):
    """Each visit and its task state say the same."""
    by_row = {state.case_step_id: state for state in StepState.objects.filter(case_step__case=case)}
    for row in rows:
        state = by_row.get(row.pk)
        if state is None:
            # Purging a revision takes Wagtail's states along; a review after the fact and the rest have none.
            in_workflow = row.kind in (Kind.HANDOVER, Kind.EDIT, Kind.PUBLISH)
            if in_workflow and row.is_open:
                yield f"row {row.pk} is open without a state"
            continue
        expected = STATES[row.outcome] | ({"cancelled"} if row.voided_at else set())
        if state.status not in expected:
            yield f"row {row.pk} is {row.outcome or 'open'}, its state {state.status}"
        if row.outcome in CARRIED_ON and state.finished_by_id != row.actor_id:
            yield f"row {row.pk} was finished by {row.actor}, its state by {state.finished_by}"
    if case.workflow_state_id:
        running = TaskState.objects.filter(workflow_state=case.workflow_state, status="in_progress").count()
        if running != int(case.is_running):
            yield f"{running} task states in progress while the case is {case.status}"


def logs(case, rows):
    """At most one decision is logged for a visit, by the person of the row."""
    by_state = {state.pk: state.case_step for state in StepState.objects.filter(case_step__case=case)}
    log = PageLogEntry if is_page(case.content_type.model_class()()) else ModelLogEntry
    entries = log.objects.filter(action__in=["wagtail.workflow.approve", "wagtail.workflow.reject"])
    seen = set()
    for entry in entries:
        state = entry.data["workflow"]["task_state_id"]
        row = by_state.get(state)
        if row is None:
            continue
        if state in seen:
            yield f"more than one decision is logged for row {row.pk}"
        seen.add(state)
        approved = entry.action.endswith("approve")
        if approved != (row.outcome in CARRIED_ON) or not same_person(entry, row):
            yield f"row {row.pk} is {row.outcome} by {row.actor_id}; the log says {entry.action} by {entry.user_id}"


def same_person(entry, row) -> bool:
    """Of a deleted account the row keeps the name, Wagtail's log the number."""
    if entry.user_id == row.actor_id:
        return True
    is_gone = not get_user_model().objects.filter(pk=entry.user_id).exists()
    return row.actor_id is None and bool(row.person) and is_gone


# The rules


def decisions(case, rows):
    """Rules 2 and 4: named people in a capacity, each deciding once, on the content that goes live."""
    for row in rows:
        if row.outcome in BY_A_PERSON and not (row.person and row.capacity):
            yield f"row {row.pk} is {row.outcome} by nobody in no capacity"
    standing = [
        row for row in rows if row.kind == Kind.REVIEW and row.outcome == "approved" and not row.voided_at
    ]
    for actor, number in Counter(row.actor_id for row in standing if row.actor_id).items():
        keys = {row.key for row in standing if row.actor_id == actor}
        if len(keys) > 1 and not case.break_glass:
            yield f"user {actor} approved {number} steps: {keys}"
    passed = [row for row in rows if row.outcome in ("published", "scheduled") and not row.voided_at]
    if case.break_glass or not passed:
        return
    if {row.content_hash for row in [*standing, *passed]} != {case.approved_hash}:
        yield "a standing approval was given for other content than what was published"
    decided = {
        row.key
        for row in rows
        if row.outcome in ("received", "forwarded", "approved", "published", "scheduled")
        and not row.voided_at
    }
    due = {
        step.key
        for step in case.definition.workflow_steps
        if case.definition.applies(step.key, passed[-1].content_class)
    }
    if due - decided:
        yield f"published without the steps {sorted(due - decided)}"


def returns(case, rows):
    """Rule 5: a return names its step and its reason, and voids what came after that step."""
    order = [step.key for step in case.definition.item_steps]
    for row in rows:
        if row.outcome != "returned":
            continue
        if not row.note.strip() or row.returned_to not in order:
            yield f"row {row.pk} was returned to {row.returned_to!r} because of {row.note!r}"
            continue
        later = order[order.index(row.returned_to) :]
        for other in rows:
            carried_on = other.pk < row.pk and other.outcome in (*CARRIED_ON, "skipped", "submitted")
            if carried_on and other.key in later and not other.voided_at:
                yield f"row {other.pk} still counts after the return {row.pk} to {row.returned_to}"
    for row in rows:
        if row.outcome == "rejected" and not row.note.strip():
            yield f"row {row.pk} was rejected without a reason"


def live(case, rows):
    """Rule 1: what visitors see is what the newest case that went live approved, or was forced and says so."""
    obj = piece_of(case)
    newest = (
        Case.objects.about(obj).exclude(went_live_at=None).order_by("went_live_at", "pk").last()
        if obj
        else None
    )
    went_live = any(row.outcome in ("published", "scheduled") and not row.voided_at for row in rows)
    if case.went_live_at and not went_live and not case.break_glass:
        yield "went live without its step of publication"
    if obj is None or not obj.live or case != newest:
        return
    if hash_of(obj) != case.approved_hash:
        yield "visitors see other content than was approved"


def content_gone(case, rows):
    """A case is open only where its procedure governs something that is still there."""
    if not case.is_open:
        return
    obj = piece_of(case)
    if obj is None:
        yield "the content is gone, the case is open"
        return
    section = Section.objects.governing(obj)
    if section is None or section.procedure_id != case.edition.procedure_id:
        yield "the content has left the section, the case is open"
    if case.status == Case.Status.SCHEDULED:
        scheduled = Revision.objects.filter(pk=case.approved_revision_id, approved_go_live_at__isnull=False)
        if not scheduled.exists():
            yield "the case is scheduled, the approved revision is not"
    elif approved_ahead(case, obj):
        yield "a revision is scheduled although no case is"


def approved_ahead(case, obj):
    scheduled = Revision.objects.for_instance(obj).filter(approved_go_live_at__isnull=False)
    return scheduled.exists() and not Case.objects.about(obj).filter(status=Case.Status.SCHEDULED).exists()


def later_draft(case, rows):
    """A draft newer than what its case published has a case of its own, so that it can be submitted."""
    obj = piece_of(case)
    if obj is None or not case.went_live_at or not obj.live or Section.objects.governing(obj) is None:
        return
    if Case.objects.about(obj).filter(pk__gt=case.pk).exists() or case.latest_revision is None:
        return
    if content_hash(case.latest_revision) != case.approved_hash:
        yield "there is a newer draft, but no case for it"


def piece_of(case):
    obj = case.content_type.model_class().objects.filter(pk=case.object_id).first()
    if obj is not None and is_page(obj) and Section.objects.governing(obj) is None and case.is_open is False:
        return None
    return obj


def hash_of(obj) -> str:
    """The hash of what is public, from the row itself and not from a revision."""
    return content_hash(Revision(content=obj.serializable_data()))


def told(event_kind, case):
    return CaseEvent.objects.filter(case=case, kind=event_kind).exists()


__all__ = ["assert_all_consistent", "assert_consistent", "hash_of", "problems_of", "said", "story_of", "told"]
