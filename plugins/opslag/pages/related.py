"""Events like this one: the same series, then the same category at the same branch; those that come next first."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from operator import attrgetter

from opslag.events.grouping import divided, grouped
from opslag.events.occurrence import Occurrence

SHOWN = 4

Key = tuple[str, ...]


class Related:
    """Finds related events in time that grows with how many are shown, not with how many there are."""

    def __init__(self, listed: Iterable[Occurrence]) -> None:
        self._groups = grouped(listed, _kind, _keys)

    def to(self, occurrence: Occurrence) -> list[Occurrence]:
        """At most SHOWN others, none of them twice, one date of each series at most."""
        keys = _keys(occurrence)
        if keys:  # nearly always, those that come next in the first group are what is looked for
            group = self._groups.get(keys[0], [])
            at = bisect_left(group, occurrence.start, key=_start)
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

    def to_all(self, kin: Key, members: Sequence[Occurrence]) -> tuple[list[Occurrence], tuple[int, ...]]:
        """What ``to`` gives for some of one ``kin``, together: it changes where one of these occurrences does, or one of these
        numbers, and only there."""
        group = self._groups.get(kin, [])
        first, last = (bisect_left(group, members[at].start, key=_start) for at in (0, -1))
        next_ones = group[first : last + SHOWN + 1]
        found, numbers = [*members, *next_ones], [len(members), len(next_ones)]
        alone = members
        if len(next_ones) > SHOWN and not any(map(_series, next_ones)):
            until = next_ones[-SHOWN - 1].start  # whatever begins by then has all its related events among these
            alone = [one for one in members if one.start > until]
        for one in alone:
            related = self.to(one)
            found += related
            numbers.append(len(related))
        return found, tuple(numbers)

    def _next(self, key: Key, start: datetime) -> Iterator[Occurrence]:
        """From this start on, then from the beginning: at most as many as could be needed."""
        group = self._groups.get(key, [])
        at = bisect_left(group, start, key=_start)
        yield from group[at : at + 4 * SHOWN]
        yield from group[: min(at, SHOWN)]


def of_kin(occurrences: Iterable[Occurrence]) -> Iterator[tuple[Key, Sequence[Occurrence]]]:
    """All of them, each once, with the key of its nearest kin: about a hundred together, in their order."""
    for kin, members in grouped(occurrences, _kind, lambda one: _keys(one)[:1] or [()]).items():
        for few in divided(members):
            yield kin, few


_kind = attrgetter("categories", "branches")
_series = attrgetter("series")
_start = attrgetter("start")


def _keys(occurrence: Occurrence) -> list[Key]:
    """The groups that an event belongs to, the nearest kin first."""
    branch = occurrence.branches[0].slug if occurrence.branches else ""
    keys: list[Key] = [("category and branch", category, branch) for category in occurrence.categories]
    keys += [("category", category) for category in occurrence.categories]
    if branch:
        keys.append(("branch", branch))
    return keys
