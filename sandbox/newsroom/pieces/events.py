"""Events: ``starts`` so many days from today (before it, if negative), moved on from a day off unless ``any_day``."""

from datetime import date, datetime, time, timedelta

from django.utils import timezone

from wagtail_sop.content.models import EventPage
from wagtail_sop.models import WorkCalendar

from .texts import body

FILES = ("events",)


def build(text, shelf):
    starts = moment(text)
    return EventPage(
        lead=text["lead"],
        **shelf.main_picture(),
        body=body(text),
        starts_at=starts,
        ends_at=starts + timedelta(hours=text["hours"]) if "hours" in text else None,
        venue=text["venue"],
    )


def moment(text):
    # Of today, not of the loader's clock, which is back in the past when it writes.
    day = date.today() + timedelta(days=text["starts"])
    worktime = WorkCalendar.objects.default().worktime
    while not text.get("any_day") and not worktime.is_working_day(day):
        day += timedelta(days=1)
    hour, minute = text["at"].split(".")
    return timezone.make_aware(datetime.combine(day, time(int(hour), int(minute))))
