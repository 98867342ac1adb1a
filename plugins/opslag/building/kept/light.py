"""Occurrences and series of which only what every build asks for is in memory; the rest is unpacked when somebody asks."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from datetime import UTC
from operator import attrgetter
from typing import Any

from opslag.building.kept import packing, places
from opslag.building.kept.flat import FLAT, STATES, Flat, OtherError
from opslag.building.kept.moments import moment, moments, said
from opslag.building.kept.volumes import Piece, Volumes
from opslag.events.occurrence import Occurrence
from opslag.events.occurrences import Occurrences
from opslag.events.series import Series
from opslag.frozen import unfrozen
from opslag.places.branch import Branch

Card = tuple[Any, ...]
"""What every build may ask of an occurrence, as plain values; see ``CARD``."""

PACKED = ("event", "place", "image", "teaser_image", "body", "ticket_url", "admin_url")
"""The attributes that are packed. The branches are not: they may have changed in what no event shows."""

_OF_SERIES = ("event", "endless", "horizon", "phrases")

_FLAT = Flat(PACKED)
_packed, _of_series = attrgetter(*PACKED), attrgetter(*_OF_SERIES)
_set = object.__setattr__

_Unpacked = tuple[Sequence[Sequence[Any]], tuple[Any, ...]]
"""What is packed of each occurrence of a file, and of its series."""


class Packed:
    """What is not on the cards of one file's occurrences; read when it is first asked for."""

    __slots__ = ("_found", "_piece", "_volumes")

    def __init__(self, volumes: Volumes, piece: Piece) -> None:
        self._volumes, self._piece = volumes, piece
        self._found: _Unpacked | None = None

    def occurrence(self, number: int) -> Sequence[Any]:
        return self._all()[0][number]

    def series(self) -> tuple[Any, ...]:
        return self._all()[1]

    def _all(self) -> _Unpacked:
        if self._found is None:
            self._found = _unpacked(self._volumes.read(places.PACKED, self._piece))
        return self._found


def packed(occurrences: tuple[Occurrence, ...], series: Series | None) -> bytes:
    """As ``Packed`` reads it: flat, where there is one occurrence, and nothing about it is unusual."""
    if len(occurrences) == 1 and series is None:
        with suppress(OtherError):
            return _FLAT.told(_packed(occurrences[0]))
    return packing.pack(([_packed(one) for one in occurrences], _of_series(series) if series else ()))


def _unpacked(data: bytes | memoryview) -> _Unpacked:
    return ([_FLAT.made(data)], ()) if data[0] == FLAT else packing.unpack(data)


class LightOccurrence(Occurrence):
    """As an Occurrence, with what is on its card at hand."""

    __slots__ = ("_number", "_packed", "audiences", "branch_slugs", "categories", "hidden", "mark", "publish", "screens", "tags")


class _Folded(LightOccurrence):
    """One of which only that is there; asked for more, it becomes the other. Python is slow to look anything up where a class has
    a ``__getattr__``."""

    __slots__ = ()

    def __getattr__(self, name: str) -> Any:
        if name not in PACKED:
            raise AttributeError(name)
        for fill, value in zip(_PACKED_SLOTS, self._packed.occurrence(self._number), strict=True):
            fill(self, value)
        _set(self, "__class__", LightOccurrence)
        return getattr(self, name)

    def __eq__(self, other: object) -> bool:
        _ = self.event
        return self == other

    __hash__ = LightOccurrence.__hash__


class LightSeries(Series):
    """As a Series in all but what it holds."""

    __slots__ = ("_packed",)

    def __getattr__(self, name: str) -> Any:
        if name not in _OF_SERIES:
            raise AttributeError(name)
        for key, value in zip(_OF_SERIES, self._packed.series(), strict=True):
            _set(self, key, value)
        return getattr(self, name)


CARD = (
    "order", "start", "end", "created_at", "updated_at", "uuid", "series", "series_path", "path", "branch_slugs", "hidden",
    "categories", "audiences", "tags", "screens", "state", "publish",
)  # fmt: skip
"""What is on a card, in this order. Sorted by ``order``, cards are by start, then uuid."""

_MOMENTS, _PLAIN = slice(1, 5), slice(5, 15)
_plain = attrgetter(*CARD[_PLAIN])


def card(one: Occurrence) -> Card:
    begins, publish = said(one.start.astimezone(UTC))[0], one.publish
    order = begins + one.uuid.encode()
    times = said(one.start), said(one.end), said(one.created_at), said(one.updated_at)
    return order, *times, *_plain(one), one.state.value, publish and said(publish)


READERS: Mapping[str, Callable[[Sequence[Any]], list[Any]]] = {
    **dict.fromkeys(CARD[_MOMENTS], moments),
    "state": lambda column: list(map(STATES.__getitem__, column)),
    "publish": lambda column: [publish and moment(publish) for publish in column],
}
"""They give the values of a column of cards, by its name; all else is its own."""


def light_occurrence(
    said: Iterable[Any], branches: Mapping[str, Branch], number: int, packed: Packed, *, source: str, mark: bytes
) -> Occurrence:
    """The occurrence of a card, the ``number``-th of its file. ``said``: what READERS give of the card, behind its order;
    ``branches``: by slug."""
    one: Any = _new(_Unfrozen)
    (
        one.start, one.end, one.created_at, one.updated_at, one.uuid, one.series, one.series_path, one.path, one.branch_slugs,
        one.hidden, one.categories, one.audiences, one.tags, one.screens, one.state, one.publish,
    ) = said  # fmt: skip
    one.date, one.branches = one.start.date(), tuple(map(branches.__getitem__, one.branch_slugs))
    one.source, one.mark, one._number, one._packed = source, mark, number, packed
    one.__class__ = _Folded
    made: LightOccurrence = one
    return made


_Unfrozen = unfrozen(LightOccurrence)
_PACKED_SLOTS = [getattr(LightOccurrence, name).__set__ for name in PACKED]
_new = object.__new__


def light_series(uuid: str, path: str, occurrences: Occurrences, source: str, packed: Packed) -> Series:
    one = object.__new__(LightSeries)
    for name, value in (("uuid", uuid), ("path", path), ("occurrences", occurrences), ("source", source), ("_packed", packed)):
        _set(one, name, value)
    return one
