"""One list of the programme, and its pages: which rows stand on which."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property, lru_cache

from opslag.events.occurrences import Occurrences
from opslag.pages.facet import PROGRAMME, Facet
from opslag.pages.pagination import Pagination
from opslag.sealed import digest_of

FEWEST, MOST = 12, 26
"""Rows on one page of a list of several. Of more of them, a page would weigh more than the 60 KB that are promised."""

TOGETHER = 32
"""So many pages of a list are looked at together: where an event has changed, each of those among which it stands."""


@dataclass(frozen=True)
class ProgrammeList:
    """One list: the whole programme (``facet`` None), or what is left of it when it is narrowed."""

    facet: Facet | None
    occurrences: Occurrences

    @property
    def path(self) -> str:
        return self.facet.path if self.facet else PROGRAMME

    @property
    def count(self) -> int:
        """Of its pages; an empty list still has one."""
        return len(self._edges) - 1

    def rows(self, pages: range) -> Occurrences:
        """What stands on neighbouring pages, which are counted from 1."""
        return self.occurrences[self._edges[pages.start - 1] : self._edges[pages.stop - 1]]

    def pages(self, pages: range) -> Iterator[tuple[Pagination, Occurrences]]:
        """Each page's number and its rows."""
        for number in pages:
            yield Pagination(self.path, number, self.count), self.rows(range(number, number + 1))

    @cached_property
    def _edges(self) -> tuple[int, ...]:
        return (*beginnings(self.occurrences.column("date")), len(self.occurrences))


def beginnings(days: Sequence[date]) -> Iterator[int]:
    """Where the pages of a list begin, given the day of each of its rows.

    A page ends with a day; of those on which it could, with the one that comes first in an order that has nothing to do with the
    list. So an event that comes or goes changes the pages around it: those that follow soon begin where they did before. Were a
    page so many rows, it would change every later page of every list that it is in.
    """
    first = 0
    while len(days) - first > MOST:
        yield first
        last = min(first + MOST, len(days) - FEWEST)
        ends = [at for at in range(first + FEWEST, last + 1) if days[at] != days[at - 1]]
        first = min(ends, key=lambda at: _rank(days[at])) if ends else last
    yield first


@lru_cache(maxsize=16384)
def _rank(day: date) -> bytes:
    """The day's place in an order that looks drawn by lot, and is the same everywhere."""
    return digest_of(day.isoformat().encode())


def parts(pages: range) -> Iterator[range]:
    """Pages of a list that are looked at together."""
    for first in range(pages.start, pages.stop, TOGETHER):
        yield range(first, min(first + TOGETHER, pages.stop))
