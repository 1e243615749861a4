"""Uploaded files: is one what its name says, and is it safe to hand out?"""

import re
import zipfile
from html import unescape

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

HEAD = 1024
"""Bytes within which a file says what it is."""

PROGRAMS = (b"MZ", b"\x7fELF", b"#!", b"\xcf\xfa\xed\xfe", b"\xca\xfe\xba\xbe")
"""How programs of Windows, Linux, scripts, macOS and Java begin."""

ZIP, OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"
BEGINNINGS = {
    **dict.fromkeys(("docx", "xlsx", "pptx", "odt", "ods", "odp", "zip", "epub"), (ZIP, b"PK\x05\x06")),
    **dict.fromkeys(("doc", "xls", "ppt"), (OLE,)),
    **dict.fromkeys(("jpg", "jpeg"), (b"\xff\xd8\xff",)),
    "png": (b"\x89PNG",),
    "gif": (b"GIF8",),
    "webm": (b"\x1aE\xdf\xa3",),
    "vtt": (b"WEBVTT", b"\xef\xbb\xbfWEBVTT"),
    "rtf": (b"{\\rtf",),
}
TEXTS = ("txt", "csv", "svg", "vtt", "json", "xml")
# Office files stay under ten times their size; what grows a hundred times was made to fill a disk.
MAX_GROWTH, HARMLESS_SIZE = 100, 50 * 1024 * 1024
# Also with a prefix, as <svg:script>; and by a style sheet, which can write scripts.
SCRIPT_IN_SVG = re.compile(
    r"<\s*([\w.-]+:)?(script|foreignobject|iframe)|\son\w+\s*=|<!ENTITY|<\?xml-stylesheet",
    re.IGNORECASE,
)
WIDE = (b"\xff\xfe", b"\xfe\xff")
"""How texts of two bytes a character begin."""


def validate_file(file):
    """A validator for the file field of the site's documents. Raises ``ValidationError`` with the way out."""
    try:
        file.seek(0)
        head = file.read(HEAD)
    except (OSError, ValueError):
        # What was stored long ago and is gone now is not being uploaded.
        return
    extension = file.name.rsplit(".", 1)[-1].lower() if "." in (file.name or "") else ""
    try:
        _check_kind(extension, head)
        _check_growth(file, head)
        if extension == "svg":
            check_svg(file)
    finally:
        file.seek(0)


def _check_kind(extension, head):
    if head.startswith(PROGRAMS):
        raise ValidationError(
            _("This file is a program, whatever its name says. Programs cannot be uploaded.")
        )
    if not _fits(extension, head):
        raise ValidationError(
            _(
                "This is not a %(kind)s file, though its name ends so. Save it again in that format, and upload that."
            )
            % {"kind": extension.upper()}
        )


def _fits(extension, head) -> bool:
    if extension == "pdf":
        return b"%PDF-" in head
    if extension in ("mp4", "m4v", "mov"):
        return head[4:8] in (b"ftyp", b"moov", b"wide", b"mdat", b"free")
    if extension in TEXTS and b"\0" in head and not head.startswith(WIDE):
        return False
    return extension not in BEGINNINGS or head.startswith(BEGINNINGS[extension])


def _check_growth(file, head):
    if not head.startswith(b"PK"):
        return
    try:
        with zipfile.ZipFile(file) as archive:
            unpacked = sum(entry.file_size for entry in archive.infolist())
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as error:
        raise ValidationError(_("This file is damaged. Open it, save it again, and upload that.")) from error
    if unpacked > max(HARMLESS_SIZE, MAX_GROWTH * file.size):
        raise ValidationError(
            _("This file unpacks to far too much. Pack what is needed anew, and upload that.")
        )


def check_svg(file):
    """Raises ``ValidationError`` for a drawing with a script, and leaves the file at its beginning."""
    file.seek(0)
    content = file.read()
    text = content.decode("utf-16" if content.startswith(WIDE) else "utf-8", "replace")
    file.seek(0)
    if SCRIPT_IN_SVG.search(text) or _has_script_address(text):
        raise ValidationError(
            _(
                "This drawing contains a script, which would run at its readers'. Export it as plain SVG or as PNG."
            )
        )


def _has_script_address(text) -> bool:
    """As browsers read addresses: a letter may stand as its number, ``&#106;``, and line ends between them are none."""
    return "javascript:" in re.sub(r"\s", "", unescape(text)).lower()
