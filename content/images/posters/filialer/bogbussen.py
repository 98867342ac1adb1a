"""The library's bus on a country road, long-legged birds in the meadow."""

from __future__ import annotations

from drawing.chance import Chance
from drawing.palette import BLUE, CORAL, CREAM, GREEN, INK, NAVY, OCHRE, PINK, RED, SAND, SKY, TEAL
from drawing.shapes import bend
from drawing.sheet import Sheet


def draw() -> Sheet:
    sheet = Sheet(PINK)
    sheet.disc(1560, 260, 150, OCHRE)
    for level, tone, pull in ((640, "#e79c86", 480), (740, GREEN, 640)):
        sheet.shape([(0, 1080), *bend((0, level), (700, pull), (1920, level + 20)), (1920, 1080)], tone)
    sheet.box(0, 850, 1920, 230, INK)
    for dash in range(-40, 1920, 240):
        sheet.box(dash, 960, 140, 18, CREAM)
    sheet.box(320, 330, 1240, 500, RED, radius=60)
    sheet.box(320, 560, 1240, 200, CORAL)
    sheet.box(320, 700, 1240, 140, RED, radius=30)
    rng = Chance(4)
    sheet.box(390, 400, 760, 210, CREAM, radius=20)
    x = 410.0
    while x < 1120:
        wide, high = rng.choice((24, 32, 40)), rng.choice((130, 150, 170))
        if x + wide > 1132:
            break
        sheet.box(x, 600 - high, wide, high, rng.choice((NAVY, TEAL, OCHRE, RED, BLUE, GREEN, PINK)))
        x += wide + 5
    sheet.box(1180, 400, 120, 400, NAVY, radius=16)
    sheet.box(1194, 416, 92, 150, SKY)
    sheet.box(1330, 400, 230, 210, SKY, radius=24)
    sheet.disc(1440, 520, 44, SAND)
    sheet.slice((1440, 622), 84, 180, 360, NAVY)
    sheet.box(1330, 610, 230, 24, RED)
    sheet.box(1500, 720, 66, 40, OCHRE, radius=12)
    for wheel in (500, 700, 1380):
        sheet.disc(wheel, 840, 92, INK)
        sheet.disc(wheel, 840, 78, "#3b3a4d")
        sheet.disc(wheel, 840, 38, SAND)
    for x, floor in ((130, 800), (1740, 790)):
        sheet.line([(x - 12, floor), (x - 12, floor - 90)], RED, 7)
        sheet.line([(x + 14, floor), (x + 14, floor - 90)], RED, 7)
        sheet.disc(x, floor - 120, 56, CREAM, 0.6)
        sheet.slice((x - 20, floor - 122), 50, 90, 200, INK)
        sheet.line([(x + 40, floor - 130), (x + 54, floor - 210)], CREAM, 18)
        sheet.disc(x + 58, floor - 216, 19, CREAM)
        sheet.shape([(x + 66, floor - 228), (x + 136, floor - 204), (x + 66, floor - 204)], RED)
    return sheet
