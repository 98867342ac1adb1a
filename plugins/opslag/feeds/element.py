"""XML, element by element: whatever text is put in, what comes out is well-formed (XML 1.0, fifth edition).

Characters that XML has no place for (control characters, halves of a character) are left out; all others stay as they are.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

DECLARATION = '<?xml version="1.0" encoding="UTF-8"?>\n'

Value = str | int | None

_NO_CHARACTER = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
"""What ``Char`` leaves out (section 2.2)."""
_CONTROLS = bytes({*range(0x20)} - {*b"\t\n\r"})
_SPECIAL = re.compile(r"[&<>\x00-\x08\x0b-\x1f\ud800-\udfff\ufffe\uffff]")
_IN_QUOTES = re.compile(r"[\"\n\t]")


def element(name: str, text: str, /, **attributes: Value) -> str:
    """``<name>text</name>`` and a line feed. An attribute that is None is left out."""
    if _SPECIAL.search(text):
        text = escaped(text)
    return f"<{name}{_said(attributes)}>{text}</{name}>\n" if attributes else f"<{name}>{text}</{name}>\n"


def empty(name: str, /, **attributes: Value) -> str:
    """``<name/>``."""
    return f"<{name}{_said(attributes)}/>\n"


def around(name: str, inside: Iterable[str], /, **attributes: Value) -> str:
    """An element around others, which are written already."""
    return f"<{name}{_said(attributes)}>\n{''.join(inside)}</{name}>\n"


def escaped(text: str) -> str:
    """Text between two tags. A carriage return is written by its number, for a reader would make a line feed of it (2.11)."""
    if not _SPECIAL.search(text):
        return text
    return _characters(text).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("\r", "&#13;")


def _characters(text: str) -> str:
    """Those that XML has a place for. A pattern takes its time with each letter, so a long text is asked otherwise first."""
    try:
        data = text.encode()
        odd = len(data.translate(None, _CONTROLS)) < len(data) or "\ufffe" in text or "\uffff" in text
    except UnicodeEncodeError:  # half a character
        odd = True
    return _NO_CHARACTER.sub("", text) if odd else text


def _said(attributes: dict[str, Value]) -> str:
    return "".join(f' {key}="{_quoted(str(value))}"' for key, value in attributes.items() if value is not None)


def _quoted(text: str) -> str:
    """Line feeds and tabs are written by their number, for a reader would make spaces of them (3.3.3)."""
    text = escaped(text)
    return text.replace('"', "&quot;").replace("\n", "&#10;").replace("\t", "&#9;") if _IN_QUOTES.search(text) else text
