"""Pictures as each network takes them: shape, size, colours, and nothing of what a camera writes into the file.

Stands above ``backends`` for their ``Picture`` and for the errors that those who deliver already know.
"""

import io
import struct

from django.utils.translation import gettext as _
from PIL import Image, ImageOps, UnidentifiedImageError
from wagtail.images.models import SourceImageIOError

from wagtail_sop.social.backends.base import Picture
from wagtail_sop.social.backends.errors import ContentRefused, NotSent

from .colours import in_srgb
from .shape import Frame, ShapeRefused, frame_for, size_for

READABLE = ("JPEG", "MPO", "PNG", "GIF", "WEBP", "AVIF", "HEIF", "TIFF", "BMP")
"""Named, because Pillow would hand PostScript to another program."""
WRITABLE = {"jpeg": "image/jpeg", "webp": "image/webp", "png": "image/png"}
"""The smallest file for a photograph first."""
MOST_PIXELS = 89_000_000
"""Decoded that is 270 MB. Just below what Pillow itself warns of."""
QUALITIES = range(88, 59, -4)
SHRINK = 0.9
ORIENTATION, TURNED = 0x0112, (5, 6, 7, 8)
DAMAGED = (
    OSError,
    SyntaxError,
    ValueError,
    EOFError,
    LookupError,
    TypeError,
    RuntimeError,
    ArithmeticError,
    struct.error,
)
"""What Pillow's decoders are known to raise over a damaged file."""


class PictureRefused(ContentRefused):
    """The picture cannot be posted there; the message names what to do."""

    def __init__(self, message):
        super().__init__(message, reason="picture")


def ready_picture(image, rules, alt_text="") -> Picture:
    """One of Wagtail's images, for the network. Raises ``PictureRefused``, or ``NotSent`` while the storage of the
    site cannot be reached."""
    if image.is_svg():
        raise PictureRefused(_svg())
    try:
        with image.open_file() as file:
            return make_ready(file, rules, _focal_point(image), alt_text)
    except SourceImageIOError as error:
        if isinstance(error.__context__, FileNotFoundError):
            raise PictureRefused(
                _("The file of the picture “%(title)s” is missing. Upload it again.") % {"title": image.title}
            ) from error
        raise NotSent(_("The picture could not be read from the storage of this site.")) from error


def _focal_point(image):
    focus = image.get_focal_point()
    return focus and (focus.left, focus.top, focus.right, focus.bottom)


def make_ready(file, rules, focal_point=None, alt_text="") -> Picture:
    """``focal_point``: x and y, or left, top, right and bottom, in pixels of the picture the right way up; it stays in
    the picture when that must be cropped. Raises ``PictureRefused``."""
    image = _opened(file)
    try:
        upright, frame = _upright(image, rules, focal_point)
        colours = in_srgb(upright)
    except ShapeRefused:
        raise PictureRefused(_too_narrow()) from None
    except DAMAGED as error:
        raise PictureRefused(_damaged()) from error
    content, size = _fitted(colours, frame, rules)
    return Picture(
        content, WRITABLE[_format(rules)], *size, alt_text=_fitting_alt(alt_text, rules.alt_text_limit)
    )


def _opened(file):
    # Only the header is read here: what would not fit into memory is never decoded.
    try:
        image = Image.open(file, formats=_readable())
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise PictureRefused(_too_large()) from error
    except UnidentifiedImageError as error:
        raise PictureRefused(_svg() if _is_svg(file) else _damaged()) from error
    except DAMAGED as error:
        raise PictureRefused(_damaged()) from error
    if image.width * image.height > MOST_PIXELS:
        raise PictureRefused(_too_large())
    return image


def _readable():
    # A site without the plug-in for one of them still reads the others.
    Image.init()
    return [name for name in READABLE if name in Image.OPEN]


def _is_svg(file) -> bool:
    file.seek(0)
    return b"<svg" in file.read(4096).lower()


def _upright(image, rules, focal_point):
    """The decoded picture, and the part of it to take."""
    width, height = image.size
    is_turned = image.getexif().get(ORIENTATION) in TURNED
    if is_turned:
        width, height = height, width
    frame = frame_for(width, height, rules, _focus(focal_point, width, height))
    enough = size_for(width, height, rules)
    _decode_no_more_than(image, _share(enough, frame), is_turned)
    return ImageOps.exif_transpose(image), frame


def _focus(focal_point, width, height):
    if not focal_point:
        return None
    left, top, right, bottom = focal_point if len(focal_point) == 4 else (*focal_point, *focal_point)
    shares = (left / width, top / height, right / width, bottom / height)
    return Frame(*(min(max(share, 0), 1) for share in shares))


def _share(size, frame):
    return size[0] / (frame.right - frame.left), size[1] / (frame.bottom - frame.top)


def _decode_no_more_than(image, size, is_turned):
    # JPEG decoders can leave out detail while they read: a quarter of the memory and time for a large photograph.
    wanted = tuple(map(int, reversed(size) if is_turned else size))
    image.draft(None, wanted)
    image.load()


def _fitted(image, frame, rules) -> tuple[bytes, tuple[int, int]]:
    """The largest and best that the network's limit of bytes leaves."""
    part = [end - start for start, end in ((frame.left, frame.right), (frame.top, frame.bottom))]
    sides = image.width * part[0], image.height * part[1]
    shrink = 1.0
    while True:
        try:
            size = size_for(*sides, rules, shrink)
        except ShapeRefused:
            raise PictureRefused(_too_heavy()) from None
        content = _within_bytes(_resized(image, frame, size), rules)
        if content:
            return content, size
        if max(size) == 1:
            raise PictureRefused(_too_heavy())
        shrink *= SHRINK


def _resized(image, frame, size):
    box = frame.within(*image.size)
    resized = image.resize(size, Image.Resampling.LANCZOS, box=box, reducing_gap=3.0)
    # A new one, because some formats write out what the old one remembers of its file.
    clean = Image.new("RGB", size)
    clean.paste(resized)
    return clean


def _within_bytes(image, rules):
    kind = _format(rules)
    for options in [{}] if kind == "png" else [{"quality": quality} for quality in QUALITIES]:
        file = io.BytesIO()
        image.save(file, kind, optimize=True, **options)
        if file.tell() <= rules.max_bytes:
            return file.getvalue()
    return None


def _format(rules) -> str:
    return next(name for name in WRITABLE if name in rules.formats)


def _fitting_alt(text, limit) -> str:
    text = text.strip()
    if len(text) <= limit:
        return text
    cut = text[: max(limit - 1, 0)]
    return f"{cut.rpartition(' ')[0] or cut}…" if limit else ""


# What people are told


def _svg():
    return _(
        "Networks do not take SVG drawings. Export it as PNG or JPEG, upload that, and choose it instead."
    )


def _damaged():
    return _("The picture is damaged, or of a kind that cannot be read. Save it as JPEG and upload it again.")


def _too_large():
    return _(
        "The picture has more than %(limit)d million pixels. Save it smaller, such as 4000 pixels wide, "
        "and upload it again."
    ) % {"limit": MOST_PIXELS // 1_000_000}


def _too_narrow():
    return _(
        "The picture is too narrow for this network. Cut a wider part out of it, and choose that instead."
    )


def _too_heavy():
    return _("The picture cannot be made small enough for this network. Choose another one.")
