"""Draws Plakat, the display face of this theme: a heavy, narrow face of capitals and numerals, for posters.

    pip install fonttools brotli skia-pathops
    python themes/plakat/face/draw.py themes/plakat/static/face.css

Every letter is a skeleton drawn with a flat oval nib, thick upright and thinner across, joined with plain stems, bars and
wedges. Units are thousandths of the type size; a glyph begins at x = 0 and its side bearings are added last.
Small letters are the capitals again: titles keep their spelling, and so what a screen reader says.
"""

from __future__ import annotations

import sys
import unicodedata
from base64 import b64encode
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path as File

import pathops
from fontTools.feaLib.builder import addOpenTypeFeaturesFromString
from fontTools.fontBuilder import FontBuilder
from fontTools.pens.cu2quPen import Cu2QuPen
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib import TTFont

CAP = 720
STEM = 148
BAR = 116
OVER = 9
"""Round letters go this far beyond the lines, to look as tall as flat ones."""
ROUND = 150
"""How far from top and bottom a round letter begins to bend."""
SQUARE = 0.63
"""How square a bend is; 0.55 would be an ellipse."""
STRAIGHT, BENT, SLANTED = 31, 24, 7
"""Side bearings of stems, bowls and diagonals."""
ACCENT = 758

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


ROUND_WIDTH = 408
GLYPHS: dict[str, Callable[[], tuple[Shape, float, float]]] = {}
"""Character -> its shape, and its left and right side bearings."""


def glyph(
    character: str, left: float = STRAIGHT, right: float | None = None
) -> Callable[[Callable[[], Shape]], Callable[[], Shape]]:
    def keep(draw: Callable[[], Shape]) -> Callable[[], Shape]:
        GLYPHS[character] = lambda: (draw(), left, left if right is None else right)
        return draw

    return keep


def stem(x: float = 0, bottom: float = 0, top: float = CAP) -> Shape:
    return box(x, bottom, x + STEM, top)


def bar(left: float, right: float, bottom: float) -> Shape:
    return box(left, bottom, right, bottom + BAR)


def slant(x0: float, y0: float, x1: float, y1: float, thick: float) -> Shape:
    """A diagonal with level ends; ``thick`` is measured across."""
    return polygon((x0, y0), (x0 + thick, y0), (x1 + thick, y1), (x1, y1))


# Letters


@glyph("A", SLANTED)
def letter_a() -> Shape:
    return join(slant(0, 0, 134, CAP, 146), slant(292, 0, 158, CAP, 146), bar(90, 350, 128))


def half_round(width: float, bottom: float, top: float, bend: float) -> Shape:
    """A stem with a bowl on its right side, as in D."""
    line = Bowl.filling(width, bottom, top, bend)
    nib = Nib((STEM / 2, line.top)).to(line.right - bend * 0.86, line.top).bend(line.right, line.top - bend, upright=False)
    nib.to(line.right, line.bottom + bend).bend(line.right - bend * 0.86, line.bottom, upright=True).to(STEM / 2, line.bottom)
    return join(stem(0, bottom, top), nib.ink())


@glyph("B", STRAIGHT, BENT)
def letter_b() -> Shape:
    return join(half_round(392, 316, CAP, 122), half_round(410, 0, 428, 130))


@glyph("C", BENT, 16)
def letter_c() -> Shape:
    line = Bowl.filling(400)
    nib = line.over(Nib((line.right, 462)), rightwards=False)
    return line.under(nib, rightwards=True).to(line.right, 258).ink()


@glyph("D", STRAIGHT, BENT)
def letter_d() -> Shape:
    return half_round(410, 0, CAP, ROUND)


@glyph("E", STRAIGHT, 16)
def letter_e() -> Shape:
    return join(stem(), bar(0, 330, 0), bar(0, 308, 304), bar(0, 330, CAP - BAR))


@glyph("F", STRAIGHT, 8)
def letter_f() -> Shape:
    return join(stem(), bar(0, 304, 294), bar(0, 326, CAP - BAR))


@glyph("G", BENT)
def letter_g() -> Shape:
    line = Bowl.filling(404)
    nib = line.over(Nib((line.right, 478)), rightwards=False)
    round_part = line.under(nib, rightwards=True).to(line.right, 300).ink()
    return join(round_part, box(line.right - STEM / 2, 200, line.right + STEM / 2, 392), bar(216, 404, 392 - 104))


@glyph("H")
def letter_h() -> Shape:
    return join(stem(), stem(262), bar(0, 300, 304))


@glyph("I")
def letter_i() -> Shape:
    return stem()


@glyph("J", 10, STRAIGHT)
def letter_j() -> Shape:
    line = Bowl.filling(350)
    return line.under(Nib((line.right, CAP)), rightwards=False).to(line.left, 240).ink()


@glyph("K", STRAIGHT, SLANTED)
def letter_k() -> Shape:
    arm = polygon((130, 250), (130, 440), (272, CAP), (430, CAP), (236, 372))
    leg = slant(288, 0, 148, 480, 154)
    return join(stem(), arm, leg)


@glyph("L", STRAIGHT, 8)
def letter_l() -> Shape:
    return join(stem(), bar(0, 318, 0))


@glyph("M")
def letter_m() -> Shape:
    left = polygon((0, CAP), (140, CAP), (330, 120), (215, 120))
    right = polygon((545, CAP), (405, CAP), (215, 120), (330, 120))
    return join(box(0, 0, 138, CAP), box(407, 0, 545, CAP), left, right)


@glyph("N")
def letter_n() -> Shape:
    return join(box(0, 0, 140, CAP), box(282, 0, 422, CAP), polygon((0, CAP), (140, CAP), (422, 0), (282, 0)))


@glyph("O", BENT)
def letter_o() -> Shape:
    return Bowl.filling(ROUND_WIDTH).whole()


@glyph("P", STRAIGHT, 14)
def letter_p() -> Shape:
    return join(stem(), half_round(398, 264, CAP, 132))


@glyph("Q", BENT)
def letter_q() -> Shape:
    return join(letter_o(), polygon((226, 150), (316, 150), (420, -78), (304, -78)))


@glyph("R", STRAIGHT, 12)
def letter_r() -> Shape:
    return join(stem(), half_round(398, 282, CAP, 128), slant(254, 0, 168, 340, 154))


@glyph("S", 18)
def letter_s() -> Shape:
    line = Bowl.filling(396)
    nib = line.over(Nib((line.right, 496)), rightwards=False).to(line.left, 508)
    nib.curve((line.left, 352), (line.right, 384), (line.right, 212))
    return line.under(nib, rightwards=False).to(line.left, 224).ink()


@glyph("T", 10)
def letter_t() -> Shape:
    return join(stem(111), bar(0, 370, CAP - BAR))


@glyph("U", STRAIGHT - 2)
def letter_u() -> Shape:
    line = Bowl.filling(408)
    return line.under(Nib((line.left, CAP)), rightwards=True).to(line.right, CAP).ink()


@glyph("V", SLANTED)
def letter_v() -> Shape:
    return join(slant(0, CAP, 132, 0, 148), slant(284, CAP, 152, 0, 148))


@glyph("W", SLANTED)
def letter_w() -> Shape:
    half = join(slant(0, CAP, 98, 0, 142), slant(232, CAP, 134, 0, 142))
    return join(half, moved(half, 240))


@glyph("X", SLANTED)
def letter_x() -> Shape:
    return join(slant(0, 0, 270, CAP, 158), slant(270, 0, 0, CAP, 158))


@glyph("Y", SLANTED - 4)
def letter_y() -> Shape:
    return join(slant(0, CAP, 138, 250, 152), slant(274, CAP, 140, 250, 148), stem(140, 0, 320))


@glyph("Z", 16)
def letter_z() -> Shape:
    return join(bar(0, 360, 0), bar(6, 358, CAP - BAR), polygon((0, BAR), (188, CAP - BAR), (358, CAP - BAR), (172, BAR)))


@glyph("Æ", SLANTED, 16)
def letter_ae() -> Shape:
    left = slant(0, 0, 176, CAP, 144)
    return join(left, box(248, 0, 248 + STEM, CAP), box(180, CAP - BAR, 300, CAP), bar(80, 300, 128), moved(letter_e(), 248))


@glyph("Ø", BENT)
def letter_oe() -> Shape:
    slash = polygon((26, -44), (100, -44), (382, CAP + 44), (308, CAP + 44))
    return join(letter_o(), slash)


# Numerals


@glyph("0", BENT)
def zero() -> Shape:
    return Bowl.filling(410).whole()


@glyph("1", 12, STRAIGHT)
def one() -> Shape:
    return polygon((112, 0), (112, 556), (0, 462), (0, 594), (150, CAP), (260, CAP), (260, 0))


@glyph("2", 20)
def two() -> Shape:
    line = Bowl.filling(400)
    nib = line.over(Nib((line.left, 486)), rightwards=True).to(line.right, 520)
    swan = nib.curve((line.right, 352), (line.left, 356), (line.left, BAR - 1)).ink()
    return join(swan, bar(0, 398, 0))


@glyph("3", 18, BENT)
def three() -> Shape:
    upper, lower = Bowl.filling(392, 310, CAP + OVER, 122), Bowl.filling(404, -OVER, 426, 126)
    top = upper.over(Nib((upper.left, 510)), rightwards=True)
    top.to(upper.right, upper.bottom + 116).bend(upper.middle - 10, upper.bottom, upright=True).to(140, upper.bottom)
    end = lower.under(Nib((lower.left, 210)), rightwards=True)
    end.to(lower.right, lower.top - 120).bend(lower.middle - 10, lower.top, upright=True).to(140, lower.top)
    return join(top.ink(), end.ink())


@glyph("4", 12, 14)
def four() -> Shape:
    outside = polygon((0, 124), (0, 250), (178, CAP), (372, CAP), (372, 240), (428, 240), (428, 124))
    return cut(join(outside, box(224, 0, 372, CAP)), polygon((128, 240), (228, 240), (228, 556)))


@glyph("5", STRAIGHT - 4, BENT)
def five() -> Shape:
    line = Bowl.filling(404, -OVER, 462, 132)
    nib = Nib((line.left, 318)).bend(line.middle + 10, line.top, upright=True).bend(line.right, line.top - 132, upright=False)
    bowl = line.under(nib, rightwards=False).to(line.left, 222).ink()
    return join(bowl, box(0, 318, 142, CAP), bar(0, 378, CAP - BAR))


@glyph("6", BENT)
def six() -> Shape:
    line = Bowl.filling(408)
    nib = line.over(Nib((line.right, 512)), rightwards=False)
    line.under(nib, rightwards=True).to(line.right, 306)
    nib.bend(line.middle + 14, 390, upright=True).to(line.left, 390)
    return nib.ink()


@glyph("7", 12, 8)
def seven() -> Shape:
    return join(bar(0, 372, CAP - BAR), polygon((62, 0), (216, 0), (372, CAP - BAR), (372, CAP), (224, CAP - BAR)))


@glyph("8", BENT - 2)
def eight() -> Shape:
    return join(Bowl.filling(400, 310, CAP + OVER, 122, 10).whole(), Bowl.filling(410, -OVER, 424, 126).whole())


@glyph("9", BENT)
def nine() -> Shape:
    return turned(six(), 408)


# Signs

DOT = 142


@glyph(".", 24)
def full_stop() -> Shape:
    return box(0, 0, DOT, DOT)


@glyph(",", 24)
def comma() -> Shape:
    return polygon((0, 0), (0, DOT), (DOT, DOT), (DOT, 10), (78, -120), (-6, -120), (44, 0))


@glyph(":", 24)
def colon() -> Shape:
    return join(full_stop(), moved(full_stop(), 0, 400))


@glyph(";", 24)
def semicolon() -> Shape:
    return join(comma(), moved(full_stop(), 0, 400))


@glyph("!", 30)
def exclamation() -> Shape:
    return join(full_stop(), polygon((28, 206), (114, 206), (146, CAP), (-4, CAP)))


@glyph("?", 18)
def question() -> Shape:
    line = Bowl.filling(384)
    nib = line.over(Nib((line.left, 504)), rightwards=True).to(line.right, 540)
    hook = nib.curve((line.right, 400), (192, 420), (192, 206)).ink()
    return join(hook, moved(full_stop(), 121))


@glyph("-", 24)
def hyphen() -> Shape:
    return box(0, 296, 210, 408)


@glyph("–", 16)
def en_dash() -> Shape:
    return box(0, 296, 340, 408)


@glyph("—", 0)
def em_dash() -> Shape:
    return box(0, 296, 620, 408)


@glyph("’", 20)
def apostrophe() -> Shape:
    return moved(comma(), 0, CAP - DOT)


@glyph("‘", 20)
def left_quote() -> Shape:
    return moved(comma(), 136, CAP - DOT - 120, wide=-1).transform(1, 0, 0, -1, 0, 2 * CAP - DOT - 120)


@glyph("'", 22)
def straight_quote() -> Shape:
    return polygon((20, 470), (110, 470), (130, CAP), (0, CAP))


@glyph('"', 22)
def double_quote() -> Shape:
    return join(straight_quote(), moved(straight_quote(), 170))


@glyph("”", 20)
def right_double() -> Shape:
    return join(apostrophe(), moved(apostrophe(), 186))


@glyph("“", 20)
def left_double() -> Shape:
    return join(left_quote(), moved(left_quote(), 186))


@glyph("»", 14)
def right_guillemet() -> Shape:
    one_of_two = polygon((0, 150), (104, 150), (184, 350), (104, 550), (0, 550), (76, 350))
    return join(one_of_two, moved(one_of_two, 164))


@glyph("«", 14)
def left_guillemet() -> Shape:
    return turned(right_guillemet(), 348)


@glyph("/", 2)
def slash() -> Shape:
    return slant(0, -60, 178, CAP + 60, 116)


@glyph("(", 26, 12)
def parenthesis() -> Shape:
    nib = Nib((232, CAP + 50), 132, 100)
    return nib.curve((30, 560), (30, 160), (232, -50)).ink()


@glyph(")", 12, 26)
def right_parenthesis() -> Shape:
    return moved(parenthesis(), 312, wide=-1)


@glyph("+", 18)
def plus() -> Shape:
    return join(box(0, 296, 376, 408), box(128, 164, 248, 540))


@glyph("·", 24)
def middle_dot() -> Shape:
    return moved(full_stop(), 0, 290)


@glyph("…", 24)
def ellipsis() -> Shape:
    return join(full_stop(), moved(full_stop(), 190), moved(full_stop(), 380))


@glyph("&", 18, 6)
def ampersand() -> Shape:
    upper, lower = Bowl.filling(352, 350, CAP + OVER, 112, 24), Bowl.filling(412, -OVER, 438, 128)
    leg = polygon((96, 420), (254, 420), (474, 0), (306, 0))
    return join(cut(lower.whole(), box(250, 276, 430, 470)), upper.whole(), leg)


@glyph("%", 12)
def per_cent() -> Shape:
    ring = moved(Bowl.filling(410).whole(), wide=0.62, tall=0.5)
    return join(moved(ring, 0, 366), moved(ring, 380), slant(118, 0, 382, CAP, 112))


# Accents: drawn about x = 0, on top of a capital


def accents() -> dict[str, Shape]:
    wedge = polygon((-70, ACCENT), (34, ACCENT), (120, 880), (-20, 880))
    roof = polygon((-140, ACCENT), (-40, ACCENT), (0, 812), (40, ACCENT), (140, ACCENT), (66, 886), (-66, 886))
    wave = Nib((-130, 800), 60, 84).curve((-60, 900), (60, 740), (130, 840)).ink()
    dots = join(box(-132, ACCENT + 6, -22, 872), box(22, ACCENT + 6, 132, 872))
    ring = cut(moved(disc(112), 0, 806), moved(disc(46), 0, 806))
    return {
        "\u0301": wedge,
        "\u0300": moved(wedge, wide=-1),
        "\u0302": roof,
        "\u030c": moved(roof, 0, 2 * ACCENT + 128, tall=-1),
        "\u0303": wave,
        "\u0308": dots,
        "\u030a": ring,
        "\u0304": box(-120, ACCENT + 12, 120, 850),
        "\u0307": box(-60, ACCENT, 60, 872),
        "\u030b": join(moved(wedge, -74), moved(wedge, 74)),
        "\u0306": moved(cut(disc(130), box(-140, 0, 140, 140), disc(62)), 0, 884),
        "\u0326": moved(comma(), -66, -190, wide=0.9),
        "\u0327": moved(comma(), -66, -96, wide=0.9),
        "\u0328": moved(comma(), 40, -96, wide=0.9),
    }


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


ACCENTED = "ÀÁÂÃÄÅÇÈÉÊËÌÍÎÏÑÒÓÔÕÖÙÚÛÜÝŸĀĂĄĆČĎĒĖĘĚĞĢĪİĶĹĻŁŃŅŇŌŐŔŘŚŞŠȘŤȚŪŮŰŹŻŽĐÐ"
KERNING = """
languagesystem DFLT dflt;
languagesystem latn dflt;
@A = [A Agrave Aacute Acircumflex Atilde Adieresis Aring];
@O = [O C G Q Oslash Odieresis];
@V = [V W Y];
feature kern {
  enum pos @A [T @V] -34;  enum pos [T @V] @A -34;  enum pos @A @O -8;  enum pos @O @A -6;
  enum pos L [T @V] -40;   enum pos L @O -8;
  enum pos [T @V] @O -10;  enum pos @O [T @V] -8;
  enum pos [P F] @A -34;   enum pos [T F P V W Y] [period comma] -50;
  enum pos [T F V Y] [hyphen endash] -20;
  enum pos [R K] [@O T @V] -8;
  enum pos seven [four period comma] -24;
  enum pos one one -10;
} kern;
"""
NAMES = {
    "0": "zero", "1": "one", "2": "two", "3": "three", "4": "four", "5": "five", "6": "six", "7": "seven", "8": "eight",
    "9": "nine", ".": "period", ",": "comma", "-": "hyphen", "–": "endash", "Ø": "Oslash", "À": "Agrave", "Á": "Aacute",
    "Â": "Acircumflex", "Ã": "Atilde", "Ä": "Adieresis", "Å": "Aring", "Ö": "Odieresis",
}  # fmt: skip


def name_of(character: str) -> str:
    return NAMES.get(character) or (character if character.isascii() and character.isalpha() else f"uni{ord(character):04X}")


def bounds(shape: Shape) -> tuple[float, float]:
    left, _, right, _ = shape.bounds
    return left, right


def composed(character: str, drawn: dict[str, tuple[Shape, float, float]], marks: dict[str, Shape]) -> tuple[Shape, float, float]:
    """A capital with its accent; Ł, Đ and Ð have a stroke through the stem instead."""
    if character in "ŁĐÐ":
        shape, left, right = drawn["L" if character == "Ł" else "D"]
        return join(shape, box(-30, 320, 210, 412)), left, right
    base, *above = unicodedata.normalize("NFD", character)
    shape, left, right = drawn[base]
    start, end = bounds(shape)
    for mark in above:
        shape = join(shape, moved(marks[mark], (start + end) / 2))
    return shape, left, right


def all_glyphs() -> Iterable[tuple[str, Shape, float, float]]:
    drawn = {character: draw() for character, draw in GLYPHS.items()}
    marks = accents()
    for character in ACCENTED:
        drawn[character] = composed(character, drawn, marks)
    for character, (shape, left, right) in sorted(drawn.items()):
        yield character, shape, left, right


def font() -> TTFont:
    outlines, widths, characters = {}, {}, {0x20: "space", 0xA0: "space", 0xAD: "hyphen", 0x2011: "hyphen"}
    for character, shape, left, right in all_glyphs():
        name, (start, end) = name_of(character), bounds(shape)
        pen = TTGlyphPen(None)
        shape = moved(join(shape), left - start)
        shape.draw(Cu2QuPen(pen, max_err=0.8, reverse_direction=True))
        outlines[name], widths[name] = pen.glyph(), round(left + end - start + right)
        characters[ord(character)] = name
        if len(character.lower()) == 1:
            characters.setdefault(ord(character.lower()), name)
    empty = TTGlyphPen(None).glyph()
    outlines |= {".notdef": empty, "space": empty}
    widths |= {".notdef": 240, "space": 178}
    builder = FontBuilder(1000, isTTF=True)
    builder.setupGlyphOrder([".notdef", "space", *sorted(set(outlines) - {".notdef", "space"})])
    builder.setupCharacterMap(characters)
    builder.setupGlyf(outlines)
    builder.setupHorizontalMetrics({name: (width, 0) for name, width in widths.items()})
    glyf = builder.font["glyf"]
    builder.setupHorizontalMetrics({name: (width, getattr(glyf[name], "xMin", 0)) for name, width in widths.items()})
    builder.setupHorizontalHeader(ascent=900, descent=-140)
    builder.setupNameTable({"familyName": "Plakat", "styleName": "Bold", "psName": "Plakat-Bold", "fullName": "Plakat Bold"})
    builder.setupOS2(
        version=4, sTypoAscender=900, sTypoDescender=-140, sTypoLineGap=0, usWinAscent=920, usWinDescent=160, usWeightClass=700,
        sCapHeight=CAP, sxHeight=CAP, fsSelection=0x20 | 0x80, achVendID="OPSL",
    )  # fmt: skip
    builder.setupPost(keepGlyphNames=False)
    addOpenTypeFeaturesFromString(builder.font, KERNING)
    builder.font["head"].macStyle = 1
    builder.font["head"].created = builder.font["head"].modified = 3_800_000_000
    builder.font.recalcTimestamp = False
    return builder.font


STAND_IN = 79
"""At this size, in per cent, titles in bold Arial and its like run as wide as in Plakat, give or take 4 %."""
LIKE_ARIAL = (
    "Arial Bold",
    "Arial-BoldMT",
    "Liberation Sans Bold",
    "HelveticaNeue-Bold",
    "Roboto Bold",
    "Roboto-Bold",
    "Segoe UI Bold",
)


def stylesheet(data: bytes) -> str:
    """The face within a stylesheet, for it is small; and what holds its room for the moment that a browser takes to unpack it."""
    packed = f"url(data:font/woff2;base64,{b64encode(data).decode()}) format('woff2')"
    local = ",".join(f"local('{name}')" for name in LIKE_ARIAL)
    return (
        "/* Drawn by face/draw.py */\n"
        f"@font-face{{font-family:Plakat;font-weight:700;src:{packed}}}\n"
        f"@font-face{{font-family:'Plakat stand-in';font-weight:700;size-adjust:{STAND_IN}%;src:{local}}}\n"
    )


if __name__ == "__main__":
    made, packed = font(), BytesIO()
    made.flavor = "woff2"
    made.save(packed)
    target = File(sys.argv[1])
    target.write_text(stylesheet(packed.getvalue()))
    print(f"{target}: {len(made.getGlyphOrder())} glyphs, {len(packed.getvalue()):,} bytes")
