"""A midsummer bonfire by the water, with people in front of it."""

from __future__ import annotations

from drawing.chance import Chance
from drawing.figure import stand
from drawing.palette import BLUE, CORAL, CREAM, INK, NAVY, OCHRE, PINK, RED
from drawing.shapes import bend, drop, turned
from drawing.sheet import Sheet


def draw() -> Sheet:
    sheet = Sheet(BLUE)
    sheet.box(0, 0, 1920, 420, "#e98d6a")
    sheet.box(0, 250, 1920, 170, PINK)
    sheet.box(0, 420, 1920, 260, NAVY)
    for number, y in enumerate(range(450, 670, 40)):
        sheet.box(960 - 380 + number * 46, y, 760 - number * 92, 16, CORAL, radius=8)
    sheet.shape([(0, 1080), *bend((0, 720), (900, 620), (1920, 740)), (1920, 1080)], INK)

    def flame(x: float, wide: float, high: float, tone: str, *, lean: float) -> None:
        foot, tip = (x, 790), (x + lean, 790 - high)
        sheet.shape(drop(tip, foot, (x - wide * 1.5, 790 - high * 0.3), (x + wide * 1.3, 790 - high * 0.5)), tone)

    for x, wide, high, lean in ((840, 150, 430, -50), (1080, 150, 470, 60), (960, 220, 640, 10)):
        flame(x, wide, high, RED, lean=lean)
    for x, wide, high, lean in ((880, 110, 330, -30), (1040, 110, 350, 30), (960, 150, 460, 0)):
        flame(x, wide, high, CORAL, lean=lean)
    flame(960, 120, 310, OCHRE, lean=10)
    flame(960, 60, 170, CREAM, lean=0)
    for angle in (-24, 24, -8, 12):
        sheet.line(turned([(760, 800), (1160, 800)], angle, (960, 796)), "#5b2a1e", 26)
    rng = Chance(23)
    for _ in range(30):
        sheet.disc(rng.uniform(700, 1240), rng.uniform(60, 420), rng.choice((5, 7, 9)), OCHRE)
    for x, high in ((210, 400), (350, 300), (520, 430), (650, 260), (1290, 420), (1430, 280), (1560, 440), (1720, 330)):
        stand(sheet, (x, 1090), high, "#0f0e1b", "#0f0e1b")
    return sheet
