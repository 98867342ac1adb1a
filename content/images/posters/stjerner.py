"""The stars' trails about the pole, above an observatory with its roof open."""

from __future__ import annotations

from drawing.chance import Chance
from drawing.palette import BLUE, CORAL, CREAM, INK, OCHRE, PINK, RED, SKY
from drawing.shapes import bend, ring, turned
from drawing.sheet import Sheet


def draw() -> Sheet:
    sheet = Sheet(INK)
    rng = Chance(3)
    pole = (1190, 400)
    tones = (CREAM, CREAM, OCHRE, SKY, PINK, CORAL, BLUE, BLUE, "#3a4a86", "#3a4a86")
    for number in range(30):
        radius = 46 + number * 42
        angle = rng.uniform(0, 360)
        left = 360.0
        while left > 40:
            length = min(left - 14, rng.uniform(24, 100))
            sheet.arc(pole, radius, angle, angle + length, rng.choice(tones), width=rng.choice((6, 9, 13)))
            angle += length + rng.uniform(12, 46)
            left -= length + 30
    sheet.disc(*pole, 14, CREAM)
    sheet.shape([(0, 1080), *bend((0, 900), (700, 820), (1920, 960)), (1920, 1080)], "#0f0e1b")
    sheet.box(490, 740, 420, 200, RED)
    sheet.slice((700, 742), 226, 180, 360, CORAL)
    sheet.shape([*ring((700, 742), 226, 292, 318), *ring((700, 742), 60, 318, 292)], INK)
    sheet.shape(turned([(-26, -300), (26, -300), (20, 0), (-20, 0)], 35, to=(722, 700)), OCHRE)
    sheet.box(466, 736, 468, 22, "#6f140c")
    sheet.box(670, 830, 60, 110, INK)
    return sheet
