"""An SOP's table for reading: one row a step, one column an actor, in words instead of symbols."""

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from wagtail_sop.procedures import END_UNPUBLISHED, Role

PARTS = {
    Role.ACTOR: gettext_lazy("does it"),
    Role.RECEIVER: gettext_lazy("receives it"),
    Role.PROPOSER: gettext_lazy("proposes it"),
    Role.DECIDER: gettext_lazy("decides"),
}


@dataclass(frozen=True)
class Row:
    number: str
    activity: str
    parts: tuple[tuple[str, str], ...]
    """The name of each actor of the sheet, in their order, and what it does; empty where it has no part."""
    requirements: str
    time: str
    output: str
    remarks: str
    branches: tuple[str, ...]
    """Where a decision leads, one sentence each."""


@dataclass(frozen=True)
class Sheet:
    actors: tuple[str, ...]
    rows: tuple[Row, ...]


def sheet_of(definition) -> Sheet:
    """By positions only: whoever holds them is no part of an SOP."""
    rows = tuple(_row(definition, step) for step in definition.steps)
    return Sheet(tuple(actor.name for actor in definition.actors), rows)


def _row(definition, step):
    return Row(
        number=step.number,
        activity=step.activity,
        parts=tuple((actor.name, _part(step, actor.code)) for actor in definition.actors),
        requirements=step.requirements,
        time=step.limit.text if step.limit else "",
        output=step.output,
        remarks=step.remarks,
        branches=tuple(_branches(definition, step)),
    )


def _part(step, code) -> str:
    return ", ".join(str(PARTS[performer.role]) for performer in step.performers if performer.actor == code)


def _branches(definition, step):
    for branch in step.yes:
        values = {
            "step": _step_name(definition, branch.to),
            "classes": ", ".join(map(_class_name, branch.classes)),
        }
        yield (_("Yes, if %(classes)s: %(step)s") if branch.classes else _("Yes: %(step)s")) % values
    if step.no:
        yield _("No: %(step)s") % {"step": _step_name(definition, step.no)}


def _class_name(content_class) -> str:
    names = {"routine": _("routine"), "important": _("important"), "policy": _("policy")}
    return names[str(content_class)]


def _step_name(definition, key) -> str:
    if key == END_UNPUBLISHED:
        return _("it ends unpublished")
    return _("step %(number)s") % {"number": definition.step(key).number}
