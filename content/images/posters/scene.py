"""A stage with a microphone in its light, and rows of chairs."""

from __future__ import annotations

from drawing.palette import CORAL, CREAM, INK, NAVY, OCHRE, PINK, RED, SAND
from drawing.sheet import Sheet


def draw() -> Sheet:
    sheet = Sheet(RED)
    for number in range(13):
        fold = number * 160 - 60
        sheet.shape([(fold, 0), (fold + 80, 0), (fold + 96, 640), (fold - 10, 640)], "#8a160d")
    sheet.shape([(900, 0), (1020, 0), (1420, 660), (500, 660)], OCHRE)
    sheet.shape([(930, 0), (990, 0), (1240, 660), (680, 660)], "#f6cf7f")
    sheet.box(0, 640, 1920, 90, INK)
    sheet.disc(960, 648, 300, CREAM, 0.12)
    sheet.box(952, 300, 16, 340, INK)
    sheet.box(890, 632, 140, 20, INK, radius=10)
    sheet.box(912, 170, 96, 160, INK, radius=48)
    for y in (210, 240, 270):
        sheet.box(930, y, 60, 8, SAND, radius=4)
    sheet.box(0, 730, 1920, 350, NAVY)
    for row, (level, size) in enumerate(((770, 120), (850, 150), (950, 190))):
        count = 14 - row * 2
        gap = 1920 / count
        for number in range(count + 1):
            x = number * gap + (gap / 2 if row % 2 else 0)
            tone = (CORAL, PINK, SAND)[row]
            empty = (row, number) == (1, 5)
            sheet.box(x - size * 0.4, level, size * 0.8, size * 1.6, OCHRE if empty else tone, radius=size * 0.3)
            sheet.box(x - size * 0.4, level + size * 0.74, size * 0.8, size, INK)
    return sheet
