"""Portrait: a pen's nib as a fjord between red hills, with a sun in the hole."""

from __future__ import annotations

import math

from drawing.palette import BLUE, CORAL, CREAM, INK, NAVY, OCHRE, PINK, RED, SKY, TEAL
from drawing.shapes import bend
from drawing.sheet import Sheet


def draw() -> Sheet:
    sheet = Sheet(CREAM, 1200, 1600)
    sheet.box(0, 0, 1200, 1600, RED)
    sheet.shape([(0, 0), (1200, 0), (1200, 560), *bend((1200, 560), (600, 300), (0, 660))], PINK)
    sheet.disc(900, 300, 130, CREAM)
    nib = [*bend((600, 1500), (380, 1180), (300, 760)), *bend((300, 760), (360, 420), (440, 250)), (760, 250)]
    nib += [*bend((760, 250), (840, 420), (900, 760)), *bend((900, 760), (820, 1180), (600, 1500))]
    sheet.shape(nib, INK)
    inner = [(600 + (x - 600) * 0.84, 840 + (y - 840) * 0.86) for x, y in nib]
    sheet.shape(inner, OCHRE)
    for number, tone in enumerate((SKY, BLUE, NAVY, TEAL, INK)):
        level = 700 + number * 120
        clip = [point for point in inner if point[1] > level]
        sheet.shape(sorted(clip, key=lambda point: math.atan2(point[1] - 1000, point[0] - 600)) if clip else inner, tone)
    sheet.line([(600, 860), (600, 1490)], CREAM, 14)
    sheet.disc(600, 820, 92, CREAM)
    sheet.disc(600, 820, 62, CORAL)
    sheet.box(440, 0, 320, 270, INK)
    sheet.box(480, 0, 60, 270, NAVY)
    return sheet
