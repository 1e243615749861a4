"""Patterns of Yogyakarta's batik."""

import math

from .canvas import Canvas
from .colours import BRICK, GOLD, INDIGO, SOGAN


def kawung():
    c = Canvas("#4a2a12")
    step = 125
    for row in range(-1, 7):
        for column in range(-1, 10):
            x, y = column * step + (step / 2 if row % 2 else 0), row * step
            for angle in (45, 135, 225, 315):
                petal(c, x, y, math.radians(angle), 34, 21, "#e9cfa0")
                petal(c, x, y, math.radians(angle), 34, 10, SOGAN)
            c.disc(x, y, 8, GOLD)
    return c


def petal(c, x, y, angle, distance, width, fill):
    points = []
    for part in range(36):
        turn = 2 * math.pi * part / 36
        along, across = distance + 30 * math.cos(turn), width * math.sin(turn)
        points.append(
            (
                x + along * math.cos(angle) - across * math.sin(angle),
                y + along * math.sin(angle) + across * math.cos(angle),
            )
        )
    c.shape(points, fill)


def parang():
    c = Canvas("#eef0ee")
    for band in range(-8, 14):
        start = band * 120
        c.line([(start, -20), (start + 720, 700)], 16, INDIGO)
        for knot in range(-1, 9):
            x, y = start + 60 + knot * 88, knot * 88
            c.disc(x, y, 27, "#3d6291")
            c.disc(x + 14, y - 6, 19, "#eef0ee")
            c.line([(x - 34, y + 30), (x - 4, y + 4)], 13, "#3d6291")
            c.disc(x - 36, y + 32, 9, GOLD)
    return c


def ceplok():
    c = Canvas("#173f35")
    step = 160
    for row in range(-1, 6):
        for column in range(-1, 8):
            x, y = column * step + 80, row * step + 60
            for turn in range(8):
                angle = math.pi * turn / 4
                petal(c, x, y, angle, 30, 12, "#efd9a0" if turn % 2 else GOLD)
            c.disc(x, y, 13, BRICK)
            diamond(c, x + step / 2, y + step / 2, 34, "#efd9a0")
            diamond(c, x + step / 2, y + step / 2, 22, "#2b6152")
    return c


def diamond(c, x, y, size, fill):
    c.shape([(x, y - size), (x + size, y), (x, y + size), (x - size, y)], fill)
