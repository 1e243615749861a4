"""The windows of whole years laid end to end, so that a search by halves finds any of them."""

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator
from datetime import MAXYEAR, UTC, date, datetime, time, timedelta, tzinfo
from itertools import accumulate
from operator import sub
from typing import NamedTuple

from .exceptions import WorkTimeError
from .week import Window

SECOND = 1_000_000
"""Moments are whole microseconds since 1970: exact, and not moved by clocks that change."""

Row = tuple[date, int, int]
"""The day of a window, its opening and its close."""

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)


def moment_of(at: datetime) -> int:
    if at.utcoffset() is None:
        raise WorkTimeError(f"{at} has no time zone; pass an aware datetime, such as datetime.now(UTC).")
    return (at - _EPOCH) // _MICROSECOND


def local(moment: int, zone: tzinfo) -> datetime:
    return (_EPOCH + timedelta(microseconds=moment)).astimezone(zone)


def midnight(day: date, zone: tzinfo) -> int:
    """The moment at which the day begins."""
    return moment_of(datetime.combine(day, time.min, tzinfo=zone))


def rows_of(year: int, zone: tzinfo, windows_on: Callable[[date], tuple[Window, ...]]) -> Iterator[Row]:
    first, last = date(year, 1, 1), date(year, 12, 31)
    closed = midnight(first, zone)
    for day in map(date.fromordinal, range(first.toordinal(), last.toordinal() + 1)):
        for opens, closes in windows_on(day):
            # Where the clocks jump forward, windows can meet, overlap or vanish.
            opening = max(closed, moment_of(datetime.combine(day, opens, tzinfo=zone)))
            closed = max(closed, _closing(day, closes, zone))
            if opening < closed:
                yield day, opening, closed


def _closing(day: date, closes: time, zone: tzinfo) -> int:
    if closes == time.min:
        return midnight(day + timedelta(days=1), zone)
    return moment_of(datetime.combine(day, closes, tzinfo=zone))


class Index(NamedTuple):
    """The windows of some years in a row.

    1. `before[i]` is the working time before window `i`; its last entry, past the windows, is all there is.
    2. A moment becomes working time by finding its window: what lies before, and what has passed of it.
    3. Working time becomes a moment by finding, in `before`, the window in which it is used up.

    What lies beyond the years is answered with None.
    """

    first_year: int
    last_year: int
    since: int
    until: int
    opens: list[int]
    closes: list[int]
    before: list[int]
    days: list[date]
    day_closes: list[int]

    @classmethod
    def joining(cls, rows: list[Row], first_year: int, last_year: int, zone: tzinfo) -> "Index":
        opens, closes = [opens for _, opens, _ in rows], [closes for _, _, closes in rows]
        last_close = {day: close for day, _, close in rows}
        return cls(
            first_year=first_year,
            last_year=last_year,
            since=midnight(date(first_year, 1, 1), zone),
            until=midnight(date(min(last_year + 1, MAXYEAR), 1, 1), zone),
            opens=opens,
            closes=closes,
            before=list(accumulate(map(sub, closes, opens), initial=0)),
            days=list(last_close),
            day_closes=list(last_close.values()),
        )

    def passed(self, moment: int) -> int:
        i = bisect_right(self.opens, moment) - 1
        return self.before[i] + min(moment, self.closes[i]) - self.opens[i] if i >= 0 else 0

    def is_open(self, moment: int) -> bool:
        i = bisect_right(self.opens, moment) - 1
        return i >= 0 and moment < self.closes[i]

    def opening(self, moment: int) -> int | None:
        i = bisect_left(self.opens, moment)
        return self.opens[i] if i < len(self.opens) else None

    def after(self, moment: int, span: int) -> int | None:
        if not span:
            return moment if self.is_open(moment) else self.opening(moment)
        used_up = self.passed(moment) + span
        if used_up > self.before[-1]:
            return None
        i = bisect_left(self.before, used_up) - 1
        return self.opens[i] + used_up - self.before[i]

    def close_of_day(self, day: date, days: int) -> int | None:
        """The close of the n-th working day after `day`."""
        i = bisect_right(self.days, day) + days - 1
        return self.day_closes[i] if i < len(self.days) else None
