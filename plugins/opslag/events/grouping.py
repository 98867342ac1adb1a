"""Occurrences in groups, for lists, calendars and related events."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator
from typing import Any, TypeVar

from opslag.events.occurrences import Occurrences

Key = TypeVar("Key", bound=Hashable)


def grouped(occurrences: Occurrences, kind: tuple[str, ...], keys: Callable[..., Iterable[Key]]) -> dict[Key, Occurrences]:
    """Every occurrence under each of its ``keys``, in the order in which they come.

    The keys follow from the attributes that are its ``kind``, and are worked out once for each: thousands of events have a few
    hundred kinds.
    """
    places: dict[tuple[Any, ...], list[int]] = defaultdict(list)
    for at, what in enumerate(zip(*map(occurrences.column, kind), strict=True)):
        places[what].append(at)
    groups: dict[Key, list[int]] = defaultdict(list)
    for what, found in places.items():
        for key in keys(*what):
            groups[key] += found
    return {key: occurrences.at(sorted(found)) for key, found in groups.items()}


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
