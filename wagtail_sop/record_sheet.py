"""The record of a case as a person reads it: the words for what ``models.records`` keeps as data."""

from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property

from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from .formats import official_date, official_datetime, span
from .models import Case, CaseEvent, CaseStep
from .models.classes import ContentClassChoices
from .models.records import event_data, parts_of, record_of


@dataclass(frozen=True)
class Fact:
    label: str
    value: str
    url: str = ""


@dataclass(frozen=True)
class StepLine:
    """One visit of one step."""

    number: str
    name: str
    round: int
    person: str
    office: str
    decree: str
    started: str
    due: str
    finished: str
    time: str
    limit: str
    is_late: bool
    outcome: str
    note: str
    returned_to: str
    voided: str
    content_hash: str


@dataclass(frozen=True)
class EventLine:
    at: str
    what: str
    person: str
    office: str
    detail: str
    note: str


@dataclass(frozen=True)
class PartLine:
    label: str
    text: str
    at: str
    url: str


@dataclass(frozen=True)
class Part:
    """What a wing adds."""

    key: str
    heading: str
    lines: list[PartLine]


@dataclass
class RecordSheet:
    """Words and dates are made when asked for, in the reader's language and the agency's time zone."""

    data: dict
    is_closed: bool = True
    later: list[dict] = field(default_factory=list)
    """What happened after the case was closed, as event data."""
    later_parts_data: list[dict] = field(default_factory=list)
    """What wings say now, where it is no longer what the sealed record says."""

    @cached_property
    def closed(self) -> str:
        return self._moment("closed_at")

    @cached_property
    def procedure(self) -> list[Fact]:
        procedure = self.data["procedure"]
        return filled(
            Fact(_("SOP"), procedure["title"]),
            Fact(_("SOP number"), procedure["number"]),
            Fact(_("Edition"), edition_label(procedure)),
        )

    @cached_property
    def facts(self) -> list[Fact]:
        data = self.data
        return filled(
            Fact(_("Unit"), data["unit"]),
            Fact(_("Class"), self._class_with_changes()),
            Fact(_("Status"), label_of(Case.Status, data["status"])),
            Fact(_("Contributor"), data["contributor"]),
            Fact(_("Written by"), ", ".join(data["writers"])),
            Fact(_("Opened"), self._moment("opened_at")),
            Fact(_("Went live"), self._moment("went_live_at")),
            Fact(_("Closed"), self._moment("closed_at")),
            Fact(_("Address"), data["address"], data["address"]),
        )

    @cached_property
    def steps(self) -> list[StepLine]:
        return [step_line(step) for step in self.data["steps"]]

    @cached_property
    def events(self) -> list[EventLine]:
        return [event_line(event) for event in self.data["events"]]

    @cached_property
    def later_events(self) -> list[EventLine]:
        return [event_line(event) for event in self.later]

    @cached_property
    def parts(self) -> list[Part]:
        # Records sealed before there were parts have none.
        return [part_from(data) for data in self.data.get("parts", [])]

    @cached_property
    def later_parts(self) -> list[Part]:
        return [part_from(data) for data in self.later_parts_data]

    @cached_property
    def content_hash(self) -> str:
        return self.data["content_hash"] if self.data["went_live_at"] else ""

    @cached_property
    def text(self) -> list[dict]:
        return (self.data["content"] or {}).get("text", [])

    def _moment(self, key):
        return moment(self.data[key])

    def _class_with_changes(self):
        now = label_of(ContentClassChoices, self.data["class"])
        changes = [event for event in self.data["events"] if event["kind"] == CaseEvent.Kind.CLASS_CHANGED]
        if not changes:
            return now
        return _("%(now)s (%(changes)s)") % {"now": now, "changes": "; ".join(map(class_change, changes))}

    def in_its_zone(self):
        """The agency's time zone, while rendering: a record states office hours, not the reader's."""
        return timezone.override(self.data["timezone"])


def sheet_of(case) -> RecordSheet:
    """The frozen record of a closed case and what came after it; an open case as it is now."""
    if case.is_open or case.record is None:
        return RecordSheet(record_of(case), is_closed=False)
    later = case.events.filter(at__gt=case.closed_at)
    sealed = case.record.get("parts", [])
    return RecordSheet(
        case.record,
        later=[event_data(event) for event in later],
        later_parts_data=[part for part in parts_of(case) if part not in sealed],
    )


def part_from(data) -> Part:
    return Part(data["key"], data["heading"], [line_from(line) for line in data["lines"]])


def line_from(line) -> PartLine:
    url = line.get("url", "")
    # It becomes a link: an address that a wing took from a person might be a script.
    is_web = url.startswith(("https://", "http://"))
    return PartLine(line["label"], line.get("text", ""), moment(line.get("at")), url if is_web else "")


def filled(*facts):
    return [fact for fact in facts if fact.value]


def edition_label(procedure):
    values = {"number": procedure["edition"], "date": official_date(parsed(procedure["enacted_at"]))}
    return _("%(number)s, enacted on %(date)s") % values


def step_line(step) -> StepLine:
    return StepLine(
        number=step["number"],
        name=step["name"],
        round=step["round"],
        person=step["person"],
        office=step["capacity"] or office_of(step),
        decree=step["decree"],
        started=moment(step["started_at"]),
        due=moment(step["due_at"]),
        finished=moment(step["finished_at"]),
        time=time_used(step),
        limit=limit_label(step),
        is_late=step["late"],
        outcome=capfirst(label_of(CaseStep.Outcome, step["outcome"])),
        note=step["note"],
        returned_to=step["returned_to"],
        voided=voided_label(step),
        content_hash=step["content_hash"],
    )


def office_of(step):
    return ", ".join(name for name in (step["position"], step["unit"]) if name)


def time_used(step):
    if step["used_seconds"] is None or step["outcome"] == CaseStep.Outcome.SKIPPED:
        return ""
    return span(step["used_seconds"])


def limit_label(step):
    """What the SOP prints, and the working time it came to; "1 hari (8 jam)"."""
    if not step["limit"] or step["limit_seconds"] is None:
        return step["limit"]
    return _("%(printed)s (%(span)s)") % {"printed": step["limit"], "span": span(step["limit_seconds"])}


def voided_label(step):
    if not step["voided_at"]:
        return ""
    # The reason was marked for translation where it was written.
    values = {
        "time": moment(step["voided_at"]),
        "because": _(step["voided_because"]) if step["voided_because"] else "",
    }
    return _("No longer counts since %(time)s. %(because)s") % values


def event_line(event) -> EventLine:
    return EventLine(
        at=moment(event["at"]),
        what=label_of(CaseEvent.Kind, event["kind"]),
        person=event["person"] or _("The system"),
        office=event["capacity"],
        detail=event_detail(event),
        note=event["note"],
    )


def event_detail(event) -> str:
    kind, data = event["kind"], event["data"]
    if kind == CaseEvent.Kind.CLASS_CHANGED:
        return _("from %(from)s to %(to)s") % class_words(data)
    if kind == CaseEvent.Kind.SCHEDULED:
        return _("for %(time)s") % {"time": moment(data.get("go_live_at"))}
    if kind == CaseEvent.Kind.APPROVALS_VOID:
        return _("from step %(step)s on") % {"step": data.get("from", "")}
    step = f"{data['number']}. {data['step']}" if "step" in data else ""
    return _("%(step)s → %(person)s") % {"step": step, "person": data["to"]} if data.get("to") else step


def class_change(event):
    values = class_words(event["data"]) | {"person": event["person"], "time": moment(event["at"])}
    return _("%(from)s → %(to)s by %(person)s, %(time)s") % values


def class_words(data):
    return {end: label_of(ContentClassChoices, data.get(end, "")) for end in ("from", "to")}


def label_of(choices, code) -> str:
    # A record may be older than the list of choices.
    return str(dict(choices.choices).get(code, code))


def parsed(text) -> datetime | None:
    return datetime.fromisoformat(text) if text else None


def moment(text) -> str:
    return official_datetime(parsed(text)) if text else ""
