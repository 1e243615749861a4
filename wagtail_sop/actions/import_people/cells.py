"""What is written in one cell, as a value. Raises ``CellError`` with a sentence."""

import re
from datetime import date
from difflib import get_close_matches

from django.utils.translation import gettext as _

from wagtail_sop.models import Appointment

Kind = Appointment.Kind
KINDS = {
    "": Kind.MEMBER,
    "anggota": Kind.MEMBER,
    "member": Kind.MEMBER,
    "definitif": Kind.DEFINITIVE,
    "definitive": Kind.DEFINITIVE,
    "plh": Kind.PLH,
    "pelaksana harian": Kind.PLH,
    "plt": Kind.PLT,
    "pelaksana tugas": Kind.PLT,
}
MONTHS = (
    "januari",
    "februari",
    "maret",
    "april",
    "mei",
    "juni",
    "juli",
    "agustus",
    "september",
    "oktober",
    "november",
    "desember",
)


class CellError(ValueError):
    def __init__(self, column, message):
        super().__init__(message)
        self.column = column


def plain(text: str) -> str:
    """For comparing: what people write with other capitals or spaces is the same."""
    return " ".join(text.split()).casefold()


def refuse_formula(column, text):
    if text.startswith("="):
        raise CellError(column, _("This cell holds a formula. Write its result into the cell."))


def kind_of(text) -> str:
    try:
        return KINDS[plain(text).rstrip(".")]
    except KeyError:
        raise CellError(
            "kind", _("“%(text)s” is not a kind. Write definitif, Plh., Plt. or anggota.") % {"text": text}
        ) from None


def date_of(column, text) -> date | None:
    """A day as Indonesians or programs write it: 20/11/2026, 20-11-2026, 20 November 2026, 2026-11-20."""
    if not text:
        return None
    numbers = _numbers(text)
    try:
        return date(*numbers)
    except (TypeError, ValueError):
        raise CellError(
            column, _("“%(text)s” is not a date. Write it as 20/11/2026.") % {"text": text}
        ) from None


def _numbers(text):
    if found := re.fullmatch(r"(\d{4})-(\d{1,2})-(\d{1,2})(?:[ T]00:00(?::00)?)?", text):
        return tuple(map(int, found.groups()))
    if found := re.fullmatch(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})", text):
        return tuple(int(part) for part in reversed(found.groups()))
    found = re.fullmatch(r"(\d{1,2}) ([a-z]+) (\d{4})", plain(text))
    if found and found[2] in MONTHS:
        return int(found[3]), MONTHS.index(found[2]) + 1, int(found[1])
    return ()


def nearest(text, names) -> str:
    """ " Did you mean …?" with names that look alike; empty when none does."""
    by_plain = {plain(name): name for name in names}
    found = get_close_matches(plain(text), by_plain, n=3, cutoff=0.5)
    if not found:
        return ""
    return " " + _("Did you mean %(names)s?") % {"names": ", ".join(f"“{by_plain[name]}”" for name in found)}
