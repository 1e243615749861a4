"""Houses, offices and what stands on the street."""

import math

from .colours import BRICK, GOLD, INDIGO, INK, LEAF, PAPER, SOGAN
from .parts import STEEL, WHITE, WOOD, ground, house, person, sheet_of_paper, table, window


def van():
    c = ground("#cfe6ea", "#f6f1de", "#9fb57a")
    c.ridge(440, 22, 1.9, "#8fb09a")
    c.box(0, 520, 1000, 147, "#9fb57a")
    c.box(170, 250, 470, 270, "#2f7d5f", 26)
    c.shape([(640, 300), (740, 390), (790, 410), (790, 520), (640, 520)], "#2f7d5f")
    c.shape([(656, 318), (724, 396), (656, 396)], "#cfe6ec")
    c.box(300, 290, 180, 220, "#f3e7d3", 6)
    c.box(310, 300, 160, 200, "#4b3a2c", 4)
    c.box(330, 380, 120, 16, SOGAN)
    sheet_of_paper(c, 360, 330, 44, 48, 3)
    c.box(196, 300, 84, 70, "#cfe6ec", 8)
    c.box(520, 300, 90, 70, "#cfe6ec", 8)
    c.box(170, 430, 620, 20, GOLD)
    for x in (270, 690):
        c.disc(x, 526, 50, INK)
        c.disc(x, 526, 22, "#b9c0c3")
    for step in range(3):
        c.box(320 + step * 4, 516 + step * 26, 140 - step * 8, 16, "#8d8272", 3)
    c.shape([(800, 330), (880, 280), (985, 330)], BRICK)
    for x in (810, 968):
        c.box(x, 330, 8, 240, STEEL)
    table(c, 815, 490, 160, 90)
    person(c, 100, 610, 210, INDIGO)
    return c


def notice_board():
    c = ground("#dcebe6", "#f7f2e2", "#c5ad82", 540)
    c.tree(110, 560, 260, "#4f8057")
    c.tree(900, 560, 230)
    for x in (240, 730):
        c.box(x, 170, 26, 430, WOOD)
    c.shape([(180, 190), (500, 90), (820, 190)], BRICK)
    c.box(220, 190, 560, 290, "#7a5632", 6)
    c.box(240, 210, 520, 250, "#caa06a")
    pins = (BRICK, "#3d6291", GOLD, LEAF, "#8a5a86", BRICK, "#3d6291", GOLD)
    for number, pin in enumerate(pins):
        x, y = 262 + (number % 4) * 124, 226 + (number // 4) * 118
        sheet_of_paper(c, x, y, 92, 104, 5)
        c.disc(x + 46, y + 6, 9, pin)
    return c


def school():
    c = ground("#a9d4e8", "#f2f4e4", "#c9b184", 500)
    c.disc(860, 110, 52, "#fff3c4")
    c.tree(80, 520, 220)
    c.tree(930, 540, 260, "#4c7a52")
    house(c, 190, 500, 620, 190, "#f8efd9", "#b5512f")
    for x in (240, 360, 610, 720):
        window(c, x, 350, 66, 74)
    c.box(472, 350, 76, 150, SOGAN, 4)
    c.box(440, 322, 140, 22, INDIGO, 4)
    c.box(316, 150, 10, 470, "#e5e9ea")
    c.box(326, 156, 110, 36, "#c8322b")
    c.box(326, 192, 110, 36, WHITE)
    c.box(290, 612, 62, 20, "#9a8a6c", 4)
    for x in (140, 620, 720):
        c.plant(x, 560, 60)
    return c


def night_house():
    c = ground("#101a3a", "#33406b", "#1f2a3f", 530)
    for star in range(46):
        c.disc((star * 137) % 1000, (star * 83) % 300, 1.6 + star % 3, "#dfe6ff")
    c.disc(180, 120, 54, "#f6e7b0")
    c.disc(204, 108, 48, "#141f42")
    house(c, 300, 530, 440, 210, "#54617f", "#3a2a35")
    for x in (340, 455, 640):
        window(c, x, 370, 70, 76, "#ffd76a", "#2c3550")
    c.box(560, 390, 60, 140, "#ffb84d", 4)
    c.box(568, 400, 44, 130, "#7d4a25")
    c.shape([(560, 530), (620, 530), (680, 660), (500, 660)], "#59618a")
    c.box(846, 250, 12, 330, INK)
    c.line([(852, 254), (800, 236)], 10, INK)
    c.disc(794, 248, 26, "#ffe9a8")
    c.shape([(794, 256), (700, 580), (890, 580)], "#3c4870")
    c.box(846, 250, 12, 330, INK)
    return c


def stalls():
    c = ground("#f6d9a8", "#fdf3dd", "#c89f6c", 540)
    c.ridge(430, 16, 0.6, "#d8c08d")
    c.box(0, 540, 1000, 127, "#c89f6c")
    for x, colour in ((50, BRICK), (370, GOLD), (690, LEAF)):
        for leg in (x + 10, x + 240):
            c.box(leg, 240, 10, 340, WOOD)
        for stripe in range(8):
            left = x - 14 + stripe * 36
            fill = colour if stripe % 2 else WHITE
            c.shape([(left + 12, 170), (left + 40, 170), (left + 36, 262), (left, 262)], fill)
            c.disc(left + 18, 262, 18, fill)
        c.box(x, 440, 260, 34, SOGAN, 4)
        c.box(x + 8, 474, 244, 100, "#a9774a")
    for fruit in range(10):
        c.disc(76 + (fruit % 5) * 46, 424 - (fruit // 5) * 34, 23, ("#e0792f", BRICK, "#d9a441")[fruit % 3])
    for pot, (width, shade) in enumerate(((34, "#9b5a34"), (44, "#b9744a"), (30, "#7c4426"))):
        c.disc(430 + pot * 74, 410, width, shade)
        c.box(418 + pot * 74, 366, 24, 22, shade, 4)
    for fold, colour in enumerate(("#3d6291", "#8a5a86", GOLD, "#2f7d5f")):
        c.box(706 + fold * 56, 350, 48, 90, colour, 4)
        c.box(706 + fold * 56, 380, 48, 6, WHITE)
    return c


def barn():
    c = ground("#fbe0b0", "#fdf4dc", "#b5a45f", 520)
    c.ridge(400, 46, 2.6, "#9fae6e")
    c.ridge(470, 24, 0.8, "#879b57")
    c.box(0, 520, 1000, 147, "#b5a45f")
    for x in (310, 410, 580, 680):
        c.box(x, 430, 22, 130, WOOD)
        c.box(x - 10, 552, 42, 16, "#8c8578", 4)
    c.box(280, 410, 450, 26, "#4f331b", 4)
    c.shape([(320, 412), (290, 280), (720, 280), (690, 412)], "#9b6a35")
    for x in range(320, 700, 32):
        c.box(x, 284, 4, 126, "#7a4f25")
    c.box(460, 310, 90, 100, "#5b3a1d", 4)
    c.shape([(240, 290), (420, 110), (590, 110), (770, 290)], "#6b4a2a")
    for row in range(5):
        c.box(405 - row * 36, 120 + row * 34, 200 + row * 72, 4, "#8b6a3f")
    for x in (345, 395, 605, 650):
        c.shape(
            [(x - 22, 410), (x + 22, 410), (x + 8, 370), (x + 30, 330), (x - 30, 330), (x - 8, 370)],
            "#e6c25a",
        )
        c.box(x - 10, 364, 20, 10, BRICK)
    c.line([(500, 560), (470, 436)], 10, WOOD)
    c.line([(560, 560), (530, 436)], 10, WOOD)
    for rung in range(4):
        c.line([(496 - rung * 7, 540 - rung * 28), (556 - rung * 7, 540 - rung * 28)], 8, WOOD)
    return c


def gate():
    c = ground("#b9dbe0", "#f4efdd", "#a8b37e", 500)
    c.tree(70, 520, 250)
    c.tree(940, 520, 250, "#4c7a52")
    c.shape([(390, 500), (500, 380), (610, 500)], "#8b6a3f")
    c.box(410, 440, 180, 60, PAPER)
    c.shape([(440, 500), (560, 500), (720, 667), (280, 667)], "#d8c7a3")
    for row in range(5):
        for column in range(4):
            width = 36 + row * 14
            c.box(500 - width * 2 + column * width, 514 + row * 30, width - 8, 18, "#b9a47c", 5)
    for side in (-1, 1):
        x = 500 + side * 170
        for level, width in enumerate((150, 130, 112, 94, 74, 50)):
            c.box(x - width / 2, 470 - level * 62, width, 66, ("#a34a2c", "#b8573a")[level % 2], 3)
            c.box(x - width / 2 - 10, 466 - level * 62, width + 20, 12, "#8a3c22", 3)
        c.box(x - 80, 520, 160, 40, "#7d3620", 4)
        for level in range(3):
            c.ring(x, 440 - level * 124, 15, 5, GOLD)
        c.shape([(x - 18, 100), (x, 56), (x + 18, 100)], "#8a3c22")
    return c


def bridge():
    c = ground("#cfe5ea", "#eef2dd", "#5f8f57", 620)
    c.ridge(330, 40, 0.9, "#8fb48d")
    c.ridge(420, 24, 2.2, "#6f9d6c")
    c.shape([(0, 400), (220, 430), (330, 667), (0, 667)], "#557f4c")
    c.shape([(1000, 380), (790, 430), (690, 667), (1000, 667)], "#557f4c")
    c.shape([(330, 667), (260, 520), (740, 520), (690, 667)], "#5d9fb8")
    for wave in range(5):
        c.line([(340 + wave * 30, 560 + wave * 22), (470 + wave * 24, 552 + wave * 22)], 5, "#a9d3e0")
    for x in (215, 765):
        c.box(x, 220, 20, 230, BRICK)
        c.box(x - 26, 210, 72, 20, BRICK, 4)
    rope = [(x, 250 + 130 * (1 - ((x - 500) / 275) ** 2)) for x in range(225, 776, 25)]
    deck = [(x, 425 + 34 * (1 - ((x - 500) / 275) ** 2)) for x in range(225, 776, 25)]
    for up, down in zip(rope, deck, strict=True):
        c.line([up, down], 3, INK)
    c.line(rope, 8, INK)
    c.line(deck, 18, WOOD)
    for x in (60, 130, 880, 950):
        c.tree(x, 430 + (x % 40), 170, "#3f6b4a")
    return c


def night_market():
    c = ground("#3b2a52", "#e08a5a", "#4d3b3a", 540)
    c.ridge(470, 26, 1.2, "#5a3f58")
    c.box(0, 540, 1000, 127, "#4d3b3a")
    for row in range(3):
        points = [(x, 110 + row * 66 + 34 * math.sin(math.pi * x / 330)) for x in range(0, 1001, 20)]
        c.line(points, 3, INK)
        for x, y in points[1::3]:
            c.disc(x, y + 12, 11, "#ffe08a")
    for x, y in ((160, 210), (420, 250), (690, 215), (880, 260)):
        c.disc(x, y + 40, 40, BRICK, 1.1)
        c.box(x - 18, y - 8, 36, 10, GOLD, 4)
        c.box(x - 18, y + 80, 36, 10, GOLD, 4)
    for x, colour in ((180, "#2f7d5f"), (600, "#c8622f")):
        c.box(x, 440, 240, 110, colour, 8)
        c.box(x + 14, 456, 212, 40, "#ffe9b8", 4)
        c.shape([(x - 20, 370), (x + 30, 310), (x + 210, 310), (x + 260, 370)], "#f3e7d3")
        for leg in (x, x + 232):
            c.box(leg, 370, 8, 74, WOOD)
        for wheel in (x + 50, x + 190):
            c.ring(wheel, 562, 34, 8, INK)
            c.disc(wheel, 562, 6, INK)
    person(c, 500, 620, 190, INDIGO)
    person(c, 900, 630, 180, "#8a5a86")
    return c
