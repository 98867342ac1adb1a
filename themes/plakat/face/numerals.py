"""The numerals."""

from __future__ import annotations

from glyphs import BENT, STRAIGHT, Glyphs
from ink import BAR, CAP, OVER, Bowl, Nib, Shape, bar, box, cut, join, polygon, turned

glyph = Glyphs()


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
