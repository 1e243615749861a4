"""Which part of a picture to take, and how large to make it."""

from dataclasses import dataclass
from math import ceil, floor

ROUNDING = 1e-6


class ShapeRefused(ValueError):
    """No size satisfies the rules."""


@dataclass(frozen=True)
class Frame:
    """The part to take, in shares of the whole picture: left, top, right and bottom between 0 and 1."""

    left: float
    top: float
    right: float
    bottom: float

    def within(self, width, height) -> tuple[float, float, float, float]:
        return self.left * width, self.top * height, self.right * width, self.bottom * height


def frame_for(width, height, rules, focus=None) -> Frame:
    """All of the picture if its ratio is allowed, else the largest part of the nearest allowed ratio.

    ``focus`` is a frame as well: it lies in the middle, or as near as the edge allows.
    """
    part_width, part_height = _part(width, height, rules)
    focus = focus or Frame(0.5, 0.5, 0.5, 0.5)
    left, right = _around(focus.left, focus.right, part_width / width)
    top, bottom = _around(focus.top, focus.bottom, part_height / height)
    return Frame(left, top, right, bottom)


def _part(width, height, rules):
    if rules.max_ratio and width / height > rules.max_ratio:
        return height * rules.max_ratio, height
    if rules.min_ratio and width / height < rules.min_ratio:
        return width, width / rules.min_ratio
    return width, height


def _around(start, end, share):
    begin = min(max((start + end - share) / 2, 0), 1 - share)
    return begin, begin + share


def size_for(width, height, rules, shrink=1.0) -> tuple[int, int]:
    """Whole pixels for a picture of these sides. Raises ``ShapeRefused`` when too narrow for both its limits.

    Smaller pictures grow only as far as the network's least width. ``shrink`` below 1 asks for less still.
    """
    part_width, part_height = _part(width, height, rules)
    scale = min(1, rules.max_width / part_width, rules.max_height / part_height) * shrink
    if part_width * scale < rules.min_width:
        if shrink < 1:
            raise ShapeRefused
        scale = rules.min_width / part_width
    if part_height * scale > rules.max_height + ROUNDING:
        raise ShapeRefused
    across = max(floor(part_width * scale + ROUNDING), 1)
    return across, _height_for(across, part_height * scale, rules)


def _height_for(across, wanted, rules) -> int:
    least = ceil(across / rules.max_ratio - ROUNDING) if rules.max_ratio else 1
    most = floor(across / rules.min_ratio + ROUNDING) if rules.min_ratio else rules.max_height
    if least > most:
        # Whole pixels do not hit a single allowed ratio; less than a pixel is missing.
        return max(round(wanted), 1)
    return min(max(round(wanted), least, 1), max(most, 1))
