"""Events like this one: the same series, then the same category at the same branch; those that come next first."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from datetime import datetime

from opslag.events.occurrence import Occurrence

SHOWN = 4

Key = tuple[str, ...]


class Related:
    """Finds related events in time that grows with how many are shown, not with how many there are."""

    def __init__(self, listed: tuple[Occurrence, ...]) -> None:
        self._groups: dict[Key, tuple[list[datetime], list[Occurrence]]] = {}
        for occurrence in listed:
            for key in _keys(occurrence):
                starts, group = self._groups.setdefault(key, ([], []))
                starts.append(occurrence.start)
                group.append(occurrence)

    def to(self, occurrence: Occurrence) -> list[Occurrence]:
        """At most SHOWN others, none of them twice, one date of each series at most."""
        keys = _keys(occurrence)
        if keys and keys[0] in self._groups:  # nearly always, those that come next in the first group are what is looked for
            starts, group = self._groups[keys[0]]
            at = bisect_left(starts, occurrence.start)
            next_ones = [one for one in group[at : at + SHOWN + 1] if one is not occurrence][:SHOWN]
            if len(next_ones) == SHOWN and all(one.series is None for one in next_ones):
                return next_ones
        found: list[Occurrence] = []
        seen = {occurrence.uuid, occurrence.series}
        for key in keys:
            for other in self._next(key, occurrence.start):
                if len(found) == SHOWN:
                    return found
                if other.uuid not in seen and (other.series is None or other.series not in seen):
                    seen |= {other.uuid, other.series}
                    found.append(other)
        return found

    def _next(self, key: Key, start: datetime) -> Iterator[Occurrence]:
        """From this start on, then from the beginning: at most as many as could be needed."""
        starts, group = self._groups.get(key, ([], []))
        at = bisect_left(starts, start)
        yield from group[at : at + 4 * SHOWN]
        yield from group[: min(at, SHOWN)]


def _keys(occurrence: Occurrence) -> list[Key]:
    """The groups that an event belongs to, the nearest kin first."""
    branch = occurrence.branches[0].slug if occurrence.branches else ""
    keys: list[Key] = [("category and branch", category, branch) for category in occurrence.categories]
    keys += [("category", category) for category in occurrence.categories]
    if branch:
        keys.append(("branch", branch))
    return keys
