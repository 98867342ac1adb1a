"""Where pieces are kept, as bytes: of thousands of occurrences a column is read at once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import chain, cycle, starmap
from struct import Struct
from typing import TypeVar

from opslag.building.kept.volumes import Piece

T = TypeVar("T")

NAMES = ("row", "item", "calendar", "redia", "found")
"""The pieces of an occurrence, in the order in which they are placed; those that nothing shows have no bytes."""

PACKED = "packed"
"""The piece of a file that comes before those of its occurrences: what is not on their cards."""

_PLACE = Struct("<QQI")
_OTHERS = len(NAMES) - 1
_COLUMNS = {
    name: Struct(f"<{at * _PLACE.size}xQQI{(_OTHERS - at) * _PLACE.size}x") for at, name in enumerate(NAMES)
}  # fmt: skip

ONE, ALL = _PLACE.size, _PLACE.size * len(NAMES)
"""Bytes of the place of one piece, and of those of an occurrence."""


def placed(pieces: Iterable[Piece]) -> bytes:
    return b"".join(starmap(_PLACE.pack, pieces))


def named(pieces: Iterable[T]) -> Iterator[tuple[str, T]]:
    """Each piece of a file, or where it is, with its name."""
    return zip(chain((PACKED,), cycle(NAMES)), pieces, strict=False)


def of_file(pieces: Iterable[Piece]) -> tuple[bytes, list[bytes]]:
    """The place of what is packed of a file, and those of each of its occurrences."""
    places = placed(pieces)
    return places[:ONE], split(places[ONE:], ALL)


def pieces_in(places: bytes) -> Iterator[Piece]:
    """The pieces that are ``placed`` there."""
    return _PLACE.iter_unpack(places)


def named_in(places: bytes, name: str) -> Iterator[Piece]:
    """One piece of each occurrence."""
    return _COLUMNS[name].iter_unpack(places)


def split(places: bytes, size: int) -> list[bytes]:
    """``size`` is ONE or ALL."""
    return [places[at : at + size] for at in range(0, len(places), size)]
