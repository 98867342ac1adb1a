"""A board of diamonds with pawns and two dice."""

from __future__ import annotations

from drawing.palette import BLUE, CORAL, CREAM, GREEN, INK, MINT, NAVY, OCHRE, PINK, RED
from drawing.sheet import Sheet


def draw() -> Sheet:
    sheet = Sheet(NAVY)
    for row in range(-1, 8):
        for column in range(-1, 10):
            x, y = column * 240 + (120 if row % 2 else 0), row * 150
            tone = (BLUE, NAVY, "#2d4580")[(row * 2 + column) % 3]
            sheet.shape([(x, y - 150), (x + 120, y), (x, y + 150), (x - 120, y)], tone)

    def pawn(x: float, floor: float, size: float, tone: str, shade: str) -> None:
        sheet.disc(x + size * 0.5, floor, size * 0.9, INK, 0.28)
        sheet.disc(x, floor, size * 0.62, shade, 0.36)
        sheet.shape(
            [
                (x - size * 0.62, floor),
                (x - size * 0.2, floor - size * 1.5),
                (x + size * 0.2, floor - size * 1.5),
                (x + size * 0.62, floor),
            ],
            tone,
        )
        sheet.disc(x, floor, size * 0.62, tone, 0.3)
        sheet.disc(x, floor - size * 1.66, size * 0.42, tone)

    pawn(470, 560, 150, OCHRE, "#b97f17")
    pawn(1460, 470, 130, MINT, GREEN)
    pawn(700, 850, 190, CORAL, RED)

    def die(x: float, y: float, size: float) -> None:
        """A cube from above, in isometric projection; x, y is its middle."""
        wide, half = size * 0.866, size * 0.5
        sheet.shape([(x, y - size), (x + wide, y - half), (x, y), (x - wide, y - half)], CREAM)
        sheet.shape([(x - wide, y - half), (x, y), (x, y + size), (x - wide, y + half)], PINK)
        sheet.shape([(x + wide, y - half), (x, y), (x, y + size), (x + wide, y + half)], RED)
        for across, down in ((-0.4, 0), (0, 0), (0.4, 0)):
            sheet.disc(x + across * wide, y - half + down, size * 0.09, INK, 0.58)
        for a, b in ((0.28, 0.3), (0.72, 0.3), (0.28, 0.72), (0.72, 0.72)):
            sheet.disc(x - wide * (1 - a), y - half * (1 - a) + size * b, size * 0.085, INK, 1.2)
        for a, b in ((0.3, 0.7), (0.7, 0.3)):
            sheet.disc(x + wide * a, y - half * a + size * b, size * 0.085, CREAM, 1.2)

    die(1150, 690, 210)
    return sheet
