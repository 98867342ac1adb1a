"""A projector's beam that falls through a strip of film."""

from __future__ import annotations

from drawing.palette import CORAL, CREAM, INK, MINT, NAVY, OCHRE, PINK, RED, SKY
from drawing.shapes import around, turned
from drawing.sheet import Sheet


def draw() -> Sheet:
    sheet = Sheet(INK)
    sheet.shape([(330, 600), (1920, 60), (1920, 1080), (330, 660)], OCHRE)
    sheet.shape([(330, 612), (1920, 240), (1920, 940), (330, 648)], "#f6cf7f")
    sheet.shape([(330, 622), (1920, 430), (1920, 790), (330, 638)], CREAM)
    strip = (CORAL, SKY, PINK, MINT, CORAL)
    for number, tone in enumerate(strip):
        y = -90 + number * 270
        block = [(1080, y), (1520, y), (1520, y + 270), (1080, y + 270)]
        sheet.shape(turned(block, 9, (1300, 540)), "#2e2b45")
        sheet.shape(turned([(1160, y + 18), (1440, y + 18), (1440, y + 252), (1160, y + 252)], 9, (1300, 540)), tone)
        sun = turned([(1240 + number * 30, y + 120)], 9, (1300, 540))[0]
        sheet.disc(*sun, 58, RED if tone != CORAL else OCHRE)
        hill = [(1160, y + 252), (1160, y + 190), (1300, y + 140), (1440, y + 200), (1440, y + 252)]
        sheet.shape(turned(hill, 9, (1300, 540)), NAVY)
        for step in range(4):
            for x in (1100, 1466):
                hole = [
                    (x, y + 18 + step * 68),
                    (x + 34, y + 18 + step * 68),
                    (x + 34, y + 54 + step * 68),
                    (x, y + 54 + step * 68),
                ]
                sheet.shape(turned(hole, 9, (1300, 540)), CREAM)
    sheet.box(60, 520, 300, 230, RED, radius=20)
    sheet.box(352, 590, 60, 84, CREAM)
    for x, y, size in ((130, 400, 124), (330, 420, 98)):
        sheet.disc(x, y, size, RED)
        sheet.disc(x, y, size - 24, INK)
        for spoke in range(5):
            sheet.line([(x, y), around((x, y), size - 20, spoke * 72 - 20)], RED, 16)
        sheet.disc(x, y, 26, CREAM)
    sheet.shape([(150, 750), (230, 750), (190, 1080), (60, 1080)], RED)
    sheet.shape([(200, 750), (280, 750), (370, 1080), (240, 1080)], "#6f140c")
    return sheet
