"""Occurrences in groups, for lists, calendars and related events."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator
from typing import TypeVar

from opslag.events.occurrences import Occurrences

Key = TypeVar("Key", bound=Hashable)


def grouped(occurrences: Occurrences, kind: tuple[str, ...], keys: Callable[..., Iterable[Key]]) -> dict[Key, Occurrences]:
    """Every occurrence under each of its ``keys``, in the order in which they come.

    The keys follow from the attributes that are its ``kind``, and are worked out once for each: thousands of events have a few
    hundred kinds.
    """
    groups: dict[Key, list[int]] = {}
    places: dict[Hashable, list[Callable[[int], None]]] = {}
    for at, what in enumerate(zip(*map(occurrences.column, kind), strict=True)):
        known = places.get(what)
        if known is None:
            known = places[what] = [groups.setdefault(key, []).append for key in keys(*what)]
        for place in known:
            place(at)
    return {key: occurrences.at(found) for key, found in groups.items()}


FEW = 256
"""Occurrences in a part, on average: uuids are hexadecimal."""


def divided(occurrences: Occurrences) -> Iterator[Occurrences]:
    """They in parts, each of which ends where a uuid ends in 00: one that comes or goes changes the part that it is in, and no
    other."""
    first = 0
    for at, uuid in enumerate(occurrences.column("uuid"), 1):
        if uuid.endswith("00"):
            yield occurrences[first:at]
            first = at
    if first < len(occurrences):
        yield occurrences[first:]
