"""Printed sheets as PDF, with text that can be searched, copied and read aloud.

By hand: a library for it would be one more thing to install for the demo. Two of the fonts that every PDF reader has.
"""

import textwrap

WIDTH, HEIGHT, MARGIN = 595, 842, 64
"""A4, in points."""
TEXT, HEADING, TITLE = 11, 12, 18
LEADING = 1.45
LETTERHEAD = "DINAS SOSIAL DAERAH ISTIMEWA YOGYAKARTA (CONTOH)"


def write_pdf(title, number, paragraphs) -> bytes:
    """``paragraphs``: pairs of text and whether it is a heading."""
    return Sheets(title).written(list(composed(title, number, paragraphs)))


def composed(title, number, paragraphs):
    """Lines: text, size, whether bold, and the room before it."""
    yield LETTERHEAD, 10, True, 0
    yield from wrapped(title, TITLE, True, 28)
    if number:
        yield f"Nomor {number}", TEXT, False, 6
    for text, is_heading in paragraphs:
        yield from wrapped(text, HEADING if is_heading else TEXT, is_heading, 16 if is_heading else 9)


def wrapped(text, size, bold, before):
    # A letter of Helvetica is about half as wide as it is high.
    room = int((WIDTH - 2 * MARGIN) / (size * (0.55 if bold else 0.505)))
    for line in textwrap.wrap(text, room):
        yield line, size, bold, before
        before = 0


class Sheets:
    def __init__(self, title):
        self.objects = []
        self.title = title

    def written(self, lines) -> bytes:
        catalog, pages = self.add(None), self.add(None)
        fonts = [self.add(font(name)) for name in ("Helvetica", "Helvetica-Bold")]
        kids = [self.page(pages, fonts, part) for part in in_pages(lines)]
        self.objects[catalog - 1] = f"<< /Type /Catalog /Pages {pages} 0 R /Lang (id-ID) >>".encode()
        listed = " ".join(f"{kid} 0 R" for kid in kids)
        self.objects[pages - 1] = f"<< /Type /Pages /Kids [{listed}] /Count {len(kids)} >>".encode()
        about = self.add(b"<< /Title (" + escaped(self.title) + b") >>")
        return self.assembled(catalog, about)

    def add(self, content) -> int:
        self.objects.append(content)
        return len(self.objects)

    def page(self, pages, fonts, lines) -> int:
        drawn = b"\n".join(lines)
        stream = self.add(b"<< /Length %d >>\nstream\n%s\nendstream" % (len(drawn), drawn))
        used = f"<< /Font << /F0 {fonts[0]} 0 R /F1 {fonts[1]} 0 R >> >>"
        size = f"[0 0 {WIDTH} {HEIGHT}]"
        return self.add(
            f"<< /Type /Page /Parent {pages} 0 R /MediaBox {size} /Resources {used} "
            f"/Contents {stream} 0 R >>".encode()
        )

    def assembled(self, catalog, about) -> bytes:
        out, places = bytearray(b"%PDF-1.4\n"), []
        for number, content in enumerate(self.objects, start=1):
            places.append(len(out))
            out += b"%d 0 obj\n%s\nendobj\n" % (number, content)
        start = len(out)
        out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(places) + 1)
        out += b"".join(b"%010d 00000 n \n" % place for place in places)
        out += b"trailer\n<< /Size %d /Root %d 0 R /Info %d 0 R >>\n" % (len(places) + 1, catalog, about)
        return bytes(out + b"startxref\n%d\n%%%%EOF\n" % start)


def in_pages(lines):
    """Each page as its drawing commands."""
    drawn, y = [], HEIGHT - MARGIN
    for text, size, bold, before in lines:
        y -= before + size * LEADING
        if y < MARGIN:
            yield drawn
            drawn, y = [], HEIGHT - MARGIN - size
        drawn.append(b"BT /F%d %d Tf %d %d Td (%s) Tj ET" % (bold, size, MARGIN, y, escaped(text)))
    yield drawn


def font(name) -> bytes:
    return f"<< /Type /Font /Subtype /Type1 /BaseFont /{name} /Encoding /WinAnsiEncoding >>".encode()


def escaped(text) -> bytes:
    for mark in "\\()":
        text = text.replace(mark, f"\\{mark}")
    return text.encode("cp1252", "replace")
