"""The columns of a list of people, and what people call them."""

import re
from dataclasses import asdict, dataclass

from django.utils.translation import gettext as _

from wagtail_sop.exceptions import UnreadableFile

HEADINGS = {
    "name": "nama",
    "username": "nama_pengguna",
    "email": "email",
    "position": "jabatan",
    "unit": "unit",
    "kind": "jenis",
    "title": "jabatan_lengkap",
    "valid_from": "mulai",
    "valid_until": "sampai",
    "decree_number": "nomor_sk",
}
"""The headings of our own template, in its order."""

ALIASES = {
    "name": ("nama_lengkap", "nama_pegawai", "name", "full_name"),
    "username": ("username", "user_name", "user", "pengguna", "akun", "login"),
    "email": ("e_mail", "surel", "alamat_email", "alamat_surel", "mail"),
    "position": ("peran", "position", "role", "kode_jabatan", "jabatan_sop"),
    "unit": ("unit_kerja", "bidang", "satuan_kerja", "unit_organisasi"),
    "kind": ("jenis_penugasan", "status", "kind", "type"),
    "title": ("title", "nama_jabatan", "jabatan_sk", "job_title"),
    "valid_from": (
        "mulai_berlaku",
        "tanggal_mulai",
        "tmt",
        "berlaku_mulai",
        "dari",
        "valid_from",
        "from",
        "start",
    ),
    "valid_until": (
        "sampai_dengan",
        "tanggal_selesai",
        "berlaku_sampai",
        "s_d",
        "sd",
        "selesai",
        "valid_until",
        "until",
        "end",
    ),
    "decree_number": ("no_sk", "sk", "nomor_surat_keputusan", "decree_number", "decree"),
}
REQUIRED = ("name", "position", "unit")


@dataclass(frozen=True)
class PeopleFile:
    """An uploaded list: its rows as text, under our names for the columns. Plain data, to be kept."""

    name: str
    rows: list
    """``[row number in the file, {column: text}]`` each."""
    unknown: list
    """Headings that nothing was made of."""

    def to_data(self) -> dict:
        return asdict(self)

    @classmethod
    def from_table(cls, name, table) -> "PeopleFile":
        """Raises ``UnreadableFile`` when the first row does not hold the headings needed."""
        (_number, heading), *body = table or [(1, [])]
        columns, unknown = _columns(heading)
        if not body:
            raise UnreadableFile(_("This file has headings but no people. Add a row for each person."))
        rows = [
            [number, {field: cells[index] for field, index in columns.items() if index < len(cells)}]
            for number, cells in body
        ]
        return cls(name, rows, unknown)


def _columns(heading):
    known = {
        _plain(alias): field for field, aliases in ALIASES.items() for alias in (HEADINGS[field], *aliases)
    }
    columns, unknown = {}, []
    for index, text in enumerate(heading):
        field = known.get(_plain(text))
        if field in columns:
            raise UnreadableFile(
                _("Two columns hold “%(column)s”: %(one)s and %(other)s. Remove one of them.")
                % {"column": HEADINGS[field], "one": heading[columns[field]], "other": text}
            )
        if field:
            columns[field] = index
        elif text:
            unknown.append(text)
    _check_required(columns)
    return columns, unknown


def _check_required(columns):
    missing = [HEADINGS[field] for field in REQUIRED if field not in columns]
    if not {"username", "email"} & set(columns):
        missing.append(_("%(one)s or %(other)s") % {"one": HEADINGS["username"], "other": HEADINGS["email"]})
    if missing:
        raise UnreadableFile(
            _(
                "The first row must hold the headings. Missing: %(columns)s. "
                "Start from the template to be sure."
            )
            % {"columns": ", ".join(missing)}
        )


def _plain(text) -> str:
    return re.sub(r"[^a-z0-9]+", "_", text.lower()).strip("_")
