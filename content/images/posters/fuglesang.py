"""Birds on five wires, like notes, while the sun rises."""

from __future__ import annotations

from drawing.palette import CORAL, CREAM, INK, OCHRE, PINK, RED
from drawing.shapes import bend, ring
from drawing.sheet import Sheet


def draw() -> Sheet:
    sheet = Sheet(OCHRE)
    sheet.box(0, 0, 1920, 300, PINK)
    sheet.box(0, 300, 1920, 240, "#f2b173")
    sheet.disc(960, 1080, 430, CORAL)
    sheet.disc(960, 1080, 300, RED)
    wires = [250 + number * 130 for number in range(5)]
    for height in wires:
        sheet.line(bend((-20, height), (960, height + 60), (1940, height)), INK, 9)
    birds = (
        (230, 3, 1),
        (420, 1, 1),
        (640, 2, -1),
        (860, 0, 1),
        (1040, 2, 1),
        (1060, 4, -1),
        (1290, 1, -1),
        (1480, 3, 1),
        (1690, 0, -1),
    )
    for x, wire, way in birds:
        t = (x + 20) / 1960
        y = wires[wire] + 2 * t * (1 - t) * 60
        sheet.shape([*ring((x, y - 42), 50, 0, 180), (x - 50, y - 42)], INK)
        sheet.disc(x, y - 44, 50, INK, 0.9)
        sheet.disc(x + way * 40, y - 82, 34, INK)
        sheet.shape([(x + way * 64, y - 98), (x + way * 108, y - 82), (x + way * 66, y - 68)], RED)
        sheet.shape([(x - way * 36, y - 60), (x - way * 130, y + 34), (x - way * 20, y - 12)], INK)
        sheet.disc(x + way * 46, y - 88, 7, CREAM)
    return sheet
