"""Files that people upload: what is read, and what is refused with a sentence."""

import io
import zipfile
from datetime import date, datetime

import openpyxl
import pytest

from wagtail_sop.exceptions import UnreadableFile
from wagtail_sop.spreadsheets import MAX_COLUMNS, read_table, write_csv, write_xlsx

TABLE = [(1, ["nama", "unit"]), (2, ["Siti Contoh", "Bidang Data"])]


def read(name, content, max_rows=10, max_bytes=1024 * 1024):
    return read_table(name, content, max_rows=max_rows, max_bytes=max_bytes)


def xlsx(rows, prepare=lambda sheet: None):
    workbook = openpyxl.Workbook()
    for row in rows:
        workbook.active.append(row)
    prepare(workbook.active)
    stream = io.BytesIO()
    workbook.save(stream)
    return stream.getvalue()


def with_part(content, name, text):
    """The workbook with one part of its archive replaced."""
    stream = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(content)) as old,
        zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for entry in old.namelist():
            new.writestr(entry, text if entry == name else old.read(entry))
    return stream.getvalue()


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252"])
def test_a_csv_file_is_read_as_its_program_wrote_it(delimiter, encoding):
    content = f"nama{delimiter}unit\r\nZoë Contoh{delimiter}Bidang Data\r\n".encode(encoding)

    assert read("orang.csv", content) == [(1, ["nama", "unit"]), (2, ["Zoë Contoh", "Bidang Data"])]


def test_the_other_separator_may_stand_inside_a_cell():
    assert read("a.csv", b"nama;unit\nContoh, S.Sos.;Bidang\n")[1] == (2, ["Contoh, S.Sos.", "Bidang"])


def test_an_xlsx_file_is_read():
    assert read("orang.XLSX", xlsx([["nama", "unit"], ["Siti Contoh", "Bidang Data"]])) == TABLE


def test_dates_numbers_and_spaces_arrive_as_a_person_would_type_them():
    rows = [
        ["a", "b", "c", "d"],
        [datetime(2026, 11, 20), date(2026, 11, 20), 19800101.0, "  Siti \n Contoh\u00a0"],
    ]

    assert read("a.xlsx", xlsx(rows))[1] == (2, ["2026-11-20", "2026-11-20", "19800101", "Siti Contoh"])


def test_a_formula_is_not_evaluated():
    assert read("a.xlsx", xlsx([["a"], ["=1+1"]]))[1] == (2, ["=1+1"])


def test_blank_rows_are_left_out_and_the_others_keep_their_numbers():
    assert read("a.csv", b"\nnama,unit\n,\n\nSiti,Bidang\n") == [
        (2, ["nama", "unit"]),
        (5, ["Siti", "Bidang"]),
    ]


def test_a_row_far_below_blank_ones_is_not_lost():
    content = xlsx([["nama"]], lambda sheet: sheet.cell(row=5000, column=1, value="Siti"))

    assert read("a.xlsx", content) == [(1, ["nama"]), (5000, ["Siti"])]


def test_a_row_beyond_what_excel_knows_does_not_keep_the_server_busy():
    sheet = (
        '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
        '<row r="99999999999"><c r="A99999999999"><v>1</v></c></row></sheetData></worksheet>'
    )

    assert read("a.xlsx", with_part(xlsx([["a"]]), "xl/worksheets/sheet1.xml", sheet)) == []


def test_columns_beyond_any_sense_are_not_read():
    content = xlsx([["nama"]], lambda sheet: sheet.cell(row=1, column=16384, value="x"))

    assert len(read("a.xlsx", content)[0][1]) <= MAX_COLUMNS


def test_as_many_rows_as_allowed_are_read_and_one_more_is_refused():
    lines = [b"nama,unit"] + [b"Siti,Bidang"] * 10

    assert len(read("a.csv", b"\n".join(lines), max_rows=10)) == 11
    with pytest.raises(UnreadableFile, match="10"):
        read("a.csv", b"\n".join([*lines, b"Siti,Bidang"]), max_rows=10)


def test_a_file_that_is_too_large_is_refused():
    with pytest.raises(UnreadableFile, match="MB"):
        read("a.csv", b"nama,unit\n" * 2000, max_bytes=1000)


def bomb():
    return with_part(xlsx([["nama"]]), "xl/worksheets/sheet1.xml", b" " * 50 * 1024 * 1024)


def many_entities():
    entities = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10 if n else "x" * 100}">' for n in range(12))
    return with_part(
        xlsx([["nama"]]),
        "xl/worksheets/sheet1.xml",
        f"<!DOCTYPE worksheet [{entities}]>"
        '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
        '<sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>&e11;</t></is></c></row></sheetData>'
        "</worksheet>",
    )


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.csv", b""),
        ("a.csv", b" \n\n "),
        ("a.xlsx", b""),
        ("a.pdf", b"%PDF-1.7"),
        ("a", b"nama,unit\n"),
        ("a.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"),
        ("a.xlsx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600),
        ("a.xlsx", b"nama,unit\nSiti,Bidang\n"),
        ("a.xlsx", b"PK\x03\x04 truncated"),
        ("a.csv", b"PK\x03\x04 an archive"),
        ("a.csv", "nama,unit\n".encode("utf-16")),
        ("a.csv", b'nama,unit\n"' + b"x" * 200_000),
        ("a.xlsx", bomb()),
        ("a.xlsx", many_entities()),
        ("a.xlsx", with_part(xlsx([["nama"]]), "xl/workbook.xml", "<broken")),
        ("a.xlsx", xlsx([["nama"]])[:-200]),
    ],
    ids=[
        "empty",
        "blank",
        "empty xlsx",
        "pdf",
        "no ending",
        "old xls",
        "password",
        "csv named xlsx",
        "truncated",
        "archive named csv",
        "utf-16",
        "endless cell",
        "bomb",
        "entities",
        "broken part",
        "cut off",
    ],
)
def test_a_file_that_cannot_be_read_is_refused_with_a_sentence(name, content):
    with pytest.raises(UnreadableFile) as caught:
        read(name, content)

    assert str(caught.value).endswith(".")


@pytest.mark.parametrize("cell", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1"])
def test_no_cell_that_we_write_is_taken_for_a_formula(cell):
    workbook = openpyxl.load_workbook(io.BytesIO(write_xlsx([[cell]])))
    written = workbook.active["A1"]

    assert written.data_type == "s"
    assert written.value.startswith("'")
    assert write_csv([[cell]]).decode("utf-8-sig").lstrip('"').startswith("'")


def test_what_we_write_we_read():
    rows = [row for _number, row in TABLE]

    assert read("a.csv", write_csv(rows)) == TABLE
    assert read("a.xlsx", write_xlsx(rows)) == TABLE
