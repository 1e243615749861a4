"""What several scenes are put together from."""

from .canvas import Canvas
from .colours import BRICK, INK, PAPER, SOGAN

WOOD, WHITE, STEEL = "#6b4a2f", "#fdfaf2", "#7d868b"
SKIN = ("#a8714b", "#8d5a38", "#bd8659")


def ground(top, bottom, floor, line=520):
    """A sky, and the earth below it."""
    c = Canvas(top, bottom)
    c.box(0, line, 1000, 667 - line, floor)
    return c


def room(wall, floor, line=500):
    c = Canvas(wall)
    c.box(0, line, 1000, 667 - line, floor)
    c.box(0, line - 10, 1000, 12, WHITE)
    return c


def house(c, x, y, width, height, wall=PAPER, roof=BRICK):
    """``y``: of the ground."""
    c.box(x, y - height, width, height, wall)
    c.shape(
        [
            (x - width * 0.1, y - height + 6),
            (x + width * 0.18, y - height * 1.5),
            (x + width * 0.82, y - height * 1.5),
            (x + width * 1.1, y - height + 6),
        ],
        roof,
    )


def window(c, x, y, width=80, height=90, glass="#9cc1d1", frame=WHITE):
    c.box(x - 7, y - 7, width + 14, height + 14, frame, 4)
    c.box(x, y, width, height, glass)
    c.box(x + width / 2 - 3, y, 6, height, frame)
    c.box(x, y + height / 2 - 3, width, 6, frame)


def table(c, x, y, width, leg=110, top=SOGAN):
    for at in (x + 20, x + width - 38):
        c.box(at, y, 18, leg, WOOD)
    c.box(x, y - 8, width, 26, top, 6)


def person(c, x, foot, size, shirt, trousers=INK, skin=SKIN[0], hair="#2a211c", arms=False):
    """Standing, without a face; ``arms``: raised."""
    c.box(x - size * 0.13, foot - size * 0.42, size * 0.11, size * 0.42, trousers, 4)
    c.box(x + size * 0.02, foot - size * 0.42, size * 0.11, size * 0.42, trousers, 4)
    limbs(c, x, foot - size * 0.72, size, shirt, arms)
    c.box(x - size * 0.16, foot - size * 0.78, size * 0.32, size * 0.42, shirt, size * 0.08)
    head(c, x, foot - size * 0.9, size, skin, hair)


def sitting(c, x, foot, size, shirt, trousers=INK, skin=SKIN[0], hair="#e9e4da", arms=False):
    """On a chair, seen from the front."""
    c.box(x - size * 0.22, foot - size * 0.72, size * 0.44, size * 0.5, WOOD, 6)
    for at in (-0.2, 0.15):
        c.box(x + size * at, foot - size * 0.3, size * 0.05, size * 0.3, WOOD)
        c.box(x + size * at, foot - size * 0.28, size * 0.1, size * 0.26, trousers, 4)
    c.box(x - size * 0.18, foot - size * 0.36, size * 0.36, size * 0.14, trousers, 8)
    limbs(c, x, foot - size * 0.62, size, shirt, arms)
    c.box(x - size * 0.16, foot - size * 0.68, size * 0.32, size * 0.38, shirt, size * 0.08)
    head(c, x, foot - size * 0.8, size, skin, hair)


def limbs(c, x, shoulder, size, shirt, raised):
    for side in (-1, 1):
        hand = (x + side * size * (0.34 if raised else 0.22), shoulder + size * (-0.32 if raised else 0.3))
        c.line([(x + side * size * 0.12, shoulder), hand], size * 0.08, shirt)
        c.disc(*hand, size * 0.05, SKIN[0])


def head(c, x, y, size, skin, hair):
    c.disc(x, y - size * 0.02, size * 0.115, hair)
    c.disc(x, y + size * 0.01, size * 0.1, skin)
    c.slice(x, y - size * 0.01, size * 0.115, 185, 355, hair)


def palm(c, x, foot, height):
    c.line([(x, foot), (x + height * 0.06, foot - height * 0.5), (x + height * 0.2, foot - height)], 16, WOOD)
    top = (x + height * 0.2, foot - height)
    for dx, dy in ((-150, 10), (-115, -58), (-20, -92), (92, -70), (150, -8), (112, 62), (-84, 70)):
        c.shape(
            [top, (top[0] + dx * 0.5, top[1] + dy * 0.5 - 24), (top[0] + dx, top[1] + dy + 24)], "#3f7d4a"
        )
    for dx in (-14, 12):
        c.disc(top[0] + dx, top[1] + 14, 13, "#8a5a2b")


def sheet_of_paper(c, x, y, width=70, height=92, lines=5, colour=WHITE, ink="#9aa6ad"):
    c.box(x, y, width, height, colour, 3)
    for line in range(lines):
        long = width * (0.75, 0.6, 0.7, 0.45, 0.65)[line % 5]
        c.box(x + width * 0.12, y + height * (0.16 + 0.155 * line), long, 5, ink)


def lamp(c, x, foot, height, shade="#ffd98a"):
    c.box(x - 4, foot - height, 8, height, INK)
    c.box(x - 34, foot - 8, 68, 10, INK, 5)
    c.shape([(x - 26, foot - height - 50), (x + 26, foot - height - 50), (x + 52, foot - height),
        (x - 52, foot - height)], shade)  # fmt: skip
