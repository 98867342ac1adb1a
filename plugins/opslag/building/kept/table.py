"""What kept entries come to, together: columns of what is kept, and no object of an event that nobody asks for."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime
from functools import cached_property, lru_cache
from itertools import accumulate, chain
from operator import attrgetter
from typing import Any

from opslag.building.kept.drawer import Drawer
from opslag.building.kept.entries import Rest, problem_of
from opslag.building.kept.light import CARD, READERS, Packed, light_occurrence, light_series
from opslag.building.kept.places import NAMES, ONE, named_in, pieces_in
from opslag.building.kept.volumes import Volumes
from opslag.content.picture import Picture
from opslag.content.tree import named
from opslag.events.entries import Entries
from opslag.events.occurrence import Occurrence
from opslag.events.occurrences import Occurrences, Table
from opslag.events.series import Series
from opslag.places.branch import Branch

AT_HAND = 256
"""Occurrences. Pages ask for theirs one after the other: were all at hand that were ever asked for, all would be in the end, and
what is made in memory that was just given back is made sooner."""


def entries_of(drawers: Sequence[Drawer], branches: Mapping[str, Branch], volumes: Volumes) -> Entries:
    """``branches``: by slug. What few files have is in the order of their paths."""
    table = _Table(drawers, branches, volumes)
    places = sorted((drawer.paths[row], number, row) for number, drawer in enumerate(drawers) for row in drawer.rest)
    said = [
        (named(path), drawers[number].addresses[row], Rest(*drawers[number].rest[row]), (number, row))
        for path, number, row in places
    ]
    rest = [(source, one) for source, _, one, _ in said]
    return Entries(
        sources=list(map(named, chain.from_iterable(drawer.paths for drawer in drawers))),
        uuids=list(chain.from_iterable(drawer.uuids for drawer in drawers)),
        addresses=list(chain.from_iterable(drawer.addresses for drawer in drawers)),
        occurrences=Occurrences(table),
        series=[table.series(*one.series, *place) for _, _, one, place in said if one.series],
        pins=[pin for _, one in rest for pin in one.pins],
        redirects=[(source, address, one.redirects) for source, address, one, _ in said if one.redirects],
        links=[(source, *link) for source, one in rest for link in one.links],
        own_links=list(chain.from_iterable(drawer.own_links for drawer in drawers)),
        pictures={picture[0]: Picture(*picture) for _, one in reversed(rest) for picture in one.pictures},
        due=[datetime.fromisoformat(due) for _, one in rest for due in one.due],
        problems=[problem_of(problem) for _, one in rest for problem in one.problems],
    )


class _Table(Table):
    """Their occurrences, by start, then uuid."""

    def __init__(self, drawers: Sequence[Drawer], branches: Mapping[str, Branch], volumes: Volumes) -> None:
        super().__init__()
        self._drawers, self._branches, self._volumes = drawers, branches, volumes
        self._first = [*accumulate([len(drawer.marks) for drawer in drawers], initial=0)]
        """Where each drawer begins in the columns of all of them."""
        orders = self._as_kept(lambda drawer: drawer.cards[_ORDER])
        self._order = sorted(range(len(orders)), key=orders.__getitem__)
        """The place of each row in those columns."""
        self._at_hand = lru_cache(AT_HAND)(self._occurrence)
        self._of_series: dict[tuple[int, int], Packed] = {}
        """What is not on the cards of a file with several dates; the same for all of them."""
        self._rows: list[int] | None = None

    def __len__(self) -> int:
        return len(self._order)

    def __getitem__(self, row: int) -> Occurrence:
        return self._at_hand(row)

    def series(self, uuid: str, path: str, number: int, row: int) -> Series:
        """The series of a file: of the drawer with this number the one in this row."""
        if self._rows is None:
            self._rows = sorted(range(len(self._order)), key=self._order.__getitem__)
        drawer, first = self._drawers[number], self._first[number]
        dates = self._rows[first + bisect_left(drawer.files, row) : first + bisect_right(drawer.files, row)]
        source = named(drawer.paths[row])
        return light_series(uuid, path, Occurrences(self, sorted(dates)), source, self._shared(number, row))

    def read(self, name: str) -> Sequence[Any]:
        match name:
            case "date":
                return [*map(datetime.date, self.column("start"))]
            case "source":
                return self._sorted(lambda drawer: [*map([*map(named, drawer.paths)].__getitem__, drawer.files)])
            case "mark":
                return self._sorted(lambda drawer: drawer.marks)
            case "years":
                return self._sorted(lambda drawer: drawer.years)
            case _ if name in NAMES:
                return self._sorted(lambda drawer: named_in(drawer.pieces, name))
            case _ if name in CARD:
                at = CARD.index(name)
                found = self._sorted(lambda drawer: drawer.cards[at])
                return read(found) if (read := READERS.get(name)) else found
            case _:
                return list(map(attrgetter(name), map(self.__getitem__, range(len(self)))))

    def _as_kept(self, column: Callable[[Drawer], Iterable[Any]]) -> list[Any]:
        return list(chain.from_iterable(map(column, self._drawers)))

    def _sorted(self, column: Callable[[Drawer], Iterable[Any]]) -> list[Any]:
        return list(map(self._as_kept(column).__getitem__, self._order))

    @cached_property
    def _cards(self) -> list[Sequence[Any]]:
        """What stands on them behind their order. Every build asks for these columns, but for one or two."""
        return list(map(self.column, CARD[_ORDER + 1 :]))

    def _occurrence(self, row: int) -> Occurrence:
        place = self._order[row]
        number = bisect_right(self._first, place) - 1
        drawer, at = self._drawers[number], place - self._first[number]
        file = drawer.files[at]
        first, end = bisect_left(drawer.files, file), bisect_right(drawer.files, file)
        rest = self._rest(number, file) if end - first == 1 else self._shared(number, file)
        said = [column[row] for column in self._cards]
        return light_occurrence(said, self._branches, at - first, rest, source=named(drawer.paths[file]), mark=drawer.marks[at])

    def _shared(self, number: int, row: int) -> Packed:
        if (number, row) not in self._of_series:
            self._of_series[number, row] = self._rest(number, row)
        return self._of_series[number, row]

    def _rest(self, number: int, row: int) -> Packed:
        (piece,) = pieces_in(self._drawers[number].packed[row * ONE : (row + 1) * ONE])
        return Packed(self._volumes, piece)


_ORDER = CARD.index("order")
