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


def _at_hand(image, wanted):
    slow = [Filter(spec) for spec in wanted if spec.endswith("|format-avif")]
    if slow and len(image.find_existing_renditions(*slow)) == len(slow):
        return wanted
    return [spec for spec in wanted if not spec.endswith("|format-avif")]


def _writes_avif():
    # Older releases of Pillow do not know the word and warn.
    return "avif" in features.features | features.modules and bool(features.check("avif"))


def specs(widths=WIDTHS) -> list[str]:
    return [f"width-{width}|format-{name}" for name in formats() for width in widths]


def card_specs() -> list[str]:
    return [f"fill-{size}|format-{name}" for name in formats() for size in CARD_SIZES]


def main_specs() -> list[str]:
    """All in which a page's main picture may be seen: on the page, in a text, in lists, by networks."""
    return [*specs(), *card_specs(), PREVIEW]


def picture(image, wanted, **attributes) -> Picture:
    """A picture element with all these renditions, and the size by which the page keeps its place. One query. AVIF only
    where it is there already, for it takes so long to make that no visitor should wait: ``rendering`` makes it."""
    renditions = image.get_renditions(*_at_hand(image, wanted))
    return Picture(renditions, {name: value for name, value in attributes.items() if value is not None})
