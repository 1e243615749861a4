"""More rooms: of the offices, the balai and their classes."""

import math

from .colours import BRICK, GOLD, INDIGO, INK, LEAF, PAPER, SOGAN
from .parts import STEEL, WHITE, WOOD, lamp, room, sheet_of_paper, table, window


def survey():
    c = room("#e6ece8", "#b39a73")
    c.box(180, 60, 640, 400, SOGAN, 10)
    c.box(200, 80, 600, 360, WHITE, 4)
    for bar, (height, colour) in enumerate(((120, "#8fb6a8"), (155, "#5f9f8f"), (190, "#3f8a7a"), (235,
        "#2f7564"), (280, "#1f5f4f"))):  # fmt: skip
        c.box(240 + bar * 108, 420 - height, 74, height, colour, 4)
    for dash in range(14):
        c.box(222 + dash * 41, 170, 26, 6, BRICK)
    c.box(220, 420, 560, 6, INK)
    for x in (250, 740):
        c.line([(x, 470), (x + (-50 if x == 250 else 50), 640)], 14, WOOD)
    for x in (60, 880):
        c.box(x, 560, 64, 80, BRICK, 6)
        c.plant(x + 32, 566, 140)
    return c


def two_chairs():
    c = room("#f0dfd0", "#a5815a")
    window(c, 430, 90, 150, 170, "#f3c98a")
    lamp(c, 880, 600, 340)
    for side, colour in ((-1, "#3f7d72"), (1, "#b5643f")):
        x = 500 + side * 250
        c.box(x - 90, 300, 180, 240, colour, 40)
        c.box(x - 110, 430, 220, 120, colour, 26)
        c.box(x - 70, 440, 140, 50, PAPER, 20)
        for leg in (-84, 66):
            c.box(x + leg, 548, 18, 60, WOOD)
    c.disc(500, 500, 90, SOGAN, 0.3)
    c.box(492, 500, 16, 120, SOGAN)
    c.disc(500, 620, 60, SOGAN, 0.25)
    c.disc(480, 466, 30, "#dfe8ea")
    c.line([(506, 470), (536, 448)], 10, "#dfe8ea")
    c.box(470, 428, 20, 12, "#b9c6ca", 5)
    for x in (535, 440):
        c.box(x - 14, 478, 28, 20, WHITE, 6)
    return c


def clinic():
    c = room("#dbeceb", "#b7c2bd")
    c.box(90, 400, 420, 50, WHITE, 14)
    c.box(90, 366, 110, 50, "#bfe0dc", 20)
    c.box(90, 446, 420, 26, "#5f9f9a")
    for x in (110, 470):
        c.box(x, 470, 16, 120, STEEL)
    c.box(560, 70, 200, 230, WHITE, 6)
    c.arc(660, 170, 66, 130, 420, 20, "#c98a63")
    c.arc(656, 186, 34, 150, 400, 14, "#c98a63")
    c.box(600, 262, 120, 12, "#9fb0b8", 6)
    c.box(840, 220, 18, 340, STEEL)
    c.box(780, 556, 140, 30, STEEL, 8)
    c.disc(849, 200, 60, WHITE)
    c.ring(849, 200, 60, 8, STEEL)
    c.line([(849, 200), (878, 164)], 6, BRICK)
    table(c, 560, 440, 180, 140, "#8fb0ac")
    c.box(590, 380, 90, 54, INK, 8)
    c.box(600, 390, 70, 30, "#8fdc9c", 4)
    c.ring(705, 414, 18, 5, INK)
    c.box(240, 110, 160, 160, "#ffffff", 12)
    c.box(300, 134, 40, 112, "#c8322b")
    c.box(264, 170, 112, 40, "#c8322b")
    return c


def computers():
    c = room("#e3e2ee", "#a08a6e")
    table(c, 40, 440, 920, 190)
    for number, colour in enumerate((INDIGO, "#2f7564", "#8a4a2a")):
        x = 90 + number * 300
        c.box(x, 190, 230, 160, INK, 10)
        c.box(x + 12, 202, 206, 136, colour, 4)
        for line in range(5):
            c.box(x + 30, 222 + line * 22, (150, 110, 166, 90, 130)[(line + number) % 5], 9, "#f4f0d8", 4)
        c.box(x + 100, 350, 30, 50, INK)
        c.box(x + 60, 396, 110, 14, INK, 5)
        c.box(x + 20, 412, 190, 24, "#c9cdd2", 4)
        for dot in range(16):
            c.disc(x + 34 + dot * 11, 420, 2.6, INK)
            c.disc(x + 34 + dot * 11, 428, 2.6 if dot % 3 else 1, INK)
        c.arc(x + 244, 384, 34, 180, 360, 8, INK)
        for ear in (212, 268):
            c.box(x + ear, 380, 18, 36, BRICK, 8)
    return c


def lecture():
    c = room("#efe6d6", "#8f6f4a")
    c.box(210, 50, 520, 290, "#d9d4c8", 6)
    c.box(222, 62, 496, 266, WHITE)
    c.box(262, 92, 240, 22, INDIGO, 4)
    for line in range(5):
        c.disc(272, 150 + line * 34, 7, BRICK)
        c.box(292, 144 + line * 34, (330, 270, 350, 220, 300)[line], 11, "#9fb0b8", 5)
    c.shape([(800, 360), (930, 360), (906, 560), (824, 560)], SOGAN)
    c.box(788, 340, 154, 26, "#5b3317", 6)
    c.line([(850, 342), (836, 290)], 6, INK)
    c.disc(834, 286, 12, INK)
    for row in range(2):
        for column in range(4 - row):
            x, y = 60 + column * 190 + row * 90, 440 + row * 110
            c.box(x, y, 150, 18, "#c79a63", 4)
            c.box(x + 10, y + 18, 10, 70, INK)
            c.box(x + 130, y + 18, 10, 70, INK)
            c.box(x + 48, y - 8, 50, 9, WHITE)
    return c


def classroom():
    c = room("#f4e9c8", "#b98d5c")
    c.box(150, 60, 560, 260, SOGAN, 6)
    c.box(166, 76, 528, 228, "#2f6a4a")
    for line, width in enumerate((220, 300, 180)):
        c.box(200, 110 + line * 44, width, 8, "#e9f2e6", 4)
    c.ring(590, 150, 40, 5, "#e9f2e6")
    c.shape([(540, 280), (600, 210), (660, 280)], "#e9f2e6")
    c.shape([(552, 274), (600, 218), (648, 274)], "#2f6a4a")
    c.disc(850, 290, 70, "#5aa0c4")
    c.shape([(810, 260), (850, 240), (870, 280), (830, 310)], LEAF)
    c.shape([(860, 300), (900, 290), (880, 340)], LEAF)
    c.arc(850, 290, 82, 300, 120, 8, GOLD)
    c.box(842, 360, 16, 40, GOLD)
    c.box(800, 396, 100, 16, GOLD, 6)
    table(c, 770, 420, 170, 90)
    for number, colour in enumerate((BRICK, GOLD, "#3d6291", LEAF, "#8a5a86", "#d9772f")):
        x, y = 90 + (number % 3) * 220, 440 + (number // 3) * 100
        c.box(x, y, 150, 24, colour, 8)
        c.box(x + 14, y + 24, 12, 56, WOOD)
        c.box(x + 124, y + 24, 12, 56, WOOD)
    return c


def mural():
    c = room("#f7f1e3", "#b9a58a")
    c.disc(500, 250, 300, "#f2d27a", 0.72)
    c.disc(790, 130, 70, "#f7f1e3")
    c.disc(815, 118, 62, "#f2d27a")
    c.shape([(170, 250), (300, 150), (470, 190), (560, 250), (640, 180), (650, 320), (560, 260), (470, 320),
        (300, 350)], "#2f8fae")  # fmt: skip
    for scale in range(6):
        c.arc(300 + scale * 40, 250, 34, 300, 60, 6, "#bfe3ee")
    c.disc(240, 230, 16, WHITE)
    c.disc(238, 232, 8, INK)
    for turn in range(9):
        angle = 2 * math.pi * turn / 9
        c.disc(800 + 70 * math.cos(angle), 350 + 70 * math.sin(angle), 38, "#d85a7a")
    c.disc(800, 350, 46, GOLD)
    c.line([(800, 420), (790, 490)], 14, LEAF)
    for x, colour in ((120, BRICK), (240, "#2f8fae"), (680, GOLD)):
        c.box(x, 550, 84, 90, "#c9cdd2", 6)
        c.disc(x + 42, 552, 42, colour, 0.26)
        c.box(x, 590, 84, 14, colour)
    c.line([(400, 640), (520, 560)], 12, WOOD)
    c.box(510, 530, 40, 34, BRICK, 6)
    return c


def music_corner():
    c = room("#f2c655", "#8f5f3a")
    c.box(560, 80, 280, 150, WHITE, 6)
    for line in range(5):
        c.box(580, 112 + line * 20, 240, 3, INK)
    for x, y in ((620, 172), (690, 152), (760, 132)):
        c.disc(x, y, 13, INK, 0.8)
        c.box(x + 9, y - 56, 4, 58, INK)
    c.line([(260, 130), (330, 400)], 30, "#5b3317")
    c.box(232, 84, 54, 60, "#5b3317", 8)
    c.disc(340, 420, 84, "#b5642a")
    c.disc(370, 530, 112, "#b5642a")
    c.disc(352, 450, 36, INK)
    c.line([(262, 130), (380, 560)], 3, WHITE)
    c.line([(274, 130), (392, 558)], 3, WHITE)
    for x, size, colour in ((640, 110, BRICK), (840, 84, "#2f6a7c")):
        c.shape([(x - size, 430), (x + size, 430), (x + size * 0.7, 620), (x - size * 0.7, 620)], colour)
        c.disc(x, 430, size, "#f6ead0", 0.28)
        c.ring(x, 430, 3, 3, WOOD)
        for cord in range(5):
            at = x - size * 0.8 + cord * size * 0.4
            c.line([(at, 452), (at + size * 0.14, 600)], 5, GOLD)
    return c


def bunk_beds():
    c = room("#cfdcea", "#b08a63")
    window(c, 420, 90, 160, 170, "#22304f")
    for star in range(9):
        c.disc(436 + (star * 53) % 130, 104 + (star * 37) % 140, 4, "#ffe9a8")
    for x in (60, 660):
        for post in (x, x + 262):
            c.box(post, 130, 20, 480, WOOD)
        for level in (270, 500):
            c.box(x, level, 282, 26, SOGAN)
            c.box(x + 12, level - 44, 258, 46, WHITE, 10)
            for patch in range(6):
                colour = (BRICK, GOLD, "#3d6291", LEAF, "#8a5a86", "#d9772f")[(patch + level // 100) % 6]
                c.box(x + 84 + patch * 31, level - 46, 31, 50, colour)
            c.box(x + 16, level - 64, 64, 34, "#eef2f6", 14)
    for rung in range(7):
        c.box(352, 250 + rung * 50, 60, 10, GOLD, 4)
    c.box(346, 220, 10, 390, GOLD)
    c.box(408, 220, 10, 390, GOLD)
    c.box(470, 520, 120, 18, BRICK, 4)
    c.box(480, 500, 110, 18, INDIGO, 4)
    return c


def corridor():
    c = room("#f2ece0", "#cdbfa6", 667)
    c.shape([(0, 667), (400, 380), (600, 380), (1000, 667)], "#cdbfa6")
    c.shape([(0, 0), (400, 200), (600, 200), (1000, 0)], "#fbf8f0")
    c.box(400, 200, 200, 180, "#bcd6dc")
    c.box(496, 200, 8, 180, WHITE)
    c.shape([(470, 667), (490, 380), (510, 380), (530, 667)], "#f0b92e")
    for dot in range(8):
        c.box(482 + dot, 400 + dot * dot * 5, 36 - dot * 2, 6, "#c98f17")
    for near, far, top, low in ((120, 210, 170, 590), (280, 340, 230, 480)):
        for side in (False, True):
            a, b = (1000 - near, 1000 - far) if side else (near, far)
            c.shape([(a, top), (b, top + 26), (b, low - 62), (a, low)], SOGAN)
            c.disc((a + b) / 2 + (8 if side else -8), (top + low) / 2, 7, GOLD)
    for side in (False, True):
        points = [(0, 430), (400, 300)]
        c.line([(1000 - x, y) if side else (x, y) for x, y in points], 14, INDIGO)
    return c


def nursing_room():
    c = room("#f5dfe0", "#c9a98a")
    c.line([(760, 0), (760, 90)], 3, STEEL)
    c.line([(640, 90), (880, 90)], 6, STEEL)
    for x, colour in ((650, GOLD), (760, "#8fb6d0"), (870, GOLD)):
        c.line([(x, 90), (x, 160)], 3, STEEL)
        if x == 760:
            c.disc(x, 186, 30, colour)
            c.disc(x + 12, 178, 26, "#f5dfe0")
        else:
            c.shape([(x, 156), (x + 8, 178), (x + 30, 180), (x + 12, 194), (x + 18, 216), (x, 202),
                (x - 18, 216), (x - 12, 194), (x - 30, 180), (x - 8, 178)], colour)  # fmt: skip
    c.box(600, 330, 320, 20, WHITE, 8)
    c.box(600, 480, 320, 30, WHITE, 8)
    for bar in range(9):
        c.box(606 + bar * 38, 340, 10, 150, WHITE)
    c.box(616, 440, 290, 44, "#bfe0dc", 12)
    for x in (610, 894):
        c.box(x, 500, 14, 100, WHITE)
    c.box(180, 240, 190, 240, "#7fa89a", 50)
    c.box(160, 400, 230, 90, "#7fa89a", 24)
    c.box(200, 400, 150, 50, PAPER, 20)
    c.arc(275, 380, 230, 50, 130, 16, WOOD)
    for x in (200, 340):
        c.line([(x, 488), (x, 590)], 12, WOOD)
    sheet_of_paper(c, 430, 130, 110, 140, 5)
    return c


def forum():
    c = room("#d9b98c", "#d9b98c", 667)
    for plank in range(14):
        c.box(0, plank * 50, 1000, 3, "#c6a474")
    c.disc(500, 334, 190, "#8a3c2a", 1.0)
    c.ring(500, 334, 170, 8, GOLD)
    for chair in range(14):
        angle = 2 * math.pi * chair / 14
        x, y = 500 + 290 * math.cos(angle), 334 + 270 * math.sin(angle)
        colour = (INDIGO, "#2f7564", "#c8622f", "#8a5a86")[chair % 4]
        c.disc(x, y, 38, colour)
        c.disc(x + 16 * math.cos(angle), y + 16 * math.sin(angle), 38, colour)
        c.disc(x, y, 26, PAPER)
    for x, y, colour in ((430, 290, WHITE), (560, 350, GOLD)):
        c.box(x - 74, y - 44, 148, 84, colour, 30)
        c.shape([(x - 20, y + 34), (x + 24, y + 34), (x - 30, y + 70)], colour)
        for dot in (-36, 0, 36):
            c.disc(x + dot, y - 2, 10, "#6b4a2f")
    return c
