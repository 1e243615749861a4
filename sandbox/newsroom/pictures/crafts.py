"""What is made and done by hand: music, sewing, printing, baking, gardening."""

import math

from .colours import BRICK, GOLD, INDIGO, INK, LEAF, PAPER, SOGAN
from .parts import STEEL, WHITE, WOOD, room, table, window


def angklung():
    c = room("#8f2f26", "#6b3f22", 560)
    for fold in range(14):
        c.box(fold * 74, 0, 30, 550, "#a63a2e")
    for x in (80, 896):
        c.box(x, 140, 24, 470, SOGAN)
    c.box(60, 130, 880, 22, SOGAN, 8)
    for number in range(5):
        x, size = 160 + number * 165, 1 - number * 0.13
        top = 190
        c.line([(x + 50 * size, 150), (x + 50 * size, top)], 5, INK)
        c.box(x, top, 12, 330 * size, "#caa052", 4)
        c.box(x + 100 * size, top, 12, 330 * size, "#caa052", 4)
        c.box(x - 8, top, 120 * size, 12, "#caa052", 4)
        c.box(x - 10, top + 320 * size, 134 * size, 22, "#b98a3c", 8)
        c.box(x + 22 * size, top + 60 * size, 26 * size, 250 * size, "#e6c77a", 10)
        c.box(x + 64 * size, top + 120 * size, 22 * size, 190 * size, "#e6c77a", 10)
        for tube in (x + 22 * size, x + 64 * size):
            c.box(tube, top + 200 * size, 26 * size, 6, "#9b7434")
    return c


def sewing():
    c = room("#ead7de", "#a27c58")
    table(c, 80, 470, 840, 160)
    c.box(270, 420, 430, 44, INK, 10)
    c.box(600, 230, 90, 200, INK, 20)
    c.box(290, 210, 400, 74, INK, 30)
    c.box(270, 230, 70, 120, INK, 20)
    c.line([(305, 350), (305, 420)], 7, STEEL)
    c.disc(714, 270, 46, STEEL)
    c.disc(714, 270, 16, INK)
    c.box(420, 234, 150, 10, GOLD, 5)
    c.box(480, 180, 30, 34, BRICK, 4)
    for number, colour in enumerate((BRICK, GOLD, "#3d6291", LEAF, "#8a5a86")):
        x = 720 + (number % 3) * 60
        y = 420 - (number // 3) * 60
        c.box(x, y, 44, 44, colour, 4)
        c.box(x - 4, y - 6, 52, 8, PAPER, 2)
        c.box(x - 4, y + 42, 52, 8, PAPER, 2)
    c.shape([(90, 440), (330, 430), (340, 470), (300, 640), (120, 640)], "#f2c6d2")
    for flower in range(8):
        x, y = 130 + (flower % 4) * 50, 490 + (flower // 4) * 76
        for turn in range(5):
            angle = 2 * math.pi * turn / 5
            c.disc(x + 9 * math.cos(angle), y + 9 * math.sin(angle), 8, BRICK)
        c.disc(x, y, 6, GOLD)
    return c


def screen_print():
    c = room("#d5e0dc", "#97846c")
    c.line([(40, 90), (960, 90)], 5, INK)
    for number, colour in enumerate((WHITE, GOLD, "#7fb0c9")):
        x = 120 + number * 300
        c.shape([(x, 110), (x + 60, 90), (x + 140, 90), (x + 200, 110), (x + 230, 190), (x + 180, 200),
            (x + 180, 350), (x + 20, 350), (x + 20, 200), (x - 30, 190)], colour)  # fmt: skip
        star(c, x + 100, 220, 50, INDIGO if number != 2 else BRICK)
        for clip in (x + 50, x + 150):
            c.box(clip, 76, 12, 34, SOGAN, 3)
    table(c, 140, 500, 720, 150)
    c.shape([(260, 470), (700, 470), (740, 500), (220, 500)], PAPER)
    c.shape([(250, 420), (690, 420), (730, 486), (210, 486)], WOOD)
    c.shape([(290, 434), (660, 434), (686, 472), (262, 472)], "#e8dfb0")
    star(c, 400, 454, 22, INDIGO)
    c.box(500, 396, 150, 22, SOGAN, 6)
    c.box(500, 416, 150, 26, INK)
    for x, colour in ((780, BRICK), (160, INDIGO)):
        c.box(x, 440, 54, 56, colour, 6)
    return c


def star(c, x, y, size, fill):
    points = []
    for turn in range(10):
        reach = size if turn % 2 == 0 else size * 0.42
        angle = math.pi * turn / 5 - math.pi / 2
        points.append((x + reach * math.cos(angle), y + reach * math.sin(angle)))
    c.shape(points, fill)


def barber():
    c = room("#dfe9ec", "#5f6a70")
    for tile in range(20):
        for row in range(4):
            if (tile + row) % 2:
                c.box(tile * 50, 502 + row * 42, 50, 42, "#d8dfe2")
    c.disc(500, 210, 150, SOGAN)
    c.disc(500, 210, 134, "#bcdbe4")
    c.line([(420, 260), (520, 120)], 8, "#e4f2f6")
    c.line([(470, 280), (560, 150)], 8, "#e4f2f6")
    c.box(720, 300, 220, 16, SOGAN)
    for x, height, colour in ((740, 90, "#2f7564"), (786, 70, GOLD), (832, 100, BRICK), (880, 60, INDIGO)):
        c.box(x, 300 - height, 34, height, colour, 8)
        c.box(x + 10, 284 - height, 14, 18, INK)
    c.line([(130, 130), (230, 260)], 9, STEEL)
    c.line([(230, 130), (130, 260)], 9, STEEL)
    for x in (130, 230):
        c.ring(x, 280, 24, 8, BRICK)
    c.box(100, 340, 170, 18, INK, 3)
    for tooth in range(15):
        c.box(104 + tooth * 11, 356, 5, 30, INK)
    c.box(410, 340, 180, 170, "#b8322b", 26)
    c.box(390, 470, 220, 56, "#b8322b", 16)
    c.box(376, 430, 30, 80, STEEL, 10)
    c.box(594, 430, 30, 80, STEEL, 10)
    c.box(450, 300, 100, 50, "#b8322b", 16)
    c.box(484, 524, 32, 80, STEEL)
    c.disc(500, 610, 100, STEEL, 0.2)
    return c


def pottery():
    c = room("#e9ddc8", "#a88b67", 600)
    for y in (320, 560):
        c.box(110, y, 780, 20, SOGAN)
    vase(c, 230, 320, 60, 160, "#b5643f")
    vase(c, 480, 320, 84, 120, "#3d7d86")
    vase(c, 740, 320, 50, 190, "#d9a441")
    vase(c, 340, 560, 96, 150, "#7a4a21")
    vase(c, 650, 560, 76, 180, "#5f7d4a")
    for x in (120, 864):
        c.box(x, 90, 16, 490, WOOD)
    return c


def vase(c, x, foot, width, height, fill):
    c.disc(x, foot - height * 0.42, width, fill, height * 0.42 / width)
    c.box(x - width * 0.36, foot - height, width * 0.72, height * 0.34, fill, 6)
    c.box(x - width * 0.5, foot - height - 8, width, 18, fill, 8)
    c.box(x - width * 0.5, foot - 12, width, 12, fill)
    for band in range(3):
        c.box(x - width * 0.86, foot - height * (0.3 + 0.12 * band), width * 1.72, 5, "#f3e7d3")


def bread():
    c = room("#e7c9a2", "#7d5a3c")
    for row in range(7):
        for column in range(8):
            x = 120 + column * 98 - (49 if row % 2 else 0)
            c.box(x, 60 + row * 62, 92, 56, ("#b5573a", "#a84d32", "#c0644a")[(row + column) % 3], 3)
    c.slice(480, 420, 200, 180, 360, "#2a1a14")
    c.box(280, 416, 400, 60, "#2a1a14")
    for x, height in ((400, 90), (450, 130), (505, 104), (555, 80)):
        c.shape([(x - 30, 470), (x, 470 - height), (x + 30, 470)], "#f08a2e")
        c.shape([(x - 16, 470), (x, 470 - height * 0.6), (x + 16, 470)], "#ffd76a")
    c.box(120, 540, 760, 30, "#c79a63", 10)
    for number in range(4):
        x = 220 + number * 180
        c.disc(x, 526, 76, "#c9853f", 0.6)
        c.disc(x, 518, 66, "#dda05a", 0.5)
        for cut in (-24, 0, 24):
            c.line([(x + cut - 10, 500), (x + cut + 10, 526)], 5, "#f6e0b8")
    return c


def bags():
    c = room("#dce5d3", "#b7976d")
    c.box(90, 110, 820, 18, SOGAN, 8)
    for number, colour in enumerate(("#2f6a7c", "#c8622f", "#6b4a86")):
        x = 140 + number * 260
        c.arc(x + 100, 240, 70, 180, 360, 14, WOOD)
        c.line([(x + 100, 118), (x + 100, 172)], 6, INK)
        c.shape([(x, 240), (x + 200, 240), (x + 220, 520), (x - 20, 520)], colour)
        for mark in range(16):
            dx, dy = 24 + (mark % 4) * 48, 280 + (mark // 4) * 58
            if number == 0:
                c.box(x + dx - 16, dy, 40, 8, PAPER)
            elif number == 1:
                c.disc(x + dx, dy, 14, "#fbe3b0")
            else:
                c.box(x + dx - 12, dy - 12, 24, 24, GOLD)
    return c


def wooden_toys():
    c = room("#f6ecd9", "#d3aa74", 380)
    for plank in range(6):
        c.box(0, 430 + plank * 48, 1000, 3, "#b98d58")
    window(c, 700, 90, 170, 180)
    for number, colour in enumerate((BRICK, GOLD, LEAF)):
        x = 110 + number * 200
        c.box(x, 400, 170, 90, colour, 10)
        if number == 0:
            c.box(x, 330, 80, 80, colour, 8)
            c.box(x + 18, 346, 44, 40, WHITE, 4)
            c.box(x + 120, 350, 26, 54, INK, 4)
        for wheel in (x + 40, x + 130):
            c.disc(wheel, 496, 32, SOGAN)
            c.disc(wheel, 496, 10, PAPER)
        if number < 2:
            c.box(x + 168, 458, 34, 8, INK)
    c.shape([(790, 470), (910, 470), (850, 590)], "#3d6291")
    c.disc(850, 470, 60, BRICK, 0.3)
    c.box(844, 410, 12, 56, WOOD)
    for number, letter in enumerate("ABC"):
        x, y = ((520, 580), (600, 580), (560, 502))[number]
        c.box(x, y, 74, 74, (GOLD, "#8a5a86", "#2f7d5f")[number], 8)
        glyph(c, x + 37, y + 37, letter)
    return c


def glyph(c, x, y, letter):
    if letter == "A":
        c.line([(x - 16, y + 20), (x, y - 20), (x + 16, y + 20)], 7, WHITE)
        c.line([(x - 9, y + 6), (x + 9, y + 6)], 6, WHITE)
    elif letter == "B":
        c.box(x - 14, y - 20, 7, 40, WHITE)
        c.arc(x - 6, y - 10, 12, 270, 90, 6, WHITE)
        c.arc(x - 6, y + 10, 12, 270, 90, 6, WHITE)
    else:
        c.arc(x, y, 20, 50, 310, 7, WHITE)


def vegetable_basket():
    c = room("#e6ecd2", "#a9764a", 440)
    for plank in range(5):
        c.box(0, 480 + plank * 44, 1000, 3, "#8a5c36")
    for x, colour, size in (
        (330, "#5a2f6b", 70),
        (430, "#d8402f", 62),
        (620, "#d8402f", 58),
        (700, "#5a2f6b", 66),
    ):
        c.disc(x, 350, size, colour, 1.15)
        c.shape([(x - 20, 288), (x + 20, 288), (x, 262)], LEAF)
    for x, lean in ((500, -20), (560, 26)):
        c.line([(x, 400), (x + lean, 210)], 58, "#f0c14b")
        c.disc(x + lean, 206, 29, "#f0c14b")
        for grain in range(8):
            c.line([(x + lean * grain / 8 - 24, 380 - grain * 22), (x + lean * grain / 8 + 24, 380 - grain * 22)], 3,
                "#c9952a")  # fmt: skip
        c.shape([(x - 50, 420), (x - 34, 270), (x - 6, 420)], "#7fae4f")
        c.shape([(x + 50, 420), (x + 40, 270), (x + 6, 420)], "#7fae4f")
    c.shape([(240, 380), (780, 380), (720, 590), (300, 590)], "#c79a4f")
    for row in range(6):
        for column in range(13):
            if (row + column) % 2:
                c.box(262 + column * 38 + row * 3, 392 + row * 33, 34, 28, "#a97c34", 3)
    c.box(226, 368, 568, 28, "#8f6428", 12)
    for x, turn in ((850, 1), (130, -1), (900, -1)):
        c.line([(x, 590), (x + 46 * turn, 540), (x + 60 * turn, 500)], 17, "#d8291f")
        c.line([(x + 60 * turn, 500), (x + 66 * turn, 482)], 8, LEAF)
    return c


def gamelan():
    c = room("#caa877", "#6f4426", 560)
    for x in (0, 190, 760, 960):
        c.box(x, 0, 44, 560, SOGAN)
    c.box(0, 0, 1000, 60, "#4f2d13")
    for x in (330, 640):
        c.box(x, 110, 26, 360, "#8f2f26", 8)
        c.shape([(x - 22, 480), (x + 48, 480), (x + 26, 430), (x, 430)], "#8f2f26")
    c.box(310, 90, 376, 34, "#8f2f26", 12)
    for curl in range(7):
        c.ring(340 + curl * 53, 88, 16, 6, GOLD)
    c.line([(440, 124), (460, 180)], 4, INK)
    c.line([(556, 124), (536, 180)], 4, INK)
    c.disc(498, 290, 126, "#9b6a1f")
    c.disc(498, 290, 112, "#c28a2c")
    c.disc(498, 290, 40, "#e0b04a")
    c.disc(498, 290, 18, "#f3d27a")
    c.box(40, 530, 420, 60, "#8f2f26", 8)
    for pot in range(6):
        c.disc(80 + pot * 68, 520, 30, "#b98427", 0.8)
        c.disc(80 + pot * 68, 504, 10, "#f0cb6b", 0.8)
    c.box(560, 540, 390, 70, "#8f2f26", 12)
    for bar in range(7):
        c.box(580 + bar * 52, 516, 42, 40, "#d9a441", 4)
    c.line([(700, 500), (760, 440)], 8, SOGAN)
    c.box(742, 410, 50, 36, SOGAN, 8)
    return c
