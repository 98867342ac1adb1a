"""A house of red bricks with stepped gables and a bicycle rack's worth of windows."""

from __future__ import annotations

from drawing.palette import CORAL, CREAM, INK, NAVY, OCHRE, RED, SKY, TEAL
from drawing.sheet import Sheet


def draw() -> Sheet:
    sheet = Sheet(OCHRE)
    steps = [(330, 880), (330, 420), (440, 420), (440, 310), (550, 310), (550, 200), (640, 200), (640, 110)]
    sheet.shape([*steps, *[(1400 - x, y) for x, y in reversed(steps)]], RED)
    sheet.box(1060, 480, 560, 400, RED)
    for row in range(34):
        for column in range(26):
            x, y = 345 + column * 50 + (25 if row % 2 else 0), 190 + row * 20.4
            half = 370 if y >= 420 else 260 if y >= 310 else 150 if y >= 200 else 0
            inside = abs(x + 20 - 700) < half - 24 or (1060 < x < 1570 and y > 480)
            if (row * 7 + column * 3) % 5 == 0 and inside:
                sheet.box(x, y, 40, 9, "#8a160d")
    sheet.shape([(1040, 500), (1110, 310), (1570, 310), (1660, 500)], INK)
    for x in (440, 640, 840):
        for y in (460, 660):
            if (x, y) == (640, 660):
                continue
            sheet.box(x, y, 120, 140, CREAM)
            sheet.box(x + 10, y + 10, 46, 120, SKY)
            sheet.box(x + 64, y + 10, 46, 120, SKY)
    sheet.box(610, 650, 180, 230, INK)
    sheet.box(626, 666, 70, 214, TEAL)
    sheet.box(704, 666, 70, 214, TEAL)
    sheet.disc(700, 300, 76, CREAM)
    sheet.disc(700, 300, 60, NAVY)
    sheet.line([(700, 300), (700, 258)], CREAM, 9)
    sheet.line([(700, 300), (730, 314)], CREAM, 9)
    for x in (1120, 1290, 1460):
        sheet.box(x, 560, 130, 220, CREAM)
        sheet.slice((x + 65, 564), 65, 180, 360, CREAM)
        sheet.box(x + 12, 564, 106, 204, OCHRE)
        sheet.slice((x + 65, 566), 53, 180, 360, OCHRE)
        sheet.box(x + 60, 510, 10, 262, CREAM)
    sheet.box(0, 880, 1920, 200, TEAL)
    sheet.box(0, 880, 1920, 20, "#123f3c")
    for x in (1190, 1460):
        for side in (-70, 70):
            sheet.arc((x + side, 950), 54, 0, 360, CREAM, width=11)
        sheet.line([(x - 70, 950), (x - 30, 870), (x + 44, 870), (x, 950), (x - 70, 950)], CORAL, 11)
        sheet.line([(x, 950), (x - 36, 850), (x - 56, 850)], CORAL, 11)
        sheet.line([(x + 70, 950), (x + 40, 840), (x + 66, 830)], CORAL, 11)
    return sheet
