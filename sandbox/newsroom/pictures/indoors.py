"""Scenes in rooms, without people."""

import math

from .canvas import Canvas
from .colours import BRICK, GOLD, INDIGO, INK, LEAF, PAPER, SOGAN


def room(wall, floor):
    c = Canvas(wall)
    c.box(0, 500, 1000, 170, floor)
    c.box(0, 490, 1000, 14, "#ffffff")
    return c


def coffee():
    c = room("#e9d3b4", "#8b5e3a")
    c.box(560, 80, 320, 250, "#2f3a35", 12)
    for row, colour in enumerate((GOLD, "#e9d3b4", "#8fbf9f")):
        c.disc(620, 140 + row * 66, 22, colour)
        c.box(660, 130 + row * 66, 180, 12, "#dfe5e0", 6)
        for dot in range(6):
            c.disc(664 + dot * 20, 156 + row * 66, 4, "#a7b1aa")
    c.box(80, 440, 840, 34, SOGAN, 8)
    c.box(110, 474, 780, 200, "#6a3f1c")
    for x in (170, 290, 410):
        c.shape([(x, 380), (x + 84, 380), (x + 70, 440), (x + 14, 440)], "#ffffff")
        c.ring(x + 88, 404, 18, 7, "#ffffff")
        c.disc(x + 42, 382, 40, "#4a2a12", 0.2)
        c.line([(x + 34, 366), (x + 44, 340), (x + 34, 316)], 5, "#fff6e6")
    c.shape([(600, 360), (720, 360), (740, 440), (580, 440)], "#9aa4a8")
    c.line([(736, 420), (780, 372), (790, 376)], 12, "#9aa4a8")
    c.box(640, 340, 40, 22, INK, 6)
    return c


def books():
    c = room("#dfe7d8", "#c08a55")
    colours = (BRICK, GOLD, "#3d6291", LEAF, "#8a5a86", "#d9772f", "#2f6a7c")
    for row in range(3):
        top = 110 + row * 130
        c.box(140, top + 104, 720, 16, SOGAN)
        for book in range(18):
            height = 66 + (book * 37 + row * 23) % 34
            x = 152 + book * 39
            c.box(x, top + 104 - height, 32, height, colours[(book * 3 + row) % 7], 3)
            c.box(x + 6, top + 116 - height, 20, 8, "#fbf4e4", 2)
    c.box(132, 90, 14, 410, SOGAN)
    c.box(854, 90, 14, 410, SOGAN)
    c.disc(500, 590, 260, "#e8b96a", 0.25)
    c.disc(500, 590, 180, "#f3d9a6", 0.25)
    for x, colour in ((350, "#3d6291"), (640, BRICK)):
        c.disc(x, 585, 76, colour, 0.36)
    return c


def counter():
    c = room("#e4ebef", "#b7a98f")
    c.box(120, 70, 230, 120, INDIGO, 12)
    for digit, x in (("A", 160), ("0", 220), ("7", 280)):
        segments(c, x, 100, digit)
    c.disc(800, 140, 78, "#ffffff")
    c.ring(800, 140, 78, 8, INK)
    c.line([(800, 140), (800, 86)], 7, INK)
    c.line([(800, 140), (838, 152)], 7, INK)
    c.box(80, 360, 620, 150, "#2f6a7c", 8)
    c.box(60, 336, 660, 30, PAPER, 6)
    for x in (260, 480):
        c.box(x, 230, 6, 108, "#9fb7c2")
    c.box(330, 290, 90, 46, "#ffffff", 4)
    for line in range(3):
        c.box(342, 300 + line * 11, 64, 4, "#9aa6ad")
    for x in (760, 870):
        c.box(x, 430, 90, 20, BRICK, 8)
        c.box(x, 340, 90, 84, BRICK, 12)
        c.box(x + 8, 450, 8, 80, INK)
        c.box(x + 74, 450, 8, 80, INK)
    return c


def segments(c, x, y, digit):
    parts = {"A": "abcefg", "0": "abcdef", "7": "abc"}[digit]
    places = {
        "a": (0, 0, 36, 7),
        "b": (31, 0, 7, 30),
        "c": (31, 30, 7, 30),
        "d": (0, 55, 36, 7),
        "e": (-2, 30, 7, 30),
        "f": (-2, 0, 7, 30),
        "g": (0, 27, 36, 7),
    }
    for part in parts:
        dx, dy, width, height = places[part]
        c.box(x + dx, y + dy, width, height, "#ffd166", 3)


def meeting():
    c = room("#ead9c0", "#a9855c")
    c.box(300, 70, 400, 200, "#f8f6ef", 8)
    for line, width in enumerate((300, 220, 260)):
        c.box(340, 110 + line * 46, width, 12, "#9fb0b8", 6)
    for x in (180, 360, 540, 720):
        c.box(x + 10, 300, 80, 110, INDIGO, 16)
    c.disc(500, 470, 380, SOGAN, 0.27)
    c.disc(500, 458, 380, "#c89a64", 0.27)
    for x in (240, 400, 560, 700):
        c.shape([(x, 440), (x + 62, 436), (x + 74, 476), (x + 6, 480)], "#fdfaf2")
    for x in (140, 330, 560, 750):
        c.box(x, 540, 110, 130, "#33507a", 20)
    return c


def workshop():
    c = room("#d8dcd8", "#8d8f8c")
    c.box(80, 70, 460, 210, "#c49a63", 8)
    for x in (130, 200, 270, 340, 410, 480):
        c.box(x, 110, 12, 110, "#4b545a", 4)
        c.disc(x + 6, 220, 16, "#4b545a")
    c.box(600, 110, 320, 20, SOGAN)
    for x, colour in ((620, BRICK), (700, "#3d6291"), (780, GOLD), (850, LEAF)):
        c.box(x, 60, 54, 50, colour, 6)
    for x in (360, 650):
        c.ring(x, 480, 104, 10, INK)
        c.disc(x, 480, 12, INK)
        for spoke in range(8):
            angle = math.pi * spoke / 8
            dx, dy = 98 * math.cos(angle), 98 * math.sin(angle)
            c.line([(x - dx, 480 - dy), (x + dx, 480 + dy)], 2, "#7d868b")
    c.line([(360, 480), (450, 350), (610, 350), (500, 480), (360, 480)], 12, BRICK)
    c.line([(500, 480), (440, 330)], 12, BRICK)
    c.line([(650, 480), (600, 320), (640, 306)], 12, BRICK)
    c.box(405, 316, 76, 16, INK, 8)
    c.line([(500, 480), (500, 640)], 12, "#4b545a")
    c.box(430, 630, 140, 16, "#4b545a", 6)
    return c


def video_call():
    c = room("#dce6e6", "#c2a37a")
    c.box(260, 110, 440, 280, INK, 16)
    c.box(276, 126, 408, 248, "#8fc1c9", 8)
    c.disc(480, 220, 52, "#f2dfc2")
    c.box(400, 280, 160, 94, INDIGO, 40)
    c.box(590, 140, 80, 60, "#e8f2f2", 6)
    c.box(460, 390, 40, 40, INK)
    c.box(80, 430, 840, 30, SOGAN, 8)
    for x in (120, 850):
        c.box(x, 460, 26, 200, SOGAN)
    c.line([(800, 430), (800, 300), (740, 240)], 10, "#4b545a")
    c.shape([(700, 262), (760, 214), (790, 250), (730, 300)], GOLD)
    c.box(130, 340, 100, 90, "#ffffff", 6)
    for line in range(4):
        c.box(146, 358 + line * 17, 68, 6, (BRICK, "#9fb0b8")[line % 2])
    return c


def boxes():
    c = room("#f0e2c8", "#a97c4c")
    c.box(100, 450, 800, 34, SOGAN, 8)
    for column, height in enumerate((3, 4, 3)):
        for level in range(height):
            x, y = 170 + column * 150, 450 - (level + 1) * 72
            c.box(x, y, 136, 68, "#efe9dc", 8)
            c.box(x, y, 136, 22, "#3f7d58", 8)
            c.disc(x + 68, y + 44, 12, GOLD)
    c.shape([(660, 360), (880, 360), (846, 450), (694, 450)], "#b98a4e")
    for x in (690, 740, 790, 840):
        c.plant(x, 366, 110, "#5ca04f")
    c.disc(716, 350, 24, BRICK)
    c.disc(820, 346, 22, "#d9772f")
    return c


def couch():
    c = room("#e6dbe8", "#9f8a78")
    c.box(140, 390, 620, 46, "#ffffff", 20)
    c.box(120, 420, 660, 70, "#5f8f86", 12)
    c.box(150, 490, 20, 120, SOGAN)
    c.box(730, 490, 20, 120, SOGAN)
    c.box(160, 350, 140, 50, "#cfe3df", 24)
    for fold in range(3):
        c.box(800, 470 - fold * 26, 140, 24, (PAPER, "#e2c9a2", "#cfe3df")[fold], 10)
    c.box(790, 494, 160, 16, SOGAN)
    for x in range(40, 1000, 60):
        c.box(x, 620, 36, 20, GOLD, 6)
    c.box(380, 110, 240, 160, "#f8f4ec", 8)
    c.disc(500, 190, 46, "#8fb6a8")
    return c


def calendar():
    c = room("#e3e8dd", "#b59a70")
    c.box(260, 70, 480, 400, "#fdfbf4", 12)
    c.box(260, 70, 480, 84, BRICK, 12)
    for x in (340, 500, 660):
        c.box(x - 8, 48, 16, 50, INK, 8)
    for day in range(28):
        x, y = 300 + (day % 7) * 60, 184 + (day // 7) * 68
        c.box(x, y, 44, 44, BRICK if day in (6, 13, 20, 24, 25, 27) else "#d9dfd6", 8)
    c.box(120, 520, 760, 26, SOGAN, 8)
    c.shape([(180, 470), (260, 470), (250, 520), (190, 520)], "#5f8f86")
    c.plant(220, 474, 110)
    return c
