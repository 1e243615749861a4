"""Papers, binders and a projector."""

from .colours import BRICK, GOLD, INDIGO, INK, LEAF, SOGAN
from .parts import STEEL, WHITE, room, table


def report():
    c = room("#d9e2ea", "#a9825a", 560)
    c.shape([(120, 150), (500, 190), (500, 590), (90, 540)], "#c9cdd2")
    c.shape([(880, 150), (500, 190), (500, 590), (910, 540)], "#c9cdd2")
    c.shape([(130, 130), (500, 170), (500, 570), (100, 520)], WHITE)
    c.shape([(870, 130), (500, 170), (500, 570), (900, 520)], "#faf7ee")
    c.slice(300, 320, 110, 0, 150, BRICK)
    c.slice(300, 320, 110, 150, 235, GOLD)
    c.slice(300, 320, 110, 235, 310, LEAF)
    c.slice(300, 320, 110, 310, 360, INDIGO)
    c.disc(300, 320, 46, WHITE)
    for line, width in enumerate((220, 170, 200)):
        c.box(190, 460 + line * 24, width, 9, "#b9c2c8", 4)
    c.line([(560, 250), (560, 440), (860, 440)], 6, INK)
    c.line([(570, 420), (640, 380), (700, 396), (770, 310), (850, 260)], 10, BRICK)
    c.line([(570, 430), (650, 420), (720, 380), (790, 370), (850, 340)], 10, "#2f7564")
    for x, y in ((640, 380), (700, 396), (770, 310), (850, 260)):
        c.disc(x, y, 11, BRICK)
    c.line([(500, 170), (500, 570)], 5, "#b9b3a4")
    return c


def binder():
    c = room("#ebe3d3", "#9c7650", 560)
    table(c, 60, 500, 880, 150)
    for number, colour in enumerate((BRICK, INDIGO, "#2f7564", GOLD)):
        x = 190 + number * 130
        c.box(x, 150, 116, 340, colour, 8)
        c.box(x + 22, 190, 72, 120, WHITE, 4)
        for line in range(3):
            c.box(x + 32, 212 + line * 28, 52, 7, "#9aa6ad", 3)
        c.ring(x + 58, 430, 22, 7, WHITE)
    c.line([(730, 476), (900, 420)], 26, "#f0c14b")
    c.shape([(734, 462), (742, 488), (690, 492)], "#f3dcb8")
    c.shape([(706, 480), (709, 490), (690, 492)], INK)
    c.line([(888, 424), (910, 416)], 26, "#d85a7a")
    c.box(120, 110, 720, 14, SOGAN)
    return c


def film_class():
    c = room("#2a2433", "#1b1722")
    c.box(250, 60, 560, 330, "#f7f4e9", 4)
    c.shape([(120, 470), (250, 60), (250, 390)], "#4a4358")
    c.disc(530, 250, 84, "#b9b3c6")
    c.disc(530, 180, 62, "#b9b3c6")
    for x in (500, 560):
        c.disc(x, 110, 20, "#b9b3c6", 2.6)
        c.disc(x, 112, 9, "#e9b7c0", 3.6)
    for x in (510, 550):
        c.disc(x, 176, 8, INK)
    c.disc(530, 200, 9, "#d8808f")
    c.box(250, 344, 560, 46, "#8fb85f")
    c.box(60, 460, 130, 80, STEEL, 10)
    for x, y, size in ((80, 430, 36), (160, 420, 44)):
        c.disc(x, y, size, INK)
        c.ring(x, y, size - 10, 5, STEEL)
    c.disc(186, 490, 18, "#ffe9a8")
    c.line([(90, 540), (60, 660)], 10, STEEL)
    c.line([(160, 540), (190, 660)], 10, STEEL)
    for row in range(2):
        for column in range(6):
            x, y = 290 + column * 112 - row * 40, 480 + row * 80
            c.box(x, y, 88, 110, ("#a8482c", "#8a3a25")[row], 20)
    return c
