"""The paper that is drawn on."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import cast

from drawing.shapes import Point, around
from PIL import Image, ImageChops, ImageDraw

SCALE = 3
"""A picture is drawn so many times as large and then scaled down, which smooths the edges."""

COLOURS = 160
"""Of the saved palette, which keeps the file small: a dozen flat colours and the blends along their edges."""


class Sheet:
    """A sheet of paper of one colour, on which shapes are laid, the last one on top."""

    def __init__(self, paper: str, width: int = 1920, height: int = 1080) -> None:
        self.width, self.height = width, height
        self.image = Image.new("RGB", (width * SCALE, height * SCALE), paper)
        self._draw = ImageDraw.Draw(self.image)

    def shape(self, points: Iterable[Point], colour: str) -> None:
        self._draw.polygon([(x * SCALE, y * SCALE) for x, y in points], fill=colour)

    def box(self, x: float, y: float, width: float, height: float, colour: str, *, radius: float = 0) -> None:
        corners = (x * SCALE, y * SCALE, (x + width) * SCALE - 1, (y + height) * SCALE - 1)
        if radius:
            self._draw.rounded_rectangle(corners, radius * SCALE, fill=colour)
        else:
            self._draw.rectangle(corners, fill=colour)

    def disc(self, x: float, y: float, radius: float, colour: str, tall: float = 1) -> None:
        """A circle, or an ellipse that is ``tall`` times as high as it is wide."""
        self._draw.ellipse(_frame((x, y), radius, tall), fill=colour)

    def slice(self, middle: Point, radius: float, start: float, end: float, colour: str) -> None:
        """A slice of a circle, from one angle to another, in degrees clockwise from three o'clock."""
        self._draw.pieslice(_frame(middle, radius), start, end, fill=colour)

    def arc(self, middle: Point, radius: float, start: float, end: float, colour: str, *, width: float) -> None:
        """A part of a ring whose middle runs at ``radius``, with round ends."""
        self._draw.arc(_frame(middle, radius + width / 2), start, end, fill=colour, width=round(width * SCALE))
        if end - start < 360:
            for angle in (start, end):
                self.disc(*around(middle, radius, angle), width / 2, colour)

    def line(self, points: Sequence[Point], colour: str, width: float) -> None:
        """A line with round corners and ends."""
        self._draw.line([(x * SCALE, y * SCALE) for x, y in points], fill=colour, width=round(width * SCALE), joint="curve")
        for x, y in points:
            self.disc(x, y, width / 2, colour)

    def tint(self, points: Iterable[Point], colour: str) -> None:
        """A shape of transparent paper: what lies below shows through, darker."""
        mask = Image.new("1", self.image.size)
        ImageDraw.Draw(mask).polygon([(x * SCALE, y * SCALE) for x, y in points], fill=1)
        film = Image.new("RGB", self.image.size, colour)
        self.image.paste(ImageChops.multiply(self.image, film), mask=mask)

    def finished(self) -> Image.Image:
        """Scaled down, with a palette of the colours that cover most of it: the flat ones first, then their blends."""
        small = self.image.reduce(SCALE)
        counted = cast("list[tuple[int, tuple[int, int, int]]]", small.getcolors(small.width * small.height))
        palette = Image.new("P", (1, 1))
        palette.putpalette([part for _, colour in sorted(counted, reverse=True)[:COLOURS] for part in colour])
        return small.quantize(palette=palette, dither=Image.Dither.NONE)


def _frame(middle: Point, radius: float, tall: float = 1) -> tuple[float, float, float, float]:
    """The box around a circle, in the pixels of the drawing."""
    x, y = middle
    return (x - radius) * SCALE, (y - radius * tall) * SCALE, (x + radius) * SCALE, (y + radius * tall) * SCALE
