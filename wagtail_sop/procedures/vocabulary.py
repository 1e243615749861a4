"""The closed word lists of a procedure."""

from enum import StrEnum


class Kind(StrEnum):
    PREPARE = "prepare"
    HANDOVER = "handover"
    EDIT = "edit"
    REVIEW = "review"
    PUBLISH = "publish"
    DOCUMENT = "document"
    DUTY = "duty"


# The kinds in which a piece waits for somebody; the others lie before, after or outside the workflow.
WORKFLOW_KINDS = frozenset({Kind.HANDOVER, Kind.EDIT, Kind.REVIEW, Kind.PUBLISH})


class Role(StrEnum):
    """What an actor does in a row; rows of handing over and of asking for a decision have two actors."""

    ACTOR = "pelaku"
    RECEIVER = "penerima"
    PROPOSER = "pengaju"
    DECIDER = "pemutus"


class TimeUnit(StrEnum):
    MINUTE = "minute"
    HOUR = "hour"
    DAY = "day"
    MONTH = "month"


class ContentClass(StrEnum):
    ROUTINE = "routine"
    IMPORTANT = "important"
    POLICY = "policy"


class Symbol(StrEnum):
    """The printed symbol of a row. Arrows and page connectors follow from the layout and are not data."""

    CAPSULE = "capsule"
    BOX = "box"
    DIAMOND = "diamond"


class Cycle(StrEnum):
    """How often a row is done: once for each piece, or by the calendar."""

    ITEM = "item"
    MONTHLY = "monthly"
    PERIODIC = "periodic"
    YEARLY = "yearly"


class Channel(StrEnum):
    WEBSITE = "website"
    SOCIAL = "social"


# A target that is no step: the piece ends without going live.
END_UNPUBLISHED = "SELESAI_TIDAK_TAYANG"
