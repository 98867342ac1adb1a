"""Chairs about a round carpet, from above; on one of them lies a book."""

from __future__ import annotations

from drawing.palette import CORAL, CREAM, INK, MINT, OCHRE, PINK, RED, SAND, SKY, TEAL
from drawing.shapes import around, turned
from drawing.sheet import Sheet


def draw() -> Sheet:
    sheet = Sheet(TEAL, 1600, 1200)
    centre = (800, 600)
    for radius, tone in ((330, SAND), (290, CORAL), (250, SAND), (200, RED), (110, OCHRE)):
        sheet.disc(*centre, radius, tone)
    tones = (OCHRE, PINK, CREAM, SKY, CORAL, MINT, OCHRE, SAND, PINK)
    for number, tone in enumerate(tones):
        angle = number * 40 - 90
        seat = around(centre, 455, angle)
        back = [(-92, -92), (92, -92), (92, -52), (-92, -52)]
        cushion = [(-80, -70), (80, -70), (80, 74), (-80, 74)]
        sheet.shape(turned([(x + 10, y + 14) for x, y in cushion], angle + 90, to=seat), "#123f3c")
        sheet.shape(turned(cushion, angle + 90, to=seat), tone)
        sheet.shape(turned(back, angle + 90, to=seat), INK)
    for angle in (-50, 30, 110, 190):
        spot = around(centre, 452, angle)
        sheet.shape(turned([(-62, -40), (0, -30), (0, 50), (-62, 40)], angle + 100, to=spot), CREAM)
        sheet.shape(turned([(62, -40), (0, -30), (0, 50), (62, 40)], angle + 100, to=spot), SAND)
    for spot, tone in (((760, 580), CREAM), ((850, 640), INK)):
        sheet.disc(*spot, 42, tone)
        sheet.disc(*spot, 30, RED if tone == CREAM else CREAM)
    return sheet
