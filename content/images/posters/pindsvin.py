"""A hedgehog that is wide awake in the snow."""

from __future__ import annotations

from drawing.chance import Chance
from drawing.palette import CORAL, CREAM, INK, NAVY, PINK, RED, SAND, SKY
from drawing.shapes import around, bend
from drawing.sheet import Sheet


def draw() -> Sheet:
    sheet = Sheet(SKY)
    sheet.disc(1500, 260, 150, CREAM)
    rng = Chance(11)
    for _ in range(60):
        sheet.disc(rng.uniform(0, 1920), rng.uniform(0, 820), rng.choice((8, 12, 17)), CREAM)
    sheet.shape([(0, 1080), *bend((0, 860), (800, 740), (1920, 880)), (1920, 1080)], CREAM)
    middle = (900, 850)
    for size, colour, count, shift in ((500, NAVY, 27, 0), (430, INK, 24, 3), (340, RED, 19, 0), (250, CORAL, 15, 3)):
        for number in range(count):
            angle = 182 + shift + number * (160 / (count - 1))
            sheet.shape(
                [around(middle, size * 0.5, angle - 9), around(middle, size, angle), around(middle, size * 0.5, angle + 9)],
                colour,
            )
        sheet.slice(middle, size * 0.72, 180, 360, colour)
    sheet.shape(
        [*bend((1060, 840), (1080, 560), (1290, 640)), *bend((1290, 640), (1440, 770), (1500, 800)), (1490, 842), (1060, 842)],
        SAND,
    )
    sheet.disc(1500, 806, 32, INK)
    sheet.disc(1300, 716, 34, CREAM)
    sheet.disc(1308, 716, 22, INK)
    sheet.disc(1315, 708, 7, CREAM)
    sheet.disc(1140, 650, 46, SAND)
    sheet.disc(1140, 650, 26, PINK)
    for x in (700, 820, 1070, 1200):
        sheet.box(x, 826, 84, 44, SAND, radius=22)
    return sheet
