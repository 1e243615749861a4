"""A picture as a network will show it: which part of it, and with which words."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from wagtail_sop.social.pictures.shape import Frame, ShapeRefused, frame_for, size_for


@dataclass(frozen=True)
class Shot:
    pk: int
    title: str
    url: str
    alt: str
    takes_alt: bool = True
    ratio: str = ""
    position: str = ""
    is_cropped: bool = False
    problem: str = ""


def shots_of(entries, rules, images) -> list[Shot]:
    """``entries`` as a composition keeps them; an image that was deleted is left out."""
    found = ((images[entry["image"]], entry["alt"]) for entry in entries)
    return [shot_of(image, alt, rules, images) for image, alt in found if image]


def shot_of(image, alt, rules, images) -> Shot:
    facts = {"pk": image.pk, "title": image.title, "url": images.address(image), "alt": alt}
    facts["takes_alt"] = bool(rules.alt_text_limit)
    if image.is_svg():
        return Shot(**facts, problem=_("Networks do not take SVG drawings. Choose a PNG or JPEG picture."))
    try:
        size_for(image.width, image.height, rules)
    except ShapeRefused:
        return Shot(**facts, problem=_("The picture is too narrow for this network. Choose another."))
    return Shot(**facts, **crop_of(image, rules))


def crop_of(image, rules) -> dict:
    """The part that is posted, as CSS cuts it out."""
    frame = frame_for(image.width, image.height, rules, focus_of(image))
    across, down = frame.right - frame.left, frame.bottom - frame.top
    return {
        "ratio": f"{image.width * across:.0f} / {image.height * down:.0f}",
        "position": f"{share(frame.left, across)}% {share(frame.top, down)}%",
        "is_cropped": min(across, down) < 0.999,
    }


def share(start, length) -> int:
    """CSS places a picture by the share of what sticks out."""
    return round(100 * start / (1 - length)) if length < 0.999 else 50


def focus_of(image):
    focus = image.get_focal_point()
    if not focus:
        return None
    sides = (image.width, image.height) * 2
    edges = (focus.left, focus.top, focus.right, focus.bottom)
    return Frame(*(min(max(edge / side, 0), 1) for edge, side in zip(edges, sides, strict=True)))
