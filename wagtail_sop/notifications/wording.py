"""Small pieces of wording that the letters share."""

import unicodedata

from django.utils import timezone
from django.utils.dateformat import format as django_format
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from wagtail_sop.formats import official_date, official_time

LONGEST_TITLE = 70
LONGEST_NOTE = 3000
# They reorder what is displayed after them: a title could make a subject read as something else.
DIRECTION_OVERRIDES = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


def one_line(text) -> str:
    """Without line breaks and control characters: nothing a person typed can add a header or a line."""
    visible = (" " if unicodedata.category(char) == "Cc" else char for char in str(text))
    return " ".join("".join(char for char in visible if char not in DIRECTION_OVERRIDES).split())


def short_title(title) -> str:
    return Truncator(one_line(title)).chars(LONGEST_TITLE)


def short_note(note) -> str:
    return Truncator(str(note).strip()).chars(LONGEST_NOTE)


def who(person, capacity="") -> str:
    """Name (Admin, Bidang Data); the system where nobody acted."""
    if not person:
        return _("The system")
    return one_line(f"{person} ({capacity})" if capacity else person)


def short_deadline(at, now) -> str:
    """Kamis 10.00 within six days, else the date. Not "tomorrow": a mail is read later than written."""
    days = (timezone.localtime(at).date() - timezone.localtime(now).date()).days
    if 0 <= days < 7:
        weekday = django_format(timezone.localtime(at), "l")
        return _("%(weekday)s %(time)s") % {"weekday": weekday, "time": official_time(at)}
    return _("%(date)s, %(time)s") % {"date": official_date(at), "time": official_time(at)}
