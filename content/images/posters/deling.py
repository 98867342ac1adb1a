"""What stands beside a link to the site elsewhere: the stork's head over an open book."""

from __future__ import annotations

from drawing.palette import CREAM, INK, OCHRE, PINK, RED, SAND
from drawing.shapes import bend
from drawing.sheet import Sheet


def draw() -> Sheet:
    sheet = Sheet(RED, 1200, 630)
    sheet.disc(600, 300, 250, OCHRE)
    page = [*bend((588, 590), (440, 480), (170, 520)), (170, 340), *bend((170, 340), (440, 300), (588, 410))]
    for mirror in (False, True):
        sheet.shape([(1200 - x if mirror else x, y + 26) for x, y in page], INK)
    for mirror in (False, True):
        sheet.shape([(1200 - x if mirror else x, y) for x, y in page], SAND if mirror else CREAM)
        for number in range(3):
            line = bend((548, 446 + number * 44), (430, 366 + number * 44), (214, 386 + number * 44))
            sheet.line([(1200 - x if mirror else x, y) for x, y in line], "#d8bf8c" if mirror else PINK, 8)
    sheet.line(bend((600, 430), (548, 340), (530, 250)), CREAM, 64)
    sheet.line(bend((530, 250), (512, 150), (590, 140)), CREAM, 64)
    sheet.disc(604, 160, 66, CREAM)
    sheet.shape([(640, 104), (1000, 214), (640, 214)], RED)
    sheet.shape([(640, 150), (1000, 214), (640, 214)], "#6f140c")
    sheet.disc(622, 146, 14, INK)
    return sheet
