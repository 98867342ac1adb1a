"""The bell of a horn from in front, and piano keys that dance."""

from __future__ import annotations

import math

from drawing.palette import CORAL, CREAM, INK, OCHRE, PINK, RED
from drawing.sheet import Sheet


def draw() -> Sheet:
    sheet = Sheet(CORAL)
    for radius, colour in ((760, RED), (640, CORAL), (520, PINK), (410, OCHRE), (300, CREAM), (200, RED), (110, INK)):
        sheet.disc(1180, 460, radius, colour)
    tops = [760 + 70 * math.sin(number * 0.62 + 0.4) for number in range(15)]
    for number, top in enumerate(tops):
        sheet.box(-30 + number * 132, top, 122, 400, CREAM, radius=16)
        sheet.box(-30 + number * 132 + 122, top + 30, 10, 400, INK)
    for number in range(14):
        if number % 7 not in (2, 6):
            sheet.box(60 + number * 132, (tops[number] + tops[number + 1]) / 2 - 40, 76, 230, INK, radius=12)
    return sheet
