"""The pictures of the sample library, drawn with flat shapes: ``python content/images/posters.py [NAME …]``.

Each function below whose name stands in POSTERS draws one picture; without names all of them are drawn, each into the
PNG beside this file that bears its name. Coordinates are pixels of the finished picture. It is drawn three times as large
and then scaled down, which smooths the edges, and saved with a palette, which keeps the file small. Nothing is random but by
a fixed seed, so the same Pillow gives the same bytes every time.

The alternative text of ``krimi.png`` stands in ``krimi.yaml``; a picture drawn anew may need another.
"""

from __future__ import annotations

import math
import random
import sys
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import cast

from PIL import Image, ImageChops, ImageDraw

HERE = Path(__file__).resolve().parent
SCALE = 3
COLOURS = 160
"""Of the saved palette: a dozen flat colours and the blends along their edges."""

RED = "#a51d12"
CORAL = "#e4593f"
PINK = "#f3b7a6"
OCHRE = "#efae37"
SAND = "#ecd9b2"
CREAM = "#f8f0df"
INK = "#1b1a2b"
NAVY = "#23305c"
BLUE = "#3d6aa3"
SKY = "#9cc3d9"
TEAL = "#1d5f5c"
GREEN = "#3f8a63"
MINT = "#b4d5c2"

Point = tuple[float, float]
Drawing = Callable[[], "Sheet"]
POSTERS: dict[str, Drawing] = {}


def poster(name: str) -> Callable[[Drawing], Drawing]:
    """Enters a drawing in POSTERS as ``name``, a path beside this file without its ``.png``."""

    def enter(drawing: Drawing) -> Drawing:
        POSTERS[name] = drawing
        return drawing

    return enter


class Chance(random.Random):
    """What looks like chance: for one seed it is always the same."""


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


# The programme


@poster("krimi")
def crime() -> Sheet:
    """A man with a hat under a street lamp, and his shadow, which is not quite his."""
    sheet = Sheet(NAVY)
    for row, top in enumerate((150, 420)):
        for column in range(7):
            lit = (row, column) == (0, 1)
            sheet.box(110 + column * 262, top, 130, 180, OCHRE if lit else INK)
    sheet.disc(437, 236, 26, INK)
    sheet.shape([(396, 330), (404, 276), (437, 262), (470, 276), (478, 330)], INK)
    sheet.box(430, 150, 10, 180, NAVY)
    sheet.box(0, 760, 1920, 320, RED)
    sheet.box(0, 744, 1920, 24, INK)
    sheet.shape([(1240, 190), (1380, 190), (1760, 1080), (860, 1080)], OCHRE)
    sheet.shape([(1240, 190), (1380, 190), (1622, 756), (998, 756)], "#f6cf7f")
    sheet.box(1690, 120, 26, 660, INK)
    sheet.line([(1703, 130), (1690, 92), (1310, 92), (1310, 130)], INK, 22)
    sheet.shape([(1220, 196), (1262, 120), (1358, 120), (1400, 196)], INK)
    foot = (1310, 850)
    sheet.shape([(1262, 846), (1358, 846), (700, 1080), (300, 1080)], INK)
    sheet.shape([(1226, foot[1]), (1238, 560), (1260, 500), (1360, 500), (1382, 560), (1394, foot[1])], INK)
    sheet.box(1254, 820, 44, 70, INK)
    sheet.box(1322, 820, 44, 70, INK)
    sheet.disc(1310, 452, 58, INK)
    sheet.shape([(1250, 430), (1262, 352), (1300, 340), (1320, 352), (1348, 342), (1368, 430)], INK)
    sheet.box(1206, 420, 208, 22, INK, radius=11)
    sheet.box(1256, 400, 108, 18, RED)
    return sheet


@poster("julehjerter")
def hearts() -> Sheet:
    """Woven paper hearts on strings."""
    sheet = Sheet("#123f3c")
    rng = Chance(24)
    for _ in range(70):
        sheet.disc(rng.uniform(0, 1920), rng.uniform(0, 1080), rng.choice((4, 6, 9)), "#2c615b")
    for x, y, side, strips, one, two in (
        (400, 440, 220, 3, CREAM, OCHRE),
        (1520, 590, 250, 5, PINK, RED),
        (960, 570, 420, 4, CREAM, CORAL),
    ):
        heart(sheet, (x, y), side, strips, (one, two))
    return sheet


def heart(sheet: Sheet, middle: Point, side: float, strips: int, papers: tuple[str, str]) -> None:
    """A heart of two folded papers, woven of ``strips`` by ``strips``; ``middle`` is that of its square."""
    sheet.line([(middle[0], 0), (middle[0], middle[1] - side * 0.72)], SAND, 7)
    half = side / 2
    left, right = papers
    for colour, sign in ((left, -1), (right, 1)):
        lobe = ring((0, -half), half, 180, 360)
        sheet.shape(turned(lobe, 45 * sign, to=middle), colour)
    step = side / strips
    for row in range(strips):
        for column in range(strips):
            x, y = -half + column * step, -half + row * step
            cell = [(x, y), (x + step, y), (x + step, y + step), (x, y + step)]
            sheet.shape(turned(cell, 45, to=middle), left if (row + column) % 2 else right)


@poster("boelger")
def islands() -> Sheet:
    """Rows of waves, seven small islands and a low sun."""
    sheet = Sheet(PINK)
    sheet.disc(1290, 400, 250, RED)
    rows = (SKY, BLUE, NAVY, BLUE, SKY, BLUE, NAVY, INK)
    spots = {0: [(420, 74), (960, 46)], 1: [(1500, 92)], 2: [(180, 60), (1120, 70)], 4: [(620, 96)], 5: [(1690, 64)]}
    for number, colour in enumerate(rows):
        level = 420 + number * 88
        for x, size in spots.get(number, []):
            sheet.slice((x, level + 44), size * 1.7, 180, 360, TEAL if size > 60 else GREEN)
            if size > 90 and number == 1:
                sheet.shape([(x - 20, level - 290), (x + 20, level - 290), (x + 34, level - 100), (x - 34, level - 100)], CREAM)
                sheet.shape([(x - 26, level - 230), (x + 26, level - 230), (x + 30, level - 170), (x - 30, level - 170)], CORAL)
                sheet.box(x - 28, level - 340, 56, 50, INK)
                sheet.slice((x, level - 338), 34, 180, 360, CORAL)
        shift = 80 if number % 2 else 0
        for x in range(-160, 2100, 160):
            for radius, tone in ((96, colour), (66, CREAM), (54, colour), (28, CREAM), (18, colour)):
                sheet.disc(x + shift, level + 96, radius, tone)
        sheet.box(0, level + 96, 1920, 1080 - level, colour)
    return sheet


@poster("it-hjaelp")
def keys() -> Sheet:
    """A keyboard seen from above, and a very large arrow that points at one key."""
    sheet = Sheet(TEAL)
    rng = Chance(7)
    for row in range(6):
        x = -60.0 - row * 46
        while x < 1920:
            wide = 170 * rng.choice((1, 1, 1, 1.5))
            colour = rng.choice((MINT, MINT, MINT, SKY, CREAM, "#2f7a74"))
            sheet.box(x, 20 + row * 182, wide - 16, 166, "#123f3c", radius=26)
            sheet.box(x, 12 + row * 182, wide - 16, 156, colour, radius=26)
            x += wide
    sheet.box(690, 376, 164, 166, "#6f140c", radius=26)
    sheet.box(690, 368, 164, 156, CORAL, radius=26)
    arrow = [(0, 0), (0, 496), (117, 389), (189, 560), (267, 526), (195, 360), (352, 352)]
    for shift, grow, tone in ((34, 1.0, "#123f3c"), (0, 1.0, INK), (0, 0.86, CREAM)):
        tip = (780 + shift + (1 - grow) * 130, 446 + shift + (1 - grow) * 330)
        sheet.shape([(tip[0] + x * grow, tip[1] + y * grow) for x, y in arrow], tone)
    return sheet


@poster("stjerner")
def stars() -> Sheet:
    """The stars' trails about the pole, above an observatory with its roof open."""
    sheet = Sheet(INK)
    rng = Chance(3)
    pole = (1190, 400)
    tones = (CREAM, CREAM, OCHRE, SKY, PINK, CORAL, BLUE, BLUE, "#3a4a86", "#3a4a86")
    for number in range(30):
        radius = 46 + number * 42
        angle = rng.uniform(0, 360)
        left = 360.0
        while left > 40:
            length = min(left - 14, rng.uniform(24, 100))
            sheet.arc(pole, radius, angle, angle + length, rng.choice(tones), width=rng.choice((6, 9, 13)))
            angle += length + rng.uniform(12, 46)
            left -= length + 30
    sheet.disc(*pole, 14, CREAM)
    sheet.shape([(0, 1080), *bend((0, 900), (700, 820), (1920, 960)), (1920, 1080)], "#0f0e1b")
    sheet.box(490, 740, 420, 200, RED)
    sheet.slice((700, 742), 226, 180, 360, CORAL)
    sheet.shape([*ring((700, 742), 226, 292, 318), *ring((700, 742), 60, 318, 292)], INK)
    sheet.shape(turned([(-26, -300), (26, -300), (20, 0), (-20, 0)], 35, to=(722, 700)), OCHRE)
    sheet.box(466, 736, 468, 22, "#6f140c")
    sheet.box(670, 830, 60, 110, INK)
    return sheet


@poster("pindsvin")
def hedgehog() -> Sheet:
    """A hedgehog that is wide awake in the snow."""
    sheet = Sheet(SKY)
    sheet.disc(1500, 260, 150, CREAM)
    rng = Chance(11)
    for _ in range(60):
        sheet.disc(rng.uniform(0, 1920), rng.uniform(0, 820), rng.choice((8, 12, 17)), CREAM)
    sheet.shape([(0, 1080), *bend((0, 860), (800, 740), (1920, 880)), (1920, 1080)], CREAM)
    middle = (900, 850)
    for size, colour, count, shift in ((500, NAVY, 27, 0), (430, INK, 24, 3), (340, RED, 19, 0), (250, CORAL, 15, 3)):
        for number in range(count):
            angle = 182 + shift + number * (160 / (count - 1))
            sheet.shape(
                [around(middle, size * 0.5, angle - 9), around(middle, size, angle), around(middle, size * 0.5, angle + 9)],
                colour,
            )
        sheet.slice(middle, size * 0.72, 180, 360, colour)
    sheet.shape(
        [*bend((1060, 840), (1080, 560), (1290, 640)), *bend((1290, 640), (1440, 770), (1500, 800)), (1490, 842), (1060, 842)],
        SAND,
    )
    sheet.disc(1500, 806, 32, INK)
    sheet.disc(1300, 716, 34, CREAM)
    sheet.disc(1308, 716, 22, INK)
    sheet.disc(1315, 708, 7, CREAM)
    sheet.disc(1140, 650, 46, SAND)
    sheet.disc(1140, 650, 26, PINK)
    for x in (700, 820, 1070, 1200):
        sheet.box(x, 826, 84, 44, SAND, radius=22)
    return sheet


@poster("tingsbibliotek")
def things() -> Sheet:
    """A shelf with things to borrow: tent, lamp, ball, ladder, can, guitar."""
    sheet = Sheet(OCHRE)
    for top in (0, 540):
        for number in range(4):
            tone = (CREAM, PINK, MINT, SAND)[(number + (2 if top else 0)) % 4]
            sheet.box(number * 480, top, 480, 540, tone)
    sheet.shape([(70, 470), (240, 120), (410, 470)], RED)
    sheet.shape([(180, 470), (240, 120), (300, 470)], INK)
    sheet.line([(226, 92), (240, 122), (254, 92)], INK, 12)
    sheet.box(712, 230, 16, 210, INK)
    sheet.shape([(600, 250), (656, 96), (784, 96), (840, 250)], CORAL)
    sheet.box(634, 440, 172, 30, INK, radius=15)
    sheet.disc(1200, 310, 160, CREAM)
    for number in range(6):
        sheet.slice((1200, 310), 160, number * 60, number * 60 + 30, BLUE)
    sheet.disc(1200, 310, 34, RED)
    for x in (1582, 1752):
        sheet.line([(x, 96), (x - 30 if x < 1650 else x + 30, 466)], TEAL, 26)
    for y in (170, 250, 330, 410):
        sheet.line([(1580 - (y - 96) * 0.07, y), (1754 + (y - 96) * 0.07, y)], TEAL, 20)
    sheet.shape([(140, 760), (300, 760), (330, 1010), (110, 1010)], BLUE)
    sheet.line([(320, 960), (420, 780)], BLUE, 32)
    sheet.shape(turned([(-58, 0), (58, 0), (36, 40), (-36, 40)], 28, to=(424, 770)), NAVY)
    sheet.arc((140, 850), 92, 90, 280, NAVY, width=22)
    sheet.disc(720, 920, 112, RED)
    sheet.disc(720, 780, 78, RED)
    sheet.disc(720, 880, 40, INK)
    sheet.box(704, 600, 32, 220, INK)
    sheet.box(688, 580, 64, 70, INK, radius=12)
    for x, top in ((1090, 690), (1212, 720)):
        sheet.box(x, top, 104, 200, OCHRE, radius=30)
        sheet.box(x + 14, top + 14, 76, 180, SAND, radius=20)
    sheet.box(1040, 800, 320, 196, NAVY, radius=60)
    sheet.box(1076, 986, 50, 24, INK)
    sheet.box(1274, 986, 50, 24, INK)
    sheet.box(1330, 850, 56, 22, CORAL, radius=11)
    sheet.disc(1200, 900, 46, CREAM)
    sheet.line([(1200, 900), (1222, 872)], INK, 10)
    sheet.shape([(1560, 760), (1760, 700), (1820, 750), (1820, 830), (1560, 830)], GREEN)
    sheet.shape([(1600, 820), (1690, 820), (1660, 1010), (1570, 1010)], INK)
    sheet.box(1500, 772, 64, 40, INK)
    sheet.box(1440, 786, 66, 12, INK)
    for y in (470, 1010):
        sheet.box(0, y, 1920, 34, INK)
    for x in (480, 960, 1440):
        sheet.box(x - 12, 0, 24, 1080, INK)
    return sheet


@poster("traeer")
def trees() -> Sheet:
    """An avenue of trees, drawn as fruit on sticks; one of them is red."""
    sheet = Sheet(MINT)
    tones = (TEAL, GREEN, "#2c7a58", "#7db08a", "#123f3c", GREEN, TEAL, "#7db08a")
    sheet.box(0, 900, 1920, 180, SAND)
    sheet.box(0, 984, 1920, 14, CREAM)
    for number in range(8):
        x = 120 + number * 240
        tone = RED if number == 5 else tones[number]
        sheet.box(x - 14, 420, 28, 500, INK)
        kind = number % 4
        if kind == 0:
            sheet.disc(x, 400, 150, tone, 1.5)
        elif kind == 1:
            sheet.disc(x, 470, 150, tone)
            for angle in (-50, -130):
                sheet.line([(x, 560), around((x, 560), 120, angle)], INK, 12)
        elif kind == 2:
            sheet.shape(leaf((x, 130), (x, 760), 240), tone)
            for y in (330, 430, 530):
                sheet.line([(x - 50, y - 40), (x, y + 20), (x + 50, y - 40)], MINT, 9)
        else:
            for size, y in ((150, 620), (118, 460), (84, 320)):
                sheet.slice((x, y), size, 180, 360, tone)
        sheet.disc(x, 922, 70, "#c9b27c", 0.2)
    return sheet


@poster("lucia")
def candles() -> Sheet:
    """Candles in a row over black water, and their light in it."""
    sheet = Sheet(INK)
    sheet.box(0, 640, 1920, 440, NAVY)
    xs = [150 + number * 180 for number in range(10)]
    tops = [430, 380, 400, 330, 290, 300, 350, 390, 370, 420]
    for x, top in zip(xs, tops, strict=True):
        sheet.disc(x, top - 60, 118, "#33304a")
    for x, top in zip(xs, tops, strict=True):
        sheet.disc(x, top - 60, 74, "#5b4a4b")
        sheet.box(x - 34, top, 68, 640 - top, CREAM)
        sheet.shape(drop((x, top - 130), (x, top - 10), (x - 62, top - 40), (x + 62, top - 40)), OCHRE)
        sheet.shape(drop((x, top - 84), (x, top - 14), (x - 30, top - 34), (x + 30, top - 34)), CREAM)
        for number, y in enumerate(range(672, 1040, 46)):
            wide = (64, 92, 50, 78, 40, 60, 30, 44)[number] * (1.2 if top < 340 else 1)
            sheet.box(x - wide / 2 + (12 if number % 2 else -8), y, wide, 20, (OCHRE, CREAM, CORAL, OCHRE)[number % 4], radius=10)
    sheet.box(0, 628, 1920, 18, RED)
    return sheet


@poster("jazz")
def brass() -> Sheet:
    """The bell of a horn from in front, and piano keys that dance."""
    sheet = Sheet(CORAL)
    for radius, colour in ((760, RED), (640, CORAL), (520, PINK), (410, OCHRE), (300, CREAM), (200, RED), (110, INK)):
        sheet.disc(1180, 460, radius, colour)
    tops = [760 + 70 * math.sin(number * 0.62 + 0.4) for number in range(15)]
    for number, top in enumerate(tops):
        sheet.box(-30 + number * 132, top, 122, 400, CREAM, radius=16)
        sheet.box(-30 + number * 132 + 122, top + 30, 10, 400, INK)
    for number in range(14):
        if number % 7 not in (2, 6):
            sheet.box(60 + number * 132, (tops[number] + tops[number + 1]) / 2 - 40, 76, 230, INK, radius=12)
    return sheet


@poster("udstilling")
def exhibition() -> Sheet:
    """Two people in front of a wall of pictures."""
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


@poster("kulturnat")
def night() -> Sheet:
    """Fireworks over roofs where every window is awake."""
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


@poster("historietime")
def story() -> Sheet:
    """An open book out of which a night with whale, moon and fir trees rises."""
    sheet = Sheet(OCHRE)
    sheet.disc(960, 500, 470, NAVY)
    rng = Chance(5)
    for _ in range(26):
        spot = around((960, 500), rng.uniform(120, 440), rng.uniform(185, 355))
        sheet.shape(star(spot, rng.choice((12, 18, 24)), 6, 4), CREAM)
    sheet.disc(1230, 250, 92, CREAM)
    sheet.disc(1192, 228, 82, NAVY)
    body = [*bend((610, 470), (640, 640), (900, 620)), *bend((900, 620), (1150, 620), (1180, 400))]
    sheet.shape([*body, *bend((1180, 400), (1010, 540), (860, 420)), *bend((860, 420), (700, 320), (610, 470))], SKY)
    sheet.shape(leaf((1090, 330), (1184, 430), 70), SKY)
    sheet.shape(leaf((1290, 370), (1172, 430), 70), SKY)
    sheet.disc(708, 474, 13, INK)
    sheet.line(bend((630, 520), (700, 560), (780, 530)), INK, 7)
    for side in (-1, 1):
        sheet.line(bend((760, 386), (760, 300), (760 + side * 70, 290)), CREAM, 12)
    for x, high in ((560, 190), (650, 130), (1270, 210), (1370, 140)):
        for part in range(3):
            wide = high * (0.28 + part * 0.14)
            top = 800 - high + part * high * 0.26
            sheet.shape([(x - wide, top + high * 0.5), (x, top), (x + wide, top + high * 0.5)], GREEN if high > 150 else TEAL)
    left = [*bend((960, 830), (700, 690), (330, 800)), (330, 1010), *bend((330, 1010), (700, 910), (960, 1030))]
    sheet.shape([(x, y + 34) for x, y in left], RED)
    sheet.shape([(1920 - x, y + 34) for x, y in left], RED)
    sheet.shape(left, CREAM)
    sheet.shape([(1920 - x, y) for x, y in left], SAND)
    for number in range(3):
        line = bend((880, 846 + number * 52), (700, 776 + number * 52), (420, 836 + number * 52))
        sheet.line(line, PINK, 9)
        sheet.line([(1920 - x, y) for x, y in line], "#cfb27c", 9)
    return sheet


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


@poster("strik")
def knitting() -> Sheet:
    """Knitted stitches close up: storks between red borders."""
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


@poster("laesekreds")
def circle() -> Sheet:
    """Chairs about a round carpet, from above; on one of them lies a book."""
    sheet = Sheet(TEAL, 1600, 1200)
    centre = (800, 600)
    for radius, tone in ((330, SAND), (290, CORAL), (250, SAND), (200, RED), (110, OCHRE)):
        sheet.disc(*centre, radius, tone)
    tones = (OCHRE, PINK, CREAM, SKY, CORAL, MINT, OCHRE, SAND, PINK)
    for number, tone in enumerate(tones):
        angle = number * 40 - 90
        seat = around(centre, 455, angle)
        back = [(-92, -92), (92, -92), (92, -52), (-92, -52)]
        cushion = [(-80, -70), (80, -70), (80, 74), (-80, 74)]
        sheet.shape(turned([(x + 10, y + 14) for x, y in cushion], angle + 90, to=seat), "#123f3c")
        sheet.shape(turned(cushion, angle + 90, to=seat), tone)
        sheet.shape(turned(back, angle + 90, to=seat), INK)
    for angle in (-50, 30, 110, 190):
        spot = around(centre, 452, angle)
        sheet.shape(turned([(-62, -40), (0, -30), (0, 50), (-62, 40)], angle + 100, to=spot), CREAM)
        sheet.shape(turned([(62, -40), (0, -30), (0, 50), (62, 40)], angle + 100, to=spot), SAND)
    for spot, tone in (((760, 580), CREAM), ((850, 640), INK)):
        sheet.disc(*spot, 42, tone)
        sheet.disc(*spot, 30, RED if tone == CREAM else CREAM)
    return sheet


@poster("sprogcafe")
def talk() -> Sheet:
    """Speech bubbles of many shapes that overlap."""
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


@poster("film")
def film() -> Sheet:
    """A projector's beam that falls through a strip of film."""
    sheet = Sheet(INK)
    sheet.shape([(330, 600), (1920, 60), (1920, 1080), (330, 660)], OCHRE)
    sheet.shape([(330, 612), (1920, 240), (1920, 940), (330, 648)], "#f6cf7f")
    sheet.shape([(330, 622), (1920, 430), (1920, 790), (330, 638)], CREAM)
    strip = (CORAL, SKY, PINK, MINT, CORAL)
    for number, tone in enumerate(strip):
        y = -90 + number * 270
        block = [(1080, y), (1520, y), (1520, y + 270), (1080, y + 270)]
        sheet.shape(turned(block, 9, (1300, 540)), "#2e2b45")
        sheet.shape(turned([(1160, y + 18), (1440, y + 18), (1440, y + 252), (1160, y + 252)], 9, (1300, 540)), tone)
        sun = turned([(1240 + number * 30, y + 120)], 9, (1300, 540))[0]
        sheet.disc(*sun, 58, RED if tone != CORAL else OCHRE)
        hill = [(1160, y + 252), (1160, y + 190), (1300, y + 140), (1440, y + 200), (1440, y + 252)]
        sheet.shape(turned(hill, 9, (1300, 540)), NAVY)
        for step in range(4):
            for x in (1100, 1466):
                hole = [
                    (x, y + 18 + step * 68),
                    (x + 34, y + 18 + step * 68),
                    (x + 34, y + 54 + step * 68),
                    (x, y + 54 + step * 68),
                ]
                sheet.shape(turned(hole, 9, (1300, 540)), CREAM)
    sheet.box(60, 520, 300, 230, RED, radius=20)
    sheet.box(352, 590, 60, 84, CREAM)
    for x, y, size in ((130, 400, 124), (330, 420, 98)):
        sheet.disc(x, y, size, RED)
        sheet.disc(x, y, size - 24, INK)
        for spoke in range(5):
            sheet.line([(x, y), around((x, y), size - 20, spoke * 72 - 20)], RED, 16)
        sheet.disc(x, y, 26, CREAM)
    sheet.shape([(150, 750), (230, 750), (190, 1080), (60, 1080)], RED)
    sheet.shape([(200, 750), (280, 750), (370, 1080), (240, 1080)], "#6f140c")
    return sheet


@poster("workshop")
def scissors() -> Sheet:
    """Scissors that have cut plants out of coloured paper."""
    sheet = Sheet(PINK)
    sheet.box(0, 0, 640, 540, CORAL)
    sheet.box(1280, 540, 640, 540, OCHRE)
    sheet.box(640, 540, 640, 540, NAVY)
    sheet.box(1280, 0, 640, 540, CREAM)
    sheet.box(0, 540, 640, 540, MINT)

    def plant(x: float, floor: float, high: float, colour: str, pairs: int) -> None:
        sheet.line([(x, floor), (x, floor - high)], colour, 24)
        sheet.shape(leaf((x, floor - high - 110), (x, floor - high + 60), 60), colour)
        for pair in range(pairs):
            y = floor - high * (pair + 0.6) / pairs
            for side in (-1, 1):
                sheet.shape(leaf((x + side * 200, y - 120), (x, y + 20), 76), colour)

    plant(320, 560, 330, CREAM, 3)
    plant(960, 1100, 330, PINK, 3)
    plant(1600, 560, 330, TEAL, 3)
    for number in range(7):
        sheet.shape(leaf(around((320, 810), 220, number * 360 / 7 - 90), (320, 810), 90), RED)
    sheet.disc(320, 810, 52, OCHRE)
    for number in range(5):
        sheet.shape(leaf(around((1600, 820), 230, number * 72 - 90), (1600, 820), 130), NAVY)
    sheet.disc(1600, 820, 46, CREAM)
    pivot = (960, 330)
    for angle, tone in ((24, INK), (-24, RED)):
        blade = [(-34, 40), (-30, -60), (0, -330), (26, -60), (30, 40)]
        sheet.shape(turned(blade, angle, to=pivot), "#d7dbe0" if tone == RED else "#f4f5f6")
        grip = turned([(0, 190)], angle, to=pivot)[0]
        sheet.line([pivot, grip], tone, 44)
        sheet.disc(*turned([(0, 240)], angle, to=pivot)[0], 92, tone)
        sheet.disc(*turned([(0, 240)], angle, to=pivot)[0], 52, PINK)
    sheet.disc(*pivot, 16, INK)
    return sheet


@poster("lyrik")
def poem() -> Sheet:
    """Portrait: a pen's nib as a fjord between red hills, with a sun in the hole."""
    sheet = Sheet(CREAM, 1200, 1600)
    sheet.box(0, 0, 1200, 1600, RED)
    sheet.shape([(0, 0), (1200, 0), (1200, 560), *bend((1200, 560), (600, 300), (0, 660))], PINK)
    sheet.disc(900, 300, 130, CREAM)
    nib = [*bend((600, 1500), (380, 1180), (300, 760)), *bend((300, 760), (360, 420), (440, 250)), (760, 250)]
    nib += [*bend((760, 250), (840, 420), (900, 760)), *bend((900, 760), (820, 1180), (600, 1500))]
    sheet.shape(nib, INK)
    inner = [(600 + (x - 600) * 0.84, 840 + (y - 840) * 0.86) for x, y in nib]
    sheet.shape(inner, OCHRE)
    for number, tone in enumerate((SKY, BLUE, NAVY, TEAL, INK)):
        level = 700 + number * 120
        clip = [point for point in inner if point[1] > level]
        sheet.shape(sorted(clip, key=lambda point: math.atan2(point[1] - 1000, point[0] - 600)) if clip else inner, tone)
    sheet.line([(600, 860), (600, 1490)], CREAM, 14)
    sheet.disc(600, 820, 92, CREAM)
    sheet.disc(600, 820, 62, CORAL)
    sheet.box(440, 0, 320, 270, INK)
    sheet.box(480, 0, 60, 270, NAVY)
    return sheet


@poster("stork")
def stork() -> Sheet:
    """A stork on its nest on a chimney, in front of a big sun."""
    sheet = Sheet(SKY)
    sheet.disc(960, 520, 420, OCHRE)
    for level, tone in ((880, CORAL), (960, RED)):
        for number in range(6):
            left = number * 384 - (190 if tone == RED else 0)
            sheet.shape([(left, 1080), (left, level), (left + 384, level - 130), (left + 384, 1080)], tone)
    sheet.shape([(800, 1080), (826, 800), (1064, 800), (1090, 1080)], "#7d130b")
    sheet.box(806, 778, 278, 40, INK)
    rng = Chance(8)
    for _ in range(46):
        x, y, angle = rng.uniform(770, 1120), rng.uniform(716, 786), rng.uniform(-24, 24)
        sheet.line(turned([(x - 80, y), (x + 80, y)], angle, (x, y)), rng.choice((INK, "#5b3a1e", "#8a5a2b")), 9)
    for leg in (930, 1000):
        sheet.line([(leg, 560), (leg + 6, 640), (leg, 730)], RED, 14)
    sheet.shape(
        [
            *bend((720, 600), (800, 380), (1010, 400)),
            *bend((1010, 400), (1120, 470), (1040, 560)),
            *bend((1040, 560), (900, 640), (720, 600)),
        ],
        CREAM,
    )
    sheet.shape([*bend((660, 640), (740, 470), (960, 470)), *bend((960, 470), (900, 610), (660, 640))], INK)
    sheet.line([*bend((1040, 480), (1150, 400), (1080, 270))], CREAM, 62)
    sheet.disc(1076, 244, 66, CREAM)
    sheet.shape([(1110, 200), (1390, 290), (1108, 282)], RED)
    sheet.disc(1100, 232, 13, INK)
    return sheet


@poster("rytmik")
def rattles() -> Sheet:
    """Drum, rattle, triangle and bouncing dots."""
    sheet = Sheet(MINT, 1600, 1200)
    sheet.slice((0, 1200), 620, 270, 360, CORAL)
    sheet.slice((0, 1200), 470, 270, 360, OCHRE)
    sheet.slice((0, 1200), 320, 270, 360, CREAM)
    sheet.slice((0, 1200), 170, 270, 360, RED)
    sheet.box(800, 560, 460, 330, RED)
    sheet.disc(1030, 890, 230, RED, 0.34)
    for number in range(5):
        x = 800 + number * 92
        sheet.line([(x + 8, 590), (x + 46, 900), (x + 84, 590)], CREAM, 13)
    sheet.disc(1030, 570, 230, INK, 0.34)
    sheet.disc(1030, 560, 230, CREAM, 0.34)
    for start, end in (((1180, 480), (1440, 250)), ((890, 470), (700, 200))):
        sheet.line([start, end], INK, 20)
        sheet.disc(*start, 38, OCHRE)
    sheet.line([(420, 420), (560, 700)], NAVY, 36)
    sheet.disc(370, 320, 150, NAVY)
    for number in range(7):
        spot = around((370, 320), 86, number * 51)
        sheet.disc(*spot, 22, (OCHRE, PINK, CREAM, CORAL, SKY, MINT, PINK)[number])
    sheet.disc(370, 320, 30, CREAM)
    sheet.line([(1220, 1060), (1500, 1060), (1360, 820), (1250, 1010)], TEAL, 26)
    for x, y, size, tone in (
        (1120, 180, 60, PINK),
        (1300, 90, 34, RED),
        (960, 110, 28, NAVY),
        (640, 980, 46, NAVY),
        (160, 120, 40, CORAL),
    ):
        sheet.disc(x, y, size, tone)
    return sheet


@poster("spil")
def games() -> Sheet:
    """A board of diamonds with pawns and two dice."""
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


@poster("fastelavn")
def barrel() -> Sheet:
    """A painted barrel that swings on a rope, and sweets on their way out of it."""
    sheet = Sheet(PINK)
    for number in range(12):
        sheet.slice((960, 540), 1400, number * 30, number * 30 + 15, "#f0a692")
    sheet.line([(960, 0), (960, 260)], INK, 16)
    about = (960, 240)

    def edge(x: float, level: float) -> Point:
        """A point of the barrel's round edge or of a hoop, x being where a flat one would lie at the top."""
        u, t = (x - 960) / 240, (level - 250) / 580
        return 960 + u * (240 + 220 * t * (1 - t)), level + 52 * (1 - u * u)

    sheet.shape(turned(ring((960, 250), 240, tall=0.22), 8, about), INK)
    for number, tone in enumerate((CORAL, TEAL, OCHRE, RED, SKY, OCHRE, TEAL, CORAL)):
        left, right = 720 + number * 60, 780 + number * 60
        levels = [250 + step * 29 for step in range(21)]
        stave = [edge(left, level) for level in levels] + [edge(right, level) for level in reversed(levels)]
        sheet.shape(turned(stave, 8, about), tone)
    for level in (320, 700):
        xs = [720 + step * 20 for step in range(25)]
        hoop = [edge(x, level) for x in xs] + [edge(x, level + 44) for x in reversed(xs)]
        sheet.shape(turned(hoop, 8, about), INK)
    crack = [(1010, 470), (1080, 530), (1030, 570), (1130, 640), (1060, 650), (1100, 720), (1000, 610), (1050, 590), (980, 530)]
    sheet.shape(turned(crack, 8, about), INK)
    rng = Chance(17)
    for _ in range(58):
        angle, far = rng.uniform(-30, 210), rng.uniform(420, 900)
        spot = around((960, 640), far, angle, 0.62)
        tone = rng.choice((RED, TEAL, OCHRE, CREAM, NAVY, CORAL))
        kind = rng.randrange(3)
        if kind == 0:
            sheet.disc(*spot, 20, tone)
        elif kind == 1:
            sheet.shape(turned([(-30, -8), (30, -8), (30, 8), (-30, 8)], rng.uniform(0, 180), to=spot), tone)
        else:
            turn = rng.uniform(0, 180)
            sheet.shape(turned([(-44, -20), (0, 0), (-44, 20)], turn, to=spot), tone)
            sheet.shape(turned([(44, -20), (0, 0), (44, 20)], turn, to=spot), tone)
            sheet.disc(*spot, 24, tone)
    return sheet


@poster("fuglesang")
def birdsong() -> Sheet:
    """Birds on five wires, like notes, while the sun rises."""
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


@poster("scene")
def stage() -> Sheet:
    """A stage with a microphone in its light, and rows of chairs."""
    sheet = Sheet(RED)
    for number in range(13):
        fold = number * 160 - 60
        sheet.shape([(fold, 0), (fold + 80, 0), (fold + 96, 640), (fold - 10, 640)], "#8a160d")
    sheet.shape([(900, 0), (1020, 0), (1420, 660), (500, 660)], OCHRE)
    sheet.shape([(930, 0), (990, 0), (1240, 660), (680, 660)], "#f6cf7f")
    sheet.box(0, 640, 1920, 90, INK)
    sheet.disc(960, 648, 300, CREAM, 0.12)
    sheet.box(952, 300, 16, 340, INK)
    sheet.box(890, 632, 140, 20, INK, radius=10)
    sheet.box(912, 170, 96, 160, INK, radius=48)
    for y in (210, 240, 270):
        sheet.box(930, y, 60, 8, SAND, radius=4)
    sheet.box(0, 730, 1920, 350, NAVY)
    for row, (level, size) in enumerate(((770, 120), (850, 150), (950, 190))):
        count = 14 - row * 2
        gap = 1920 / count
        for number in range(count + 1):
            x = number * gap + (gap / 2 if row % 2 else 0)
            tone = (CORAL, PINK, SAND)[row]
            empty = (row, number) == (1, 5)
            sheet.box(x - size * 0.4, level, size * 0.8, size * 1.6, OCHRE if empty else tone, radius=size * 0.3)
            sheet.box(x - size * 0.4, level + size * 0.74, size * 0.8, size, INK)
    return sheet


@poster("baal")
def bonfire() -> Sheet:
    """A midsummer bonfire by the water, with people in front of it."""
    sheet = Sheet(BLUE)
    sheet.box(0, 0, 1920, 420, "#e98d6a")
    sheet.box(0, 250, 1920, 170, PINK)
    sheet.box(0, 420, 1920, 260, NAVY)
    for number, y in enumerate(range(450, 670, 40)):
        sheet.box(960 - 380 + number * 46, y, 760 - number * 92, 16, CORAL, radius=8)
    sheet.shape([(0, 1080), *bend((0, 720), (900, 620), (1920, 740)), (1920, 1080)], INK)

    def flame(x: float, wide: float, high: float, tone: str, *, lean: float) -> None:
        foot, tip = (x, 790), (x + lean, 790 - high)
        sheet.shape(drop(tip, foot, (x - wide * 1.5, 790 - high * 0.3), (x + wide * 1.3, 790 - high * 0.5)), tone)

    for x, wide, high, lean in ((840, 150, 430, -50), (1080, 150, 470, 60), (960, 220, 640, 10)):
        flame(x, wide, high, RED, lean=lean)
    for x, wide, high, lean in ((880, 110, 330, -30), (1040, 110, 350, 30), (960, 150, 460, 0)):
        flame(x, wide, high, CORAL, lean=lean)
    flame(960, 120, 310, OCHRE, lean=10)
    flame(960, 60, 170, CREAM, lean=0)
    for angle in (-24, 24, -8, 12):
        sheet.line(turned([(760, 800), (1160, 800)], angle, (960, 796)), "#5b2a1e", 26)
    rng = Chance(23)
    for _ in range(30):
        sheet.disc(rng.uniform(700, 1240), rng.uniform(60, 420), rng.choice((5, 7, 9)), OCHRE)
    for x, high in ((210, 400), (350, 300), (520, 430), (650, 260), (1290, 420), (1430, 280), (1560, 440), (1720, 330)):
        stand(sheet, (x, 1090), high, "#0f0e1b", "#0f0e1b")
    return sheet


@poster("froe")
def seeds() -> Sheet:
    """Seeds in the ground and what becomes of them."""
    sheet = Sheet(CREAM)
    sheet.disc(1560, 230, 140, OCHRE)
    sheet.box(0, 640, 1920, 440, "#5b2a1e")
    sheet.box(0, 640, 1920, 26, "#7a3b28")
    heights = (60, 180, 310, 420, 300, 470, 200)
    for number, high in enumerate(heights):
        x = 210 + number * 250
        sheet.disc(x, 780, 44, (SAND, OCHRE, PINK, SAND, OCHRE, PINK, SAND)[number], 1.35)
        for side in (-1, 0, 1):
            sheet.line(bend((x, 830), (x + side * 30, 900), (x + side * (40 + high * 0.14), 880 + high * 0.3)), SAND, 8)
        sheet.line([(x, 730), (x, 640 - high)], GREEN, 18)
        for pair in range(max(1, high // 110)):
            y = 620 - pair * 100
            for side in (-1, 1):
                sheet.shape(leaf((x + side * 104, y - 84), (x, y), 44), TEAL if pair % 2 else GREEN)
        if high > 280:
            for petal in range(8):
                tip = around((x, 640 - high), 88, petal * 45)
                sheet.shape(leaf(tip, (x, 640 - high), 44), (RED, RED, RED, CORAL, RED, RED, RED)[number])
            sheet.disc(x, 640 - high, 34, OCHRE)
        else:
            sheet.shape(leaf((x, 560 - high), (x, 660 - high), 40), GREEN)
    return sheet


# The branches


@poster("filialer/hovedbiblioteket")
def main_library() -> Sheet:
    """The old carriage works with its sawtooth roof."""
    sheet = Sheet(SKY)
    sheet.disc(1500, 250, 130, CREAM)
    sheet.shape([(1440, 470), (1452, 90), (1548, 90), (1560, 470)], "#7d130b")
    sheet.box(1436, 80, 128, 28, INK)
    sheet.shape([(1424, 84), *bend((1424, 84), (1500, 20), (1576, 84))], "#5b3a1e")
    for number in range(5):
        x = 210 + number * 300
        sheet.shape([(x, 470), (x, 290), (x + 300, 470)], RED)
        sheet.shape([(x + 22, 452), (x + 22, 334), (x + 224, 452)], OCHRE)
        for bar in (70, 130):
            sheet.box(x + 22 + bar - 5, 334 + bar * 0.58, 10, 120 - bar * 0.58, RED)
    sheet.box(210, 468, 1500, 400, CORAL)
    for row in range(2):
        for column in range(9):
            x, y = 270 + column * 154, 556 + row * 186
            if column in (3, 4, 5) and row == 1:
                continue
            sheet.box(x, y, 92, 84, NAVY)
            sheet.slice((x + 46, y + 2), 46, 180, 360, NAVY)
            sheet.box(x + 42, y - 46, 8, 132, CORAL)
            sheet.box(x, y + 22, 92, 8, CORAL)
    sheet.box(740, 690, 424, 178, INK)
    sheet.slice((952, 694), 212, 180, 360, INK)
    sheet.slice((952, 694), 176, 180, 360, OCHRE)
    sheet.box(776, 694, 352, 174, OCHRE)
    for x in (856, 946, 1036):
        sheet.box(x, 700, 12, 168, INK)
    for angle in (240, 270, 300):
        sheet.line([(952, 694), around((952, 694), 176, angle)], INK, 12)
    sheet.box(776, 688, 352, 14, INK)
    sheet.box(0, 868, 1920, 212, SAND)
    for number in range(14):
        sheet.shape(
            [(number * 150 - 60, 1080), (number * 150 + 14, 1080), (number * 116 + 170, 868), (number * 116 + 130, 868)],
            "#dfc792",
        )
    for x, high, tone in ((520, 200, NAVY), (590, 140, RED), (1290, 210, TEAL), (1390, 190, INK)):
        stand(sheet, (x, 960), high, tone, INK if tone != INK else CORAL)
    return sheet


@poster("filialer/vestbyen")
def brick_house() -> Sheet:
    """A house of red bricks with stepped gables and a bicycle rack's worth of windows."""
    sheet = Sheet(OCHRE)
    steps = [(330, 880), (330, 420), (440, 420), (440, 310), (550, 310), (550, 200), (640, 200), (640, 110)]
    sheet.shape([*steps, *[(1400 - x, y) for x, y in reversed(steps)]], RED)
    sheet.box(1060, 480, 560, 400, RED)
    for row in range(34):
        for column in range(26):
            x, y = 345 + column * 50 + (25 if row % 2 else 0), 190 + row * 20.4
            half = 370 if y >= 420 else 260 if y >= 310 else 150 if y >= 200 else 0
            inside = abs(x + 20 - 700) < half - 24 or (1060 < x < 1570 and y > 480)
            if (row * 7 + column * 3) % 5 == 0 and inside:
                sheet.box(x, y, 40, 9, "#8a160d")
    sheet.shape([(1040, 500), (1110, 310), (1570, 310), (1660, 500)], INK)
    for x in (440, 640, 840):
        for y in (460, 660):
            if (x, y) == (640, 660):
                continue
            sheet.box(x, y, 120, 140, CREAM)
            sheet.box(x + 10, y + 10, 46, 120, SKY)
            sheet.box(x + 64, y + 10, 46, 120, SKY)
    sheet.box(610, 650, 180, 230, INK)
    sheet.box(626, 666, 70, 214, TEAL)
    sheet.box(704, 666, 70, 214, TEAL)
    sheet.disc(700, 300, 76, CREAM)
    sheet.disc(700, 300, 60, NAVY)
    sheet.line([(700, 300), (700, 258)], CREAM, 9)
    sheet.line([(700, 300), (730, 314)], CREAM, 9)
    for x in (1120, 1290, 1460):
        sheet.box(x, 560, 130, 220, CREAM)
        sheet.slice((x + 65, 564), 65, 180, 360, CREAM)
        sheet.box(x + 12, 564, 106, 204, OCHRE)
        sheet.slice((x + 65, 566), 53, 180, 360, OCHRE)
        sheet.box(x + 60, 510, 10, 262, CREAM)
    sheet.box(0, 880, 1920, 200, TEAL)
    sheet.box(0, 880, 1920, 20, "#123f3c")
    for x in (1190, 1460):
        for side in (-70, 70):
            sheet.arc((x + side, 950), 54, 0, 360, CREAM, width=11)
        sheet.line([(x - 70, 950), (x - 30, 870), (x + 44, 870), (x, 950), (x - 70, 950)], CORAL, 11)
        sheet.line([(x, 950), (x - 36, 850), (x - 56, 850)], CORAL, 11)
        sheet.line([(x + 70, 950), (x + 40, 840), (x + 66, 830)], CORAL, 11)
    return sheet


@poster("filialer/havnen")
def warehouse() -> Sheet:
    """The warehouse on the quay, a crane and a ferry's funnel, mirrored in the water."""
    sheet = Sheet(PINK)
    sheet.disc(430, 360, 150, CREAM)
    for x, tone, shade in ((620, TEAL, "#123f3c"), (960, NAVY, INK), (1300, TEAL, "#123f3c")):
        sheet.shape([(x, 760), (x, 330), (x + 170, 160), (x + 340, 330), (x + 340, 760)], tone)
        sheet.shape([(x - 14, 344), (x + 170, 150), (x + 354, 344), (x + 354, 316), (x + 170, 118), (x - 14, 316)], shade)
        sheet.box(x + 110, 330, 120, 430, shade)
        for y in (350, 470, 590):
            sheet.box(x + 122, y, 96, 100, OCHRE)
            sheet.box(x + 165, y, 10, 100, shade)
            for side in (34, 250):
                sheet.box(x + side, y + 10, 56, 76, CREAM)
        sheet.box(x + 158, 190, 24, 60, OCHRE)
        sheet.line([(x + 170, 180), (x + 170, 130)], INK, 14)
    sheet.line([(210, 760), (300, 330)], INK, 26)
    sheet.line([(390, 760), (300, 330)], INK, 26)
    for y, half in ((650, 66), (540, 44), (430, 22)):
        sheet.line([(300 - half, y), (300 + half, y)], INK, 14)
    sheet.line([(180, 420), (300, 330), (590, 200)], INK, 26)
    sheet.line([(584, 206), (584, 520)], INK, 8)
    sheet.box(548, 520, 72, 72, CORAL)
    sheet.box(0, 750, 1920, 50, RED)
    sheet.box(0, 800, 1920, 280, BLUE)
    for number, y in enumerate(range(836, 1080, 56)):
        tone = (NAVY, SKY, NAVY, SKY, NAVY)[number]
        sheet.line(wave(-20, 1940, y, 13, 150, phase=number * 60), tone, 13)
    sheet.shape([(1460, 900), (1860, 900), (1800, 990), (1520, 990)], CREAM)
    sheet.box(1560, 830, 200, 74, CREAM)
    sheet.box(1680, 760, 56, 80, CORAL)
    for x in (1580, 1630):
        sheet.disc(x, 866, 15, NAVY)
    return sheet


@poster("filialer/noerremarken")
def centre() -> Sheet:
    """Blocks with a grid of windows, and three fig trees that grow up between them."""
    sheet = Sheet(MINT)
    for x, top, columns, tone in ((90, 170, 5, SAND), (1370, 240, 5, CREAM)):
        sheet.box(x, top, columns * 92, 900 - top, tone)
        for row in range((880 - top) // 104):
            for column in range(columns):
                lit = (row * 3 + column * 5 + x) % 7
                glass = OCHRE if lit == 0 else CORAL if lit == 3 else BLUE
                sheet.box(x + 16 + column * 92, top + 28 + row * 104, 60, 66, glass)
    sheet.box(500, 400, 920, 500, NAVY)
    sheet.box(460, 360, 1000, 60, RED)
    sheet.box(540, 460, 840, 440, OCHRE)
    for x in range(540, 1390, 120):
        sheet.box(x - 6, 460, 12, 440, NAVY)
    sheet.box(540, 664, 840, 16, NAVY)
    for x, top in ((700, 220), (960, 150), (1220, 240)):
        sheet.line([(x, 900), (x, top + 200)], "#5b2a1e", 30)
        for side, y in ((-1, 640), (1, 560), (-1, 480)):
            sheet.line(bend((x, y + 60), (x + side * 20, y - 10), (x + side * 92, y - 30)), "#5b2a1e", 16)
        for across, down, size in ((-96, 250, 92), (96, 240, 96), (0, 150, 120), (-70, 380, 72), (84, 360, 76)):
            sheet.disc(x + across, top + down - 40, size, GREEN if across <= 0 else TEAL)
        for across, down in ((-100, 230), (70, 200), (10, 110), (100, 320)):
            sheet.disc(x + across, top + down - 30, 18, RED)
    sheet.box(0, 900, 1920, 180, CORAL)
    for row in range(3):
        for column in range(18):
            if (row + column) % 2:
                sheet.shape(
                    [
                        (column * 120 - row * 20, 900 + row * 60),
                        (column * 120 + 120 - row * 20, 900 + row * 60),
                        (column * 120 + 100 - row * 20, 960 + row * 60),
                        (column * 120 - 20 - row * 20, 960 + row * 60),
                    ],
                    RED,
                )
    for x, high, tone in ((600, 190, INK), (840, 150, NAVY), (1090, 200, INK), (1310, 160, TEAL)):
        stand(sheet, (x, 970), high, tone, CREAM)
    return sheet


@poster("filialer/askemose")
def village_school() -> Sheet:
    """The yellow school on its hill, with apple trees."""
    sheet = Sheet("#cfe3dc")
    sheet.disc(330, 270, 120, CORAL)
    sheet.shape([(0, 1080), *bend((0, 800), (960, 420), (1920, 780)), (1920, 1080)], GREEN)
    sheet.shape([(0, 1080), *bend((0, 930), (700, 760), (1920, 1000)), (1920, 1080)], TEAL)
    sheet.box(560, 430, 800, 320, OCHRE)
    sheet.shape([(510, 440), (620, 230), (1300, 230), (1410, 440)], RED)
    for number in range(11):
        sheet.line([(590 + number * 74, 430), (646 + number * 62, 250)], "#8a160d", 7)
    sheet.box(820, 290, 280, 460, "#f5c566")
    sheet.shape([(790, 310), (960, 140), (1130, 310)], INK)
    sheet.shape([(836, 318), (960, 192), (1084, 318)], "#f5c566")
    sheet.disc(960, 270, 34, NAVY)
    sheet.box(936, 80, 48, 80, CREAM)
    sheet.shape([(922, 86), (960, 30), (998, 86)], INK)
    sheet.slice((960, 136), 16, 0, 360, RED)
    sheet.box(886, 540, 148, 210, TEAL)
    sheet.slice((960, 544), 74, 180, 360, TEAL)
    sheet.box(955, 472, 10, 278, OCHRE)
    for x in (610, 720, 1140, 1250):
        sheet.box(x, 500, 74, 150, CREAM)
        for row in range(3):
            for column in range(2):
                sheet.box(x + 8 + column * 31, 508 + row * 47, 26, 40, NAVY)
    for x, floor, size in ((330, 830, 130), (1530, 800, 150), (1740, 880, 110), (150, 920, 100)):
        sheet.box(x - 12, floor - size, 24, size + 30, "#5b2a1e")
        sheet.disc(x, floor - size * 1.5, size, "#123f3c")
        for number in range(6):
            sheet.disc(*around((x, floor - size * 1.5), size * (0.62 if number % 2 else 0.3), number * 61), 15, CORAL)
    sheet.shape([(900, 750), (1020, 750), (1150, 1080), (700, 1080)], SAND)
    return sheet


@poster("filialer/bogbussen")
def bus() -> Sheet:
    """The library's bus on a country road, long-legged birds in the meadow."""
    sheet = Sheet(PINK)
    sheet.disc(1560, 260, 150, OCHRE)
    for level, tone, pull in ((640, "#e79c86", 480), (740, GREEN, 640)):
        sheet.shape([(0, 1080), *bend((0, level), (700, pull), (1920, level + 20)), (1920, 1080)], tone)
    sheet.box(0, 850, 1920, 230, INK)
    for dash in range(-40, 1920, 240):
        sheet.box(dash, 960, 140, 18, CREAM)
    sheet.box(320, 330, 1240, 500, RED, radius=60)
    sheet.box(320, 560, 1240, 200, CORAL)
    sheet.box(320, 700, 1240, 140, RED, radius=30)
    rng = Chance(4)
    sheet.box(390, 400, 760, 210, CREAM, radius=20)
    x = 410.0
    while x < 1120:
        wide, high = rng.choice((24, 32, 40)), rng.choice((130, 150, 170))
        if x + wide > 1132:
            break
        sheet.box(x, 600 - high, wide, high, rng.choice((NAVY, TEAL, OCHRE, RED, BLUE, GREEN, PINK)))
        x += wide + 5
    sheet.box(1180, 400, 120, 400, NAVY, radius=16)
    sheet.box(1194, 416, 92, 150, SKY)
    sheet.box(1330, 400, 230, 210, SKY, radius=24)
    sheet.disc(1440, 520, 44, SAND)
    sheet.slice((1440, 622), 84, 180, 360, NAVY)
    sheet.box(1330, 610, 230, 24, RED)
    sheet.box(1500, 720, 66, 40, OCHRE, radius=12)
    for wheel in (500, 700, 1380):
        sheet.disc(wheel, 840, 92, INK)
        sheet.disc(wheel, 840, 78, "#3b3a4d")
        sheet.disc(wheel, 840, 38, SAND)
    for x, floor in ((130, 800), (1740, 790)):
        sheet.line([(x - 12, floor), (x - 12, floor - 90)], RED, 7)
        sheet.line([(x + 14, floor), (x + 14, floor - 90)], RED, 7)
        sheet.disc(x, floor - 120, 56, CREAM, 0.6)
        sheet.slice((x - 20, floor - 122), 50, 90, 200, INK)
        sheet.line([(x + 40, floor - 130), (x + 54, floor - 210)], CREAM, 18)
        sheet.disc(x + 58, floor - 216, 19, CREAM)
        sheet.shape([(x + 66, floor - 228), (x + 136, floor - 204), (x + 66, floor - 204)], RED)
    return sheet


@poster("deling")
def share() -> Sheet:
    """What stands beside a link to the site elsewhere: the stork's head over an open book."""
    sheet = Sheet(RED, 1200, 630)
    sheet.disc(600, 300, 250, OCHRE)
    page = [*bend((588, 590), (440, 480), (170, 520)), (170, 340), *bend((170, 340), (440, 300), (588, 410))]
    for mirror in (False, True):
        sheet.shape([(1200 - x if mirror else x, y + 26) for x, y in page], INK)
    for mirror in (False, True):
        sheet.shape([(1200 - x if mirror else x, y) for x, y in page], SAND if mirror else CREAM)
        for number in range(3):
            line = bend((548, 446 + number * 44), (430, 366 + number * 44), (214, 386 + number * 44))
            sheet.line([(1200 - x if mirror else x, y) for x, y in line], "#d8bf8c" if mirror else PINK, 8)
    sheet.line(bend((600, 430), (548, 340), (530, 250)), CREAM, 64)
    sheet.line(bend((530, 250), (512, 150), (590, 140)), CREAM, 64)
    sheet.disc(604, 160, 66, CREAM)
    sheet.shape([(640, 104), (1000, 214), (640, 214)], RED)
    sheet.shape([(640, 150), (1000, 214), (640, 214)], "#6f140c")
    sheet.disc(622, 146, 14, INK)
    return sheet


def draw(names: Iterable[str]) -> None:
    for name in names:
        target = HERE / f"{name}.png"
        target.parent.mkdir(exist_ok=True)
        POSTERS[name]().finished().save(target, optimize=True)
        print(f"{target.relative_to(HERE)}: {target.stat().st_size / 1000:.0f} kB")


if __name__ == "__main__":
    draw(sys.argv[1:] or POSTERS)
