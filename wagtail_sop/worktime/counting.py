"""A working calendar that adds and measures."""

from bisect import bisect_right
from calendar import monthrange
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import MAXYEAR, date, datetime, timedelta
from types import MappingProxyType
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from .exceptions import NoWorkingTime, WorkTimeError
from .index import SECOND, Index, Row, local, midnight, moment_of, rows_of
from .week import WeekPattern, Window, in_order

HORIZON_YEARS = 10
"""How far ahead an answer is looked for before the calendar is taken to have none."""

_UNIT_SECONDS = {"minute": 60, "hour": 3600}


@dataclass(frozen=True)
class WorkTime:
    """A working calendar, answering in the same few steps for an hour as for a year.

    `exceptions` replace the week on their date: () closes a holiday. Before the first pattern starts, that
    pattern counts already: an agency kept hours before it wrote them down. Years are indexed when first asked
    for, and kept: hold on to the object rather than making it anew.
    """

    zone: str
    patterns: tuple[WeekPattern, ...]
    exceptions: Mapping[date, tuple[Window, ...]] = field(default_factory=dict, hash=False)
    _zone: ZoneInfo = field(init=False, repr=False, compare=False)
    _starts: list[date] = field(init=False, repr=False, compare=False)
    _years: dict[int, list[Row]] = field(default_factory=dict, init=False, repr=False, compare=False)
    _index: Index | None = field(default=None, init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        patterns = tuple(sorted(self.patterns, key=lambda pattern: pattern.starts_on))
        starts = [pattern.starts_on for pattern in patterns]
        if len(set(starts)) < len(starts):
            raise WorkTimeError("Two week patterns start on the same date; remove one, or move its date.")
        exceptions = {day: in_order(windows, str(day)) for day, windows in self.exceptions.items()}
        object.__setattr__(self, "patterns", patterns)
        object.__setattr__(self, "exceptions", MappingProxyType(exceptions))
        object.__setattr__(self, "_zone", _zone(self.zone))
        object.__setattr__(self, "_starts", starts)

    def __reduce__(self):
        # A read-only mapping cannot be pickled, and the index is cheaper to build than to carry.
        return WorkTime, (self.zone, self.patterns, dict(self.exceptions))

    def add(self, start: datetime, seconds: int) -> datetime:
        """The moment at which `seconds` of working time after `start` have passed.

        Time used up at a close stays there: 16.00 plus half an hour is 16.30, not the next morning. Nothing
        added while the office is closed is its next opening. A fraction of a second in `start` is kept.
        """
        if seconds < 0:
            raise WorkTimeError(f"{seconds} seconds cannot be added, time runs forward; pass zero or more.")
        moment = moment_of(start)
        return self._find(moment, lambda index: index.after(moment, seconds * SECOND))

    def between(self, start: datetime, end: datetime) -> int:
        """Working seconds from `start` to `end`, negative if `end` comes first.

        What counts are the whole seconds of the office clock, so that parts always add up to the whole.
        """
        started, ended = moment_of(start), moment_of(end)
        index = self._covering(min(started, ended), max(started, ended))
        return index.passed(ended) // SECOND - index.passed(started) // SECOND

    def close_of_day(self, start: datetime, days: int) -> datetime:
        """The close of the n-th working day after the day of `start`, itself not counted (*n hari kerja*)."""
        _at_least_one(days, "days")
        moment = moment_of(start)
        day = local(moment, self._zone).date()
        return self._find(moment, lambda index: index.close_of_day(day, days))

    def months(self, start: datetime, months: int) -> datetime:
        """The close of the same date `months` on, or of the next working day if that date is closed.

        A date that the month does not have becomes its last: 31 January plus one month is 28 February.
        """
        _at_least_one(months, "months")
        day = _months_on(local(moment_of(start), self._zone).date(), months)
        eve = day - timedelta(days=1)
        return self._find(midnight(day, self._zone), lambda index: index.close_of_day(eve, 1))

    def due(self, start: datetime, amount: int, unit: str) -> datetime:
        """The deadline that a procedure prints as `amount` of "minute", "hour", "day" or "month"."""
        if unit in _UNIT_SECONDS:
            return self.add(start, amount * _UNIT_SECONDS[unit])
        if unit == "day":
            return self.close_of_day(start, amount)
        if unit == "month":
            return self.months(start, amount)
        raise WorkTimeError(f"“{unit}” is not a unit of working time; use minute, hour, day or month.")

    def seconds_of(self, start: datetime, amount: int, unit: str) -> int:
        """The working seconds from `start` to the deadline: the whole of which a share is used."""
        return self.between(start, self.due(start, amount, unit))

    def is_open(self, at: datetime) -> bool:
        moment = moment_of(at)
        return self._covering(moment, moment).is_open(moment)

    def is_working_day(self, day: date) -> bool:
        return bool(self._windows_on(day))

    def next_opening(self, at: datetime) -> datetime:
        """The first opening at or after `at`; while the office is open, that of the window to come."""
        moment = moment_of(at)
        return self._find(moment, lambda index: index.opening(moment))

    def _find(self, moment: int, answer: Callable[[Index], int | None]) -> datetime:
        """What `answer` finds from `moment` on, with one year more each time that it finds nothing."""
        found = answer(self._covering(moment, moment))
        year = last = local(moment, self._zone).year if found is None else 0
        while found is None and last < min(year + HORIZON_YEARS, MAXYEAR):
            last += 1
            found = answer(self._reaching(year, last))
        if found is None:
            raise NoWorkingTime(
                f"There is too little working time in the {HORIZON_YEARS} years after "
                f"{local(moment, self._zone):%Y-%m-%d}; give the calendar a week pattern with opening hours."
            )
        return local(found, self._zone)

    def _covering(self, earliest: int, latest: int) -> Index:
        index = self._index
        if index is None or earliest < index.since or latest >= index.until:
            index = self._reaching(local(earliest, self._zone).year, local(latest, self._zone).year)
        return index

    def _reaching(self, first: int, last: int) -> Index:
        """The index grown to these years; put in place whole, as other threads may be reading the old one."""
        index = self._index
        if index is not None:
            first, last = min(first, index.first_year), max(last, index.last_year)
        if index is None or (first, last) != (index.first_year, index.last_year):
            rows = [row for year in range(first, last + 1) for row in self._rows(year)]
            index = Index.joining(rows, first, last, self._zone)
            object.__setattr__(self, "_index", index)
        return index

    def _rows(self, year: int) -> list[Row]:
        if year not in self._years:
            self._years[year] = list(rows_of(year, self._zone, self._windows_on))
        return self._years[year]

    def _windows_on(self, day: date) -> tuple[Window, ...]:
        if day in self.exceptions or not self.patterns:
            return self.exceptions.get(day, ())
        pattern = self.patterns[max(bisect_right(self._starts, day) - 1, 0)]
        return pattern.windows[day.weekday()]


def _zone(name: str) -> ZoneInfo:
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError) as error:
        raise WorkTimeError(f"“{name}” is not a time zone; name one such as Asia/Jakarta.") from error


def _months_on(day: date, months: int) -> date:
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def _at_least_one(amount: int, unit: str) -> None:
    if amount < 1:
        raise WorkTimeError(f"{amount} {unit} is not a time limit; pass one or more.")
