"""A stork on its nest on a chimney, in front of a big sun."""

from __future__ import annotations

from drawing.chance import Chance
from drawing.palette import CORAL, CREAM, INK, OCHRE, RED, SKY
from drawing.shapes import bend, turned
from drawing.sheet import Sheet


def draw() -> Sheet:
    sheet = Sheet(SKY)
    sheet.disc(960, 520, 420, OCHRE)
    for level, tone in ((880, CORAL), (960, RED)):
        for number in range(6):
            left = number * 384 - (190 if tone == RED else 0)
            sheet.shape([(left, 1080), (left, level), (left + 384, level - 130), (left + 384, 1080)], tone)
    sheet.shape([(800, 1080), (826, 800), (1064, 800), (1090, 1080)], "#7d130b")
    sheet.box(806, 778, 278, 40, INK)
    rng = Chance(8)
    for _ in range(46):
        x, y, angle = rng.uniform(770, 1120), rng.uniform(716, 786), rng.uniform(-24, 24)
        sheet.line(turned([(x - 80, y), (x + 80, y)], angle, (x, y)), rng.choice((INK, "#5b3a1e", "#8a5a2b")), 9)
    for leg in (930, 1000):
        sheet.line([(leg, 560), (leg + 6, 640), (leg, 730)], RED, 14)
    sheet.shape(
        [
            *bend((720, 600), (800, 380), (1010, 400)),
            *bend((1010, 400), (1120, 470), (1040, 560)),
            *bend((1040, 560), (900, 640), (720, 600)),
        ],
        CREAM,
    )
    sheet.shape([*bend((660, 640), (740, 470), (960, 470)), *bend((960, 470), (900, 610), (660, 640))], INK)
    sheet.line([*bend((1040, 480), (1150, 400), (1080, 270))], CREAM, 62)
    sheet.disc(1076, 244, 66, CREAM)
    sheet.shape([(1110, 200), (1390, 290), (1108, 282)], RED)
    sheet.disc(1100, 232, 13, INK)
    return sheet
