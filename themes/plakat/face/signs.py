"""Punctuation."""

from __future__ import annotations

from glyphs import Glyphs
from ink import CAP, OVER, Bowl, Nib, Shape, box, cut, join, moved, polygon, slant, turned

glyph = Glyphs()

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
