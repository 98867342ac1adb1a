"""A man with a hat under a street lamp, and his shadow, which is not quite his."""

from __future__ import annotations

from drawing.palette import INK, NAVY, OCHRE, RED
from drawing.sheet import Sheet


def draw() -> Sheet:
    sheet = Sheet(NAVY)
    for row, top in enumerate((150, 420)):
        for column in range(7):
            lit = (row, column) == (0, 1)
            sheet.box(110 + column * 262, top, 130, 180, OCHRE if lit else INK)
    sheet.disc(437, 236, 26, INK)
    sheet.shape([(396, 330), (404, 276), (437, 262), (470, 276), (478, 330)], INK)
    sheet.box(430, 150, 10, 180, NAVY)
    sheet.box(0, 760, 1920, 320, RED)
    sheet.box(0, 744, 1920, 24, INK)
    sheet.shape([(1240, 190), (1380, 190), (1760, 1080), (860, 1080)], OCHRE)
    sheet.shape([(1240, 190), (1380, 190), (1622, 756), (998, 756)], "#f6cf7f")
    sheet.box(1690, 120, 26, 660, INK)
    sheet.line([(1703, 130), (1690, 92), (1310, 92), (1310, 130)], INK, 22)
    sheet.shape([(1220, 196), (1262, 120), (1358, 120), (1400, 196)], INK)
    foot = (1310, 850)
    sheet.shape([(1262, 846), (1358, 846), (700, 1080), (300, 1080)], INK)
    sheet.shape([(1226, foot[1]), (1238, 560), (1260, 500), (1360, 500), (1382, 560), (1394, foot[1])], INK)
    sheet.box(1254, 820, 44, 70, INK)
    sheet.box(1322, 820, 44, 70, INK)
    sheet.disc(1310, 452, 58, INK)
    sheet.shape([(1250, 430), (1262, 352), (1300, 340), (1320, 352), (1348, 342), (1368, 430)], INK)
    sheet.box(1206, 420, 208, 22, INK, radius=11)
    sheet.box(1256, 400, 108, 18, RED)
    return sheet
