"""Dates and spans as officials write them, in the language of the reader and the time zone in force.

In Indonesian: 20 November 2026, pukul 14.05 WIB. Times carry a dot and the zone's abbreviation.
"""

from datetime import datetime, timedelta

from django.utils import timezone
from django.utils.dateformat import format as django_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

# The zone database abbreviates Jakarta as WIB, Makassar as WITA and Jayapura as WIT; others keep their own.


def official_date(at) -> str:
    """20 November 2026; a moment is taken in the time zone in force."""
    return django_format(_local(at), "j F Y")


def official_time(at: datetime) -> str:
    """14.05"""
    return django_format(_local(at), "H.i")


def official_datetime(at: datetime) -> str:
    """20 November 2026, pukul 14.05 WIB"""
    local = _local(at)
    return _("%(date)s, at %(time)s %(zone)s") % {
        "date": official_date(local),
        "time": official_time(local),
        "zone": local.tzname(),
    }


def near_deadline(at: datetime, now: datetime | None = None) -> str:
    """A deadline in few words for a button: "hari ini 15.30", "besok 10.00", "Kamis 10.00", else the date."""
    local, today = _local(at), timezone.localdate(now)
    days = (local.date() - today).days
    values = {
        "time": official_time(local),
        "weekday": django_format(local, "l"),
        "date": official_date(local),
    }
    if days == 0:
        return _("today %(time)s") % values
    if days == 1:
        return _("tomorrow %(time)s") % values
    if 1 < days < 7:
        return _("%(weekday)s %(time)s") % values
    return _("%(date)s, %(time)s") % values


def span(seconds: int) -> str:
    """Working time in words, to the minute: "2 jam 15 menit"; under a minute: "kurang dari 1 menit"."""
    minutes = int(timedelta(seconds=abs(seconds)).total_seconds() // 60)
    if minutes == 0:
        return _("less than 1 minute")
    hours, minutes = divmod(minutes, 60)
    parts = []
    if hours:
        parts.append(ngettext("%(n)d hour", "%(n)d hours", hours) % {"n": hours})
    if minutes:
        parts.append(ngettext("%(n)d minute", "%(n)d minutes", minutes) % {"n": minutes})
    return " ".join(parts)


def time_left(seconds: int) -> str:
    """Working time until (positive) or since (negative) a deadline: "2 jam kerja lagi", "terlambat 15 menit kerja"."""
    words = {"span": span(seconds)}
    return (
        _("%(span)s of working time left") % words
        if seconds >= 0
        else _("%(span)s of working time late") % words
    )


def at_unit(who, unit) -> str:
    """ "Admin Sekretariat, Bidang, Balai – Bidang Data": a comma would read as one more item of the list."""
    return " – ".join(str(part) for part in (who, unit) if part)


def _local(at):
    return timezone.localtime(at) if isinstance(at, datetime) else at
