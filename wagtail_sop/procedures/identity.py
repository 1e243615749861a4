"""Who issued a procedure, and the boxes at the head of its printed form."""

import datetime as dt
from dataclasses import dataclass


@dataclass(frozen=True)
class Letterhead:
    address: str = ""
    postal_code: str = ""
    phone: str = ""
    fax: str = ""
    website: str = ""
    email: str = ""
    javanese_script: bool = False
    "The agency's name is printed in Javanese script as well."


@dataclass(frozen=True)
class Agency:
    name: str = ""
    short_name: str = ""
    government: str = ""
    unit: str = ""
    level: str = ""
    letterhead: Letterhead | None = None


@dataclass(frozen=True)
class DateBox:
    """A date as printed: an empty text is a box left empty, “-” was printed; without a box there is none."""

    text: str = ""
    date: dt.date | None = None
    label: str = ""

    @property
    def is_empty(self) -> bool:
        return not self.text

    @property
    def is_dash(self) -> bool:
        return self.text == "-"


@dataclass(frozen=True)
class Decree:
    """The decree a procedure is annexed to."""

    kind: str = ""
    number: str = ""
    subject: str = ""


@dataclass(frozen=True)
class Identity:
    """``None`` means that the printed form has no such box; an empty text, that the box was left empty."""

    number: str | None = None
    created: DateBox | None = None
    revised: DateBox | None = None
    effective: DateBox | None = None
    approved: DateBox | None = None
    signer_position: str | None = None
    "The office, never the person: who holds it is an appointment, and changes."
    decree: Decree | None = None


@dataclass(frozen=True)
class ColumnLabels:
    """The agency's own column heads; ``None`` where it prints none or the usual one."""

    number: str | None = None
    activity: str | None = None
    requirements: str | None = None
    time: str | None = None
    output: str | None = None
    remarks: str | None = None
    printed_numbers: tuple[int, ...] = ()
    "The numbers printed under the heads, which may have gaps."
