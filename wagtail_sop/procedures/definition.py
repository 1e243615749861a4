"""A procedure as data: what the signed document says, and the questions it answers."""

from dataclasses import dataclass, field
from functools import cached_property

from . import data
from .completeness import Completeness
from .identity import Agency, ColumnLabels, Identity
from .steps import Actor, Branch, Performer, Schedule, Step, TimeLimit
from .vocabulary import (
    END_UNPUBLISHED,
    WORKFLOW_KINDS,
    Channel,
    ContentClass,
    Cycle,
    Kind,
    Role,
    Symbol,
    TimeUnit,
)

__all__ = [
    "END_UNPUBLISHED",
    "WORKFLOW_KINDS",
    "Actor",
    "Branch",
    "Channel",
    "ContentClass",
    "Cycle",
    "Definition",
    "Kind",
    "Performer",
    "Role",
    "Schedule",
    "Step",
    "Symbol",
    "TimeLimit",
    "TimeUnit",
]

SCHEMA = "sop-ap/1"


@dataclass(frozen=True)
class Definition:
    key: str
    title: str
    agency: Agency = field(default_factory=Agency)
    identity: Identity = field(default_factory=Identity)
    legal_basis: tuple[str, ...] = ()
    qualifications: tuple[str, ...] = ()
    related: tuple[str, ...] = ()
    equipment: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()
    recording: tuple[str, ...] = ()
    columns: ColumnLabels = field(default_factory=ColumnLabels)
    actors: tuple[Actor, ...] = ()
    steps: tuple[Step, ...] = ()
    cover: tuple[str, ...] = ()
    table_title: str = ""
    completeness: Completeness = field(default_factory=Completeness)
    schema: str = SCHEMA

    def to_data(self) -> dict:
        return data.to_data(self)

    @classmethod
    def from_data(cls, stored) -> "Definition":
        """The definition that ``to_data`` wrote. Raises ValueError for anything else."""
        if not isinstance(stored, dict) or stored.get("schema") != SCHEMA:
            raise ValueError(f"These are not the data of a procedure; they need the schema {SCHEMA}.")
        return data.from_data(cls, stored)

    # Actors and steps

    def actor(self, code) -> Actor:
        return _one(self.actors, "code", code, f"The procedure {self.key} has no actor")

    def step(self, key) -> Step:
        return _one(self.steps, "key", key, f"The procedure {self.key} has no step")

    @cached_property
    def item_steps(self) -> tuple[Step, ...]:
        return tuple(step for step in self.steps if step.is_per_item)

    @cached_property
    def workflow_steps(self) -> tuple[Step, ...]:
        return tuple(step for step in self.item_steps if step.kind in WORKFLOW_KINDS)

    @property
    def item_count(self) -> int:
        """The second number of “step 1 of 7”."""
        return len(self.item_steps)

    def number_of(self, step_key) -> int:
        """The place of a step among the item steps, from 1."""
        return self.item_steps.index(_one(self.item_steps, "key", step_key, "No piece passes the step")) + 1

    @property
    def contributor(self) -> str:
        """The code of the actor who submits; empty in a procedure without item steps."""
        opening = next((step for step in self.item_steps if step.kind == Kind.PREPARE), None)
        handover = next((step for step in self.item_steps if step.kind == Kind.HANDOVER), None)
        giver = handover.first(Role.ACTOR, Role.PROPOSER) if handover and not opening else ""
        first = opening or next(iter(self.item_steps), None)
        return giver or (first.acting if first else "")

    # The way of a piece

    def path(self, content_class) -> tuple[Step, ...]:
        """The item steps a piece of that class passes when every decision is “Ya”."""
        # A broken draft may run in a circle; its path ends where it would come round.
        passed, step = {}, next(iter(self.item_steps), None)
        while step is not None and step.key not in passed:
            passed[step.key] = step
            step = self.after_yes(step.key, content_class)
        return tuple(passed.values())

    def applies(self, step_key, content_class) -> bool:
        return any(step.key == step_key for step in self.path(content_class))

    def after_yes(self, step_key, content_class) -> Step | None:
        """Where the row itself leads: its “Ya” for that class, or else the next item step in print."""
        step = self.step(step_key)
        if branch := step.branch(content_class):
            return next((other for other in self.item_steps if other.key == branch.to), None)
        return next(iter(self._following(step)), None)

    def next_step(self, step_key, content_class) -> Step | None:
        """The step after this one. From a step the class does not pass: the next in print that it does."""
        step, path = self.step(step_key), self.path(content_class)
        if step in path:
            return next(iter(path[path.index(step) + 1 :]), None)
        return next((other for other in self._following(step) if other in path), None)

    def earlier_steps(self, step_key) -> tuple[Step, ...]:
        """The item steps before it, nearest first."""
        before = self.steps[: self.steps.index(self.step(step_key))]
        return tuple(step for step in reversed(before) if step.is_per_item)

    def return_target(self, step_key) -> str | None:
        """Where a refusal leads: a step's key or ``END_UNPUBLISHED``.

        The printed one, else the nearest earlier step that makes the text. ``None``: there is none, so the
        piece leaves the workflow and goes back to its author.
        """
        makers = (s.key for s in self.earlier_steps(step_key) if s.kind in (Kind.EDIT, Kind.PREPARE))
        return self.step(step_key).no or next(makers, None)

    def _following(self, step):
        after = self.steps[self.steps.index(step) + 1 :]
        return (other for other in after if other.is_per_item)


def _one(members, name, value, complaint):
    found = next((member for member in members if getattr(member, name) == value), None)
    if found is None:
        known = ", ".join(getattr(member, name) for member in members) or "none"
        raise KeyError(f"{complaint} “{value}”; there are: {known}.")
    return found
