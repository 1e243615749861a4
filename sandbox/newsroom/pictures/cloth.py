"""More patterns of batik: those of the morning class."""

import math

from .batik import petal
from .canvas import Canvas
from .colours import BRICK, GOLD, INDIGO, SOGAN


def truntum():
    c = Canvas("#33200f")
    for row in range(-1, 12):
        for column in range(-1, 16):
            x, y = column * 72 + (36 if row % 2 else 0), row * 62
            size = 10 if (row + column) % 3 else 14
            for turn in range(8):
                angle = math.pi * turn / 4
                petal_at(c, x, y, angle, size, "#f0dfb8" if turn % 2 else "#c99a4a")
            c.disc(x, y, 4, "#33200f")
            for dx, dy in ((36, 0), (-18, 26), (18, 26)):
                c.disc(x + dx, y + dy, 2.6, "#d8b878")
    return c


def petal_at(c, x, y, angle, size, fill):
    """A small one with a tip."""
    along, across = (math.cos(angle), math.sin(angle)), (-math.sin(angle), math.cos(angle))
    c.shape(
        [
            (x, y),
            (x + along[0] * size + across[0] * size * 0.4, y + along[1] * size + across[1] * size * 0.4),
            (x + along[0] * size * 2.1, y + along[1] * size * 2.1),
            (x + along[0] * size - across[0] * size * 0.4, y + along[1] * size - across[1] * size * 0.4),
        ],
        fill,
    )


def lereng():
    c = Canvas("#f0e3c9")
    bands = (
        ("#6d4220", 52),
        ("#f0e3c9", 20),
        (INDIGO, 34),
        ("#f0e3c9", 14),
        ("#a9713a", 44),
        ("#f0e3c9", 22),
    )
    start = -760
    while start < 1000:
        for colour, width in bands:
            c.shape(
                [(start, -10), (start + width, -10), (start + width + 690, 680), (start + 690, 680)], colour
            )
            if width > 30:
                for knot in range(24):
                    x, y = start + width / 2 + knot * 30, knot * 30
                    c.disc(x, y, 5 if colour == INDIGO else 8, "#f0e3c9")
                    c.disc(x, y, 3, GOLD)
            start += width
    return c


def megamendung():
    c = Canvas("#a33b2c")
    shades = ("#f3f6f7", "#bcd8e6", "#86b5d2", "#4d87b5", "#2b5b8e", "#173d69")
    for x, y, size in ((170, 130, 1.15), (610, 90, 0.95), (900, 270, 1.0), (400, 330, 1.2), (90, 470, 0.9),
        (690, 500, 1.25), (320, 610, 0.85), (1000, 620, 1.0)):  # fmt: skip
        for step, shade in enumerate(reversed(shades)):
            cloud(c, x, y, size * (1 - step * 0.145), shade)
    return c


def cloud(c, x, y, size, fill):
    for dx, dy, radius in ((0, 0, 66), (-82, 18, 48), (84, 14, 52), (-40, -34, 46), (44, -38, 50), (142, 34, 28),
        (-138, 36, 26)):  # fmt: skip
        c.disc(x + dx * size, y + dy * size, radius * size, fill, 0.78)
    c.box(x - 150 * size, y + 16 * size, 306 * size, 40 * size, fill, 20 * size)


def nitik():
    c = Canvas("#4d5426")
    step = 13
    for number in range(12):
        if (number + number // 4) % 2:
            c.box(number % 4 * 260, number // 4 * 260, 260, 260, "#333c1e")
    for row in range(53):
        for column in range(78):
            u, v = column % 20 - 9.5, row % 20 - 9.5
            far = math.hypot(u, v)
            bloom = 5.2 + 2.4 * math.cos(4 * math.atan2(v, u))
            if abs(far - bloom) < 0.9 or abs(far - 2) < 0.9:
                colour = "#f0d98c"
            elif abs(abs(u) - abs(v)) < 0.6 and far > 9:
                colour = "#c98f3a"
            elif (row + column) % 4 == 0 and far > bloom:
                colour = "#7d8444"
            else:
                continue
            c.box(column * step, row * step, 8, 8, colour)
    return c


def tambal():
    c = Canvas("#efe2c8")
    colours = (SOGAN, INDIGO, "#8a5a86", "#3f6b4a", BRICK, "#c58a2f", "#2f6a7c", "#5b3a24")
    size = 167
    for row in range(4):
        for column in range(6):
            x, y, number = column * size, row * size, row * 5 + column * 3
            c.shape([(x, y), (x + size, y), (x, y + size)], colours[number % 8])
            c.shape([(x + size, y), (x + size, y + size), (x, y + size)], colours[(number + 3) % 8])
            filling(c, x + size * 0.3, y + size * 0.3, number % 3)
            filling(c, x + size * 0.7, y + size * 0.7, (number + 1) % 3)
            c.line([(x + size, y), (x, y + size)], 5, "#efe2c8")
            c.line([(x, y + size), (x, y), (x + size, y)], 5, "#efe2c8")
    return c


def filling(c, x, y, kind):
    light = "#f3e6c8"
    if kind == 0:
        for turn in range(6):
            petal(c, x, y, math.pi * turn / 3, 14, 6, light)
    elif kind == 1:
        for dx in (-22, 0, 22):
            for dy in (-22, 0, 22):
                if dx + dy < 40:
                    c.disc(x + dx, y + dy, 5, light)
    else:
        for dx in (-20, -4, 12):
            c.line([(x + dx, y - 22), (x + dx - 14, y + 24)], 4, light)


def gringsing():
    c = Canvas("#7c2d16")
    for row in range(-1, 13):
        for column in range(-1, 13):
            x, y = column * 92 + (46 if row % 2 else 0), row * 56
            for radius, colour in ((50, "#e9b25c"), (44, "#b8431f"), (33, "#e07b32"), (21, "#7c2d16")):
                c.disc(x, y, radius, colour)
            c.disc(x, y + 4, 8, "#f6e0a8")
    return c
