"""The warehouse on the quay, a crane and a ferry's funnel, mirrored in the water."""

from __future__ import annotations

from drawing.palette import BLUE, CORAL, CREAM, INK, NAVY, OCHRE, PINK, RED, SKY, TEAL
from drawing.shapes import wave
from drawing.sheet import Sheet


def draw() -> Sheet:
    sheet = Sheet(PINK)
    sheet.disc(430, 360, 150, CREAM)
    for x, tone, shade in ((620, TEAL, "#123f3c"), (960, NAVY, INK), (1300, TEAL, "#123f3c")):
        sheet.shape([(x, 760), (x, 330), (x + 170, 160), (x + 340, 330), (x + 340, 760)], tone)
        sheet.shape([(x - 14, 344), (x + 170, 150), (x + 354, 344), (x + 354, 316), (x + 170, 118), (x - 14, 316)], shade)
        sheet.box(x + 110, 330, 120, 430, shade)
        for y in (350, 470, 590):
            sheet.box(x + 122, y, 96, 100, OCHRE)
            sheet.box(x + 165, y, 10, 100, shade)
            for side in (34, 250):
                sheet.box(x + side, y + 10, 56, 76, CREAM)
        sheet.box(x + 158, 190, 24, 60, OCHRE)
        sheet.line([(x + 170, 180), (x + 170, 130)], INK, 14)
    sheet.line([(210, 760), (300, 330)], INK, 26)
    sheet.line([(390, 760), (300, 330)], INK, 26)
    for y, half in ((650, 66), (540, 44), (430, 22)):
        sheet.line([(300 - half, y), (300 + half, y)], INK, 14)
    sheet.line([(180, 420), (300, 330), (590, 200)], INK, 26)
    sheet.line([(584, 206), (584, 520)], INK, 8)
    sheet.box(548, 520, 72, 72, CORAL)
    sheet.box(0, 750, 1920, 50, RED)
    sheet.box(0, 800, 1920, 280, BLUE)
    for number, y in enumerate(range(836, 1080, 56)):
        tone = (NAVY, SKY, NAVY, SKY, NAVY)[number]
        sheet.line(wave(-20, 1940, y, 13, 150, phase=number * 60), tone, 13)
    sheet.shape([(1460, 900), (1860, 900), (1800, 990), (1520, 990)], CREAM)
    sheet.box(1560, 830, 200, 74, CREAM)
    sheet.box(1680, 760, 56, 80, CORAL)
    for x in (1580, 1630):
        sheet.disc(x, 866, 15, NAVY)
    return sheet
