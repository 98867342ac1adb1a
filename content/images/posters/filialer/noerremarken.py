"""Blocks with a grid of windows, and three fig trees that grow up between them."""

from __future__ import annotations

from drawing.figure import stand
from drawing.palette import BLUE, CORAL, CREAM, GREEN, INK, MINT, NAVY, OCHRE, RED, SAND, TEAL
from drawing.shapes import bend
from drawing.sheet import Sheet


def draw() -> Sheet:
    sheet = Sheet(MINT)
    for x, top, columns, tone in ((90, 170, 5, SAND), (1370, 240, 5, CREAM)):
        sheet.box(x, top, columns * 92, 900 - top, tone)
        for row in range((880 - top) // 104):
            for column in range(columns):
                lit = (row * 3 + column * 5 + x) % 7
                glass = OCHRE if lit == 0 else CORAL if lit == 3 else BLUE
                sheet.box(x + 16 + column * 92, top + 28 + row * 104, 60, 66, glass)
    sheet.box(500, 400, 920, 500, NAVY)
    sheet.box(460, 360, 1000, 60, RED)
    sheet.box(540, 460, 840, 440, OCHRE)
    for x in range(540, 1390, 120):
        sheet.box(x - 6, 460, 12, 440, NAVY)
    sheet.box(540, 664, 840, 16, NAVY)
    for x, top in ((700, 220), (960, 150), (1220, 240)):
        sheet.line([(x, 900), (x, top + 200)], "#5b2a1e", 30)
        for side, y in ((-1, 640), (1, 560), (-1, 480)):
            sheet.line(bend((x, y + 60), (x + side * 20, y - 10), (x + side * 92, y - 30)), "#5b2a1e", 16)
        for across, down, size in ((-96, 250, 92), (96, 240, 96), (0, 150, 120), (-70, 380, 72), (84, 360, 76)):
            sheet.disc(x + across, top + down - 40, size, GREEN if across <= 0 else TEAL)
        for across, down in ((-100, 230), (70, 200), (10, 110), (100, 320)):
            sheet.disc(x + across, top + down - 30, 18, RED)
    sheet.box(0, 900, 1920, 180, CORAL)
    for row in range(3):
        for column in range(18):
            if (row + column) % 2:
                sheet.shape(
                    [
                        (column * 120 - row * 20, 900 + row * 60),
                        (column * 120 + 120 - row * 20, 900 + row * 60),
                        (column * 120 + 100 - row * 20, 960 + row * 60),
                        (column * 120 - 20 - row * 20, 960 + row * 60),
                    ],
                    RED,
                )
    for x, high, tone in ((600, 190, INK), (840, 150, NAVY), (1090, 200, INK), (1310, 160, TEAL)):
        stand(sheet, (x, 970), high, tone, CREAM)
    return sheet
