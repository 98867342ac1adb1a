"""Content lines: the lines that an iCalendar file is made of (RFC 5545, section 3.1)."""

from __future__ import annotations

import re

LONGEST = 75
"""Octets in a line, its break not counted."""

_PIECES = re.compile(rb".{1,%d}(?![\x80-\xbf])" % (LONGEST - 1), re.DOTALL)
"""As many octets as fit behind the space that begins a continued line, and none of them the first part of a letter."""
_BREAKS = re.compile("\r\n|[\r\x85\u2028\u2029]")
_ASCII_CONTROLS = bytes({*range(0x20), 0x7F} - {*b"\t\n"})
_CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")


def text(words: str) -> str:
    """A value of type TEXT (section 3.3.11). Line breaks become ``\\n``; other controls may not be in it, and go."""
    if _has_controls(words):
        words = _CONTROLS.sub("", _BREAKS.sub("\n", words))
    return words.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,").replace("\n", "\\n")


def _has_controls(words: str) -> bool:
    """Whether there is a control besides line feeds and tabs. A pattern would look at each letter of a long text in its turn."""
    data = words.encode(errors="surrogatepass")
    return len(data.translate(None, _ASCII_CONTROLS)) < len(data) or "\x85" in words or "\u2028" in words or "\u2029" in words


def folded(line: str) -> bytes:
    """A line as it is sent: in UTF-8, folded where it is too long, never within a letter, and with its break."""
    data = line.encode()
    return (data if len(data) <= LONGEST else b"\r\n ".join(_PIECES.findall(data))) + b"\r\n"
