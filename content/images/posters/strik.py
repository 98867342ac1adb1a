"""Knitted stitches close up: storks between red borders."""

from __future__ import annotations

from drawing.palette import CREAM, NAVY, OCHRE, PINK, RED, SKY
from drawing.sheet import Sheet

STORKS = (
    "rrrrrrrrrrrr",
    "rrprrrprrrpr",
    "rrrrrrrrrrrr",
    "oooooooooooo",
    "nnnnnnnnnnnn",
    "nnnccnnnnnnn",
    "noocccnnnnnn",
    "nnnnccnnnnnn",
    "nnnnccnnnnnn",
    "nnnncccccnnn",
    "nnnncccckknn",
    "nnnnncckkkkn",
    "nnnnnnononnn",
    "nnnnnnononnn",
    "nnnnnnononnn",
    "oooooooooooo",
    "rrrrrrrrrrrr",
    "rrprrrprrrpr",
)
"""A knitting chart, one letter a stitch; it is knitted twice side by side."""


def draw() -> Sheet:
    tones = {"n": NAVY, "c": CREAM, "r": RED, "p": PINK, "o": OCHRE, "k": SKY}
    wide, high = 80, 60
    sheet = Sheet("#14193a")
    for row, stitches in enumerate(STORKS):
        for column in range(24):
            x, y = column * wide, row * high
            for side in (0, 1):
                half = [(2, 0), (wide / 2 - 1, high * 0.62), (wide / 2 - 1, high * 1.42), (2, high * 0.84)]
                sheet.shape([(x + (wide - px if side else px), y + py - 10) for px, py in half], tones[stitches[column % 12]])
    return sheet
