"""Two people in front of a wall of pictures."""

from __future__ import annotations

from drawing.figure import stand
from drawing.palette import CORAL, CREAM, INK, MINT, NAVY, OCHRE, PINK, RED, SAND, SKY, TEAL
from drawing.sheet import Sheet


def draw() -> Sheet:
    sheet = Sheet(CREAM)
    sheet.box(0, 860, 1920, 220, RED)
    sheet.box(0, 848, 1920, 14, INK)

    def frame(x: float, y: float, wide: float, high: float, paper: str) -> None:
        sheet.box(x - 16, y - 16, wide + 32, high + 32, INK)
        sheet.box(x, y, wide, high, paper)

    frame(120, 170, 400, 480, SKY)
    sheet.disc(400, 300, 66, CORAL)
    sheet.box(120, 450, 400, 200, NAVY)
    sheet.shape([(190, 450), (330, 450), (262, 230)], CREAM)
    sheet.shape([(170, 466), (362, 466), (320, 520), (212, 520)], RED)
    frame(620, 110, 680, 540, OCHRE)
    sheet.box(620, 400, 680, 250, TEAL)
    sheet.disc(960, 400, 170, CREAM)
    sheet.box(620, 400, 680, 250, TEAL)
    for number, y in enumerate((430, 478, 526, 574, 622)):
        sheet.box(960 - 150 + number * 24, y, 300 - number * 48, 20, MINT, radius=10)
    frame(1400, 220, 400, 400, PINK)
    for number, colour in enumerate((RED, PINK, NAVY, PINK)):
        sheet.slice((1600, 620), 190 - number * 46, 180, 360, colour)
    sheet.disc(1510, 310, 44, OCHRE)
    stand(sheet, (820, 1010), 470, INK, SAND)
    stand(sheet, (1030, 1020), 520, OCHRE, INK)
    sheet.line([(930, 800), (905, 860), (880, 800)], INK, 30)
    sheet.disc(1030, 532, 44, INK)
    return sheet
