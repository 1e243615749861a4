"""The hours an office keeps: windows, the days of a week, and since when."""

from calendar import day_name
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, time

from .exceptions import WorkTimeError

Window = tuple[time, time]
"""When the office opens and when it closes, on the clock of the calendar's zone."""

Week = tuple[tuple[Window, ...], ...]
"""The windows of seven days, Monday first; a day without windows is closed."""


@dataclass(frozen=True)
class WeekPattern:
    """The office hours of a week, in force from `starts_on` until the next pattern starts."""

    starts_on: date
    windows: Week

    def __post_init__(self) -> None:
        if len(self.windows) != 7:
            raise WorkTimeError(
                f"The week pattern from {self.starts_on} has {len(self.windows)} days; "
                "give it seven, Monday first, with () for a closed day."
            )
        week = (in_order(windows, name) for windows, name in zip(self.windows, day_name, strict=True))
        object.__setattr__(self, "windows", tuple(week))


def in_order(windows: Iterable[Window], day: str) -> tuple[Window, ...]:
    """The windows in the order in which they pass, those that touch made one; `day` names them in errors."""
    ordered: list[Window] = []
    for opens, closes in sorted(windows):
        window = f"{day}: the window {opens:%H.%M}–{closes:%H.%M}"
        if opens.microsecond or closes.microsecond:
            raise WorkTimeError(
                f"{window} has a fraction of a second; use whole ones, and 00.00 to close at midnight."
            )
        if _end(closes) <= opens:
            raise WorkTimeError(
                f"{window} ends before it begins; "
                "write a night as two windows, up to 00.00 and from 00.00 on the next day."
            )
        if ordered and opens < _end(ordered[-1][1]):
            raise WorkTimeError(f"{window} overlaps the one before; let it begin later, or make them one.")
        if ordered and opens == ordered[-1][1]:
            opens, _ = ordered.pop()
        ordered.append((opens, closes))
    return tuple(ordered)


def _end(closes: time) -> time:
    return time.max if closes == time.min else closes


_FULL_DAY = (time(7, 30), time(12)), (time(13), time(16, 30))
_FRIDAY = (time(7, 30), time(11, 30)), (time(13), time(14, 30))

EXAMPLE_WEEK = WeekPattern(date.min, (_FULL_DAY, _FULL_DAY, _FULL_DAY, _FULL_DAY, _FRIDAY, (), ()))
"""An example, not a rule: one way to the 37 hours 30 minutes a week, without breaks, of Perpres 21/2023.

The regulation fixes the days (Monday to Friday), the start (07.30) and the breaks (60 minutes, Friday 90).
The end of the day is the agency's own to set, and units that serve the public may keep other days.
"""
