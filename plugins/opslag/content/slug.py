"""Words as they stand in an address."""

from __future__ import annotations

import re
from functools import lru_cache
from unicodedata import normalize

_LETTERS = str.maketrans(
    {"æ": "ae", "ø": "oe", "å": "aa", "Æ": "ae", "Ø": "oe", "Å": "aa", "ß": "ss", "ð": "d", "þ": "th", "ł": "l"}
)

_PLAIN = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
"""Words that are so already, as the names of nearly all files."""

_LONGEST = 200
"""Letters; file systems hold 255 bytes in a name."""


@lru_cache(maxsize=8192)
def slug(words: str) -> str:
    """``Børn 0-3 år`` is ``boern-0-3-aar``. Danish letters as Danes spell them out; other accents dropped; never empty."""
    if len(words) <= _LONGEST and _PLAIN.fullmatch(words):
        return words
    words = normalize("NFC", words)  # a system may have taken an å apart
    plain = normalize("NFKD", words.translate(_LETTERS)).encode("ascii", "ignore").decode().lower()
    parts = re.sub(r"[^a-z0-9]+", "-", plain).strip("-") or "-".join(f"{ord(letter):x}" for letter in words)
    return parts[:_LONGEST].rstrip("-")
