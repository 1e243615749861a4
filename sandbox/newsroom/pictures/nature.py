"""Fields, water and open grounds."""

import math

from .colours import BRICK, GOLD, INDIGO, INK, LEAF, PAPER, SOGAN
from .parts import STEEL, WHITE, WOOD, ground, palm, person, sitting


def exercise():
    c = ground("#f9b07a", "#fde9c8", "#86a861", 470)
    c.disc(500, 400, 120, "#ffdf8f")
    c.ridge(430, 22, 0.4, "#8a9a78")
    c.box(0, 470, 1000, 197, "#86a861")
    for x, shirt, hair in (
        (250, "#3d6291", "#e9e4da"),
        (500, "#a8482c", "#d8d2c6"),
        (750, "#2f7d5f", "#e9e4da"),
    ):
        person(c, x, 545, 210, shirt, "#46403b", hair=hair, arms=True)
    for x, shirt in ((150, GOLD), (390, "#8a5a86"), (630, "#2f6a7c")):
        sitting(c, x + 30, 650, 220, shirt, arms=True)
    return c


def playground():
    c = ground("#bfe3ee", "#f3f6e0", "#8dbb6a", 480)
    c.tree(900, 500, 260)
    c.line([(100, 560), (180, 220), (430, 220), (510, 560)], 16, INDIGO)
    for x in (240, 350):
        for rope in (x - 26, x + 26):
            c.line([(rope, 224), (rope, 440)], 5, STEEL)
        c.box(x - 36, 436, 72, 16, BRICK, 6)
    c.box(590, 250, 16, 330, INDIGO)
    c.box(680, 250, 16, 330, INDIGO)
    for rung in range(6):
        c.box(596, 300 + rung * 46, 90, 9, GOLD, 4)
    c.box(580, 236, 130, 18, GOLD, 6)
    c.shape([(700, 246), (730, 246), (890, 540), (960, 560), (955, 586), (860, 568)], "#d8402f")
    c.shape([(330, 620), (370, 560), (410, 620)], GOLD)
    c.line([(190, 610), (560, 540)], 18, "#7b4a86")
    return c


def court():
    c = ground("#a8d3e6", "#e9f1ea", "#b8623c", 430)
    c.ridge(400, 20, 1.6, "#87a98a")
    c.box(0, 430, 1000, 237, "#b8623c")
    c.line([(0, 640), (160, 470), (840, 470), (1000, 640)], 8, WHITE)
    c.arc(500, 470, 190, 0, 180, 8, WHITE)
    c.box(480, 210, 20, 270, STEEL)
    c.box(390, 90, 200, 140, WHITE, 6)
    c.box(448, 150, 84, 62, "#b8623c", 2)
    c.box(456, 158, 68, 46, WHITE, 2)
    c.ring(490, 236, 38, 8, "#e2571d")
    for line in range(5):
        c.line([(458 + line * 16, 250), (470 + line * 10, 306)], 3, "#eef2f2")
    for x, colour in ((230, INDIGO), (760, "#2f7d5f")):
        for side in (-1, 1):
            c.ring(x + side * 52, 560, 62, 8, INK)
            c.line([(x + side * 20, 505), (x + side * 78, 618)], 4, STEEL)
        c.box(x - 52, 520, 104, 22, colour, 8)
        c.box(x - 48, 436, 96, 84, colour, 12)
    c.disc(500, 600, 34, "#e8842e")
    c.line([(466, 600), (534, 600)], 3, INK)
    c.line([(500, 566), (500, 634)], 3, INK)
    return c


def map():
    c = ground("#e8e2c6", None, "#e8e2c6")
    c.shape([(0, 0), (420, 0), (300, 230), (0, 330)], "#c9dba8")
    c.shape([(640, 330), (1000, 220), (1000, 667), (560, 667)], "#d8e3b4")
    c.shape([(120, 430), (330, 380), (380, 600), (160, 640)], "#bcd49b")
    river = [(-20, 120), (180, 210), (330, 190), (480, 330), (560, 470), (720, 520), (1020, 640)]
    c.line(river, 46, "#7fb7d6")
    c.line(river, 20, "#a6d0e6")
    for road in ([(240, -10), (300, 180), (270, 400), (340, 690)], [(-10, 480), (270, 400), (620, 250),
        (1010, 90)], [(620, 250), (700, 460), (690, 690)]):  # fmt: skip
        c.line(road, 24, "#fff7df")
        c.line(road, 15, "#f0c14b")
    for x in range(0, 1001, 125):
        c.line([(x, 0), (x, 667)], 1.4, "#cfc7a4")
    pins = ((150, 130, BRICK), (300, 300, INDIGO), (470, 180, LEAF), (640, 220, "#8a5a86"), (790, 390, BRICK),
        (250, 560, GOLD), (860, 150, INDIGO))  # fmt: skip
    for x, y, colour in pins:
        c.shape([(x - 26, y - 34), (x + 26, y - 34), (x, y + 22)], colour)
        c.disc(x, y - 42, 31, colour)
        c.disc(x, y - 42, 12, WHITE)
    return c


def rice_terraces():
    c = ground("#fbc98a", "#fdf0cf", "#5f8f4e", 400)
    c.disc(760, 250, 70, "#fff3c9")
    c.ridge(330, 36, 1.5, "#8aa37e")
    shades = ("#c8b44c", "#9fb24b", "#7fa64c", "#b7ae4a", "#5f9447", "#4a7c3e")
    for row, shade in enumerate(shades):
        c.ridge(370 + row * 52, 15, 2 + row * 0.7, shade)
        seed = 2 + row * 0.7
        points = [
            (x, 374 + row * 52 - 15 * (math.sin(x / 140 + seed) + 0.55 * math.sin(x / 61 + 2.3 * seed)))
            for x in range(0, 1001, 20)
        ]
        c.line(points, 5, "#e9dba0")
    for leg in (180, 300):
        c.box(leg, 400, 12, 130, WOOD)
    c.box(160, 470, 170, 16, SOGAN)
    c.shape([(120, 400), (245, 310), (370, 400)], "#9b7434")
    for stroke in range(9):
        c.line([(150 + stroke * 24, 396), (205 + stroke * 9, 336)], 3, "#7d5a24")
    return c


def greenhouse():
    c = ground("#bfe0ea", "#f1f5e2", "#a98458", 540)
    c.ridge(430, 18, 2.9, "#94b58a")
    c.box(0, 540, 1000, 127, "#a98458")
    c.slice(500, 560, 400, 180, 360, "#e6f4ee")
    c.slice(500, 560, 385, 180, 360, "#d3ebe0")
    for row in range(2):
        top = 470 + row * 50
        c.box(150, top, 700, 40, "#6a4a2e", 10)
        for x in range(175, 850, 50):
            c.plant(x, top + 10, 66 + row * 14, ("#5ca04f", "#3f8a4f")[x // 50 % 2])
    for radius in (400, 270, 140):
        c.arc(500, 560, radius, 180, 360, 8, "#8fa7a0")
    c.box(496, 160, 8, 400, "#8fa7a0")
    c.line([(120, 440), (880, 440)], 6, "#8fa7a0")
    c.box(90, 552, 820, 16, "#8d8272")
    return c


def fish_pond():
    c = ground("#9cc07d", None, "#9cc07d")
    for tuft in range(40):
        c.plant((tuft * 173) % 1000, (tuft * 97) % 680, 26, "#7fa863")
    c.disc(500, 340, 420, "#a59a86", 0.72)
    c.disc(500, 334, 386, "#2f7f9e", 0.72)
    c.disc(470, 318, 300, "#3b92b0", 0.7)
    for x, y, turn, colour in ((330, 250, 0.4, "#e8742a"), (520, 210, 2.6, WHITE), (650, 300, 3.6,
        "#e8742a"), (420, 390, 5.6, WHITE), (590, 440, 0.1, "#e8742a"), (280, 370, 1.2, "#e8742a"),
        (720, 400, 2.2, WHITE)):  # fmt: skip
        fish(c, x, y, turn, colour)
    for x, y in ((210, 300), (250, 440), (760, 240), (500, 540), (690, 510)):
        c.slice(x, y, 44, 30, 340, "#3f8a4f")
        c.disc(x + 6, y - 4, 9, "#f2b7c6")
    return c


def fish(c, x, y, turn, colour):
    along, across = (math.cos(turn), math.sin(turn)), (-math.sin(turn), math.cos(turn))

    def at(forward, side):
        return x + along[0] * forward + across[0] * side, y + along[1] * forward + across[1] * side

    c.shape([at(52, 0), at(20, 20), at(-30, 12), at(-64, 28), at(-52, 0), at(-64, -28), at(-30, -12),
        at(20, -20)], colour)  # fmt: skip
    c.shape([at(10, 18), at(-14, 40), at(-10, 14)], "#f0a15f")
    c.shape([at(10, -18), at(-14, -40), at(-10, -14)], "#f0a15f")
    c.disc(*at(36, 8), 3.5, INK)
    c.disc(*at(36, -8), 3.5, INK)


def therapy_garden():
    c = ground("#86b06a", None, "#86b06a")
    c.disc(500, 350, 470, "#d9c8a0", 0.66)
    c.disc(500, 350, 410, "#8fbb72", 0.66)
    c.disc(500, 350, 230, "#d9c8a0", 0.66)
    c.shape([(440, 500), (560, 500), (600, 667), (400, 667)], "#d9c8a0")
    c.disc(500, 345, 130, "#9aa4a8", 0.66)
    c.disc(500, 340, 110, "#6fb2cc", 0.66)
    c.box(486, 230, 28, 110, "#9aa4a8", 8)
    for turn in range(7):
        x = 500 + 70 * math.cos(math.pi * (turn + 0.5) / 7)
        c.line([(500, 226), ((500 + x) / 2, 190), (x, 320)], 5, "#d5eef6")
    for flower in range(56):
        angle = 2 * math.pi * flower / 56
        reach = 318 + 34 * (flower % 3)
        colour = ("#d8402f", "#f0c14b", "#8a5a86", WHITE, "#e8742a")[flower % 5]
        if abs(math.cos(angle)) > 0.22 or math.sin(angle) < 0:
            c.disc(500 + reach * math.cos(angle), 350 + reach * 0.66 * math.sin(angle), 15, colour)
    for x in (150, 740):
        c.box(x, 330, 110, 20, WOOD, 4)
        c.box(x, 290, 110, 14, WOOD, 4)
        c.box(x + 8, 350, 10, 34, INK)
        c.box(x + 92, 350, 10, 34, INK)
    return c


def beach():
    c = ground("#8fd0ea", "#eef6ea", "#e9d3a0", 470)
    c.disc(820, 120, 56, "#fff1b8")
    c.box(0, 300, 1000, 110, "#2c7fa6")
    for wave, colour in enumerate(("#4fa0c2", "#7fc0d6", "#d9eef0")):
        points = [(x, 380 + wave * 40 + 12 * math.sin(x / 60 + wave * 2)) for x in range(0, 1001, 10)]
        c.shape([*points, (1000, 520), (0, 520)], colour)
    points = [(x, 490 + 14 * math.sin(x / 120)) for x in range(0, 1001, 20)]
    c.shape([*points, (1000, 667), (0, 667)], "#e9d3a0")
    palm(c, 90, 620, 370)
    palm(c, 230, 640, 280)
    for x in (640, 780):
        c.line([(x, 610), (x + (30 if x == 640 else -30), 330)], 14, WOOD)
    c.line([(655, 540), (765, 420)], 8, WOOD)
    c.line([(765, 540), (655, 420)], 8, WOOD)
    c.box(630, 300, 160, 40, "#c8622f", 4)
    c.shape([(610, 240), (710, 170), (810, 240)], BRICK)
    for x in (640, 770):
        c.box(x, 236, 10, 66, WOOD)
    c.box(880, 330, 8, 270, STEEL)
    c.shape([(888, 334), (970, 360), (888, 390)], "#d8291f")
    return c


def night_camp():
    c = ground("#0d1530", "#2a3a63", "#1e2d2b", 520)
    for star in range(70):
        c.disc((star * 211) % 1000, (star * 59) % 340, 1.2 + star % 3 * 0.8, "#e6ecff")
    c.shape([(250, 520), (520, 180), (545, 194), (570, 184), (860, 520)], "#17203d")
    c.ridge(500, 14, 1.7, "#14211f")
    c.box(0, 520, 1000, 147, "#1e2d2b")
    for x, size in ((50, 210), (300, 180), (520, 210), (770, 190)):
        c.disc(x + size / 2, 590, size * 0.7, "#3a4a3a", 0.3)
        c.shape([(x, 600), (x + size / 2, 600 - size * 0.66), (x + size, 600)], "#e8993c")
        c.shape([(x + size / 2, 600 - size * 0.66), (x + size, 600), (x + size * 0.72, 600)], "#b5662a")
        c.shape(
            [(x + size * 0.36, 600), (x + size / 2, 600 - size * 0.36), (x + size * 0.62, 600)], "#ffe9a8"
        )
    return c


def rubber_boat():
    c = ground("#6fa37a", None, "#6fa37a")
    bank = [(x, 150 + 46 * math.sin(x / 150 + 1)) for x in range(0, 1001, 20)]
    far = [(x, 560 + 40 * math.sin(x / 170 + 2.4)) for x in range(1000, -1, -20)]
    c.shape([*bank, *far], "#4d93ab")
    for wave in range(22):
        x, y = (wave * 191) % 960, 230 + (wave * 67) % 290
        c.line([(x, y), (x + 36, y - 8), (x + 74, y)], 5, "#86bfd0")
    c.disc(510, 370, 300, "#2b6076", 0.4)
    c.disc(500, 356, 290, "#d9622b", 0.42)
    c.disc(500, 356, 212, "#7a3516", 0.34)
    c.disc(500, 362, 206, "#a04a22", 0.32)
    for x in (390, 500, 610):
        c.box(x - 12, 296, 24, 124, "#e98a4d", 10)
    for side in (-1, 1):
        c.line([(500 + side * 60, 330), (500 + side * 330, 190)], 12, SOGAN)
        c.shape([(500 + side * 320, 176), (500 + side * 400, 120), (500 + side * 420, 152),
            (500 + side * 336, 206)], GOLD)  # fmt: skip
    for tuft in range(26):
        c.plant((tuft * 83) % 1000, 110 if tuft % 2 else 650, 60, "#3f7d4a")
    c.disc(80, 90, 40, PAPER, 0.7)
    c.disc(900, 630, 54, "#cdbd9b", 0.7)
    return c
