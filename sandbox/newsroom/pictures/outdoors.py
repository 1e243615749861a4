"""Scenes in the open, without people."""

import math

from .canvas import Canvas
from .colours import BRICK, GOLD, INDIGO, INK, LEAF, PAPER, SOGAN


def mountain():
    c = Canvas("#f7b267", "#fde6c4")
    c.disc(690, 250, 78, "#fff1cf")
    volcano(c, "#5b6f8f", "#7389a8")
    c.ridge(470, 22, 1.2, "#4d7360")
    for row, colour in enumerate(["#7fa65a", "#6d964f", "#5b8746", "#4a763d"]):
        c.ridge(520 + row * 42, 9, 3 + row, colour)
    c.shape([(420, 667), (560, 667), (520, 560), (545, 500), (535, 500), (495, 560)], "#e6cf9f")
    c.tree(140, 640, 170)
    c.tree(880, 620, 120)
    return c


def volcano(c, dark, light):
    c.shape([(110, 520), (330, 200), (352, 214), (378, 206), (400, 198), (690, 520)], dark)
    c.shape([(378, 206), (400, 198), (690, 520), (480, 520), (420, 330)], light)


def tents():
    c = Canvas("#bcd7e6", "#eef4ea")
    volcano(c, "#6f8797", "#86a0ae")
    c.ridge(505, 14, 0.5, "#7c9a6a")
    c.box(0, 520, 1000, 160, "#93ad72")
    for x, size, colour in ((90, 230, "#c8622f"), (370, 270, "#d9772f"), (700, 230, "#c8622f")):
        tent(c, x, 560, size, colour)
    c.box(180, 560, 640, 16, "#6b4a2f")
    for leg in (200, 490, 780):
        c.box(leg, 576, 14, 66, "#6b4a2f")
    for pot in range(6):
        x = 240 + pot * 104
        c.box(x - 32, 522, 64, 40, "#5f6a70", 6)
        c.box(x - 40, 514, 80, 10, "#808b91", 5)
        c.disc(x, 512, 8, "#3f484c")
    return c


def tent(c, x, ground, size, colour):
    c.shape([(x, ground), (x + size * 0.5, ground - size * 0.62), (x + size, ground)], colour)
    c.shape(
        [(x + size * 0.5, ground - size * 0.62), (x + size, ground), (x + size * 0.72, ground)], "#a84d22"
    )
    c.shape(
        [(x + size * 0.36, ground), (x + size * 0.5, ground - size * 0.34), (x + size * 0.6, ground)],
        "#fbe9d0",
    )


def rain():
    c = Canvas("#3c4c5c", "#7b8b92")
    for x, y, size in ((180, 120, 110), (330, 95, 130), (520, 130, 120), (700, 90, 140), (860, 130, 110)):
        c.disc(x, y, size, "#2e3a47", 0.62)
    c.ridge(400, 40, 2.1, "#4a6258")
    c.ridge(480, 26, 0.4, "#3d5549")
    c.box(0, 540, 1000, 130, "#32463d")
    c.box(390, 400, 230, 150, "#d7c4a1")
    c.shape([(360, 405), (505, 310), (650, 405)], BRICK)
    c.box(420, 440, 60, 50, "#ffe08a", 4)
    c.box(530, 440, 60, 110, "#5b4230", 4)
    c.disc(505, 372, 14, "#ffe9a8")
    for drop in range(130):
        x, y = (drop * 83) % 1000, (drop * 149) % 620
        c.line([(x, y), (x - 9, y + 30)], 2, "#a9bac4")
    return c


def joglo():
    c = Canvas("#cfe3ea", "#f6efe0")
    c.ridge(440, 18, 1.4, "#a9c2ac")
    c.box(0, 500, 1000, 170, "#c9ad7f")
    c.tree(120, 530, 240)
    c.tree(890, 530, 220, "#4c7a52")
    c.shape([(170, 380), (330, 280), (670, 280), (830, 380)], BRICK)
    c.shape([(340, 284), (430, 170), (570, 170), (660, 284)], "#c05a39")
    c.box(425, 160, 150, 14, SOGAN)
    for x in (240, 390, 590, 740):
        c.box(x, 380, 20, 150, SOGAN)
        c.box(x - 8, 520, 36, 18, "#6f675d")
    c.box(200, 380, 600, 14, "#5b3317")
    c.box(180, 536, 640, 16, "#a58d68")
    c.box(150, 552, 700, 18, "#937c5a")
    return c


def ramp():
    c = Canvas("#d6e6ee", "#f5efe2")
    c.box(0, 520, 1000, 150, "#bfae8f")
    c.box(430, 170, 500, 330, PAPER)
    c.shape([(390, 180), (680, 70), (970, 180)], BRICK)
    for x in (500, 780):
        c.box(x, 250, 100, 90, "#9cc1d1", 6)
        c.box(x + 47, 250, 6, 90, PAPER)
    c.box(640, 290, 90, 210, SOGAN, 4)
    c.box(430, 490, 500, 36, "#8d8272")
    c.shape([(430, 490), (430, 526), (90, 560), (90, 554)], "#a69b88")
    c.line([(100, 470), (430, 400), (620, 400)], 9, INDIGO)
    for x, y in ((110, 468), (220, 445), (330, 421), (430, 400)):
        c.line([(x, y), (x, y + 105)], 7, INDIGO)
    wheelchair(c, 250, 590)
    return c


def wheelchair(c, x, ground):
    c.ring(x, ground - 48, 48, 7, INK)
    c.disc(x + 82, ground - 16, 16, INK)
    c.line(
        [(x - 30, ground - 160), (x - 22, ground - 62), (x + 66, ground - 62), (x + 84, ground - 16)],
        10,
        INDIGO,
    )
    c.box(x - 22, ground - 78, 92, 18, BRICK, 5)
    c.box(x - 36, ground - 158, 14, 92, BRICK, 5)
    c.line([(x - 56, ground - 158), (x - 28, ground - 158)], 8, INK)


def truck():
    c = Canvas("#f2c894", "#f8ead2")
    volcano(c, "#8a8fa3", "#a1a6b8")
    c.ridge(490, 12, 2.2, "#8aa66e")
    c.box(0, 520, 1000, 150, "#6d6f73")
    for x in range(30, 1000, 160):
        c.box(x, 592, 90, 8, "#e9e4d8")
    c.box(220, 380, 390, 150, SOGAN, 6)
    for column in range(4):
        for row in range(2):
            sack(c, 236 + column * 92, 330 + row * 52 - (26 if column in (1, 2) else 0))
    c.box(610, 330, 170, 200, "#2f6a7c", 14)
    c.box(660, 352, 104, 76, "#cfe6ec", 8)
    c.box(766, 480, 24, 22, "#ffe9a8", 4)
    for x in (310, 420, 690):
        c.disc(x, 540, 46, "#26292c")
        c.disc(x, 540, 20, "#a3a8ab")
    return c


def sack(c, x, y):
    c.box(x, y, 84, 58, "#efe3c8", 16)
    c.box(x + 26, y + 20, 32, 18, LEAF, 4)


def garden():
    c = Canvas("#d9ead9", "#f4f1df")
    c.box(0, 330, 1000, 60, "#b98f5f")
    for x in range(0, 1000, 50):
        c.box(x, 300, 34, 130, "#c9a06c", 4)
    c.box(0, 430, 1000, 240, "#a9bd83")
    for x in range(80, 560, 110):
        c.plant(x, 500, 120)
        c.shape([(x - 44, 490), (x + 44, 490), (x + 32, 570), (x - 32, 570)], BRICK)
    for x, colour in ((620, "#3f7d58"), (740, GOLD), (860, "#3d6291")):
        c.shape([(x, 440), (x + 96, 440), (x + 84, 590), (x + 12, 590)], colour)
        c.box(x - 8, 424, 112, 22, INK, 6)
        c.ring(x + 48, 515, 22, 6, "#ffffff")
    return c


def sprouts():
    c = Canvas("#cfe8ef", "#f3f3df")
    c.ridge(330, 16, 0.2, "#8fb184")
    c.box(0, 350, 1000, 320, "#9c7a52")
    for row in range(3):
        top = 380 + row * 96
        c.box(60, top, 700, 66, "#6a4a2e", 18)
        for x in range(100, 750, 54):
            c.plant(x, top + 22, 48 + row * 8, "#5ca04f")
    c.line([(850, 640), (900, 380)], 12, SOGAN)
    c.shape([(820, 630), (880, 610), (892, 660), (826, 667)], "#7e868a")
    c.box(820, 480, 90, 90, "#2f6a7c", 10)
    c.line([(824, 500), (770, 470)], 14, "#2f6a7c")
    return c


def kentongan():
    c = Canvas("#f3d3a0", "#fbeed6")
    c.ridge(480, 16, 1.1, "#8aa66e")
    c.box(0, 530, 1000, 140, "#b9976a")
    c.shape([(200, 250), (500, 110), (800, 250)], BRICK)
    for x in (250, 740):
        c.box(x, 250, 22, 300, SOGAN)
    c.box(240, 470, 530, 90, "#caa775", 4)
    c.line([(500, 200), (500, 270)], 6, INK)
    c.box(460, 265, 80, 180, "#9b6a35", 36)
    c.box(490, 300, 20, 110, INK, 10)
    for flag in range(9):
        x = 110 + flag * 92
        sag = 90 + 26 * math.sin(math.pi * flag / 8)
        c.shape([(x, sag), (x + 44, sag), (x + 22, sag + 44)], (BRICK, "#fdfaf2")[flag % 2])
    return c
