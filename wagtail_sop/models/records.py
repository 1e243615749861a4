"""The sealed record of a case, as data: what its page shows, and nothing that could change later."""

from datetime import UTC

from django.conf import settings
from django.utils import translation
from wagtail import hooks

from wagtail_sop.procedures import END_UNPUBLISHED

from .calendars import WorkCalendar
from .content import content_hash, said
from .events import CaseEvent
from .extracts import text_of
from .steps import CaseStep

SCHEMA = "sop-record/1"


def record_of(case) -> dict:
    """Everything that happened. JSON-able; times in ISO 8601, UTC; durations in working seconds.

    Codes (outcomes, kinds, classes) are kept as codes, so that each reader gets them in their own language;
    names of people, offices and steps are kept as text.
    """
    return {
        "schema": SCHEMA,
        "timezone": WorkCalendar.objects.for_unit(case.unit).timezone,
        **procedure_data(case.edition),
        **case_data(case),
        "writers": [writer.person for writer in case.writers.order_by("pk")],
        "steps": [step_data(step, case.definition) for step in case.steps.all()],
        "events": [event_data(event, case.definition) for event in case.events.all()],
        "content": kept_content(case) or live_content(case),
        "parts": parts_of(case),
    }


def parts_of(case) -> list[dict]:
    """What wings add to the record, as text that can be read when the wing is gone.

    From the hook ``register_sop_record_parts``: a function of the case, which gives a dict or None::

        {"key": "social", "heading": "Posts", "lines": [{"label": "X", "text": "posted", "at": iso, "url": "https://…"}]}

    Asked for in the site's language: a record is not written anew for each reader.
    """
    with translation.override(settings.LANGUAGE_CODE):
        found = [part_of(case) for part_of in hooks.get_hooks("register_sop_record_parts")]
    return [part for part in found if part]


def procedure_data(edition) -> dict:
    identity = edition.definition.identity
    return {
        "agency": edition.procedure.agency.name,
        "procedure": {
            "title": edition.title,
            "number": identity.number or "",
            "edition": edition.number,
            "enacted_at": iso(edition.enacted_at),
            "steps": edition.definition.item_count,
        },
    }


def case_data(case) -> dict:
    return {
        "title": case.title,
        "content_type": case.content_type.name,
        "object_id": case.object_id,
        "address": case.url,
        "unit": case.unit_name,
        "class": case.content_class,
        "status": str(case.status),
        "break_glass": case.break_glass,
        "contributor": case.contributor_name,
        "opened_at": iso(case.opened_at),
        "went_live_at": iso(case.went_live_at),
        "closed_at": iso(case.closed_at),
        "content_hash": case.approved_hash,
    }


def step_data(step: CaseStep, definition) -> dict:
    return {
        "number": step.number,
        "name": step.name,
        "kind": str(step.kind),
        "round": step.round,
        "position": step.position_name,
        "unit": step.unit_name,
        "person": step.person,
        "capacity": step.capacity,
        "decree": step.decree_number,
        "started_at": iso(step.started_at),
        "due_at": iso(step.due_at),
        "finished_at": iso(step.finished_at),
        "limit": step.limit_text,
        "limit_seconds": step.limit_seconds,
        "used_seconds": step.used_seconds,
        "late": step.is_late,
        "outcome": str(step.outcome),
        "note": step.note,
        "returned_to": step_label(step.returned_to, definition),
        "class": step.content_class,
        "content_hash": step.content_hash,
        "voided_at": iso(step.voided_at),
        "voided_because": step.voided_because,
    }


def event_data(event, definition=None) -> dict:
    data = dict(event.data)
    if definition and event.kind == CaseEvent.Kind.APPROVALS_VOID and "from" in data:
        data["from"] = step_label(data["from"], definition)
    return {
        "kind": str(event.kind),
        "at": iso(event.at),
        "person": event.person,
        "capacity": event.capacity,
        "note": event.note,
        "data": data,
    }


def kept_content(case) -> dict | None:
    """What an open case already keeps, because its revision was purged before the case was closed."""
    return (case.record or {}).get("content")


def live_content(case) -> dict | None:
    """What went live: the content the hash was made of, so that the hash can be made again, and its text."""
    revision = case.approved_revision
    if not case.went_live_at or revision is None or content_hash(revision) != case.approved_hash:
        return None
    # A deleted page cannot be built from its revision any more; the content itself can still be kept.
    obj = revision.as_object() if revision.content_object is not None else None
    return {
        "saved_at": iso(revision.created_at),
        "text": text_of(obj) if obj is not None else [],
        "data": said(revision),
    }


def step_label(key, definition) -> str:
    """ "3. Sunting"; the key itself for a step the SOP does not have."""
    if not key or key == END_UNPUBLISHED:
        return key
    step = next((step for step in definition.item_steps if step.key == key), None)
    return f"{step.number}. {step.name}" if step else key


def iso(moment):
    return moment.astimezone(UTC).isoformat() if moment else None
