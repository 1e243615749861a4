"""Pictures in the formats and widths that a visitor's browser chooses from."""

from functools import lru_cache

from PIL import features
from wagtail.images.models import Filter, Picture

WIDTHS = (640, 1280, 1920)
BODY_WIDTHS = (640, 1280)
"""Of pictures in bodies and galleries."""
CARD_SIZES = ("480x320", "960x640")
"""Of pictures in lists."""
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


def card_specs() -> list[str]:
    return [f"fill-{size}|format-{name}" for name in formats() for size in CARD_SIZES]


def picture(image, wanted, **attributes) -> Picture:
    """A picture element with all these renditions, and the size by which the page keeps its place. One query."""
    renditions = image.get_renditions(*(Filter(spec) for spec in wanted))
    return Picture(renditions, {name: value for name, value in attributes.items() if value is not None})
