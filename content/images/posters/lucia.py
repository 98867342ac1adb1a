"""Candles in a row over black water, and their light in it."""

from __future__ import annotations

from drawing.palette import CORAL, CREAM, INK, NAVY, OCHRE, RED
from drawing.shapes import drop
from drawing.sheet import Sheet


def draw() -> Sheet:
    sheet = Sheet(INK)
    sheet.box(0, 640, 1920, 440, NAVY)
    xs = [150 + number * 180 for number in range(10)]
    tops = [430, 380, 400, 330, 290, 300, 350, 390, 370, 420]
    for x, top in zip(xs, tops, strict=True):
        sheet.disc(x, top - 60, 118, "#33304a")
    for x, top in zip(xs, tops, strict=True):
        sheet.disc(x, top - 60, 74, "#5b4a4b")
        sheet.box(x - 34, top, 68, 640 - top, CREAM)
        sheet.shape(drop((x, top - 130), (x, top - 10), (x - 62, top - 40), (x + 62, top - 40)), OCHRE)
        sheet.shape(drop((x, top - 84), (x, top - 14), (x - 30, top - 34), (x + 30, top - 34)), CREAM)
        for number, y in enumerate(range(672, 1040, 46)):
            wide = (64, 92, 50, 78, 40, 60, 30, 44)[number] * (1.2 if top < 340 else 1)
            sheet.box(x - wide / 2 + (12 if number % 2 else -8), y, wide, 20, (OCHRE, CREAM, CORAL, OCHRE)[number % 4], radius=10)
    sheet.box(0, 628, 1920, 18, RED)
    return sheet
