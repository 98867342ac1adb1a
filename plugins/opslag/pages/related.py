"""Events like this one: the same series, then the same category at the same branch; those that come next first."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from datetime import datetime
from functools import lru_cache

from opslag.events.grouping import divided
from opslag.events.occurrence import Occurrence
from opslag.events.occurrences import Occurrences

SHOWN = 4

Key = tuple[str, ...]


class Related:
    """Finds related events in time that grows with how many are shown, not with how many there are."""

    def __init__(self, listed: Occurrences) -> None:
        self._groups = listed.grouped(_KIND, _keys)
        self._kin: dict[Key, _Kin] = {}
        self._none = listed[:0]

    def to(self, occurrence: Occurrence) -> Occurrences:
        """At most SHOWN others, none of them twice, one date of each series at most."""
        one = occurrence
        return self._to(one.categories, one.branch_slugs, one.start, one.uuid, one.series)

    def to_each(self, members: Occurrences) -> Iterator[Occurrences]:
        """As ``to``, of each of them."""
        return map(self._to, *map(members.column, (*_KIND, "start", "uuid", "series")))

    def to_all(self, kin: Key, members: Occurrences) -> tuple[list[Occurrences], tuple[int, ...]]:
        """What ``to`` gives for some of one ``kin``, together: it changes where one of these occurrences does, or one of these
        numbers, and only there."""
        starts, group = members.column("start"), self._of(kin)
        next_ones = group.occurrences[group.first(starts[0]) : group.first(starts[-1]) + SHOWN + 1]
        found, alone = [members, next_ones], members
        if len(next_ones) > SHOWN and not any(next_ones.column("series")):
            until = next_ones.column("start")[-SHOWN - 1]  # whatever begins by then has all its related events among these
            alone = members.those([start > until for start in starts])
        found += self.to_each(alone)
        return found, tuple(map(len, found))

    def _to(
        self, categories: tuple[str, ...], branches: tuple[str, ...], start: datetime, uuid: str, series: str | None
    ) -> Occurrences:
        keys = _keys(categories, branches)
        if keys:  # nearly always, those that come next in the first group are what is looked for
            kin = self._of(keys[0])
            at = kin.first(start)
            places = [place for place in range(at, min(at + SHOWN + 1, len(kin.uuids))) if kin.uuids[place] != uuid][:SHOWN]
            if len(places) == SHOWN and not any(map(kin.series.__getitem__, places)):
                return kin.occurrences.at(places)
        found = self._none
        seen = {uuid, series}
        for kin in map(self._of, keys):
            for place in kin.next(start):
                if len(found) == SHOWN:
                    return found
                other, its_series = kin.uuids[place], kin.series[place]
                if other not in seen and (its_series is None or its_series not in seen):
                    seen |= {other, its_series}
                    found += kin.occurrences[place : place + 1]
        return found

    def _of(self, key: Key) -> _Kin:
        if key not in self._kin:
            self._kin[key] = _Kin(self._groups.get(key, self._none))
        return self._kin[key]


class _Kin:
    """Those of one key, and what is asked of them again and again."""

    def __init__(self, occurrences: Occurrences) -> None:
        self.occurrences = occurrences
        self.uuids: Sequence[str] = occurrences.column("uuid")
        self.series: Sequence[str | None] = occurrences.column("series")
        self._starts: Sequence[datetime] = occurrences.column("start")

    def first(self, start: datetime) -> int:
        """The place of the first that does not begin before."""
        return bisect_left(self._starts, start)

    def next(self, start: datetime) -> Iterator[int]:
        """From this start on, then from the beginning: at most as many as could be needed."""
        at = self.first(start)
        yield from range(at, min(at + 4 * SHOWN, len(self.uuids)))
        yield from range(min(at, SHOWN))


def of_kin(occurrences: Occurrences) -> Iterator[tuple[Key, Occurrences]]:
    """All of them, each once, with the key of its nearest kin: about a hundred together, in their order."""
    for kin, members in occurrences.grouped(_KIND, lambda *said: _keys(*said)[:1] or ((),)).items():
        for few in divided(members):
            yield kin, few


_KIND = ("categories", "branch_slugs")


@lru_cache(maxsize=4096)
def _keys(categories: tuple[str, ...], branches: tuple[str, ...]) -> tuple[Key, ...]:
    """The groups that an event belongs to, the nearest kin first."""
    branch = branches[0] if branches else ""
    found: list[Key] = [("category and branch", category, branch) for category in categories]
    found += [("category", category) for category in categories]
    if branch:
        found.append(("branch", branch))
    return tuple(found)
