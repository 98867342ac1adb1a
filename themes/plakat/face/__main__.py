"""Draws Plakat, the display face of this theme: a heavy, narrow face of capitals and numerals, for posters.

    pip install fonttools brotli skia-pathops
    python themes/plakat/face themes/plakat/static/face.css

Every letter is a skeleton drawn with a flat oval nib, thick upright and thinner across, joined with plain stems, bars and
wedges. Units are thousandths of the type size; a glyph begins at x = 0 and its side bearings are added last.
Small letters are the capitals again: titles keep their spelling, and so what a screen reader says.
"""

from __future__ import annotations

import sys
from base64 import b64encode
from io import BytesIO
from pathlib import Path

from font import font

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
        "/* Drawn by plakat/face */\n"
        f"@font-face{{font-family:Plakat;font-weight:700;src:{packed}}}\n"
        f"@font-face{{font-family:'Plakat stand-in';font-weight:700;size-adjust:{STAND_IN}%;src:{local}}}\n"
    )


if __name__ == "__main__":
    sys.dont_write_bytecode = True
    made, packed = font(), BytesIO()
    made.flavor = "woff2"
    made.save(packed)
    target = Path(sys.argv[1])
    target.write_text(stylesheet(packed.getvalue()))
    print(f"{target}: {len(made.getGlyphOrder())} glyphs, {len(packed.getvalue()):,} bytes")
