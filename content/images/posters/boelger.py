"""Rows of waves, seven small islands and a low sun."""

from __future__ import annotations

from drawing.palette import BLUE, CORAL, CREAM, GREEN, INK, NAVY, PINK, RED, SKY, TEAL
from drawing.sheet import Sheet


def draw() -> Sheet:
    sheet = Sheet(PINK)
    sheet.disc(1290, 400, 250, RED)
    rows = (SKY, BLUE, NAVY, BLUE, SKY, BLUE, NAVY, INK)
    spots = {0: [(420, 74), (960, 46)], 1: [(1500, 92)], 2: [(180, 60), (1120, 70)], 4: [(620, 96)], 5: [(1690, 64)]}
    for number, colour in enumerate(rows):
        level = 420 + number * 88
        for x, size in spots.get(number, []):
            sheet.slice((x, level + 44), size * 1.7, 180, 360, TEAL if size > 60 else GREEN)
            if size > 90 and number == 1:
                sheet.shape([(x - 20, level - 290), (x + 20, level - 290), (x + 34, level - 100), (x - 34, level - 100)], CREAM)
                sheet.shape([(x - 26, level - 230), (x + 26, level - 230), (x + 30, level - 170), (x - 30, level - 170)], CORAL)
                sheet.box(x - 28, level - 340, 56, 50, INK)
                sheet.slice((x, level - 338), 34, 180, 360, CORAL)
        shift = 80 if number % 2 else 0
        for x in range(-160, 2100, 160):
            for radius, tone in ((96, colour), (66, CREAM), (54, colour), (28, CREAM), (18, colour)):
                sheet.disc(x + shift, level + 96, radius, tone)
        sheet.box(0, level + 96, 1920, 1080 - level, colour)
    return sheet
