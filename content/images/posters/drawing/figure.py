"""Somebody who stands there."""

from __future__ import annotations

from drawing.shapes import Point, ring
from drawing.sheet import Sheet


def stand(sheet: Sheet, feet: Point, height: float, coat: str, head: str) -> None:
    """A person, seen from behind: a head over a coat."""
    x, floor = feet
    wide = height * 0.17
    sheet.shape(
        [
            (x - wide, floor),
            (x - wide * 0.8, floor - height * 0.62),
            *ring((x, floor - height * 0.62), wide * 0.8, 180, 360),
            (x + wide, floor),
        ],
        coat,
    )
    sheet.disc(x, floor - height * 0.88, height * 0.115, head)
