"""The rows of a procedure and its columns: what is done, by whom, within which time, and what follows."""

import textwrap
from dataclasses import dataclass

from .vocabulary import Channel, ContentClass, Cycle, Kind, Role, Symbol, TimeUnit

NAME_LENGTH = 60

# Who acts on a step in the software, in order of preference. A handover without a receiver has nobody.
ACTING = {
    Kind.HANDOVER: (Role.RECEIVER,),
    Kind.REVIEW: (Role.DECIDER, Role.ACTOR),
}


@dataclass(frozen=True)
class TimeLimit:
    """The standard time of a step, in working time; the deadline is the maximum."""

    minimum: int
    maximum: int
    unit: TimeUnit
    text: str = ""
    "As printed."


@dataclass(frozen=True)
class Schedule:
    """When a calendar step is due: the week, from 1, of a month, counted from the one it serves."""

    week: int
    month: int = 0
    text: str = ""


@dataclass(frozen=True)
class Actor:
    """A column of the table. ``per_unit``: every unit has its own, so the piece's unit decides who it is."""

    code: str
    name: str
    per_unit: bool = False


@dataclass(frozen=True)
class Performer:
    actor: str
    role: Role = Role.ACTOR


@dataclass(frozen=True)
class Branch:
    """Where a “Ya” leads. Without classes it holds for every piece."""

    to: str
    classes: tuple[ContentClass, ...] = ()

    def holds_for(self, content_class) -> bool:
        return not self.classes or content_class in self.classes


@dataclass(frozen=True)
class Step:
    key: str
    number: str
    kind: Kind
    activity: str
    performers: tuple[Performer, ...] = ()
    symbol: Symbol = Symbol.BOX
    requirements: str = ""
    limit: TimeLimit | None = None
    output: str = ""
    remarks: str = ""
    yes: tuple[Branch, ...] = ()
    no: str | None = None
    cycle: Cycle = Cycle.ITEM
    channels: tuple[Channel, ...] = ()
    schedule: Schedule | None = None
    name: str = ""
    "For lists and buttons; the beginning of the activity unless given."

    def __post_init__(self):
        if not self.name:
            object.__setattr__(self, "name", _beginning(self.activity))

    @property
    def acting(self) -> str:
        """The code of the actor who acts on it in the software; empty when the row names none."""
        return self.first(*ACTING.get(self.kind, (Role.ACTOR, Role.DECIDER)))

    @property
    def is_per_item(self) -> bool:
        return self.kind != Kind.DUTY and self.cycle == Cycle.ITEM

    @property
    def is_decision(self) -> bool:
        drawn = self.symbol == Symbol.DIAMOND
        return drawn or self.kind == Kind.REVIEW or bool(self.yes) or self.no is not None

    def first(self, *roles) -> str:
        """The code of the first performer in the first of these roles that the row has, or an empty text."""
        named = ((p.actor for p in self.performers if p.role == role) for role in roles)
        return next((actor for actors in named for actor in actors), "")

    def branch(self, content_class) -> Branch | None:
        return next((branch for branch in self.yes if branch.holds_for(content_class)), None)


def _beginning(activity):
    words = textwrap.wrap(activity, NAME_LENGTH) or [""]
    return words[0] if len(words) == 1 else words[0].rstrip(" ,;:(/") + "…"
