"""Dates, deadlines and the history of a case, in words, for templates of screens, mails and prints."""

from datetime import datetime

from django import template
from django.utils import timezone
from django.utils.translation import gettext
from wagtail import hooks

from wagtail_sop import formats
from wagtail_sop.conf import get_settings
from wagtail_sop.models import CaseEvent
from wagtail_sop.models.classes import ContentClassChoices
from wagtail_sop.models.entitlement import person_name

register = template.Library()

register.filter("official_date", lambda at: formats.official_date(at) if at else "")
register.filter("official_time", lambda at: formats.official_time(at) if at else "")
register.filter("official_datetime", lambda at: formats.official_datetime(at) if at else "")
register.filter("span", lambda seconds: "" if seconds is None else formats.span(seconds))
register.filter("person", person_name)


@register.filter
def class_label(content_class):
    """The word for a class of content; the value itself where it is no longer one of ours."""
    labels = dict(ContentClassChoices.choices)
    return labels.get(content_class, content_class)


@register.filter
def time_left(step, at=None):
    """ "2 hours of working time left" for an open step; empty when it has no deadline."""
    at = at or timezone.now()
    seconds = step.seconds_left(at) if step else None
    if seconds is None:
        return ""
    # Between the close of the office and the next morning a late step is late by no working time at all.
    return formats.time_left(min(seconds, -1) if at > step.due_at else seconds)


@register.filter
def deadline_level(step, at=None):
    """``late``, ``at_risk`` or ``on_time``; empty when the step has no deadline."""
    at = at or timezone.now()
    if not step or not step.due_at:
        return ""
    if (step.finished_at or at) > step.due_at:
        return "late"
    if step.finished_at or not step.limit_seconds:
        return "on_time"
    used = step.limit_seconds - (step.seconds_left(at) or 0)
    return "at_risk" if used * 100 >= step.limit_seconds * get_settings().AT_RISK_PERCENT else "on_time"


@register.inclusion_tag("wagtail_sop/includes/deadline.html")
def sop_deadline(step):
    """The time left as a coloured label that also says it in words."""
    at = timezone.now()
    return {"step": step, "words": time_left(step, at), "level": deadline_level(step, at)}


@register.inclusion_tag("wagtail_sop/includes/timeline.html")
def sop_timeline(case):
    """Everything that happened to a case: steps, the void ones too, and events, oldest first."""
    steps = case.steps.select_related("holder", "position", "unit").order_by("started_at", "pk")
    entries = [{"event": event, "at": event.at, "detail": _detail(event)} for event in case.events.all()]
    entries += [_step_entry(case, step) for step in steps]
    return {"case": case, "entries": sorted(entries, key=lambda entry: entry["at"])}


@register.simple_tag(takes_context=True)
def sop_panels(context, case):
    """What wings have to show about a case, for its page and the editor's side panel.

    From the hook ``register_sop_panels``: a function of the case and the request, which gives a component with a
    ``key``, a ``heading`` and an ``icon``, or None. It uses the classes of Wagtail and of this package's own styles.
    """
    found = [panel_of(case, context["request"]) for panel_of in hooks.get_hooks("register_sop_panels")]
    return [panel for panel in found if panel is not None]


def _step_entry(case, step):
    step.case = case
    return {
        "step": step,
        "at": step.started_at,
        "level": deadline_level(step),
        "vacant": stands_in(step, case),
        "void": gettext(step.voided_because) if step.voided_because else "",
        "returned_to": _step_name(case, step.returned_to),
    }


@register.filter
def place(step, case):
    """Whose step it is: the position and the unit that acts."""
    return formats.at_unit(step.position_name, acting_unit(step, case))


@register.filter
def acting_unit(step, case) -> str:
    """The unit whose people act on the step; of the open one as the appointments are now, not as it began."""
    acting = _acting_now(step, case)
    return acting[0].unit.name if acting else step.unit_name


@register.filter
def stands_in(step, case):
    """True when the post is vacant in the unit of the case, so that a unit above acts.

    Asks who may act now: for one case, not for the rows of a list.
    """
    if not step or not step.position or step.position.level != "unit":
        return False
    acting = _acting_now(step, case)
    unit_id = step.unit_id if acting is None else acting and acting[0].unit_id
    return bool(unit_id and case.unit_id) and unit_id != case.unit_id


@register.filter
def is_stranded(step, case) -> bool:
    """True when nobody can act on the open step: all who could have left, or are barred."""
    return _acting_now(step, case) == []


@register.filter
def can_still_act(holder, case) -> bool:
    """Whether the person who took the piece may still act on it."""
    return holder.pk in {held.user_id for held in case.entitled_list()}


def _acting_now(step, case):
    """The appointments that may act on the case's open step; None for a step that is over."""
    is_now = step.is_open and step.pk == case.current_step_id
    return case.entitled_list() if is_now else None


def _step_name(case, key):
    return next((f"{step.number}. {step.name}" for step in case.definition.steps if step.key == key), "")


def _detail(event):
    """What an event's data say, in words."""
    data = event.data
    if event.kind == CaseEvent.Kind.CLASS_CHANGED:
        return f"{class_label(data.get('from'))} → {class_label(data.get('to'))}"
    if event.kind == CaseEvent.Kind.REASSIGNED:
        return gettext("to %(person)s") % {"person": data.get("to", "")}
    if event.kind == CaseEvent.Kind.SCHEDULED:
        return formats.official_datetime(datetime.fromisoformat(data["go_live_at"]))
    return ""
