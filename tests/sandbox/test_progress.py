"""Whoever starts the demo sees how far the loading is, and what it does."""

import io

from sandbox.newsroom.pieces.sheets import write_pdf
from sandbox.newsroom.progress import Progress


class Terminal(io.StringIO):
    def isatty(self):
        return True


def test_in_a_file_each_thing_has_a_line_with_its_share():
    out = io.StringIO()
    progress = Progress(4, out)

    for words in ("Halaman", "Orang"):
        progress(words)
    progress.finish()

    assert out.getvalue() == "    0%  Halaman\n   25%  Orang\n"


def test_on_a_terminal_it_is_one_line_that_ends_full(monkeypatch):
    monkeypatch.setenv("COLUMNS", "60")
    out = Terminal()
    progress = Progress(2, out)

    for words in ("Halaman", "Sebuah judul yang jauh lebih panjang daripada satu baris layar ini"):
        progress(words)
    progress.finish()

    shown = out.getvalue().split("\r")[1:]
    assert out.getvalue().count("\n") == 1
    assert all(len(line.partition("\x1b")[0]) < 60 for line in shown)
    assert "50%  Sebuah judul" in shown[1]
    assert "100%  Selesai" in shown[-1]


def test_a_sheet_is_a_pdf_whose_parts_stand_where_its_table_says_and_goes_on_to_a_second_page():
    sheet = write_pdf("Laporan (uji)", "F-01", [("Kata " * 400, False), ("Bagian", True)] * 3)

    assert sheet.startswith(b"%PDF-1.4")
    assert b"Laporan \\(uji\\)" in sheet
    assert sheet.count(b"/Type /Page ") >= 2
    table = int(sheet.rpartition(b"startxref\n")[2].split()[0])
    first = int(sheet[table:].splitlines()[3].split()[0])
    assert sheet[table:].startswith(b"xref")
    assert sheet[first:].startswith(b"1 0 obj")
