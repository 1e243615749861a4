"""Pictures in the formats and widths that a visitor's browser chooses from."""

from functools import lru_cache

from PIL import features
from wagtail.images.models import Filter, Picture

WIDTHS = (640, 1280, 1920)
PREVIEW = "fill-1200x630|format-jpeg"
"""What networks show of a shared page. They do not all know WebP."""


@lru_cache(maxsize=1)
def formats() -> tuple[str, ...]:
    """AVIF only where this machine can write it: Pillow does from 11.3 on, most of its builds."""
    return ("avif", "webp") if _writes_avif() else ("webp",)


def _writes_avif():
    # Older releases of Pillow do not know the word and warn.
    return "avif" in features.features | features.modules and bool(features.check("avif"))


def specs(widths=WIDTHS) -> list[str]:
    return [f"width-{width}|format-{name}" for name in formats() for width in widths]


def picture(image, widths=WIDTHS, **attributes) -> Picture:
    """A picture element with all formats and widths, and the size by which the page keeps its place. One query."""
    renditions = image.get_renditions(*(Filter(spec) for spec in specs(widths)))
    return Picture(renditions, {name: value for name, value in attributes.items() if value is not None})
