"""A keyboard seen from above, and a very large arrow that points at one key."""

from __future__ import annotations

from drawing.chance import Chance
from drawing.palette import CORAL, CREAM, INK, MINT, SKY, TEAL
from drawing.sheet import Sheet


def draw() -> Sheet:
    sheet = Sheet(TEAL)
    rng = Chance(7)
    for row in range(6):
        x = -60.0 - row * 46
        while x < 1920:
            wide = 170 * rng.choice((1, 1, 1, 1.5))
            colour = rng.choice((MINT, MINT, MINT, SKY, CREAM, "#2f7a74"))
            sheet.box(x, 20 + row * 182, wide - 16, 166, "#123f3c", radius=26)
            sheet.box(x, 12 + row * 182, wide - 16, 156, colour, radius=26)
            x += wide
    sheet.box(690, 376, 164, 166, "#6f140c", radius=26)
    sheet.box(690, 368, 164, 156, CORAL, radius=26)
    arrow = [(0, 0), (0, 496), (117, 389), (189, 560), (267, 526), (195, 360), (352, 352)]
    for shift, grow, tone in ((34, 1.0, "#123f3c"), (0, 1.0, INK), (0, 0.86, CREAM)):
        tip = (780 + shift + (1 - grow) * 130, 446 + shift + (1 - grow) * 330)
        sheet.shape([(tip[0] + x * grow, tip[1] + y * grow) for x, y in arrow], tone)
    return sheet
