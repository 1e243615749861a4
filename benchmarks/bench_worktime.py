"""Working time against django-bizcal: the same calendar, the same answers, and how many times faster.

Fails if any of 100,000 random answers differs, or if ours is less than five times as fast.
"""

import random
import sys
import time
from datetime import date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from django_bizcal import WorkingCalendar

from wagtail_sop.worktime import EXAMPLE_WEEK, WorkTime

AIM = 5
CASES = 100_000
ROUNDS = 7
ZONE = ZoneInfo("Asia/Jakarta")
HOUR, DAY = 3600, 86400

HOLIDAYS = [
    *[date(2026, 12, day) for day in (24, 25)],
    *[date(2027, 1, day) for day in (1, 5)],
    date(2027, 2, 5),
    *[date(2027, 3, day) for day in (8, 9, 10, 11, 12, 15, 25, 26)],
    *[date(2027, 5, day) for day in (6, 17, 18, 19, 20)],
    date(2027, 6, 1),
    date(2027, 8, 17),
    date(2027, 12, 24),
]


def our_calendar():
    return WorkTime(ZONE.key, (EXAMPLE_WEEK,), dict.fromkeys(HOLIDAYS, ()))


def their_calendar():
    week = dict(enumerate(EXAMPLE_WEEK.windows))
    return WorkingCalendar(tz=ZONE, weekly_schedule=week, day_overrides=dict.fromkeys(HOLIDAYS, ()))


def random_starts(rng, count):
    """In the order of time, for theirs remembers the days it met last."""
    seconds = sorted(rng.randrange(500 * DAY) for _ in range(count))
    return [datetime(2026, 7, 1, tzinfo=ZONE) + timedelta(seconds=second) for second in seconds]


def differences(ours, theirs, rng):
    """Half the cases add up to a hundred hours, half measure up to a month, one in a hundred up to a year."""
    for number, start in enumerate(random_starts(rng, CASES)):
        if number % 2:
            span = timedelta(seconds=rng.randrange(100 * HOUR))
            our_answer = ours.add(start, span // timedelta(seconds=1))
            their_answer = theirs.add_business_time(start, span)
        else:
            reach = 365 * DAY if number % 100 == 0 else 30 * DAY
            end = start + timedelta(seconds=rng.randrange(-reach, reach))
            our_answer = ours.between(start, end)
            their_answer = theirs.business_time_between(start, end).total_seconds()
        if our_answer != their_answer:
            yield f"from {start}: ours {our_answer}, theirs {their_answer}"


def microseconds(ask, starts):
    """The mean of a round over all starts, in the round that other programs disturbed least."""
    rounds = []
    for _ in range(ROUNDS):
        began = time.perf_counter()
        for start in starts:
            ask(start)
        rounds.append((time.perf_counter() - began) / len(starts) * 1e6)
    return min(rounds)


def measured(ours, theirs, rng):
    hours, year = timedelta(hours=40), timedelta(days=365)
    few, many = random_starts(rng, 50), random_starts(rng, 2000)
    yield (
        "add 40 h",
        microseconds(lambda start: ours.add(start, 40 * HOUR), many),
        microseconds(lambda start: theirs.add_business_time(start, hours), many),
    )
    yield (
        "between, one year",
        microseconds(lambda start: ours.between(start, start + year), many),
        microseconds(lambda start: theirs.business_time_between(start, start + year), few),
    )


def main():
    rng = random.Random(2026)
    ours, theirs = our_calendar(), their_calendar()

    wrong = list(differences(ours, theirs, rng))
    print(f"{CASES:,} random cases, {len(wrong)} different answers")
    for line in wrong[:10]:
        print(f"  {line}")

    start = datetime(2026, 11, 18, 9, 0, tzinfo=ZONE)
    cold = microseconds(lambda start: our_calendar().add(start, 40 * HOUR), [start] * 20)
    results = list(measured(ours, theirs, rng))
    print(f"\n{'microseconds a call':<22}{'ours':>12}{'bizcal':>12}{'ratio':>10}")
    for name, our_time, their_time in results:
        print(f"{name:<22}{our_time:>12.2f}{their_time:>12.2f}{their_time / our_time:>10.1f}")
    print(f"{'a new calendar, once':<22}{cold:>12.2f}\n")

    ratios = {name: their_time / our_time for name, our_time, their_time in results}
    for name, ratio in ratios.items():
        print(f"worktime {name}: {ratio:.1f} times django-bizcal (aim {AIM})")
    return 1 if wrong or min(ratios.values()) < AIM else 0


if __name__ == "__main__":
    sys.exit(main())
