"""A whole YAML file as one typed value: site settings, ticket updates, calendars, texts beside pictures."""

from __future__ import annotations

import codecs
from collections.abc import Iterator
from typing import TypeVar

from opslag.errors import ContentError, Problem
from opslag.source.marks import MarkedError, load_marked, load_with_empty
from opslag.source.shape import ShapeError, shaped

T = TypeVar("T")

LARGEST = 1024 * 1024
"""The largest file that people write by hand, in bytes: a thousand printed pages."""

_CONTROLS = bytes({*range(0x20), 0x7F} - {*b"\t\n\r"})
"""Characters that stand in no text: XML has no way to say most of them, and no reader would see one."""
_WITHOUT_CONTROLS = bytes.maketrans(_CONTROLS, b" " * len(_CONTROLS))
"""To put something in their place takes half the time that it takes to drop them; bytes with none stay the same object."""


def read_document(path: str, data: bytes, shape: type[T]) -> T:
    """The value. ``path`` as messages name it. Raises ContentError with every fault in the file."""
    text = decoded(path, data)
    try:
        return shaped(shape, *load_with_empty(text))
    except MarkedError as error:
        raise ContentError([Problem(path, error.line, error.column, error.field, error.found, error.remedy)]) from None
    except ShapeError as error:
        raise ContentError(error.problems(path, load_marked(text)[1])) from None


def decoded(path: str, data: bytes) -> str:
    """A file's text: without a BOM, its lines ended by ``\\n``. Raises ContentError where it is too large, not UTF-8, or holds a
    conflict that git left: what is between its lines may well be right YAML or Markdown, and would be published."""
    if len(data) > LARGEST:
        found, remedy = f"{len(data) / 1e6:.0f} MB in one file", "divide it: a content file has at most 1 MB"
        raise ContentError([Problem(path, 1, 1, "", found, remedy)])
    data = data.removeprefix(codecs.BOM_UTF8)
    try:
        text = data.decode()
    except UnicodeDecodeError as error:
        found = f"a byte that is not UTF-8 (0x{data[error.start]:02x})"
        raise _fault(path, data[: error.start], found, "save the file as UTF-8") from None
    if data.translate(_WITHOUT_CONTROLS) != data:
        at = next(index for index, byte in enumerate(data) if byte in _CONTROLS)
        raise _fault(path, data[:at], f"a character that cannot be printed (U+{data[at]:04X})", "delete it")
    text = text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text
    if "<<<<<<< " in text and (conflicts := [*_conflicts(path, text)]):
        raise ContentError(conflicts)
    return text


def _conflicts(path: str, text: str) -> Iterator[Problem]:
    """One where each begins. A heading may stand over =======, and a text may quote <<<<<<<: a conflict has all three lines."""
    begun, divided = 0, False
    for number, line in enumerate(text.split("\n"), 1):
        if line.startswith("<<<<<<< "):
            begun, divided = number, False
        elif line == "=======":
            divided = True
        elif line.startswith(">>>>>>> ") and begun and divided:
            remedy = "choose one of the two versions, and delete the other and the lines <<<<<<<, ======= and >>>>>>>"
            yield Problem(path, begun, 1, "", "a conflict that git left", remedy)
            begun = 0


def _fault(path: str, before: bytes, found: str, remedy: str) -> ContentError:
    """A fault behind these bytes of a file."""
    column = len(before[before.rfind(b"\n") + 1 :].decode()) + 1
    return ContentError([Problem(path, before.count(b"\n") + 1, column, "", found, remedy)])
