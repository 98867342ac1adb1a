"""An avenue of trees, drawn as fruit on sticks; one of them is red."""

from __future__ import annotations

from drawing.palette import CREAM, GREEN, INK, MINT, RED, SAND, TEAL
from drawing.shapes import around, leaf
from drawing.sheet import Sheet


def draw() -> Sheet:
    sheet = Sheet(MINT)
    tones = (TEAL, GREEN, "#2c7a58", "#7db08a", "#123f3c", GREEN, TEAL, "#7db08a")
    sheet.box(0, 900, 1920, 180, SAND)
    sheet.box(0, 984, 1920, 14, CREAM)
    for number in range(8):
        x = 120 + number * 240
        tone = RED if number == 5 else tones[number]
        sheet.box(x - 14, 420, 28, 500, INK)
        kind = number % 4
        if kind == 0:
            sheet.disc(x, 400, 150, tone, 1.5)
        elif kind == 1:
            sheet.disc(x, 470, 150, tone)
            for angle in (-50, -130):
                sheet.line([(x, 560), around((x, 560), 120, angle)], INK, 12)
        elif kind == 2:
            sheet.shape(leaf((x, 130), (x, 760), 240), tone)
            for y in (330, 430, 530):
                sheet.line([(x - 50, y - 40), (x, y + 20), (x + 50, y - 40)], MINT, 9)
        else:
            for size, y in ((150, 620), (118, 460), (84, 320)):
                sheet.slice((x, y), size, 180, 360, tone)
        sheet.disc(x, 922, 70, "#c9b27c", 0.2)
    return sheet
