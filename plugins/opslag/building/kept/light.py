"""Occurrences and series of which only what every build asks for is in memory; the rest is unpacked when somebody asks."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from operator import attrgetter
from typing import Any

from opslag.building.kept import packing
from opslag.events.occurrence import Occurrence
from opslag.events.series import Series
from opslag.events.state import State
from opslag.places.branch import Branch

Card = tuple[Any, ...]
"""What is in memory of an occurrence, as plain values: the attributes of SAID, in their order, then the slugs of its branches."""

SAID = (
    "uuid", "series", "series_path", "start", "end", "state", "path", "created_at", "updated_at", "source",
    "hidden", "publish", "categories", "audiences", "tags", "screens",
)  # fmt: skip
PACKED = ("event", "place", "image", "teaser_image", "body", "ticket_url", "admin_url")
"""The attributes that are packed. The branches are not: they may have changed in what no event shows."""

_set = object.__setattr__
_packed = attrgetter(*PACKED)


class LightOccurrence(Occurrence):
    """As an Occurrence in all but what it holds."""

    __slots__ = ("_place_in_file", "_unpack", "audiences", "categories", "hidden", "kept", "mark", "publish", "screens", "tags")

    def __getattr__(self, name: str) -> Any:
        if name == "date":
            _set(self, "date", self.start.date())
        elif name in PACKED:
            for key, value in zip(PACKED, self._unpack()[0][self._place_in_file], strict=True):
                _set(self, key, value)
        else:
            raise AttributeError(name)
        return getattr(self, name)


class LightSeries(Series):
    """As a Series in all but what it holds."""

    __slots__ = ("_unpack",)

    def __getattr__(self, name: str) -> Any:
        if name not in _OF_SERIES:
            raise AttributeError(name)
        for key, value in zip(_OF_SERIES, self._unpack()[1], strict=True):
            _set(self, key, value)
        return getattr(self, name)


_OF_SERIES = ("event", "endless", "horizon", "phrases")
_packed_of_series = attrgetter(*_OF_SERIES)

Unpack = Callable[[], tuple[list[tuple[Any, ...]], tuple[Any, ...] | None]]
"""Gives what ``packed`` took apart."""


def packed(occurrences: tuple[Occurrence, ...], series: Series | None) -> bytes:
    """What is not on the cards of one file's occurrences, nor in its entry."""
    return packing.pack((list(map(_packed, occurrences)), _packed_of_series(series) if series else None))


def card(one: Occurrence) -> Card:
    values: list[Any] = [getattr(one, name) for name in SAID]
    values[5] = one.state.value
    values.append(tuple([branch.slug for branch in one.branches]))
    return tuple(values)


def light_occurrence(
    said: Card, number: int, branches: Mapping[str, Branch], unpack: Unpack, *, kept: Any, identity: bytes
) -> Occurrence:
    """The occurrence of a card, the ``number``-th of its file, with this ``identity``; ``kept`` is for whoever keeps more."""
    one = object.__new__(LightOccurrence)
    for name, value in zip(SAID, said, strict=False):
        _set(one, name, value)
    _set(one, "state", _STATES[said[5]])
    slugs = said[-1]
    _set(one, "branches", (branches[slugs[0]],) if len(slugs) == 1 else tuple([branches[slug] for slug in slugs]))
    _set(one, "_place_in_file", number)
    _set(one, "_unpack", unpack)
    _set(one, "kept", kept)
    _set(one, "mark", identity + said[0].encode())
    return one


def light_series(uuid: str, path: str, occurrences: tuple[Occurrence, ...], source: str, unpack: Unpack) -> Series:
    one = object.__new__(LightSeries)
    for name, value in (("uuid", uuid), ("path", path), ("occurrences", occurrences), ("source", source), ("_unpack", unpack)):
        _set(one, name, value)
    return one


_STATES = {state.value: state for state in State}
