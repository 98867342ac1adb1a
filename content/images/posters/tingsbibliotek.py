"""A shelf with things to borrow: tent, lamp, ball, ladder, can, guitar."""

from __future__ import annotations

from drawing.palette import BLUE, CORAL, CREAM, GREEN, INK, MINT, NAVY, OCHRE, PINK, RED, SAND, TEAL
from drawing.shapes import turned
from drawing.sheet import Sheet


def draw() -> Sheet:
    sheet = Sheet(OCHRE)
    for top in (0, 540):
        for number in range(4):
            tone = (CREAM, PINK, MINT, SAND)[(number + (2 if top else 0)) % 4]
            sheet.box(number * 480, top, 480, 540, tone)
    sheet.shape([(70, 470), (240, 120), (410, 470)], RED)
    sheet.shape([(180, 470), (240, 120), (300, 470)], INK)
    sheet.line([(226, 92), (240, 122), (254, 92)], INK, 12)
    sheet.box(712, 230, 16, 210, INK)
    sheet.shape([(600, 250), (656, 96), (784, 96), (840, 250)], CORAL)
    sheet.box(634, 440, 172, 30, INK, radius=15)
    sheet.disc(1200, 310, 160, CREAM)
    for number in range(6):
        sheet.slice((1200, 310), 160, number * 60, number * 60 + 30, BLUE)
    sheet.disc(1200, 310, 34, RED)
    for x in (1582, 1752):
        sheet.line([(x, 96), (x - 30 if x < 1650 else x + 30, 466)], TEAL, 26)
    for y in (170, 250, 330, 410):
        sheet.line([(1580 - (y - 96) * 0.07, y), (1754 + (y - 96) * 0.07, y)], TEAL, 20)
    sheet.shape([(140, 760), (300, 760), (330, 1010), (110, 1010)], BLUE)
    sheet.line([(320, 960), (420, 780)], BLUE, 32)
    sheet.shape(turned([(-58, 0), (58, 0), (36, 40), (-36, 40)], 28, to=(424, 770)), NAVY)
    sheet.arc((140, 850), 92, 90, 280, NAVY, width=22)
    sheet.disc(720, 920, 112, RED)
    sheet.disc(720, 780, 78, RED)
    sheet.disc(720, 880, 40, INK)
    sheet.box(704, 600, 32, 220, INK)
    sheet.box(688, 580, 64, 70, INK, radius=12)
    for x, top in ((1090, 690), (1212, 720)):
        sheet.box(x, top, 104, 200, OCHRE, radius=30)
        sheet.box(x + 14, top + 14, 76, 180, SAND, radius=20)
    sheet.box(1040, 800, 320, 196, NAVY, radius=60)
    sheet.box(1076, 986, 50, 24, INK)
    sheet.box(1274, 986, 50, 24, INK)
    sheet.box(1330, 850, 56, 22, CORAL, radius=11)
    sheet.disc(1200, 900, 46, CREAM)
    sheet.line([(1200, 900), (1222, 872)], INK, 10)
    sheet.shape([(1560, 760), (1760, 700), (1820, 750), (1820, 830), (1560, 830)], GREEN)
    sheet.shape([(1600, 820), (1690, 820), (1660, 1010), (1570, 1010)], INK)
    sheet.box(1500, 772, 64, 40, INK)
    sheet.box(1440, 786, 66, 12, INK)
    for y in (470, 1010):
        sheet.box(0, y, 1920, 34, INK)
    for x in (480, 960, 1440):
        sheet.box(x - 12, 0, 24, 1080, INK)
    return sheet
