"""Content lines: the lines that an iCalendar file is made of (RFC 5545, section 3.1)."""

from __future__ import annotations

import re

LONGEST = 75
"""Octets in a line, its break not counted."""

_PIECES = re.compile(rb".{1,%d}(?![\x80-\xbf])" % (LONGEST - 1), re.DOTALL)
"""As many octets as fit behind the space that begins a continued line, and none of them the first part of a letter."""
_BREAKS = re.compile("\r\n|[\r\x85\u2028\u2029]")
_CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_ASCII_CONTROLS = bytes({*range(0x20), 0x7F} - {*b"\t\n"})
_WITHOUT_CONTROLS = bytes.maketrans(_ASCII_CONTROLS, b" " * len(_ASCII_CONTROLS))


def text(words: str) -> bytes:
    """A value of type TEXT (section 3.3.11), in UTF-8. Line breaks become ``\\n``; other controls may not be in it, and go.

    It is encoded first: in bytes all of this is looked for in a fraction of the time.
    """
    data = words.encode()
    if data.translate(_WITHOUT_CONTROLS) != data or "\x85" in words or "\u2028" in words or "\u2029" in words:
        data = _CONTROLS.sub("", _BREAKS.sub("\n", words)).encode()
    return data.replace(b"\\", b"\\\\").replace(b";", b"\\;").replace(b",", b"\\,").replace(b"\n", b"\\n")


def folded(line: bytes) -> bytes:
    """A line as it is sent: folded where it is too long, never within a letter, and with its break. It is UTF-8."""
    return (line if len(line) <= LONGEST else b"\r\n ".join(_PIECES.findall(line))) + b"\r\n"
