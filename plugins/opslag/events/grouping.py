"""Occurrences in groups, for lists, calendars and related events."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from operator import attrgetter
from typing import TypeVar

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


FEW = 256
"""Occurrences in a part, on average: uuids are hexadecimal."""


def divided(occurrences: Sequence[Occurrence]) -> Iterator[Sequence[Occurrence]]:
    """They in parts, each of which ends where a uuid ends in 00: one that comes or goes changes the part that it is in, and no
    other."""
    first = 0
    for at, uuid in enumerate(map(_uuid, occurrences), 1):
        if uuid.endswith("00"):
            yield occurrences[first:at]
            first = at
    if first < len(occurrences):
        yield occurrences[first:]


_uuid = attrgetter("uuid")
