"""Speech bubbles of many shapes that overlap."""

from __future__ import annotations

from drawing.palette import CORAL, CREAM, INK, MINT, OCHRE, PINK, SKY
from drawing.shapes import Point, around, ring, star
from drawing.sheet import Sheet


def draw() -> Sheet:
    sheet = Sheet(CREAM)

    def round_bubble(middle: Point, size: float, foot: float, colour: str) -> None:
        sheet.tint([*ring(middle, size, foot + 16, foot + 344), around(middle, size * 1.42, foot)], colour)

    def square_bubble(x: float, y: float, wide: float, high: float, colour: str, *, right: bool) -> None:
        tail = [(x + wide * 0.72, y + high), (x + wide * 0.9, y + high + 130), (x + wide * 0.5, y + high)]
        if not right:
            tail = [(x + wide * 0.5, y + high), (x + wide * 0.1, y + high + 130), (x + wide * 0.28, y + high)]
        sheet.tint([(x, y), (x + wide, y), (x + wide, y + high), *tail, (x, y + high)], colour)

    square_bubble(130, 70, 760, 520, OCHRE, right=False)
    round_bubble((1000, 440), 370, 66, CORAL)
    square_bubble(1120, 360, 680, 450, SKY, right=True)
    round_bubble((520, 720), 300, 150, MINT)
    round_bubble((1520, 260), 230, 318, PINK)
    for middle in ((380, 290), (1580, 640)):
        for number in range(3):
            sheet.disc(middle[0] - 110 + number * 110, middle[1], 34, INK)
    for number, wide in enumerate((300, 220, 150)):
        sheet.box(830, 300 + number * 76, wide, 32, CREAM, radius=16)
    sheet.shape(star((500, 790), 110, 48, 5), CREAM)
    return sheet
