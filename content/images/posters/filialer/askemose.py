"""The yellow school on its hill, with apple trees."""

from __future__ import annotations

from drawing.palette import CORAL, CREAM, GREEN, INK, NAVY, OCHRE, RED, SAND, TEAL
from drawing.shapes import around, bend
from drawing.sheet import Sheet


def draw() -> Sheet:
    sheet = Sheet("#cfe3dc")
    sheet.disc(330, 270, 120, CORAL)
    sheet.shape([(0, 1080), *bend((0, 800), (960, 420), (1920, 780)), (1920, 1080)], GREEN)
    sheet.shape([(0, 1080), *bend((0, 930), (700, 760), (1920, 1000)), (1920, 1080)], TEAL)
    sheet.box(560, 430, 800, 320, OCHRE)
    sheet.shape([(510, 440), (620, 230), (1300, 230), (1410, 440)], RED)
    for number in range(11):
        sheet.line([(590 + number * 74, 430), (646 + number * 62, 250)], "#8a160d", 7)
    sheet.box(820, 290, 280, 460, "#f5c566")
    sheet.shape([(790, 310), (960, 140), (1130, 310)], INK)
    sheet.shape([(836, 318), (960, 192), (1084, 318)], "#f5c566")
    sheet.disc(960, 270, 34, NAVY)
    sheet.box(936, 80, 48, 80, CREAM)
    sheet.shape([(922, 86), (960, 30), (998, 86)], INK)
    sheet.slice((960, 136), 16, 0, 360, RED)
    sheet.box(886, 540, 148, 210, TEAL)
    sheet.slice((960, 544), 74, 180, 360, TEAL)
    sheet.box(955, 472, 10, 278, OCHRE)
    for x in (610, 720, 1140, 1250):
        sheet.box(x, 500, 74, 150, CREAM)
        for row in range(3):
            for column in range(2):
                sheet.box(x + 8 + column * 31, 508 + row * 47, 26, 40, NAVY)
    for x, floor, size in ((330, 830, 130), (1530, 800, 150), (1740, 880, 110), (150, 920, 100)):
        sheet.box(x - 12, floor - size, 24, size + 30, "#5b2a1e")
        sheet.disc(x, floor - size * 1.5, size, "#123f3c")
        for number in range(6):
            sheet.disc(*around((x, floor - size * 1.5), size * (0.62 if number % 2 else 0.3), number * 61), 15, CORAL)
    sheet.shape([(900, 750), (1020, 750), (1150, 1080), (700, 1080)], SAND)
    return sheet
