"""Occurrences and series of which only what every build asks for is in memory; the rest is unpacked when somebody asks."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime, timedelta, timezone
from operator import attrgetter
from typing import Any

from opslag.building.kept import packing
from opslag.building.kept.volumes import NOWHERE, Piece, Volumes
from opslag.content.moment import fixed
from opslag.events.occurrence import Occurrence
from opslag.events.occurrences import Occurrences
from opslag.events.series import Series
from opslag.events.state import State
from opslag.places.branch import Branch

Card = tuple[Any, ...]
"""What every build may ask of an occurrence, as plain values; see ``CARD``."""

Said = tuple[bytes, int | None]
"""A moment: what ``datetime`` packs it as, and its offset in seconds; None where it is told as the clock shows it. Nothing that
can be written is read as quickly."""

PACKED = ("event", "place", "image", "teaser_image", "body", "ticket_url", "admin_url")
"""The attributes that are packed. The branches are not: they may have changed in what no event shows."""

_OF_SERIES = ("event", "endless", "horizon", "phrases")

_packed, _of_series = attrgetter(*PACKED), attrgetter(*_OF_SERIES)
_set = object.__setattr__


class Packed:
    """What is not on the cards of one file's occurrences; read when it is first asked for."""

    __slots__ = ("_found", "_piece", "_volumes")

    def __init__(self, volumes: Volumes, piece: Piece) -> None:
        self._volumes, self._piece = volumes, piece
        self._found: tuple[list[tuple[Any, ...]], tuple[Any, ...]] | None = None

    def occurrence(self, number: int) -> tuple[Any, ...]:
        return self._all()[0][number]

    def series(self) -> tuple[Any, ...]:
        return self._all()[1]

    def _all(self) -> tuple[list[tuple[Any, ...]], tuple[Any, ...]]:
        if self._found is None:
            self._found = ([], ()) if self._piece == NOWHERE else packing.unpack(self._volumes.read(self._piece))
        return self._found


def packed(occurrences: tuple[Occurrence, ...], series: Series | None) -> bytes:
    """As ``Packed`` reads it."""
    return packing.pack(([_packed(one) for one in occurrences], _of_series(series) if series else ()))


class LightOccurrence(Occurrence):
    """As an Occurrence in all but what it holds."""

    __slots__ = ("_number", "_packed", "audiences", "branch_slugs", "categories", "hidden", "mark", "publish", "screens", "tags")

    def __getattr__(self, name: str) -> Any:
        if name not in PACKED:
            raise AttributeError(name)
        for key, value in zip(PACKED, self._packed.occurrence(self._number), strict=True):
            _set(self, key, value)
        return getattr(self, name)


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
    "order", "uuid", "series", "series_path", "start", "end", "state", "path", "branch_slugs", "created_at", "updated_at",
    "hidden", "publish", "categories", "audiences", "tags", "screens",
)  # fmt: skip
"""What is on a card, in this order. Sorted by ``order``, cards are by start, then uuid."""


def card(one: Occurrence) -> Card:
    begins: Any = one.start.astimezone(UTC).__reduce__()[1]
    return (
        begins[0] + one.uuid.encode(), one.uuid, one.series, one.series_path, _said(one.start), _said(one.end), one.state.value,
        one.path, one.branch_slugs, _said(one.created_at), _said(one.updated_at),
        one.hidden, one.publish and _said(one.publish), one.categories, one.audiences, one.tags, one.screens,
    )  # fmt: skip


class Cards:
    """Reads cards. ``readers`` give the values of a column of them, by its name; all else is its own."""

    def __init__(self, branches: Mapping[str, Branch]) -> None:
        self._branches = branches
        self.readers: Mapping[str, Callable[[Sequence[Any]], list[Any]]] = {
            **dict.fromkeys(("start", "end", "created_at", "updated_at"), _moments),
            "publish": lambda said: [moment and _moments([moment])[0] for moment in said],
            "state": lambda said: list(map(_STATES.__getitem__, said)),
        }

    def occurrence(self, said: Sequence[Any], number: int, packed: Packed, *, source: str, mark: bytes) -> Occurrence:
        """The occurrence of a card, the ``number``-th of its file."""
        one = _new(LightOccurrence)
        for name, value in zip(CARD[1:], said[1:], strict=True):
            read = self.readers.get(name)
            _set(one, name, read([value])[0] if read else value)
        branches = tuple([self._branches[slug] for slug in one.branch_slugs])
        for name, value in (("date", one.start.date()), ("branches", branches), ("source", source), ("mark", mark)):
            _set(one, name, value)
        _set(one, "_number", number)
        _set(one, "_packed", packed)
        return one


def _said(moment: datetime) -> Said:
    packed: Any = moment.__reduce__()[1]
    offset = moment.utcoffset()
    return packed[0], None if offset is None else int(offset.total_seconds())


def _moments(said: Sequence[Said]) -> list[datetime]:
    packed, offsets = zip(*said, strict=True) if said else ((), ())
    return list(map(_as_pickled, packed, map(_OFFSETS.__getitem__, offsets)))


class _Offsets(dict[int | None, timezone | None]):
    def __missing__(self, seconds: int | None) -> timezone | None:
        found = self[seconds] = None if seconds is None else fixed(timedelta(seconds=seconds))
        return found


_as_pickled: Callable[[bytes, timezone | None], datetime] = datetime  # type: ignore[assignment]
_OFFSETS = _Offsets()
_new = object.__new__
_STATES = {state.value: state for state in State}


def light_series(uuid: str, path: str, occurrences: Occurrences, source: str, packed: Packed) -> Series:
    one = object.__new__(LightSeries)
    for name, value in (("uuid", uuid), ("path", path), ("occurrences", occurrences), ("source", source), ("_packed", packed)):
        _set(one, name, value)
    return one
