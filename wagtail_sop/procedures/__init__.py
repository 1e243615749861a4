"""A signed procedure as data, in plain Python: read it, ask it, check it."""

from .completeness import Completeness
from .definition import (
    END_UNPUBLISHED,
    WORKFLOW_KINDS,
    Actor,
    Branch,
    Channel,
    ContentClass,
    Cycle,
    Definition,
    Kind,
    Performer,
    Role,
    Schedule,
    Step,
    Symbol,
    TimeLimit,
    TimeUnit,
)
from .identity import Agency, ColumnLabels, DateBox, Decree, Identity, Letterhead
from .loading import library, load, load_library, loads
from .problems import MESSAGES, Level, LoadError, Problem
from .validation import validate

__all__ = [
    "END_UNPUBLISHED",
    "MESSAGES",
    "WORKFLOW_KINDS",
    "Actor",
    "Agency",
    "Branch",
    "Channel",
    "ColumnLabels",
    "Completeness",
    "ContentClass",
    "Cycle",
    "DateBox",
    "Decree",
    "Definition",
    "Identity",
    "Kind",
    "Letterhead",
    "Level",
    "LoadError",
    "Performer",
    "Problem",
    "Role",
    "Schedule",
    "Step",
    "Symbol",
    "TimeLimit",
    "TimeUnit",
    "library",
    "load",
    "load_library",
    "loads",
    "validate",
]
