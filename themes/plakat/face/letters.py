"""The capitals. What is given beside a letter are its side bearings."""

from __future__ import annotations

from glyphs import BENT, SLANTED, STRAIGHT, Glyphs
from ink import BAR, CAP, ROUND, STEM, Bowl, Nib, Shape, bar, box, join, moved, polygon, slant, stem

glyph = Glyphs()


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
    return Bowl.filling(408).whole()


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
