"""Points of outlines, in pixels of the finished picture."""

from __future__ import annotations

import math
from collections.abc import Iterable

Point = tuple[float, float]


def around(centre: Point, radius: float, angle: float, tall: float = 1) -> Point:
    """The point of a circle (or ellipse) at an angle in degrees, clockwise from three o'clock."""
    turn = math.radians(angle)
    return centre[0] + radius * math.cos(turn), centre[1] + radius * tall * math.sin(turn)


def ring(centre: Point, radius: float, start: float = 0, end: float = 360, tall: float = 1) -> list[Point]:
    """The points of a circle's edge, or of a part of it."""
    steps = max(12, round(abs(end - start) * radius / 250))
    return [around(centre, radius, start + (end - start) * step / steps, tall) for step in range(steps + 1)]


def turned(points: Iterable[Point], angle: float, about: Point = (0, 0), to: Point | None = None) -> list[Point]:
    """Points turned clockwise about one of them, and then carried along so that this one comes to lie at ``to``."""
    sine, cosine = math.sin(math.radians(angle)), math.cos(math.radians(angle))
    to = about if to is None else to
    moved = []
    for x, y in points:
        across, down = x - about[0], y - about[1]
        moved.append((to[0] + across * cosine - down * sine, to[1] + across * sine + down * cosine))
    return moved


def bend(start: Point, pull: Point, end: Point, steps: int = 24) -> list[Point]:
    """A quadratic Bézier curve."""
    points = []
    for step in range(steps + 1):
        t = step / steps
        points.append(
            (
                (1 - t) ** 2 * start[0] + 2 * t * (1 - t) * pull[0] + t * t * end[0],
                (1 - t) ** 2 * start[1] + 2 * t * (1 - t) * pull[1] + t * t * end[1],
            )
        )
    return points


def wave(left: float, right: float, level: float, height: float, length: float, *, phase: float = 0) -> list[Point]:
    """A sine curve from left to right."""
    steps = max(2, round((right - left) / 8))
    xs = [left + (right - left) * step / steps for step in range(steps + 1)]
    return [(x, level + height * math.sin((x + phase) / length * 2 * math.pi)) for x in xs]


def leaf(tip: Point, foot: Point, width: float) -> list[Point]:
    """A pointed leaf between two points."""
    middle = ((tip[0] + foot[0]) / 2, (tip[1] + foot[1]) / 2)
    length = math.hypot(tip[0] - foot[0], tip[1] - foot[1]) or 1
    aside = ((foot[1] - tip[1]) / length * width, (tip[0] - foot[0]) / length * width)
    left, right = (middle[0] + aside[0], middle[1] + aside[1]), (middle[0] - aside[0], middle[1] - aside[1])
    return bend(foot, left, tip) + bend(tip, right, foot)


def drop(tip: Point, foot: Point, left: Point, right: Point) -> list[Point]:
    """A flame: from its foot over the left to the tip, and over the right back; ``left`` and ``right`` pull the curves."""
    return bend(foot, left, tip) + bend(tip, right, foot)


def star(centre: Point, outer: float, inner: float, rays: int, angle: float = -90) -> list[Point]:
    return [around(centre, outer if step % 2 == 0 else inner, angle + step * 180 / rays) for step in range(rays * 2)]
