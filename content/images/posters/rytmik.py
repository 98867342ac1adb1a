"""Drum, rattle, triangle and bouncing dots."""

from __future__ import annotations

from drawing.palette import CORAL, CREAM, INK, MINT, NAVY, OCHRE, PINK, RED, SKY, TEAL
from drawing.shapes import around
from drawing.sheet import Sheet


def draw() -> Sheet:
    sheet = Sheet(MINT, 1600, 1200)
    sheet.slice((0, 1200), 620, 270, 360, CORAL)
    sheet.slice((0, 1200), 470, 270, 360, OCHRE)
    sheet.slice((0, 1200), 320, 270, 360, CREAM)
    sheet.slice((0, 1200), 170, 270, 360, RED)
    sheet.box(800, 560, 460, 330, RED)
    sheet.disc(1030, 890, 230, RED, 0.34)
    for number in range(5):
        x = 800 + number * 92
        sheet.line([(x + 8, 590), (x + 46, 900), (x + 84, 590)], CREAM, 13)
    sheet.disc(1030, 570, 230, INK, 0.34)
    sheet.disc(1030, 560, 230, CREAM, 0.34)
    for start, end in (((1180, 480), (1440, 250)), ((890, 470), (700, 200))):
        sheet.line([start, end], INK, 20)
        sheet.disc(*start, 38, OCHRE)
    sheet.line([(420, 420), (560, 700)], NAVY, 36)
    sheet.disc(370, 320, 150, NAVY)
    for number in range(7):
        spot = around((370, 320), 86, number * 51)
        sheet.disc(*spot, 22, (OCHRE, PINK, CREAM, CORAL, SKY, MINT, PINK)[number])
    sheet.disc(370, 320, 30, CREAM)
    sheet.line([(1220, 1060), (1500, 1060), (1360, 820), (1250, 1010)], TEAL, 26)
    for x, y, size, tone in (
        (1120, 180, 60, PINK),
        (1300, 90, 34, RED),
        (960, 110, 28, NAVY),
        (640, 980, 46, NAVY),
        (160, 120, 40, CORAL),
    ):
        sheet.disc(x, y, size, tone)
    return sheet
