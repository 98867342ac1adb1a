"""A feed that is one JSON array: a row each line, so that a person, and the gate, can take it apart at its lines."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import orjson

from opslag.alike import alike


def rows(values: Iterable[Mapping[str, Any]]) -> bytes:
    """The array of these objects, UTF-8, without spaces. All begin with the same key, as no object in a list within them does.

    They are written at once, which takes a fifth of the time, and parted where two meet: no text reads so, for its quotes are
    escaped.
    """
    all_of_them = [*values]
    first = next(iter(all_of_them[0]), "") if all_of_them else ""
    border = b'},{"%s":' % first.encode()
    return orjson.dumps(all_of_them, option=orjson.OPT_APPEND_NEWLINE).replace(border, border.replace(b",", b",\n"))


def apart(one: bytes, other: bytes) -> tuple[list[bytes], list[bytes]]:
    """The rows that only one of two such arrays has. Those of both are looked at where they stand: to cut all of them out would
    take the memory of two feeds."""
    beginning, ending = alike(one, other)
    first = one.rfind(b",\n", 0, beginning) + 2  # behind the bracket, where no row is common
    border = one.find(b",\n", len(one) - ending)
    last, end = (border, len(other) - len(one) + border) if border >= first else (one.rfind(b"]"), other.rfind(b"]"))
    places: _Places = {}
    for place, row in _between(one, first, last):
        places[_key(row, one, places)] = place
    met = set[int]()
    come: list[bytes] = []
    for _, row in _between(other, first, end):
        key = _key(row, one, places)
        if key in places:
            met.add(key)
        else:
            come.append(row)
    return [one[place] for key, place in places.items() if key not in met], come


_Places = dict[int, slice]
"""Where rows stand."""


def _key(row: bytes, data: bytes, places: _Places) -> int:
    """Under what a row stands in ``places``, or would: its hash, or a number behind it where another row has that."""
    key = hash(row)
    while key in places and data[places[key]] != row:
        key += 1
    return key


def _between(data: bytes, first: int, last: int) -> Iterator[tuple[slice, bytes]]:
    """Where each row stands, and the row; none of white space."""
    for place in _lines(data, first, last):
        if (row := data[place]).strip():
            yield place, row


def _lines(data: bytes, first: int, last: int) -> Iterator[slice]:
    at = border = first
    while (border := data.find(b"\n", border, last) + 1) > 0:
        if data.startswith(b",\n", border - 2):
            yield slice(at, border - 2)
            at = border
    yield slice(at, last)
