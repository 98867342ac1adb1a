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
_WITHOUT_CONTROLS = bytes.maketrans(_CONTROLS, b" " * len(_CONTROLS))
_IN_QUOTES = re.compile(r"[\"\n\t]")


def element(name: str, text: str, /, **attributes: Value) -> str:
    """``<name>text</name>`` and a line feed. An attribute that is None is left out."""
    if attributes:
        return f"<{name}{_said(attributes)}>{escaped(text)}</{name}>\n"
    return f"<{name}>{escaped(text)}</{name}>\n"


def empty(name: str, /, **attributes: Value) -> str:
    """``<name/>``."""
    return f"<{name}{_said(attributes)}/>\n"


def around(name: str, inside: Iterable[str], /, **attributes: Value) -> str:
    """An element around others, which are written already."""
    return f"<{name}{_said(attributes)}>\n{''.join(inside)}</{name}>\n"


def escaped(text: str) -> str:
    """Text between two tags. A carriage return is written by its number, for a reader would make a line feed of it (2.11)."""
    if text.isprintable() and not ("&" in text or "<" in text or ">" in text):  # as most lines of words are
        return text
    return encoded(text).decode()


def encoded(text: str) -> bytes:
    """The same in UTF-8. In a long text bytes are looked for in a fraction of the time of characters."""
    try:
        data = text.encode()
        odd = data.translate(_WITHOUT_CONTROLS) != data or "\ufffe" in text or "\uffff" in text
    except UnicodeEncodeError:  # half a character
        odd = True
    if odd:
        data = _NO_CHARACTER.sub("", text).encode()
    return data.replace(b"&", b"&amp;").replace(b"<", b"&lt;").replace(b">", b"&gt;").replace(b"\r", b"&#13;")


def _said(attributes: dict[str, Value]) -> str:
    return "".join(f' {key}="{_quoted(str(value))}"' for key, value in attributes.items() if value is not None)


def _quoted(text: str) -> str:
    """Line feeds and tabs are written by their number, for a reader would make spaces of them (3.3.3)."""
    text = escaped(text)
    return text.replace('"', "&quot;").replace("\n", "&#10;").replace("\t", "&#9;") if _IN_QUOTES.search(text) else text
