"""What is ready for the bad day."""

import math

from .canvas import Canvas
from .colours import BRICK, GOLD, INDIGO, INK, LEAF, PAPER, SOGAN
from .parts import STEEL, WHITE, WOOD, ground, room, sheet_of_paper, table, window


def siren():
    c = Canvas("#9fc6d8", "#f1f1de")
    c.ridge(400, 60, 0.2, "#8aa98c")
    c.ridge(480, 40, 1.9, "#6d9270")
    c.ridge(580, 26, 0.9, "#4f7a58")
    for side in (-1, 1):
        begin, end = (320, 400) if side > 0 else (140, 220)
        for radius in (110, 170, 230, 290):
            c.arc(500, 190, radius, begin, end, 9, "#f0a04a")
    c.line([(430, 640), (488, 160)], 14, STEEL)
    c.line([(570, 640), (512, 160)], 14, STEEL)
    for level in range(7):
        y, half = 240 + level * 62, 18 + level * 8
        c.line([(500 - half, y), (500 + half, y)], 7, STEEL)
        c.line([(500 - half, y), (500 + half + 6, y + 60)], 5, STEEL)
    c.box(486, 120, 28, 60, STEEL)
    for side in (-1, 1):
        for y in (140, 200):
            c.shape([(500 + side * 12, y - 10), (500 + side * 12, y + 10), (500 + side * 76, y + 34),
                (500 + side * 76, y - 34)], BRICK)  # fmt: skip
            c.disc(500 + side * 78, y, 12, "#6b2a18", 2.8)
    for x in (110, 240, 800, 920):
        c.tree(x, 640, 170 + x % 60)
    return c


def field_stove():
    c = ground("#f2d8b0", "#f9ecd2", "#a58a62", 520)
    c.shape([(60, 190), (500, 70), (940, 190), (900, 240), (100, 240)], "#2f6fa0")
    c.shape([(500, 70), (940, 190), (900, 240), (500, 150)], "#3f83b6")
    for x in (110, 870):
        c.box(x, 220, 16, 380, WOOD)
    for number in range(3):
        x = 250 + number * 250
        c.box(x - 90, 470, 180, 110, "#8f4a32", 8)
        c.box(x - 46, 500, 92, 80, "#2a1a14", 8)
        for flame in (-22, 4, 26):
            c.shape([(x + flame - 18, 578), (x + flame, 520 - abs(flame)), (x + flame + 18, 578)], "#f08a2e")
        c.box(x - 80, 350, 160, 124, "#8f999d", 12)
        c.box(x - 92, 340, 184, 22, "#b3bcc0", 10)
        c.disc(x, 334, 20, "#6d767a", 0.6)
        for puff in range(3):
            c.disc(x - 20 + puff * 24, 290 - puff * 34, 24 + puff * 6, "#fdf6e6", 0.8)
    return c


def evacuation_sign():
    c = ground("#bcd9c6", "#eef3df", "#8fae72", 500)
    c.ridge(420, 30, 2.4, "#86a98a")
    c.box(0, 500, 1000, 167, "#8fae72")
    c.shape([(440, 500), (520, 500), (760, 667), (240, 667)], "#d6c196")
    c.shape([(520, 560), (1000, 500), (1000, 550), (560, 600)], "#d6c196")
    c.box(486, 380, 28, 240, STEEL)
    c.box(210, 90, 580, 300, WHITE, 20)
    c.box(224, 104, 552, 272, "#17804a", 14)
    c.disc(400, 160, 28, WHITE)
    c.line([(392, 200), (372, 266)], 32, WHITE)
    c.line([(372, 262), (420, 296), (404, 350)], 20, WHITE)
    c.line([(368, 262), (330, 310), (282, 312)], 20, WHITE)
    c.line([(392, 204), (444, 232), (470, 208)], 16, WHITE)
    c.line([(384, 206), (330, 214), (310, 252)], 16, WHITE)
    c.box(520, 220, 130, 40, WHITE)
    c.shape([(640, 170), (740, 240), (640, 310)], WHITE)
    c.tree(90, 560, 240)
    c.tree(930, 540, 190, "#4c7a52")
    return c


def radio_post():
    c = room("#d8d3c2", "#8f7350")
    window(c, 560, 70, 330, 240, "#a9cfe0")
    c.box(720, 90, 10, 216, INK)
    for bar in range(4):
        c.box(690 + bar * 6, 110 + bar * 34, 70 - bar * 12, 6, INK)
    for radius in (26, 44):
        c.arc(725, 92, radius, 300, 60, 5, BRICK)
    c.box(90, 80, 360, 250, "#e9e2c4", 4)
    c.line([(110, 300), (200, 200), (300, 220), (430, 110)], 10, "#7fb7d6")
    c.line([(100, 140), (260, 170), (440, 260)], 6, GOLD)
    for x, y in ((200, 170), (330, 200), (270, 270)):
        c.disc(x, y, 12, BRICK)
    table(c, 50, 470, 900, 150)
    c.box(220, 350, 260, 110, "#3a4248", 8)
    c.box(240, 368, 110, 40, "#8fdc9c", 4)
    for knob in range(3):
        c.disc(382 + knob * 34, 388, 13, STEEL)
    for slot in range(6):
        c.box(240 + slot * 36, 426, 26, 8, "#6d767a", 3)
    c.line([(560, 462), (560, 390), (610, 350)], 8, INK)
    c.disc(618, 344, 22, INK)
    c.box(524, 452, 80, 14, INK, 6)
    sheet_of_paper(c, 680, 388, 70, 74, 4)
    c.box(800, 400, 44, 62, BRICK, 6)
    c.box(816, 372, 8, 30, INK)
    return c


def emergency_bag():
    c = ground("#e3ebe4", None, "#c9a877", 430)
    c.box(0, 424, 1000, 10, WHITE)
    c.box(370, 190, 270, 360, "#c8322b", 50)
    c.arc(505, 190, 54, 180, 360, 18, "#8f1f1a")
    c.shape([(392, 250), (618, 250), (600, 200), (410, 200)], "#7a1a16")
    c.box(400, 380, 210, 140, "#a8261f", 24)
    c.box(420, 396, 170, 12, GOLD, 6)
    c.box(470, 470, 70, 22, WHITE, 2)
    c.box(494, 446, 22, 70, WHITE, 2)
    for x in (150, 230):
        c.box(x, 400, 60, 160, "#7fc0dc", 14)
        c.box(x + 16, 376, 28, 30, INDIGO, 4)
        c.box(x, 450, 60, 40, WHITE)
    c.box(700, 520, 130, 44, INK, 12)
    c.shape([(826, 516), (880, 500), (880, 586), (826, 570)], GOLD)
    c.box(720, 340, 190, 120, "#3f5f52", 14)
    c.disc(770, 400, 36, "#1f2f29")
    c.box(824, 366, 70, 26, "#f0e3b0", 4)
    c.line([(880, 340), (920, 240)], 5, STEEL)
    c.box(90, 580, 170, 70, WHITE, 8)
    c.box(156, 592, 36, 46, "#c8322b")
    c.box(300, 590, 180, 60, "#3d6291", 6)
    sheet_of_paper(c, 320, 572, 90, 40, 2)
    c.box(560, 600, 180, 50, "#8a9a5b", 20)
    return c


def three_steps():
    c = Canvas("#efe3cd", "#f8f2e4")
    for number, colour in enumerate((BRICK, INDIGO, "#2f7564")):
        x = 190 + number * 310
        c.disc(x, 340, 130, WHITE)
        c.ring(x, 340, 130, 12, colour)
        c.disc(x - 92, 230, 40, colour)
        for dot in range(number + 1):
            c.disc(x - 92 + (dot - number / 2) * 22, 230, 8, WHITE)
        if number < 2:
            c.box(x + 138, 330, 20, 20, SOGAN)
            c.shape([(x + 152, 306), (x + 180, 340), (x + 152, 374)], SOGAN)
    sheet_of_paper(c, 140, 270, 100, 140, 5, "#f8efd9", BRICK)
    sheet_of_paper(c, 450, 270, 100, 140, 3, "#e9eef6", INDIGO)
    c.line([(560, 300), (500, 390)], 14, GOLD)
    c.box(730, 290, 160, 106, "#f6e6c2", 6)
    c.line([(732, 294), (810, 356), (888, 294)], 8, "#2f7564")
    c.line([(770, 412), (800, 440), (852, 384)], 12, LEAF)
    for dot in range(40):
        c.disc(20 + (dot % 20) * 51, 40 if dot < 20 else 630, 8, "#d9b98c")
    return c


def hands():
    c = Canvas("#f4eadb", "#e6d6c0")
    for number, (x, colour) in enumerate(((190, GOLD), (500, BRICK), (810, "#2f7d5f"))):
        c.disc(x, 330, 142, colour)
        hand(c, x, 400, ("#a8714b", "#8d5a38", "#bd8659")[number], number)
    return c


def hand(c, x, y, skin, sign):
    c.box(x - 34, y, 68, 240, ("#3d6291", "#6b4a86", "#c8622f")[sign], 14)
    c.box(x - 50, y - 96, 100, 120, skin, 34)
    fingers = (((-38, 150), (-13, 172), (13, 166), (38, 140)), ((-38, 60), (-13, 172), (13, 168), (38, 56)),
        ((-38, 150), (-13, 58), (13, 56), (38, 146)))[sign]  # fmt: skip
    for dx, length in fingers:
        c.box(x + dx - 12, y - 60 - length * 0.75, 24, length * 0.75 + 20, skin, 12)
    c.line([(x - 44, y - 20), (x - 92 + sign * 30, y - 76)], 26, skin)
    c.disc(x - 92 + sign * 30, y - 76, 13, skin)


def telephone():
    c = room("#3a3350", "#5b3a24", 430)
    window(c, 90, 60, 220, 230, "#141a33", "#6d6386")
    for star in range(8):
        c.disc(110 + (star * 61) % 190, 80 + (star * 47) % 190, 3, "#e6ecff")
    c.disc(270, 110, 20, "#f6e7b0")
    c.shape([(770, 90), (880, 90), (930, 200), (720, 200)], "#ffcf6b")
    c.line([(825, 200), (825, 410)], 12, GOLD)
    c.box(760, 404, 130, 20, GOLD, 8)
    c.shape([(720, 200), (930, 200), (1000, 430), (640, 430)], "#4c4360")
    c.shape([(770, 90), (880, 90), (930, 200), (720, 200)], "#ffcf6b")
    c.line([(825, 200), (825, 410)], 12, GOLD)
    c.box(760, 404, 130, 20, GOLD, 8)
    c.shape([(380, 560), (660, 560), (620, 380), (420, 380)], "#c8322b")
    c.box(360, 540, 320, 40, "#a3251f", 16)
    c.disc(520, 468, 66, PAPER)
    for hole in range(10):
        angle = 2 * math.pi * hole / 10
        c.disc(520 + 44 * math.cos(angle), 468 + 44 * math.sin(angle), 9, "#a3251f")
    c.disc(520, 468, 18, "#c8322b")
    c.arc(520, 390, 150, 200, 340, 44, "#c8322b")
    for x in (376, 664):
        c.disc(x, 352, 38, "#a3251f")
    for loop in range(9):
        c.ring(340 - loop * 20, 560 + (loop % 2) * 8, 15, 5, "#a3251f")
    c.box(730, 500, 190, 110, WHITE, 4)
    for line in range(4):
        c.box(748, 520 + line * 22, 150, 5, "#9aa6ad")
    c.line([(880, 480), (930, 590)], 10, GOLD)
    return c
