"""Fireworks over roofs where every window is awake."""

from __future__ import annotations

from drawing.chance import Chance
from drawing.palette import CORAL, CREAM, INK, MINT, NAVY, OCHRE, PINK, RED, SKY
from drawing.shapes import around
from drawing.sheet import Sheet


def draw() -> Sheet:
    sheet = Sheet(NAVY)
    for across, down, size, rays, outer, inner in (
        (1320, 300, 270, 24, CORAL, OCHRE),
        (640, 260, 220, 20, PINK, CREAM),
        (980, 470, 150, 16, OCHRE, CREAM),
        (250, 420, 140, 14, SKY, MINT),
        (1710, 480, 130, 14, MINT, CREAM),
    ):
        for ray in range(rays):
            angle = ray * 360 / rays
            sheet.line(
                [around((across, down), size * 0.34, angle), around((across, down), size * 0.8, angle)],
                outer if ray % 2 else inner,
                10,
            )
            sheet.disc(*around((across, down), size * (0.98 if ray % 2 else 0.88), angle), 13, inner if ray % 2 else outer)
        sheet.disc(across, down, size * 0.12, CREAM)
    rng = Chance(29)
    x = -30.0
    while x < 1920:
        wide, top = rng.choice((150, 190, 230)), rng.uniform(690, 840)
        tone = rng.choice((INK, "#2b1a2b", "#121527", RED))
        kind = rng.randrange(3)
        sheet.box(x, top, wide, 1080 - top, tone)
        if kind == 0:
            sheet.shape([(x, top + 1), (x + wide / 2, top - 90), (x + wide, top + 1)], tone)
        elif kind == 1:
            sheet.box(x + wide * 0.65, top - 80, 34, 90, tone)
        for row in range(6):
            for column in range(int((wide - 30) // 50)):
                if rng.random() < 0.62:
                    sheet.box(x + 28 + column * 50, top + 40 + row * 66, 26, 38, rng.choice((OCHRE, OCHRE, CREAM, PINK)))
        x += wide
    return sheet
