"""Seeds in the ground and what becomes of them."""

from __future__ import annotations

from drawing.palette import CORAL, CREAM, GREEN, OCHRE, PINK, RED, SAND, TEAL
from drawing.shapes import around, bend, leaf
from drawing.sheet import Sheet


def draw() -> Sheet:
    sheet = Sheet(CREAM)
    sheet.disc(1560, 230, 140, OCHRE)
    sheet.box(0, 640, 1920, 440, "#5b2a1e")
    sheet.box(0, 640, 1920, 26, "#7a3b28")
    heights = (60, 180, 310, 420, 300, 470, 200)
    for number, high in enumerate(heights):
        x = 210 + number * 250
        sheet.disc(x, 780, 44, (SAND, OCHRE, PINK, SAND, OCHRE, PINK, SAND)[number], 1.35)
        for side in (-1, 0, 1):
            sheet.line(bend((x, 830), (x + side * 30, 900), (x + side * (40 + high * 0.14), 880 + high * 0.3)), SAND, 8)
        sheet.line([(x, 730), (x, 640 - high)], GREEN, 18)
        for pair in range(max(1, high // 110)):
            y = 620 - pair * 100
            for side in (-1, 1):
                sheet.shape(leaf((x + side * 104, y - 84), (x, y), 44), TEAL if pair % 2 else GREEN)
        if high > 280:
            for petal in range(8):
                tip = around((x, 640 - high), 88, petal * 45)
                sheet.shape(leaf(tip, (x, 640 - high), 44), (RED, RED, RED, CORAL, RED, RED, RED)[number])
            sheet.disc(x, 640 - high, 34, OCHRE)
        else:
            sheet.shape(leaf((x, 560 - high), (x, 660 - high), 40), GREEN)
    return sheet
