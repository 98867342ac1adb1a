"""Woven paper hearts on strings."""

from __future__ import annotations

from drawing.chance import Chance
from drawing.palette import CORAL, CREAM, OCHRE, PINK, RED, SAND
from drawing.shapes import Point, ring, turned
from drawing.sheet import Sheet


def draw() -> Sheet:
    sheet = Sheet("#123f3c")
    rng = Chance(24)
    for _ in range(70):
        sheet.disc(rng.uniform(0, 1920), rng.uniform(0, 1080), rng.choice((4, 6, 9)), "#2c615b")
    for x, y, side, strips, one, two in (
        (400, 440, 220, 3, CREAM, OCHRE),
        (1520, 590, 250, 5, PINK, RED),
        (960, 570, 420, 4, CREAM, CORAL),
    ):
        heart(sheet, (x, y), side, strips, (one, two))
    return sheet


def heart(sheet: Sheet, middle: Point, side: float, strips: int, papers: tuple[str, str]) -> None:
    """A heart of two folded papers, woven of ``strips`` by ``strips``; ``middle`` is that of its square."""
    sheet.line([(middle[0], 0), (middle[0], middle[1] - side * 0.72)], SAND, 7)
    half = side / 2
    left, right = papers
    for colour, sign in ((left, -1), (right, 1)):
        lobe = ring((0, -half), half, 180, 360)
        sheet.shape(turned(lobe, 45 * sign, to=middle), colour)
    step = side / strips
    for row in range(strips):
        for column in range(strips):
            x, y = -half + column * step, -half + row * step
            cell = [(x, y), (x + step, y), (x + step, y + step), (x, y + step)]
            sheet.shape(turned(cell, 45, to=middle), left if (row + column) % 2 else right)
