"""A whole YAML file as one typed value: site settings, ticket updates, calendars, texts beside pictures."""

from __future__ import annotations

from typing import TypeVar

from opslag.errors import ContentError, Problem
from opslag.source.marks import MarkedError, load, load_marked
from opslag.source.shape import ShapeError, shaped

T = TypeVar("T")


def read_document(path: str, data: bytes, shape: type[T]) -> T:
    """The value. ``path`` as messages name it. Raises ContentError with every fault in the file."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        before = data[: error.start]
        raise ContentError([Problem(path, before.count(b"\n") + 1, len(before) - before.rfind(b"\n"), "",
                                    f"a byte that is not UTF-8 (0x{data[error.start]:02x})", "save the file as UTF-8")]) from None
    try:
        return shaped(shape, load(text))
    except MarkedError as error:
        raise ContentError([Problem(path, error.line, error.column, error.field, error.found, error.remedy)]) from None
    except ShapeError as error:
        raise ContentError(error.problems(path, load_marked(text)[1])) from None
