"""Deadlines and used time, counted in office hours."""

import copy
import pickle
import random
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from django_bizcal import WorkingCalendar
from hypothesis import given, settings
from hypothesis import strategies as st

from wagtail_sop.worktime import EXAMPLE_WEEK, NoWorkingTime, WeekPattern, WorkTime, WorkTimeError

HOUR, MINUTE = 3600, 60
JAKARTA, BERLIN = ZoneInfo("Asia/Jakarta"), ZoneInfo("Europe/Berlin")

HOLIDAYS = {
    date(2026, 12, 24): "cuti bersama Natal",
    date(2026, 12, 25): "Natal",
    date(2027, 1, 1): "Tahun Baru",
    date(2027, 1, 5): "Isra Mikraj",
    date(2027, 2, 5): "cuti bersama Imlek",
    date(2027, 3, 8): "Nyepi",
    date(2027, 3, 9): "cuti bersama Nyepi",
    date(2027, 3, 10): "Idul Fitri",
    date(2027, 3, 11): "Idul Fitri",
    date(2027, 3, 12): "cuti bersama Idul Fitri",
    date(2027, 3, 15): "cuti bersama Idul Fitri",
    date(2027, 3, 25): "cuti bersama",
    date(2027, 3, 26): "Wafat Yesus Kristus",
    date(2027, 5, 6): "Kenaikan Yesus Kristus",
    date(2027, 5, 17): "Idul Adha",
    date(2027, 5, 18): "cuti bersama Idul Adha",
    date(2027, 5, 19): "cuti bersama",
    date(2027, 5, 20): "Waisak",
    date(2027, 6, 1): "Hari Lahir Pancasila",
    date(2027, 8, 17): "Proklamasi Kemerdekaan",
    date(2027, 12, 24): "cuti bersama Natal",
}
CLOSED = dict.fromkeys(HOLIDAYS, ())

RAMADAN_DAY = (time(8), time(12)), (time(12, 30), time(15))
RAMADAN_FRIDAY = (time(8), time(11, 30)), (time(12, 30), time(15, 30))
RAMADAN_WEEK = (*[RAMADAN_DAY] * 4, RAMADAN_FRIDAY, (), ())

ALL_DAY = ((time(0), time(0)),)
MORNINGS = ((time(0), time(6)),)


@pytest.fixture
def office():
    return WorkTime("Asia/Jakarta", (EXAMPLE_WEEK,), CLOSED)


@pytest.fixture
def ramadan_office():
    ramadan = WeekPattern(date(2027, 2, 8), RAMADAN_WEEK)
    afterwards = WeekPattern(date(2027, 3, 10), EXAMPLE_WEEK.windows)
    return WorkTime("Asia/Jakarta", (afterwards, EXAMPLE_WEEK, ramadan), CLOSED)


@pytest.fixture
def early_shift():
    """Open from midnight to six, also in the nights in which the clocks of Berlin change."""
    return WorkTime("Europe/Berlin", (WeekPattern(date(2026, 1, 1), (MORNINGS,) * 7),))


def wib(text):
    return datetime.strptime(text, "%d-%m-%Y %H.%M").replace(tzinfo=JAKARTA)


def instant(at):
    """Python compares two moments of one zone by their clocks, which show one hour twice in autumn."""
    return at.astimezone(UTC)


# What the procedures print


@pytest.mark.parametrize(
    ("start", "amount", "unit", "due"),
    [
        ("18-11-2026 09.00", 2, "hour", "18-11-2026 11.00"),
        ("18-11-2026 11.30", 60, "minute", "18-11-2026 13.30"),
        ("18-11-2026 16.00", 3, "hour", "19-11-2026 10.00"),
        ("20-11-2026 14.00", 60, "minute", "23-11-2026 08.00"),
        ("20-11-2026 14.00", 3, "hour", "23-11-2026 10.00"),
        ("21-11-2026 10.00", 30, "minute", "23-11-2026 08.00"),
        ("23-12-2026 15.30", 2, "hour", "28-12-2026 08.30"),
        ("04-01-2027 16.15", 30, "minute", "06-01-2027 07.45"),
        ("18-11-2026 09.00", 1, "day", "19-11-2026 16.30"),
        ("23-12-2026 10.00", 1, "day", "28-12-2026 16.30"),
        ("14-12-2026 08.00", 10, "day", "30-12-2026 16.30"),
        ("30-12-2026 16.30", 7, "day", "12-01-2027 16.30"),
    ],
)
def test_a_time_limit_ends_when_the_procedure_says(office, start, amount, unit, due):
    assert office.due(wib(start), amount, unit) == wib(due)


@pytest.mark.parametrize(
    ("start", "minutes", "due"),
    [
        ("18-11-2026 16.00", 30, "18-11-2026 16.30"),
        ("18-11-2026 11.30", 30, "18-11-2026 12.00"),
        ("18-11-2026 12.20", 15, "18-11-2026 13.15"),
        ("20-11-2026 11.15", 30, "20-11-2026 13.15"),
        ("20-11-2026 14.00", 30, "20-11-2026 14.30"),
        ("20-11-2026 15.00", 15, "23-11-2026 07.45"),
        ("22-11-2026 23.59", 15, "23-11-2026 07.45"),
        ("31-12-2026 16.00", 60, "04-01-2027 08.00"),
        ("18-11-2026 06.00", 0, "18-11-2026 07.30"),
        ("18-11-2026 09.00", 0, "18-11-2026 09.00"),
        ("18-11-2026 16.30", 0, "19-11-2026 07.30"),
    ],
)
def test_minutes_run_only_while_the_office_is_open(office, start, minutes, due):
    assert office.add(wib(start), minutes * MINUTE) == wib(due)


@pytest.mark.parametrize(
    ("start", "days", "due"),
    [
        ("20-11-2026 09.00", 1, "23-11-2026 16.30"),
        ("21-11-2026 09.00", 1, "23-11-2026 16.30"),
        ("19-11-2026 20.00", 1, "20-11-2026 14.30"),
        ("25-12-2026 09.00", 2, "29-12-2026 16.30"),
        ("18-11-2026 09.00", 260, "15-12-2027 16.30"),
    ],
)
def test_working_days_are_counted_from_the_day_after_the_start(office, start, days, due):
    assert office.close_of_day(wib(start), days) == wib(due)


@pytest.mark.parametrize(
    ("start", "months", "due"),
    [
        ("18-11-2026 09.00", 1, "18-12-2026 14.30"),
        ("24-11-2026 09.00", 1, "28-12-2026 16.30"),
        ("30-11-2026 09.00", 3, "01-03-2027 16.30"),
        ("31-03-2027 09.00", 1, "30-04-2027 14.30"),
        ("18-11-2026 09.00", 12, "18-11-2027 16.30"),
        ("18-11-2026 09.00", 120, "18-11-2036 16.30"),
    ],
)
def test_a_month_ends_on_the_same_date_or_the_next_working_day(office, start, months, due):
    assert office.due(wib(start), months, "month") == wib(due)


def test_the_example_week_has_thirty_seven_and_a_half_hours(office):
    assert office.between(wib("16-11-2026 00.00"), wib("23-11-2026 00.00")) == 37.5 * HOUR


# Used time


@pytest.mark.parametrize(
    ("start", "end", "minutes"),
    [
        ("18-11-2026 09.00", "18-11-2026 11.00", 120),
        ("18-11-2026 11.30", "18-11-2026 13.30", 60),
        ("18-11-2026 12.10", "18-11-2026 12.50", 0),
        ("20-11-2026 14.00", "23-11-2026 08.00", 60),
        ("21-11-2026 08.00", "22-11-2026 20.00", 0),
        ("23-12-2026 15.30", "28-12-2026 08.30", 120),
        ("23-11-2026 08.00", "20-11-2026 14.00", -60),
    ],
)
def test_breaks_weekends_and_holidays_are_not_used_time(office, start, end, minutes):
    assert office.between(wib(start), wib(end)) == minutes * MINUTE


def test_four_fifths_of_a_day_limit_are_judged_in_office_hours(office):
    start = wib("18-11-2026 09.00")

    whole = office.seconds_of(start, 1, "day")

    assert whole == 14.5 * HOUR
    assert office.between(start, wib("19-11-2026 13.35")) < 0.8 * whole
    assert office.between(start, wib("19-11-2026 13.40")) > 0.8 * whole


def test_the_whole_of_an_hour_limit_is_the_limit_itself(office):
    assert office.seconds_of(wib("20-11-2026 14.00"), 3, "hour") == 3 * HOUR


def test_a_fraction_of_a_second_is_neither_lost_nor_counted(office):
    start = wib("18-11-2026 16.00") + timedelta(microseconds=1)

    due = office.add(start, 30 * MINUTE)

    assert due == wib("19-11-2026 07.30") + timedelta(microseconds=1)
    assert office.between(start, due) == 30 * MINUTE
    assert office.between(start, start + timedelta(microseconds=999_998)) == 0


def test_two_hundred_hours_later_is_right_to_the_second(office):
    start = wib("18-11-2026 09.00") + timedelta(seconds=7)

    assert office.add(start, 200 * HOUR) == wib("28-12-2026 14.30") + timedelta(seconds=7)


# Open or closed


@pytest.mark.parametrize(
    ("at", "is_open", "opens_next"),
    [
        ("18-11-2026 07.29", False, "18-11-2026 07.30"),
        ("18-11-2026 07.30", True, "18-11-2026 07.30"),
        ("18-11-2026 09.00", True, "18-11-2026 13.00"),
        ("18-11-2026 12.00", False, "18-11-2026 13.00"),
        ("18-11-2026 16.30", False, "19-11-2026 07.30"),
        ("20-11-2026 12.00", False, "20-11-2026 13.00"),
        ("24-12-2026 09.00", False, "28-12-2026 07.30"),
        ("31-12-2026 14.00", True, "04-01-2027 07.30"),
    ],
)
def test_the_office_knows_whether_it_is_open_and_when_it_opens_next(office, at, is_open, opens_next):
    assert office.is_open(wib(at)) is is_open
    assert office.next_opening(wib(at)) == wib(opens_next)


def test_a_joint_holiday_is_not_a_working_day(office):
    assert office.is_working_day(date(2026, 12, 23))
    assert not office.is_working_day(date(2026, 12, 24))
    assert not office.is_working_day(date(2026, 12, 26))


def test_an_exception_may_open_the_office_on_a_saturday():
    office = WorkTime("Asia/Jakarta", (EXAMPLE_WEEK,), {date(2026, 11, 21): ((time(9), time(12)),)})

    assert office.is_working_day(date(2026, 11, 21))
    assert office.due(wib("20-11-2026 14.00"), 1, "day") == wib("21-11-2026 12.00")


# Zones and clocks


def test_any_zone_may_ask_and_the_office_answers_on_its_own_clock(office):
    due = office.due(datetime(2026, 11, 18, 9, 0, tzinfo=UTC), 3, "hour")

    assert due.tzinfo == JAKARTA
    assert due.isoformat() == "2026-11-19T10:00:00+07:00"
    assert office.due(datetime(2026, 11, 17, 23, 0, tzinfo=UTC), 1, "day") == wib("19-11-2026 16.30")


@pytest.mark.parametrize(
    ("night", "hours", "third"),
    [
        (date(2026, 3, 28), 6, "2026-03-28T03:00:00+01:00"),
        (date(2026, 3, 29), 5, "2026-03-29T04:00:00+02:00"),
        (date(2026, 10, 25), 7, "2026-10-25T02:00:00+01:00"),
    ],
)
def test_a_night_in_which_the_clocks_change_counts_as_long_as_it_is(early_shift, night, hours, third):
    midnight = datetime.combine(night, time(0), tzinfo=BERLIN)

    assert early_shift.between(midnight, midnight.replace(hour=6)) == hours * HOUR
    assert early_shift.add(midnight, 3 * HOUR).isoformat() == third


def test_an_hour_that_the_clocks_skip_is_no_working_time():
    skipped, morning = (time(2), time(3)), (time(6), time(7))
    office = WorkTime("Europe/Berlin", (WeekPattern(date(2026, 1, 1), ((skipped, morning),) * 7),))
    midnight = datetime(2026, 3, 29, tzinfo=BERLIN)

    assert office.next_opening(midnight).isoformat() == "2026-03-29T06:00:00+02:00"
    assert office.between(midnight, midnight + timedelta(days=1)) == 1 * HOUR


def test_windows_across_an_hour_that_the_clocks_skip_are_not_counted_twice():
    windows = (time(1), time(2, 45)), (time(3), time(5))
    office = WorkTime("Europe/Berlin", (WeekPattern(date(2026, 1, 1), (windows,) * 7),))
    midnight = datetime(2026, 3, 29, tzinfo=BERLIN)

    assert office.between(midnight, midnight.replace(hour=12)) == 3 * HOUR


def test_an_office_that_never_closes_counts_every_second():
    office = WorkTime("Asia/Jakarta", (WeekPattern(date(2026, 1, 1), (ALL_DAY,) * 7),))
    start = wib("31-12-2026 22.00")

    assert office.is_open(start)
    assert office.is_open(wib("01-01-2027 00.00"))
    assert office.add(start, 3 * HOUR) == wib("01-01-2027 01.00")
    assert office.between(start, start + timedelta(days=400)) == 400 * 24 * HOUR


def test_a_night_shift_is_written_as_two_windows():
    night = (time(0), time(6)), (time(22), time(0))
    office = WorkTime("Asia/Jakarta", (WeekPattern(date(2026, 1, 1), (night,) * 7),))

    assert office.add(wib("18-11-2026 21.00"), 3 * HOUR) == wib("19-11-2026 01.00")
    assert office.due(wib("18-11-2026 21.00"), 1, "day") == wib("20-11-2026 00.00")


# Patterns and their dates


def test_ramadan_hours_hold_from_their_date_until_the_next_pattern(ramadan_office):
    assert ramadan_office.between(wib("08-02-2027 00.00"), wib("15-02-2027 00.00")) == 32.5 * HOUR
    assert ramadan_office.add(wib("04-02-2027 16.00"), 1 * HOUR) == wib("08-02-2027 08.30")
    assert ramadan_office.add(wib("05-03-2027 15.00"), 1 * HOUR) == wib("16-03-2027 08.00")


def test_the_first_pattern_also_holds_before_it_starts():
    first = WeekPattern(date(2026, 11, 18), EXAMPLE_WEEK.windows)
    office = WorkTime("Asia/Jakarta", (first, WeekPattern(date(2027, 2, 8), RAMADAN_WEEK)))

    assert office.due(wib("13-11-2026 14.00"), 60, "minute") == wib("16-11-2026 08.00")


def test_windows_that_touch_are_one():
    windows = (time(13), time(16)), (time(8), time(13))
    office = WorkTime("Asia/Jakarta", (WeekPattern(date(2026, 1, 1), (windows,) * 7),))

    assert office.patterns[0].windows[0] == ((time(8), time(16)),)
    assert office.next_opening(wib("18-11-2026 09.00")) == wib("19-11-2026 08.00")


# Refusals


def test_a_moment_without_a_time_zone_is_refused(office):
    naive = datetime(2026, 11, 18, 9, 0)

    for ask in (
        lambda: office.add(naive, 60),
        lambda: office.between(wib("18-11-2026 09.00"), naive),
        lambda: office.due(naive, 1, "day"),
        lambda: office.months(naive, 1),
        lambda: office.is_open(naive),
        lambda: office.next_opening(naive),
    ):
        with pytest.raises(WorkTimeError, match="pass an aware datetime"):
            ask()


@pytest.mark.parametrize(
    ("windows", "repair"),
    [
        (
            [(time(7, 30), time(12)), (time(11), time(16))],
            "Monday: the window 11.00–16.00 overlaps.*make them one",
        ),
        ([(time(7, 30), time(0)), (time(22), time(23))], "overlaps the one before"),
        (
            [(time(16), time(7, 30))],
            "16.00–07.30 ends before it begins; write a night as two",
        ),
        ([(time(9), time(9))], "ends before it begins"),
        ([(time(9), time.max)], "use whole ones, and 00.00 to close at midnight"),
    ],
)
def test_windows_that_contradict_each_other_are_refused(windows, repair):
    with pytest.raises(WorkTimeError, match=repair):
        WeekPattern(date(2026, 1, 1), (windows, (), (), (), (), (), ()))


def test_an_exception_is_refused_with_its_date():
    with pytest.raises(WorkTimeError, match="2026-12-24: the window 12.00–09.00 ends before it begins"):
        WorkTime("Asia/Jakarta", (EXAMPLE_WEEK,), {date(2026, 12, 24): ((time(12), time(9)),)})


def test_a_week_has_seven_days():
    with pytest.raises(WorkTimeError, match="has 5 days; give it seven"):
        WeekPattern(date(2026, 1, 1), (MORNINGS,) * 5)


def test_two_patterns_cannot_start_on_the_same_day():
    with pytest.raises(WorkTimeError, match="remove one, or move its date"):
        WorkTime("Asia/Jakarta", (EXAMPLE_WEEK, EXAMPLE_WEEK))


@pytest.mark.parametrize("zone", ["Asia/Yogyakarta", "", "../etc/passwd"])
def test_an_unknown_zone_is_refused(zone):
    with pytest.raises(WorkTimeError, match="name one such as Asia/Jakarta"):
        WorkTime(zone, (EXAMPLE_WEEK,))


@pytest.mark.parametrize(
    ("amount", "unit", "repair"),
    [
        (-1, "hour", "pass zero or more"),
        (0, "day", "0 days is not a time limit; pass one or more"),
        (0, "month", "0 months is not a time limit; pass one or more"),
        (1, "week", "“week” is not a unit of working time; use minute, hour, day or month"),
    ],
)
def test_a_limit_that_is_none_is_refused(office, amount, unit, repair):
    with pytest.raises(WorkTimeError, match=repair):
        office.due(wib("18-11-2026 09.00"), amount, unit)


@pytest.mark.parametrize("patterns", [(), (WeekPattern(date(2026, 1, 1), ((),) * 7),)])
def test_a_calendar_that_is_always_closed_says_so(patterns):
    office = WorkTime("Asia/Jakarta", patterns)
    start = wib("18-11-2026 09.00")

    for amount, unit in [(1, "minute"), (0, "hour"), (1, "day"), (1, "month")]:
        with pytest.raises(NoWorkingTime, match="give the calendar a week pattern with opening hours"):
            office.due(start, amount, unit)
    with pytest.raises(NoWorkingTime):
        office.next_opening(start)
    assert office.between(start, wib("18-11-2027 09.00")) == 0
    assert not office.is_open(start)


def test_an_office_that_closes_for_good_still_counts_what_was_left():
    for_good = WeekPattern(date(2027, 1, 1), ((),) * 7)
    office = WorkTime("Asia/Jakarta", (EXAMPLE_WEEK, for_good))

    assert office.add(wib("31-12-2026 08.00"), 7 * HOUR + 30 * MINUTE) == wib("31-12-2026 16.30")
    with pytest.raises(NoWorkingTime):
        office.add(wib("31-12-2026 08.00"), 8 * HOUR)


# The calendar as an object


def test_equal_calendars_are_interchangeable(office):
    twin = WorkTime("Asia/Jakarta", (EXAMPLE_WEEK,), dict(CLOSED))

    assert {office: "limit"}[twin] == "limit"
    assert office != WorkTime("Asia/Jakarta", (EXAMPLE_WEEK,))


def test_a_calendar_does_not_change_when_its_sources_do(office):
    holidays = dict(CLOSED)
    office = WorkTime("Asia/Jakarta", (EXAMPLE_WEEK,), holidays)

    holidays[date(2026, 11, 18)] = ()

    assert office.is_working_day(date(2026, 11, 18))
    with pytest.raises(TypeError):
        office.exceptions[date(2026, 11, 18)] = ()


@pytest.mark.parametrize("copied", [copy.deepcopy, lambda office: pickle.loads(pickle.dumps(office))])  # noqa: S301
def test_a_copied_calendar_gives_the_same_answers(office, copied):
    start = wib("18-11-2026 16.00")
    due = office.add(start, 3 * HOUR)

    assert copied(office) == office
    assert copied(office).add(start, 3 * HOUR) == due


def test_threads_that_ask_for_different_years_get_right_answers():
    days = random.Random(21).sample(range(-4000, 4000), 400)
    starts = [wib("18-11-2026 16.00") + timedelta(days=day) for day in days]
    alone, shared = (WorkTime("Asia/Jakarta", (EXAMPLE_WEEK,), CLOSED) for _ in range(2))

    with ThreadPoolExecutor(8) as threads:
        answers = list(threads.map(lambda start: shared.add(start, 40 * HOUR), starts))

    assert answers == [alone.add(start, 40 * HOUR) for start in starts]


# Whatever the calendar, whatever the moment

ODD_WEEK = (ALL_DAY, (), MORNINGS, (), ALL_DAY, (), ALL_DAY)
OFFICES = [
    WorkTime("Asia/Jakarta", (EXAMPLE_WEEK,), CLOSED),
    WorkTime("Asia/Jayapura", (EXAMPLE_WEEK, WeekPattern(date(2027, 2, 8), RAMADAN_WEEK)), CLOSED),
    WorkTime("Europe/Berlin", (WeekPattern(date(2026, 1, 1), (MORNINGS,) * 7),)),
    WorkTime("America/New_York", (WeekPattern(date(2026, 1, 1), ODD_WEEK),)),
    WorkTime("Australia/Lord_Howe", (WeekPattern(date(2026, 1, 1), (ALL_DAY,) * 7),), CLOSED),
]
offices = st.sampled_from(OFFICES)
moments = st.datetimes(
    datetime(2025, 6, 1),
    datetime(2028, 6, 1),
    timezones=st.sampled_from([UTC, JAKARTA, BERLIN, ZoneInfo("America/New_York")]),
    allow_imaginary=False,
)
spans = st.integers(0, 1000 * HOUR)
unhurried = settings(deadline=None, max_examples=300)


@unhurried
@given(offices, moments, spans)
def test_time_added_can_be_measured_again(office, start, span):
    assert office.between(start, office.add(start, span)) == span


@unhurried
@given(offices, moments, spans.filter(bool))
def test_a_deadline_lies_in_office_hours_or_at_their_close(office, start, span):
    due = office.add(start, span)

    assert instant(due) > instant(start)
    assert office.is_open(due) or office.is_open(instant(due) - timedelta(microseconds=1))


@unhurried
@given(offices, moments, moments, spans)
def test_who_starts_later_is_not_due_earlier(office, one, other, span):
    earlier, later = sorted([one, other], key=instant)

    assert instant(office.add(earlier, span)) <= instant(office.add(later, span))


@unhurried
@given(offices, moments, spans, spans)
def test_who_has_more_time_is_not_due_earlier(office, start, one, other):
    assert instant(office.add(start, min(one, other))) <= instant(office.add(start, max(one, other)))


@unhurried
@given(offices, moments, spans, spans.filter(bool))
def test_time_added_in_two_parts_is_the_same_time(office, start, first, second):
    assert office.add(office.add(start, first), second) == office.add(start, first + second)


@unhurried
@given(offices, moments, moments, moments)
def test_parts_of_used_time_add_up_to_the_whole(office, one, two, three):
    assert office.between(one, two) + office.between(two, three) == office.between(one, three)
    assert office.between(one, two) == -office.between(two, one)


@unhurried
@given(offices, moments, moments)
def test_no_more_time_is_used_than_has_passed(office, one, other):
    start, end = sorted([one, other], key=instant)

    assert 0 <= office.between(start, end) < (instant(end) - instant(start)).total_seconds() + 1


# A second opinion


def random_windows(rng):
    hours = sorted(rng.sample(range(4 * 12, 23 * 12), 2 * rng.choice([0, 1, 1, 2, 2, 3])))
    times = [time(five_minutes // 12, five_minutes % 12 * 5) for five_minutes in hours]
    return tuple(zip(times[::2], times[1::2], strict=True))


def random_office(rng):
    """The same calendar twice; they know no dated patterns, so ours become days of theirs."""
    zone = rng.choice(["Asia/Jakarta", "Asia/Kathmandu", "Europe/Berlin", "America/New_York"])
    week = (EXAMPLE_WEEK.windows[0], *[random_windows(rng) for _ in range(6)])
    special_week = (RAMADAN_DAY, *[random_windows(rng) for _ in range(6)])
    special = [date(2027, 2, 8) + timedelta(days=day) for day in range(30)]
    exceptional = [date(2026, 1, 1) + timedelta(days=rng.randrange(900)) for _ in range(60)]
    exceptions = {day: random_windows(rng) for day in exceptional}
    patterns = (
        WeekPattern(date(2026, 1, 1), week),
        WeekPattern(special[0], special_week),
        WeekPattern(special[-1] + timedelta(days=1), week),
    )
    ours = WorkTime(zone, patterns, exceptions)
    theirs = WorkingCalendar(
        tz=zone,
        weekly_schedule=dict(enumerate(week)),
        day_overrides={day: special_week[day.weekday()] for day in special} | exceptions,
    )
    return ours, theirs


@pytest.mark.parametrize("seed", range(20))
def test_a_hundred_random_questions_get_the_answers_of_django_bizcal(seed):
    rng = random.Random(seed)
    ours, theirs = random_office(rng)
    # Theirs cuts windows at midnight in the zone of the question, so both are asked in that of the office.
    first = datetime(2026, 3, 1, tzinfo=theirs.tz)

    for _ in range(100):
        whole = first + timedelta(seconds=rng.randrange(500 * 86400))
        start = whole + timedelta(microseconds=rng.choice([0, 0, 250_000]))
        end = whole + timedelta(seconds=rng.randrange(-30 * 86400, 30 * 86400))
        span, days = rng.choice([0, MINUTE, rng.randrange(200 * HOUR)]), rng.randrange(1, 30)

        assert ours.add(start, span) == theirs.add_business_time(start, timedelta(seconds=span))
        assert ours.close_of_day(start, days) == theirs.business_deadline_at_close(start, days)
        assert ours.next_opening(start) == theirs.next_opening_datetime(start)
        assert ours.is_open(start) == theirs.is_business_time(start)
        assert ours.between(whole, end) == theirs.business_time_between(whole, end).total_seconds()
