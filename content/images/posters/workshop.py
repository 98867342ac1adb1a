"""Scissors that have cut plants out of coloured paper."""

from __future__ import annotations

from drawing.palette import CORAL, CREAM, INK, MINT, NAVY, OCHRE, PINK, RED, TEAL
from drawing.shapes import around, leaf, turned
from drawing.sheet import Sheet


def draw() -> Sheet:
    sheet = Sheet(PINK)
    sheet.box(0, 0, 640, 540, CORAL)
    sheet.box(1280, 540, 640, 540, OCHRE)
    sheet.box(640, 540, 640, 540, NAVY)
    sheet.box(1280, 0, 640, 540, CREAM)
    sheet.box(0, 540, 640, 540, MINT)

    def plant(x: float, floor: float, high: float, colour: str, pairs: int) -> None:
        sheet.line([(x, floor), (x, floor - high)], colour, 24)
        sheet.shape(leaf((x, floor - high - 110), (x, floor - high + 60), 60), colour)
        for pair in range(pairs):
            y = floor - high * (pair + 0.6) / pairs
            for side in (-1, 1):
                sheet.shape(leaf((x + side * 200, y - 120), (x, y + 20), 76), colour)

    plant(320, 560, 330, CREAM, 3)
    plant(960, 1100, 330, PINK, 3)
    plant(1600, 560, 330, TEAL, 3)
    for number in range(7):
        sheet.shape(leaf(around((320, 810), 220, number * 360 / 7 - 90), (320, 810), 90), RED)
    sheet.disc(320, 810, 52, OCHRE)
    for number in range(5):
        sheet.shape(leaf(around((1600, 820), 230, number * 72 - 90), (1600, 820), 130), NAVY)
    sheet.disc(1600, 820, 46, CREAM)
    pivot = (960, 330)
    for angle, tone in ((24, INK), (-24, RED)):
        blade = [(-34, 40), (-30, -60), (0, -330), (26, -60), (30, 40)]
        sheet.shape(turned(blade, angle, to=pivot), "#d7dbe0" if tone == RED else "#f4f5f6")
        grip = turned([(0, 190)], angle, to=pivot)[0]
        sheet.line([pivot, grip], tone, 44)
        sheet.disc(*turned([(0, 240)], angle, to=pivot)[0], 92, tone)
        sheet.disc(*turned([(0, 240)], angle, to=pivot)[0], 52, PINK)
    sheet.disc(*pivot, 16, INK)
    return sheet
