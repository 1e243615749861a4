"""Announcements. ``holds``: until how many days from today; without it they have no end."""

from datetime import date, timedelta

from wagtail_sop.content.models import AnnouncementPage

from .texts import body

FILES = ("announcements",)


def build(text, shelf):
    # Not the loader's clock: what holds and what is over is told from the day on which the demo is loaded.
    until = date.today() + timedelta(days=text["holds"]) if "holds" in text else None
    return AnnouncementPage(**shelf.report(), body=body(text), valid_until=until)
