"""A painted barrel that swings on a rope, and sweets on their way out of it."""

from __future__ import annotations

from drawing.chance import Chance
from drawing.palette import CORAL, CREAM, INK, NAVY, OCHRE, PINK, RED, SKY, TEAL
from drawing.shapes import Point, around, ring, turned
from drawing.sheet import Sheet


def draw() -> Sheet:
    sheet = Sheet(PINK)
    for number in range(12):
        sheet.slice((960, 540), 1400, number * 30, number * 30 + 15, "#f0a692")
    sheet.line([(960, 0), (960, 260)], INK, 16)
    about = (960, 240)

    def edge(x: float, level: float) -> Point:
        """A point of the barrel's round edge or of a hoop, x being where a flat one would lie at the top."""
        u, t = (x - 960) / 240, (level - 250) / 580
        return 960 + u * (240 + 220 * t * (1 - t)), level + 52 * (1 - u * u)

    sheet.shape(turned(ring((960, 250), 240, tall=0.22), 8, about), INK)
    for number, tone in enumerate((CORAL, TEAL, OCHRE, RED, SKY, OCHRE, TEAL, CORAL)):
        left, right = 720 + number * 60, 780 + number * 60
        levels = [250 + step * 29 for step in range(21)]
        stave = [edge(left, level) for level in levels] + [edge(right, level) for level in reversed(levels)]
        sheet.shape(turned(stave, 8, about), tone)
    for level in (320, 700):
        xs = [720 + step * 20 for step in range(25)]
        hoop = [edge(x, level) for x in xs] + [edge(x, level + 44) for x in reversed(xs)]
        sheet.shape(turned(hoop, 8, about), INK)
    crack = [(1010, 470), (1080, 530), (1030, 570), (1130, 640), (1060, 650), (1100, 720), (1000, 610), (1050, 590), (980, 530)]
    sheet.shape(turned(crack, 8, about), INK)
    rng = Chance(17)
    for _ in range(58):
        angle, far = rng.uniform(-30, 210), rng.uniform(420, 900)
        spot = around((960, 640), far, angle, 0.62)
        tone = rng.choice((RED, TEAL, OCHRE, CREAM, NAVY, CORAL))
        kind = rng.randrange(3)
        if kind == 0:
            sheet.disc(*spot, 20, tone)
        elif kind == 1:
            sheet.shape(turned([(-30, -8), (30, -8), (30, 8), (-30, 8)], rng.uniform(0, 180), to=spot), tone)
        else:
            turn = rng.uniform(0, 180)
            sheet.shape(turned([(-44, -20), (0, 0), (-44, 20)], turn, to=spot), tone)
            sheet.shape(turned([(44, -20), (0, 0), (44, 20)], turn, to=spot), tone)
            sheet.disc(*spot, 24, tone)
    return sheet
