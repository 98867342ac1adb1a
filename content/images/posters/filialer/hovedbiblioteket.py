"""The old carriage works with its sawtooth roof."""

from __future__ import annotations

from drawing.figure import stand
from drawing.palette import CORAL, CREAM, INK, NAVY, OCHRE, RED, SAND, SKY, TEAL
from drawing.shapes import around, bend
from drawing.sheet import Sheet


def draw() -> Sheet:
    sheet = Sheet(SKY)
    sheet.disc(1500, 250, 130, CREAM)
    sheet.shape([(1440, 470), (1452, 90), (1548, 90), (1560, 470)], "#7d130b")
    sheet.box(1436, 80, 128, 28, INK)
    sheet.shape([(1424, 84), *bend((1424, 84), (1500, 20), (1576, 84))], "#5b3a1e")
    for number in range(5):
        x = 210 + number * 300
        sheet.shape([(x, 470), (x, 290), (x + 300, 470)], RED)
        sheet.shape([(x + 22, 452), (x + 22, 334), (x + 224, 452)], OCHRE)
        for bar in (70, 130):
            sheet.box(x + 22 + bar - 5, 334 + bar * 0.58, 10, 120 - bar * 0.58, RED)
    sheet.box(210, 468, 1500, 400, CORAL)
    for row in range(2):
        for column in range(9):
            x, y = 270 + column * 154, 556 + row * 186
            if column in (3, 4, 5) and row == 1:
                continue
            sheet.box(x, y, 92, 84, NAVY)
            sheet.slice((x + 46, y + 2), 46, 180, 360, NAVY)
            sheet.box(x + 42, y - 46, 8, 132, CORAL)
            sheet.box(x, y + 22, 92, 8, CORAL)
    sheet.box(740, 690, 424, 178, INK)
    sheet.slice((952, 694), 212, 180, 360, INK)
    sheet.slice((952, 694), 176, 180, 360, OCHRE)
    sheet.box(776, 694, 352, 174, OCHRE)
    for x in (856, 946, 1036):
        sheet.box(x, 700, 12, 168, INK)
    for angle in (240, 270, 300):
        sheet.line([(952, 694), around((952, 694), 176, angle)], INK, 12)
    sheet.box(776, 688, 352, 14, INK)
    sheet.box(0, 868, 1920, 212, SAND)
    for number in range(14):
        sheet.shape(
            [(number * 150 - 60, 1080), (number * 150 + 14, 1080), (number * 116 + 170, 868), (number * 116 + 130, 868)],
            "#dfc792",
        )
    for x, high, tone in ((520, 200, NAVY), (590, 140, RED), (1290, 210, TEAL), (1390, 190, INK)):
        stand(sheet, (x, 960), high, tone, INK if tone != INK else CORAL)
    return sheet
