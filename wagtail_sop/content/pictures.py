"""Uploaded pictures: turned the right way up, and without the place where they were taken.

Wagtail turns its renditions but keeps what the camera wrote, coordinates included, in the original and in all of them.
"""

import io
import struct

from django.core.files.base import ContentFile
from PIL import Image, ImageOps, UnidentifiedImageError

GPS, ORIENTATION = 0x8825, 0x0112
UPRIGHT = 1
FORMATS = {"JPEG", "PNG", "WEBP", "TIFF", "AVIF"}
PHONE = "MPO"
"""What many phones save under the name of JPEG: the picture, and others behind it that nobody sees."""
PLACES_IN_XMP = (b"exif:GPS", b"GPSLatitude")


UNREADABLE = (UnidentifiedImageError, OSError, ValueError, SyntaxError, EOFError, struct.error)
"""What Pillow raises for damaged files, depending on where they are damaged."""


def check_whole(file):
    """Read all of a picture. Raises one of ``UNREADABLE`` for a damaged one, which would break every page it is on."""
    if (file.name or "").lower().endswith(".svg"):
        return
    file.seek(0)
    with Image.open(file) as picture:
        # JPEG is decoded at an eighth of its size, which reads the whole file in a fraction of the time.
        picture.draft(picture.mode, (picture.width // 8, picture.height // 8))
        picture.load()
    file.seek(0)


def clean_copy(file):
    """The same picture, upright and without coordinates; None where there is nothing to change.

    Never raises: a picture that cannot be read is for Wagtail to refuse.
    """
    try:
        file.seek(0)
        with Image.open(file) as picture:
            return _clean(picture, file.name) if _needs_it(picture) else None
    except (*UNREADABLE, Image.DecompressionBombError):
        return None
    finally:
        file.seek(0)


def _needs_it(picture) -> bool:
    if picture.format == PHONE:
        return True
    if picture.format not in FORMATS or getattr(picture, "n_frames", 1) > 1:
        return False
    exif = picture.getexif()
    return GPS in exif or exif.get(ORIENTATION, UPRIGHT) != UPRIGHT or _has_place_in_xmp(picture)


def _has_place_in_xmp(picture) -> bool:
    said = picture.info.get("xmp") or picture.info.get("XML:com.adobe.xmp") or b""
    said = said.encode() if isinstance(said, str) else said
    return any(mark in said for mark in PLACES_IN_XMP)


def _clean(picture, name):
    is_upright = picture.getexif().get(ORIENTATION, UPRIGHT) == UPRIGHT
    kept = picture if is_upright else ImageOps.exif_transpose(picture)
    options = _options(picture, is_upright)
    content = io.BytesIO()
    try:
        kept.save(content, exif=_exif_without_place(kept), **options)
    except (*UNREADABLE, TypeError, KeyError):
        # What the camera wrote cannot be written again: then nothing of it is kept, rather than the place.
        content = io.BytesIO()
        kept.save(content, exif=b"", **options)
    return ContentFile(content.getvalue(), name=name)


def _exif_without_place(picture):
    exif = picture.getexif()
    for tag in (GPS, ORIENTATION):
        exif.pop(tag, None)
    return exif.tobytes()


def _options(picture, is_upright) -> dict:
    kind = "JPEG" if picture.format == PHONE else picture.format
    options = {"format": kind}
    if profile := picture.info.get("icc_profile"):
        options["icc_profile"] = profile
    if kind == "JPEG":
        # Pillow keeps the tables of an upright JPEG, so hardly anything of it is lost.
        is_kept = is_upright and picture.format == kind
        options |= {"quality": "keep" if is_kept else 92, "xmp": b""}
    elif kind in ("WEBP", "AVIF"):
        options |= {"quality": 90, "xmp": b""}
    return options
