"""An open book out of which a night with whale, moon and fir trees rises."""

from __future__ import annotations

from drawing.chance import Chance
from drawing.palette import CREAM, GREEN, INK, NAVY, OCHRE, PINK, RED, SAND, SKY, TEAL
from drawing.shapes import around, bend, leaf, star
from drawing.sheet import Sheet


def draw() -> Sheet:
    sheet = Sheet(OCHRE)
    sheet.disc(960, 500, 470, NAVY)
    rng = Chance(5)
    for _ in range(26):
        spot = around((960, 500), rng.uniform(120, 440), rng.uniform(185, 355))
        sheet.shape(star(spot, rng.choice((12, 18, 24)), 6, 4), CREAM)
    sheet.disc(1230, 250, 92, CREAM)
    sheet.disc(1192, 228, 82, NAVY)
    body = [*bend((610, 470), (640, 640), (900, 620)), *bend((900, 620), (1150, 620), (1180, 400))]
    sheet.shape([*body, *bend((1180, 400), (1010, 540), (860, 420)), *bend((860, 420), (700, 320), (610, 470))], SKY)
    sheet.shape(leaf((1090, 330), (1184, 430), 70), SKY)
    sheet.shape(leaf((1290, 370), (1172, 430), 70), SKY)
    sheet.disc(708, 474, 13, INK)
    sheet.line(bend((630, 520), (700, 560), (780, 530)), INK, 7)
    for side in (-1, 1):
        sheet.line(bend((760, 386), (760, 300), (760 + side * 70, 290)), CREAM, 12)
    for x, high in ((560, 190), (650, 130), (1270, 210), (1370, 140)):
        for part in range(3):
            wide = high * (0.28 + part * 0.14)
            top = 800 - high + part * high * 0.26
            sheet.shape([(x - wide, top + high * 0.5), (x, top), (x + wide, top + high * 0.5)], GREEN if high > 150 else TEAL)
    left = [*bend((960, 830), (700, 690), (330, 800)), (330, 1010), *bend((330, 1010), (700, 910), (960, 1030))]
    sheet.shape([(x, y + 34) for x, y in left], RED)
    sheet.shape([(1920 - x, y + 34) for x, y in left], RED)
    sheet.shape(left, CREAM)
    sheet.shape([(1920 - x, y) for x, y in left], SAND)
    for number in range(3):
        line = bend((880, 846 + number * 52), (700, 776 + number * 52), (420, 836 + number * 52))
        sheet.line(line, PINK, 9)
        sheet.line([(1920 - x, y) for x, y in line], "#cfb27c", 9)
    return sheet
