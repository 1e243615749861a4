"""The simple screen of the working calendars."""

from datetime import date, datetime, time

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone

from wagtail_sop.models import CalendarException, CalendarWindow, WorkCalendar

pytestmark = pytest.mark.django_db

MORNING = {"weekday": 0, "starts_on": "2026-01-01", "opens": "07:30", "closes": "12:00"}
AFTERNOON = MORNING | {"opens": "13:00", "closes": "16:30"}


def data(windows=(MORNING, AFTERNOON), exceptions=(), **changes):
    fields = {"name": "Kantor", "timezone": "Asia/Jakarta"} | changes
    for prefix, rows in (("windows", windows), ("exceptions", exceptions)):
        initial = sum("id" in row for row in rows)
        fields |= {
            f"{prefix}-TOTAL_FORMS": len(rows),
            f"{prefix}-INITIAL_FORMS": initial,
            f"{prefix}-MIN_NUM_FORMS": 0,
            f"{prefix}-MAX_NUM_FORMS": 1000,
        }
        for number, row in enumerate(rows):
            fields |= {f"{prefix}-{number}-{name}": value for name, value in row.items()}
    return fields


def add(client, **kwargs):
    return client.post(reverse("sop_calendars:add"), data(**kwargs))


def errors_of(response, name):
    formset = response.context["form"].formsets[name]
    return [error for row in formset.errors for messages in row.values() for error in messages]


def at(hour, minute=0):
    return timezone.make_aware(datetime(2026, 11, 16, hour, minute))  # a Monday


def test_a_calendar_is_made_with_hours_and_exceptions(client, boss):
    response = add(client, exceptions=[{"day": "2026-12-25", "name": "Natal"}])

    assert response.status_code == 302
    calendar = WorkCalendar.objects.get()
    assert calendar.worktime.add(at(11), 2 * 3600) == at(14)
    assert not calendar.worktime.is_working_day(date(2026, 12, 25))


def test_changed_hours_count_from_the_next_question_on(client, boss):
    add(client)
    calendar = WorkCalendar.objects.get()
    assert calendar.worktime.is_open(at(8))
    rows = [
        {"id": window.pk, "weekday": 0, "starts_on": "2026-01-01", "opens": "09:00", "closes": "10:00"}
        | delete
        for window, delete in zip(calendar.windows.all(), ({}, {"DELETE": "on"}), strict=True)
    ]

    response = client.post(reverse("sop_calendars:edit", args=[calendar.pk]), data(windows=rows))

    assert response.status_code == 302
    worktime = WorkCalendar.objects.get().worktime
    assert (worktime.is_open(at(8)), worktime.is_open(at(9)), worktime.is_open(at(14))) == (
        False,
        True,
        False,
    )


def test_overlapping_hours_are_refused_at_their_row(client, boss):
    response = add(client, windows=[MORNING, AFTERNOON | {"opens": "11:00"}])

    assert response.status_code == 200
    assert len(errors_of(response, "windows")) == 1
    assert not WorkCalendar.objects.exists()


def test_hours_that_touch_do_not_overlap(client, boss):
    assert add(client, windows=[MORNING, AFTERNOON | {"opens": "12:00"}]).status_code == 302


@pytest.mark.parametrize("difference", [{"weekday": 1}, {"starts_on": "2026-06-01"}])
def test_the_same_hours_on_another_day_or_from_another_date_do_not_overlap(client, boss, difference):
    assert add(client, windows=[MORNING, MORNING | difference]).status_code == 302


def test_a_row_taken_away_no_longer_overlaps(client, boss):
    assert add(client, windows=[MORNING, MORNING | {"DELETE": "on"}]).status_code == 302


@pytest.mark.parametrize("closes", ["07:30", "07:00"])
def test_closing_before_opening_is_refused(client, boss, closes):
    response = add(client, windows=[MORNING | {"closes": closes}])

    assert len(errors_of(response, "windows")) == 1


def test_a_window_may_last_until_midnight(client, boss):
    assert add(client, windows=[MORNING | {"opens": "13:00", "closes": "00:00"}]).status_code == 302
    assert WorkCalendar.objects.get().worktime.is_open(at(23, 59))


def test_a_window_until_midnight_overlaps_what_comes_after_its_opening(client, boss):
    response = add(client, windows=[MORNING | {"closes": "00:00"}, AFTERNOON])

    assert len(errors_of(response, "windows")) == 1


def test_a_calendar_without_any_hours_is_refused(client, boss):
    response = add(client, windows=[])

    assert response.context["form"].non_field_errors()


@pytest.mark.parametrize(
    ("exceptions", "number"),
    [
        ([{"day": "2026-12-24", "name": "Pendek", "opens": "08:00", "closes": "11:00"}], 0),
        ([{"day": "2026-12-24", "name": "Pendek", "opens": "08:00"}], 1),
        ([{"day": "2026-12-24", "name": "Pendek", "opens": "11:00", "closes": "08:00"}], 1),
        (
            [
                {"day": "2026-12-24", "name": "Pagi", "opens": "08:00", "closes": "11:00"},
                {"day": "2026-12-24", "name": "Siang", "opens": "10:00", "closes": "12:00"},
            ],
            1,
        ),
        ([{"day": "2026-12-24", "name": "Libur"}, {"day": "2026-12-24", "name": "Libur lagi"}], 1),
        (
            [
                {"day": "2026-12-24", "name": "Libur"},
                {"day": "2026-12-24", "name": "Pagi", "opens": "08:00", "closes": "11:00"},
            ],
            1,
        ),
    ],
    ids=["short day", "no close", "close before open", "overlap", "twice off", "off and open"],
)
def test_exceptions_that_contradict_themselves_are_refused(client, boss, exceptions, number):
    response = add(client, exceptions=exceptions)

    assert response.status_code == (200 if number else 302)
    if number:
        assert len(errors_of(response, "exceptions")) == number


def test_what_working_time_itself_refuses_is_an_error_of_the_form(client, boss):
    response = add(client, windows=[MORNING | {"opens": "07:30:00.5"}])

    assert response.status_code == 200
    assert response.context["form"].non_field_errors()


def test_an_unknown_time_zone_is_refused(client, boss):
    response = add(client, timezone="Asia/Sleman")

    assert "timezone" in response.context["form"].errors


def test_the_default_calendar_is_not_deleted(client, boss):
    calendar = WorkCalendar.objects.default()
    url = reverse("sop_calendars:delete", args=[calendar.pk])

    assert f'action="{url}"' not in client.get(url).content.decode()
    client.post(url)
    assert WorkCalendar.objects.filter(pk=calendar.pk).exists()


def test_a_calendar_that_a_unit_names_is_not_deleted(client, boss, bidang):
    WorkCalendar.objects.default()
    bidang.calendar = calendar = WorkCalendar.objects.create(name="Bidang")
    bidang.save()
    url = reverse("sop_calendars:delete", args=[calendar.pk])

    assert "Bidang Data" in client.get(url).content.decode()
    client.post(url)
    assert WorkCalendar.objects.filter(pk=calendar.pk).exists()


def test_the_form_shows_the_example_calendar(client, boss):
    calendar = WorkCalendar.objects.default()

    response = client.get(reverse("sop_calendars:edit", args=[calendar.pk]))

    assert response.status_code == 200
    assert len(response.context["form"].formsets["windows"].forms) == 10


def test_rows_check_themselves_outside_the_screen_too():
    calendar = WorkCalendar.objects.create(name="Kantor")

    with pytest.raises(ValidationError):
        CalendarWindow(calendar=calendar, weekday=0, opens=time(12), closes=time(8)).full_clean()
    with pytest.raises(ValidationError):
        CalendarException(calendar=calendar, day=date(2026, 1, 1), name="x", opens=time(0)).full_clean()
