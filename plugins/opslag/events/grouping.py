"""Occurrences in groups, for lists, calendars and related events."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from typing import TypeVar
from zlib import crc32

from opslag.events.occurrence import Occurrence

Key = TypeVar("Key", bound=Hashable)


def grouped(
    occurrences: Iterable[Occurrence], kind: Callable[[Occurrence], Hashable], keys: Callable[[Occurrence], Iterable[Key]]
) -> dict[Key, list[Occurrence]]:
    """Every occurrence under each of its ``keys``, in the order in which they come.

    The keys are the same for all occurrences of one ``kind``, and worked out once for them: thousands of events have a few
    hundred kinds.
    """
    groups: dict[Key, list[Occurrence]] = {}
    places: dict[Hashable, list[Callable[[Occurrence], None]]] = {}
    for one in occurrences:
        what = kind(one)
        known = places.get(what)
        if known is None:
            known = places[what] = [groups.setdefault(key, []).append for key in keys(one)]
        for place in known:
            place(one)
    return groups


FEW = 128
"""Occurrences in a part, on average."""


def divided(occurrences: Sequence[Occurrence]) -> Iterator[Sequence[Occurrence]]:
    """They in parts, which end where the occurrences themselves say it: one that comes or goes changes the part that it is in,
    and no other."""
    first = 0
    for at, one in enumerate(occurrences, 1):
        if crc32(one.uuid.encode()) % FEW == 0:
            yield occurrences[first:at]
            first = at
    if first < len(occurrences):
        yield occurrences[first:]
