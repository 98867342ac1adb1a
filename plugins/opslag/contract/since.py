"""What became of the events that were public before."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import count
from typing import Any, NamedTuple

from opslag.contract.feed import Feed


class Since(NamedTuple):
    """The last published feed held against the new one, as far as its events have a uuid and an end."""

    before: Feed
    feed: Feed
    gone: list[int]
    """The places, in ``before``, of those that are no more in the new one."""
    other: list[tuple[int, int]]
    """(place before, place now) of those that have another address, or other timestamps."""
    illegible: int
    """How many could not be compared."""

    def gone_to_come(self, now: float) -> list[int]:
        """Of the gone, those that had not ended yet."""
        ends = self.before.column("end")
        return [at for at in self.gone if ends[at] > now]


def since(before: Feed, feed: Feed) -> Since:
    """What has changed is looked for in what is told of all, since it is hardly ever much."""
    uuids, ends = before.column("uuid"), before.column("end")
    known = frozenset(_told(feed))
    differing = [at for at, told in enumerate(_told(before)) if told not in known and told[0] and ends[at] is not None]
    places = dict(zip(feed.column("uuid"), count(), strict=False)) if differing else {}
    gone = [at for at in differing if uuids[at] not in places]
    other = [(at, places[uuids[at]]) for at in differing if uuids[at] in places]
    illegible = sum(not uuid or end is None for uuid, end in zip(uuids, ends, strict=True))
    return Since(before, feed, gone, other, illegible)


def _told(feed: Feed) -> Iterator[tuple[Any, ...]]:
    return zip(*map(feed.column, ("uuid", "url", "created_at", "updated_at")), strict=True)
