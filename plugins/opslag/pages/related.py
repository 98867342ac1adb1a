"""Events like this one: the same series, then the same category at the same branch; those that come next first."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from datetime import datetime

from opslag.events.grouping import divided, grouped
from opslag.events.occurrence import Occurrence
from opslag.events.occurrences import Occurrences
from opslag.places.branch import Branch

SHOWN = 4

Key = tuple[str, ...]


class Related:
    """Finds related events in time that grows with how many are shown, not with how many there are."""

    def __init__(self, listed: Occurrences) -> None:
        self._groups = grouped(listed, _KIND, _keys)
        self._none = listed[:0]
        self._starts: dict[Key, Sequence[datetime]] = {}

    def to(self, occurrence: Occurrence) -> list[Occurrence]:
        """At most SHOWN others, none of them twice, one date of each series at most."""
        keys = _keys(occurrence.categories, occurrence.branches)
        if keys:  # nearly always, those that come next in the first group are what is looked for
            at = self._first(keys[0], occurrence.start)
            next_ones = [one for one in self._group(keys[0])[at : at + SHOWN + 1] if one.uuid != occurrence.uuid][:SHOWN]
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

    def to_all(self, kin: Key, members: Occurrences) -> tuple[list[Sequence[Occurrence]], tuple[int, ...]]:
        """What ``to`` gives for some of one ``kin``, together: it changes where one of these occurrences does, or one of these
        numbers, and only there."""
        starts = members.column("start")
        first, last = (self._first(kin, start) for start in (starts[0], starts[-1]))
        next_ones = self._group(kin)[first : last + SHOWN + 1]
        found: list[Sequence[Occurrence]] = [members, next_ones]
        alone = members
        if len(next_ones) > SHOWN and not any(next_ones.column("series")):
            until = next_ones.column("start")[-SHOWN - 1]  # whatever begins by then has all its related events among these
            alone = members.those([start > until for start in starts])
        found += map(self.to, alone)
        return found, tuple(map(len, found))

    def _next(self, key: Key, start: datetime) -> Iterator[Occurrence]:
        """From this start on, then from the beginning: at most as many as could be needed."""
        group, at = self._group(key), self._first(key, start)
        yield from group[at : at + 4 * SHOWN]
        yield from group[: min(at, SHOWN)]

    def _group(self, key: Key) -> Occurrences:
        return self._groups.get(key, self._none)

    def _first(self, key: Key, start: datetime) -> int:
        """The place in the group of the first that does not begin before."""
        if key not in self._starts:
            self._starts[key] = self._group(key).column("start")
        return bisect_left(self._starts[key], start)


def of_kin(occurrences: Occurrences) -> Iterator[tuple[Key, Occurrences]]:
    """All of them, each once, with the key of its nearest kin: about a hundred together, in their order."""
    for kin, members in grouped(occurrences, _KIND, lambda *said: _keys(*said)[:1] or [()]).items():
        for few in divided(members):
            yield kin, few


_KIND = ("categories", "branches")


def _keys(categories: tuple[str, ...], branches: tuple[Branch, ...]) -> list[Key]:
    """The groups that an event belongs to, the nearest kin first."""
    branch = branches[0].slug if branches else ""
    keys: list[Key] = [("category and branch", category, branch) for category in categories]
    keys += [("category", category) for category in categories]
    if branch:
        keys.append(("branch", branch))
    return keys
