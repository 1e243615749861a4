"""Tables from files that strangers made, and tables for programs that would run what they find in a cell.

A table is a list of ``(row number in the file, list of cells as text)``. Nothing here evaluates a formula:
it arrives as its text, beginning with "=".
"""

import csv
import io
import zipfile
from datetime import date, datetime

import openpyxl
from django.utils import timezone
from django.utils.translation import gettext as _
from openpyxl.cell import WriteOnlyCell

from wagtail_sop.exceptions import UnreadableFile

MAX_COLUMNS = 50
MAX_TEXT = 500
MAX_SHEET_ROWS = 1_048_576
"""Excel's own limit; a forged row number would otherwise count as so many blank rows."""
UNPACKED_FACTOR = 20
"""How many times its own size an XLSX file may grow to; office files stay under ten."""
DELIMITERS = ";,\t"
OLE = b"\xd0\xcf\x11\xe0"
"""How old .xls files begin, and .xlsx files with a password."""

Table = list[tuple[int, list[str]]]


def read_table(name: str, content: bytes, *, max_rows: int, max_bytes: int) -> Table:
    """The rows of a CSV or XLSX file, empty ones left out. Raises ``UnreadableFile`` with a sentence."""
    _check_size(content, max_bytes)
    extension = name.rsplit(".", 1)[-1].lower() if "." in name else ""
    if extension == "xlsx":
        rows = _rows_of_xlsx(content, max_bytes)
    elif extension == "csv":
        rows = _rows_of_csv(content)
    else:
        raise UnreadableFile(_("Choose a file whose name ends in .csv or .xlsx."))
    return _table(rows, max_rows)


def _check_size(content, max_bytes):
    if not content.strip():
        raise UnreadableFile(_("This file is empty."))
    if len(content) > max_bytes:
        raise UnreadableFile(
            _("This file is larger than %(limit)s MB. Split it into several.")
            % {"limit": _megabytes(max_bytes)}
        )


def _megabytes(number):
    return f"{number / 1024 / 1024:.3g}"


def _table(rows, max_rows) -> Table:
    """At most ``max_rows`` and a heading."""
    table = []
    for number, row in enumerate(rows, start=1):
        # Looked at before it is turned into text: a sheet may begin with a million blank rows.
        if not any(row) or not (cells := _cells(row)):
            continue
        if len(table) > max_rows:
            raise UnreadableFile(
                _("This file has more than %(limit)s rows. Split it into several.") % {"limit": max_rows}
            )
        table.append((number, cells))
    return table


def _cells(row) -> list[str]:
    """Up to the last one that holds something."""
    cells = [_text(cell) for cell in row[:MAX_COLUMNS]]
    while cells and not cells[-1]:
        cells.pop()
    return cells


def _text(cell) -> str:
    """A cell as a person would type it; dates as 2026-11-20."""
    if cell is None:
        return ""
    if isinstance(cell, datetime):
        cell = cell.date()
    if isinstance(cell, date):
        return cell.isoformat()
    if isinstance(cell, float) and cell.is_integer():
        cell = int(cell)
    return "".join(filter(str.isprintable, " ".join(str(cell).split())))[:MAX_TEXT]


def _rows_of_csv(content):
    if content[:2] == b"PK" or content[:4] == OLE:
        raise UnreadableFile(
            _("This is an Excel file with the name of a CSV file. Rename it, so that it ends in .xlsx.")
        )
    text = _decode(content)
    first_line = next(iter(text.lstrip().splitlines()), "")
    delimiter = max(DELIMITERS, key=first_line.count)
    try:
        yield from csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    except csv.Error as error:
        raise UnreadableFile(_("This file is not a readable CSV file. Save it again as CSV.")) from error


def _decode(content) -> str:
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        # What Excel writes on Windows as plain "CSV". Five bytes have no meaning in it.
        text = content.decode("cp1252", errors="replace")
    if "\0" in text:
        raise UnreadableFile(_("This file is not a readable CSV file. Save it again as CSV."))
    return text


def _rows_of_xlsx(content, max_bytes):
    if content[:4] == OLE:
        raise UnreadableFile(
            _(
                "This file has a password, or is an old .xls file. "
                "Save it without a password, as .xlsx or .csv."
            )
        )
    try:
        _check_unpacked_size(content, max_bytes)
        workbook = openpyxl.load_workbook(io.BytesIO(content), read_only=True, keep_links=False)
        sheet = workbook.worksheets[0]
        yield from sheet.iter_rows(max_row=MAX_SHEET_ROWS, max_col=MAX_COLUMNS, values_only=True)
    except UnreadableFile:
        raise
    except Exception as error:  # zipfile, zlib, expat, openpyxl: a broken file raises almost anything
        raise UnreadableFile(
            _("This file is damaged or not an Excel file. Open it, save it again as .xlsx, and upload that.")
        ) from error


def _check_unpacked_size(content, max_bytes):
    """Before anything is unpacked. The sizes written in the archive also limit what zipfile unpacks later."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        if sum(entry.file_size for entry in archive.infolist()) > max_bytes * UNPACKED_FACTOR:
            raise UnreadableFile(
                _("This file unpacks to far too much. Copy the table into a new file, and upload that.")
            )


def harmless(cell) -> str:
    """A cell that no spreadsheet program takes for a formula."""
    text = str(cell)
    return f"'{text}" if text[:1] in ("=", "+", "-", "@", "\t", "\r") else text


def write_csv(rows) -> bytes:
    """With the byte order mark Excel needs to know the letters, and the semicolon Indonesian Excel wants."""
    stream = io.StringIO(newline="")
    csv.writer(stream, delimiter=";").writerows([harmless(cell) for cell in row] for row in rows)
    return stream.getvalue().encode("utf-8-sig")


def _xlsx_cell(sheet, value):
    """Numbers and moments as such, in the site's time zone, as a spreadsheet knows none; the rest as text."""
    if isinstance(value, datetime):
        cell = WriteOnlyCell(sheet, timezone.make_naive(value, timezone.get_default_timezone()))
        cell.number_format = "dd/mm/yyyy hh:mm"
        return cell
    if isinstance(value, int | float):
        return value
    return "" if value is None else harmless(value)


def write_xlsx(rows) -> bytes:
    workbook = openpyxl.Workbook(write_only=True)
    sheet = workbook.create_sheet()
    # Wide enough for a date with its time, which would otherwise be shown as ####.
    sheet.sheet_format.defaultColWidth = 18
    for row in rows:
        sheet.append([_xlsx_cell(sheet, cell) for cell in row])
    stream = io.BytesIO()
    workbook.save(stream)
    return stream.getvalue()
