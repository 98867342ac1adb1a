"""A feed's bytes, one row an event.

A feed with one event a line is cut at its lines, so that a hundred thousand events never lie in memory at once; any
other JSON array is read too.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any, NoReturn

import orjson

SEPARATOR = b",\n"
"""Between the rows of a feed that has one event a line."""

_SPACES = b" \t\n\r"
_SPACE = re.compile(r"[ \t\n\r]*")
_SURROGATE = re.compile(rb"\\u[dD][89a-fA-F]")


class JsonError(ValueError):
    """The bytes are no JSON that may be published. ``line`` and ``column`` count from 1; 0 where there is no such place."""

    def __init__(self, reason: str, line: int = 0, column: int = 0) -> None:
        super().__init__(reason)
        self.reason, self.line, self.column = reason, line, column


def parse(data: bytes) -> Any:
    """The value of a JSON text in UTF-8, without byte order mark, NaN, Infinity or half a character. Raises JsonError.

    RFC 8259 forbids the first three, and warns of the last (section 8.2): readers part ways over it.
    """
    value = _decoded(_text(data))
    if _SURROGATE.search(data):
        try:
            json.dumps(value, ensure_ascii=False).encode()
        except UnicodeEncodeError as error:
            raise JsonError(f"half a character, \\u{ord(error.object[error.start]):x}") from None
    return value


def parse_row(row: bytes) -> Any:
    """As ``parse``, in a fifth of the time. A whole number of more than 64 bits, which no field of an event or a change may hold,
    comes as a float."""
    try:
        return orjson.loads(row)
    except orjson.JSONDecodeError:
        return parse(row)  # which says what is wrong


def rows(data: bytes) -> Iterator[bytes]:
    """The bytes of each element of the JSON array in ``data``, as they stand. Raises JsonError, from wherever it ends."""
    text = _text(data)
    at = _after_space(text, 0)
    if text[at : at + 1] != "[":
        _decoded(text)
        raise JsonError("no list", *_place(text, at))
    at = _after_space(text, at + 1)
    more = text[at : at + 1] != "]"
    while more:
        try:
            _, end = _DECODER.raw_decode(text, at)
        except json.JSONDecodeError as error:
            raise JsonError(error.msg, error.lineno, error.colno) from None
        except (ValueError, RecursionError) as error:
            raise JsonError(_reason(error), *_place(text, at)) from None
        yield text[at:end].encode()
        at = _after_space(text, end)
        more = text[at : at + 1] == ","
        if more:
            at = _after_space(text, at + 1)
        elif text[at : at + 1] != "]":
            raise JsonError("a list that is not closed", *_place(text, at))
    if _after_space(text, at + 1) != len(text):
        raise JsonError("more after the end of the list", *_place(text, at + 1))


def lines(data: bytes) -> Iterator[tuple[int, bytes]]:
    """As ``rows``, each with where it begins, for an array that breaks its lines after each element and nowhere else.

    Nothing is checked but the brackets; yet where every row turns out to be JSON by itself, so is the whole, and it was
    laid out so: no line breaks within a string, and a row that was cut within a list or an object is no JSON.
    Raises ValueError where there are no brackets.
    """
    at, end = data.find(b"[") + 1, data.rfind(b"]")
    if not 0 < at <= end or data[: at - 1].strip(_SPACES) or data[end + 1 :].strip(_SPACES):
        raise ValueError("no array")
    return lines_between(data, at, end)


def lines_between(data: bytes, at: int, end: int) -> Iterator[tuple[int, bytes]]:
    """Those in a part of such an array, which begins and ends where rows do."""
    border = at
    while (border := data.find(b"\n", border, end) + 1) > 0:  # one byte is looked for in a fraction of the time of two
        if data.startswith(SEPARATOR, border - len(SEPARATOR)):
            yield at, data[at : border - len(SEPARATOR)].strip(_SPACES)
            at = border
    yield at, data[at:end].strip(_SPACES)


def _text(data: bytes) -> str:
    if data.startswith(b"\xef\xbb\xbf"):
        raise JsonError("a byte order mark, which JSON may not begin with", 1, 1)
    try:
        return data.decode()
    except UnicodeDecodeError as error:
        before = data[: error.start]
        raise JsonError("a byte that is not UTF-8", before.count(b"\n") + 1, error.start - before.rfind(b"\n")) from None


def _decoded(text: str) -> Any:
    try:
        return _DECODER.decode(text)
    except json.JSONDecodeError as error:
        raise JsonError(error.msg, error.lineno, error.colno) from None
    except (ValueError, RecursionError) as error:
        raise JsonError(_reason(error)) from None


def _reason(error: ValueError | RecursionError) -> str:
    return "nested too deeply" if isinstance(error, RecursionError) else str(error)


def _refuse(word: str) -> NoReturn:
    raise ValueError(f"{word}, which is no number in JSON")


_DECODER = json.JSONDecoder(parse_constant=_refuse)


def _after_space(text: str, at: int) -> int:
    match = _SPACE.match(text, at)
    return match.end() if match else at


def _place(text: str, at: int) -> tuple[int, int]:
    return text.count("\n", 0, at) + 1, at - text.rfind("\n", 0, at)
