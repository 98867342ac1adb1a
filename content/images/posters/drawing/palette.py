"""The colours of the sample library. A few pictures mix one or two of their own."""

from __future__ import annotations

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
