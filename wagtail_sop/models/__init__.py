from .calendars import CalendarException, CalendarWindow, WorkCalendar
from .cases import Case
from .companions import CompanionsMixin
from .events import CaseEvent, CaseWriter
from .notices import Notice
from .positions import Appointment, Position
from .posts import Post
from .procedures import Edition, Procedure, Section
from .steps import CaseStep
from .tasks import StepState, StepTask
from .units import Unit

__all__ = [
    "Appointment",
    "CalendarException",
    "CalendarWindow",
    "Case",
    "CaseEvent",
    "CaseStep",
    "CaseWriter",
    "CompanionsMixin",
    "Edition",
    "Notice",
    "Position",
    "Post",
    "Procedure",
    "Section",
    "StepState",
    "StepTask",
    "Unit",
    "WorkCalendar",
]
