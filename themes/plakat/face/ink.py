"""What all glyphs are drawn with: a flat oval nib, thick upright and thinner across, and plain stems, bars and wedges."""

from __future__ import annotations

from dataclasses import dataclass

import pathops

CAP = 720
STEM = 148
BAR = 116
OVER = 9
"""Round letters go this far beyond the lines, to look as tall as flat ones."""
ROUND = 150
"""How far from top and bottom a round letter begins to bend."""
SQUARE = 0.63
"""How square a bend is; 0.55 would be an ellipse."""

Point = tuple[float, float]
Shape = pathops.Path


def polygon(*points: Point) -> Shape:
    path = Shape()
    pen = path.getPen()
    pen.moveTo(points[0])
    for point in points[1:]:
        pen.lineTo(point)
    pen.closePath()
    return path


def box(left: float, bottom: float, right: float, top: float) -> Shape:
    return polygon((left, bottom), (right, bottom), (right, top), (left, top))


def join(*shapes: Shape) -> Shape:
    whole = Shape()
    for shape in shapes:
        whole = pathops.op(whole, shape, pathops.PathOp.UNION, fix_winding=True)
    return whole


def cut(shape: Shape, *holes: Shape) -> Shape:
    return pathops.op(shape, join(*holes), pathops.PathOp.DIFFERENCE, fix_winding=True)


def moved(shape: Shape, x: float = 0, y: float = 0, *, wide: float = 1, tall: float = 1) -> Shape:
    return shape.transform(wide, 0, 0, tall, x, y)


def turned(shape: Shape, width: float) -> Shape:
    """Upside down and back to front, as a 9 is a 6."""
    return shape.transform(-1, 0, 0, -1, width, CAP)


class Nib:
    """A pen that is ``STEM`` wide and ``BAR`` high; it is given the middle of the line."""

    def __init__(self, start: Point, stem: float = STEM, bar: float = BAR) -> None:
        self.path, self.at, self.bar, self.scale = Shape(), start, bar, stem / bar
        self.pen = self.path.getPen()
        self.pen.moveTo(self._narrow(start))

    def _narrow(self, point: Point) -> Point:
        return point[0] / self.scale, point[1]

    def to(self, *point: float) -> Nib:
        self.at = point[0], point[1]
        self.pen.lineTo(self._narrow(self.at))
        return self

    def curve(self, first: Point, second: Point, end: Point) -> Nib:
        self.pen.curveTo(*map(self._narrow, (first, second, end)))
        self.at = end
        return self

    def bend(self, x: float, y: float, *, upright: bool) -> Nib:
        """A quarter of a bowl to (x, y), leaving upright, or else level."""
        (x0, y0), k = self.at, SQUARE
        if upright:
            return self.curve((x0, y0 + (y - y0) * k), (x - (x - x0) * k, y), (x, y))
        return self.curve((x0 + (x - x0) * k, y0), (x, y - (y - y0) * k), (x, y))

    def ink(self) -> Shape:
        self.pen.endPath()
        line = Shape(self.path)
        line.stroke(self.bar, pathops.LineCap.BUTT_CAP, pathops.LineJoin.MITER_JOIN, 4)
        line.convertConicsToQuads()
        return join(moved(line, wide=self.scale))


@dataclass(frozen=True)
class Bowl:
    """The middle line of a round form that fills a box."""

    left: float
    bottom: float
    right: float
    top: float
    bend: float = ROUND

    @classmethod
    def filling(cls, width: float, bottom: float = -OVER, top: float = CAP + OVER, bend: float = ROUND, left: float = 0) -> Bowl:
        return cls(left + STEM / 2, bottom + BAR / 2, width - STEM / 2, top - BAR / 2, bend)

    @property
    def middle(self) -> float:
        return (self.left + self.right) / 2

    def over(self, nib: Nib, *, rightwards: bool) -> Nib:
        """On over the top, from the side where the nib is to the other."""
        side = self.right if rightwards else self.left
        nib.to(nib.at[0], self.top - self.bend).bend(self.middle, self.top, upright=True)
        return nib.bend(side, self.top - self.bend, upright=False)

    def under(self, nib: Nib, *, rightwards: bool) -> Nib:
        side = self.right if rightwards else self.left
        nib.to(nib.at[0], self.bottom + self.bend).bend(self.middle, self.bottom, upright=True)
        return nib.bend(side, self.bottom + self.bend, upright=False)

    def whole(self) -> Shape:
        outer_top = self.over(Nib((self.left, self.top - self.bend - 1)), rightwards=True)
        return self.under(outer_top, rightwards=False).to(self.left, self.top - self.bend).ink()


def stem(x: float = 0, bottom: float = 0, top: float = CAP) -> Shape:
    return box(x, bottom, x + STEM, top)


def bar(left: float, right: float, bottom: float) -> Shape:
    return box(left, bottom, right, bottom + BAR)


def slant(x0: float, y0: float, x1: float, y1: float, thick: float) -> Shape:
    """A diagonal with level ends; ``thick`` is measured across."""
    return polygon((x0, y0), (x0 + thick, y0), (x1 + thick, y1), (x1, y1))


def disc(radius: float) -> Shape:
    path, k = Shape(), radius * 0.5523
    pen = path.getPen()
    pen.moveTo((radius, 0))
    pen.curveTo((radius, k), (k, radius), (0, radius))
    pen.curveTo((-k, radius), (-radius, k), (-radius, 0))
    pen.curveTo((-radius, -k), (-k, -radius), (0, -radius))
    pen.curveTo((k, -radius), (radius, -k), (radius, 0))
    pen.closePath()
    return path


def bounds(shape: Shape) -> tuple[float, float]:
    """How far it goes to the left and to the right."""
    left, _, right, _ = shape.bounds
    return left, right
