"""What an import would do, row by row, without doing it."""

import hashlib
import json
from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from wagtail_sop.models import Appointment
from wagtail_sop.models.positions import local_day

from .accounts import Account, Accounts
from .cells import CellError, date_of, kind_of, refuse_formula
from .columns import HEADINGS
from .places import Places


class Verdict(StrEnum):
    NEW = "new"
    THERE = "there"
    ERROR = "error"


@dataclass
class Line:
    """One row, and what becomes of it."""

    number: int
    cells: dict
    account: Account | None = None
    appointment: Appointment | None = None
    verdict: Verdict = Verdict.NEW
    problems: list = field(default_factory=list)
    """``(heading of the column, sentence)`` each."""
    notes: list = field(default_factory=list)

    @property
    def makes_user(self) -> bool:
        return self.account is not None and self.account.is_new and self.account.row == self.number

    @property
    def is_error(self) -> bool:
        return self.verdict == Verdict.ERROR

    @property
    def is_new(self) -> bool:
        return self.verdict == Verdict.NEW

    def refuse(self, column, message):
        self.verdict = Verdict.ERROR
        self.problems.append((HEADINGS.get(column, column), message))

    def as_data(self):
        post = self.appointment
        what = post and [
            post.position_id,
            post.unit_id,
            post.kind,
            str(post.valid_from),
            str(post.valid_until),
        ]
        return [
            self.number,
            self.verdict,
            self.account and [self.account.username, self.account.user.pk],
            what,
        ]


@dataclass(frozen=True)
class Plan:
    """The answers are kept: what was new is no longer new once it is imported."""

    lines: list

    @cached_property
    def errors(self) -> list:
        return [line for line in self.lines if line.is_error]

    @cached_property
    def new_accounts(self) -> list:
        return [line.account for line in self.lines if line.makes_user and not line.is_error]

    @cached_property
    def new_appointments(self) -> list:
        return [line.appointment for line in self.lines if line.is_new]

    @cached_property
    def already_there(self) -> int:
        return sum(line.verdict == Verdict.THERE for line in self.lines)

    @property
    def can_be_imported(self) -> bool:
        return not self.errors and bool(self.new_appointments)

    @cached_property
    def fingerprint(self) -> str:
        """Differs as soon as the import would do anything else than what was shown."""
        return hashlib.sha256(json.dumps([line.as_data() for line in self.lines]).encode()).hexdigest()


def plan_import(people_file, at=None) -> Plan:
    """Four queries, however many rows."""
    return Planner(people_file.rows, at or timezone.now()).plan()


class Planner:
    def __init__(self, rows, at):
        self.rows, self.today = rows, local_day(at)
        self.places, self.accounts = Places(), Accounts(rows)
        self.by_person, self.by_post = defaultdict(list), defaultdict(list)
        for appointment in self._existing():
            self._remember(appointment, 0, appointment.user.get_username())

    def _existing(self):
        """Appointments that the list may repeat or collide with."""
        users = [account.user for account in self.accounts.by_username.values()]
        concerned = Q(user__in=users) | Q(kind=Appointment.Kind.DEFINITIVE)
        return Appointment.objects.filter(concerned).select_related("user", "unit", "position")

    def _remember(self, appointment, row, username):
        post = (appointment.position_id, appointment.unit_id)
        self.by_person[(username, *post, appointment.kind)].append((row, appointment))
        if appointment.kind == Appointment.Kind.DEFINITIVE:
            self.by_post[post].append((row, appointment))

    def plan(self) -> Plan:
        return Plan([self._line(number, cells) for number, cells in self.rows])

    def _line(self, number, cells):
        line = Line(number, cells)
        values = self._values(line)
        if not line.problems:
            line.appointment = Appointment(user=line.account.user, **values)
            self._judge(line, dated=bool(cells.get("valid_from")))
        return line

    def _values(self, line):
        """Every cell is looked at, so that a row shows all its errors at once."""
        cells, values = line.cells, {}
        for column, text in cells.items():
            self._read(line, lambda column=column, text=text: refuse_formula(column, text))
        if line.problems:
            return values
        line.account = self._read(line, lambda: self.accounts.account(line.number, cells))
        unit = self._read(line, lambda: self.places.unit(cells.get("unit", "")))
        position = unit and self._read(line, lambda: self.places.position(cells.get("position", ""), unit))
        first = self._read(line, lambda: date_of("valid_from", cells.get("valid_from", "")))
        values = {
            "unit": unit,
            "position": position,
            "kind": self._read(line, lambda: kind_of(cells.get("kind", ""))),
            "valid_from": first or self.today,
            "valid_until": self._read(line, lambda: date_of("valid_until", cells.get("valid_until", ""))),
            "title": cells.get("title", ""),
            "decree_number": cells.get("decree_number", ""),
        }
        return values

    @staticmethod
    def _read(line, reader):
        try:
            return reader()
        except CellError as error:
            line.refuse(error.column, str(error))
            return None

    def _judge(self, line, dated):
        post = line.appointment
        try:
            # Keys of rows that were just read: checking them would cost a query each.
            post.clean_fields(exclude=["user", "position", "unit"])
            post.check_alone()
        except ValidationError as error:
            for column, messages in error.message_dict.items():
                line.refuse(column, " ".join(messages))
            return
        self._compare_with_same(line, dated)
        if line.is_new:
            self._compare_with_holder(line)
        if line.is_new:
            self._add_notes(line)
            self._remember(post, line.number, line.account.username)

    def _compare_with_same(self, line, dated):
        post = line.appointment
        key = (line.account.username, post.position_id, post.unit_id, post.kind)
        for row, other in self.by_person[key]:
            if not _overlap(post, other):
                continue
            if row:
                line.refuse("position", _("The same as row %(row)s. Remove one of the two.") % {"row": row})
            elif not dated or (post.valid_from, post.valid_until) == (other.valid_from, other.valid_until):
                line.verdict = Verdict.THERE
            else:
                line.refuse(
                    "valid_from",
                    _("This person already holds this post %(period)s. Change that appointment instead.")
                    % {"period": other.period},
                )
            return

    def _compare_with_holder(self, line):
        post = line.appointment
        if post.kind != Appointment.Kind.DEFINITIVE:
            return
        for row, other in self.by_post[post.position_id, post.unit_id]:
            if _overlap(post, other):
                where = _("Row %(row)s: ") % {"row": row} if row else ""
                line.refuse("kind", where + Appointment.clash_message(other))
                return

    def _add_notes(self, line):
        if line.appointment.lacks_end:
            line.notes.append(_("An acting official without a last day: enter it soon."))
        if line.makes_user and not line.cells.get("email"):
            line.notes.append(
                _("Without an e-mail address this person gets no notices and cannot ask for a password.")
            )


def _overlap(one, other) -> bool:
    return one.valid_from <= (other.valid_until or date.max) and other.valid_from <= (
        one.valid_until or date.max
    )
