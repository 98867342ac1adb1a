"""Accents, drawn about x = 0 on top of a capital; and the capitals that have one."""

from __future__ import annotations

import unicodedata

from ink import Nib, Shape, bounds, box, cut, disc, join, moved, polygon
from signs import comma

ACCENT = 758
"""Where they begin."""

ACCENTED = "ÀÁÂÃÄÅÇÈÉÊËÌÍÎÏÑÒÓÔÕÖÙÚÛÜÝŸĀĂĄĆČĎĒĖĘĚĞĢĪİĶĹĻŁŃŅŇŌŐŔŘŚŞŠȘŤȚŪŮŰŹŻŽĐÐ"


def accents() -> dict[str, Shape]:
    """By their combining characters."""
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
