"""A small flat-colour canvas. Coordinates are per mille of the width: a picture is 1000 wide, 667 high."""

import math
from io import BytesIO

from PIL import Image, ImageDraw

WIDTH, HEIGHT = 1280, 853
# Drawn larger and scaled down: Pillow does not smooth its edges itself.
SCALE = 1.5
UNIT = WIDTH * SCALE / 1000


class Canvas:
    def __init__(self, top, bottom=None):
        self.image = Image.new("RGB", (round(WIDTH * SCALE), round(HEIGHT * SCALE)), top)
        if bottom:
            self.image = gradient(self.image.size, top, bottom)
        self.draw = ImageDraw.Draw(self.image)

    def box(self, x, y, width, height, fill, radius=0):
        corners = [x * UNIT, y * UNIT, (x + width) * UNIT, (y + height) * UNIT]
        self.draw.rounded_rectangle(corners, radius * UNIT, fill=fill)

    def disc(self, x, y, radius, fill, ratio=1.0):
        self.draw.ellipse(
            [
                (x - radius) * UNIT,
                (y - radius * ratio) * UNIT,
                (x + radius) * UNIT,
                (y + radius * ratio) * UNIT,
            ],
            fill=fill,
        )

    def ring(self, x, y, radius, width, colour):
        self.draw.ellipse(
            [(x - radius) * UNIT, (y - radius) * UNIT, (x + radius) * UNIT, (y + radius) * UNIT],
            outline=colour,
            width=round(width * UNIT),
        )

    def shape(self, points, fill):
        self.draw.polygon([(x * UNIT, y * UNIT) for x, y in points], fill=fill)

    def line(self, points, width, fill):
        self.draw.line(
            [(x * UNIT, y * UNIT) for x, y in points], fill=fill, width=round(width * UNIT), joint="curve"
        )

    def arc(self, x, y, radius, begin, end, width, colour):
        """Part of a ring; angles in degrees, clockwise from three o'clock."""
        corners = [(x - radius) * UNIT, (y - radius) * UNIT, (x + radius) * UNIT, (y + radius) * UNIT]
        self.draw.arc(corners, begin, end, fill=colour, width=round(width * UNIT))

    def slice(self, x, y, radius, begin, end, fill):
        corners = [(x - radius) * UNIT, (y - radius) * UNIT, (x + radius) * UNIT, (y + radius) * UNIT]
        self.draw.pieslice(corners, begin, end, fill=fill)

    def ridge(self, base, height, seed, fill):
        """A line of hills across the picture, filled down to the bottom."""
        points = [
            (x, base - height * (math.sin(x / 140 + seed) + 0.55 * math.sin(x / 61 + 2.3 * seed)))
            for x in range(0, 1001, 8)
        ]
        self.shape([(0, 667), *points, (1000, 667)], fill)

    def tree(self, x, ground, size, leaf="#3f6b4a", trunk="#5b4230"):
        self.box(x - size * 0.06, ground - size * 0.7, size * 0.12, size * 0.7, trunk)
        self.disc(x, ground - size, size * 0.42, leaf)
        self.disc(x - size * 0.28, ground - size * 0.78, size * 0.3, leaf)
        self.disc(x + size * 0.28, ground - size * 0.78, size * 0.3, leaf)

    def plant(self, x, ground, size, leaf="#4f8a4f"):
        for lean in (-0.5, -0.2, 0.2, 0.5):
            tip = (x + lean * size, ground - size * (1 - abs(lean) * 0.4))
            side = (x + lean * size * 0.2, ground - size * 0.55)
            self.shape([(x - size * 0.05, ground), side, tip, (x + size * 0.05, ground)], leaf)

    def as_jpeg(self) -> bytes:
        small = self.image.resize((WIDTH, HEIGHT), Image.Resampling.HAMMING)
        out = BytesIO()
        small.save(out, "JPEG", quality=86)
        return out.getvalue()


def gradient(size, top, bottom):
    column = Image.linear_gradient("L").resize(size)
    return Image.composite(Image.new("RGB", size, bottom), Image.new("RGB", size, top), column)
