"""What kept entries come to, together: columns of what is kept, and no object of an event that nobody asks for."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from operator import attrgetter, itemgetter
from typing import Any

from opslag.building.kept.entries import KeptEntry, problem_of
from opslag.building.kept.light import CARD, Card, Cards, Packed, light_series, uuid_on
from opslag.building.kept.volumes import Volumes
from opslag.content.picture import Picture
from opslag.events.entries import Entries
from opslag.events.grouping import grouped
from opslag.events.occurrence import Occurrence
from opslag.events.occurrences import NONE, Occurrences
from opslag.events.series import Series
from opslag.places.branch import Branch


def entries_of(kept: Sequence[KeptEntry], branches: Mapping[str, Branch], volumes: Volumes) -> Entries:
    """``branches``: by slug."""
    table = _Table(kept, Cards(branches), volumes)
    return Entries(
        sources=[entry.source for entry in kept],
        uuids=[entry.uuid for entry in kept],
        addresses=[entry.address for entry in kept],
        occurrences=Occurrences(table),
        series=list(table.series(kept)),
        pins=[pin for entry in kept for pin in entry.pins],
        redirects=[(entry.source, entry.address, entry.redirects) for entry in kept if entry.redirects],
        links=[(entry.source, *link) for entry in kept for link in entry.links],
        pictures={said[0]: Picture(*said) for entry in reversed(kept) for said in entry.pictures},
        due=[datetime.fromisoformat(due) for entry in kept for due in entry.due],
        problems=[problem_of(said) for entry in kept for said in entry.problems],
    )


class _Table:
    """Their occurrences, by start, then uuid."""

    def __init__(self, kept: Sequence[KeptEntry], cards: Cards, volumes: Volumes) -> None:
        self._cards, self._volumes = cards, volumes
        found = [(card, entry, number) for entry in kept for number, card in enumerate(entry.cards)]
        self._rows = sorted(found, key=lambda row: row[0][0])
        self._columns: dict[str, Sequence[Any]] = {}
        self._made: dict[int, Occurrence] = {}
        self._packed: dict[str, Packed] = {}

    def __len__(self) -> int:
        return len(self._rows)

    def __getitem__(self, row: int) -> Occurrence:
        one = self._made.get(row)
        if one is None:
            card, entry, number = self._rows[row]
            kept, mark = entry.pieces[number], _mark(entry, card)
            one = self._made[row] = self._cards.occurrence(card, number, self._rest(entry), kept=kept, mark=mark)
        return one

    def column(self, name: str) -> Sequence[Any]:
        if name not in self._columns:
            self._columns[name] = self._read(name)
        return self._columns[name]

    def series(self, kept: Sequence[KeptEntry]) -> Iterator[Series]:
        repeating = frozenset(entry.source for entry in kept if entry.series)
        if not repeating:
            return
        dates = grouped(Occurrences(self), ("source",), lambda source: {source} & repeating)
        for entry in kept:
            if entry.series:
                yield light_series(*entry.series, dates.get(entry.source, NONE), entry.source, self._rest(entry))

    def _read(self, name: str) -> Sequence[Any]:
        match name:
            case "date":
                return [start.date() for start in self.column("start")]
            case "mark":
                return [_mark(entry, card) for card, entry, _ in self._rows]
            case "kept":
                return [entry.pieces[number] for _, entry, number in self._rows]
            case _ if name in CARD:
                found = list(map(itemgetter(CARD.index(name)), map(itemgetter(0), self._rows)))
                return list(map(read, found)) if (read := self._cards.readers.get(name)) else found
            case _:
                return list(map(attrgetter(name), map(self.__getitem__, range(len(self)))))

    def _rest(self, entry: KeptEntry) -> Packed:
        """What is not on its cards; the same for all dates of a series."""
        if entry.source not in self._packed:
            self._packed[entry.source] = Packed(self._volumes, entry.packed)
        return self._packed[entry.source]


def _mark(entry: KeptEntry, card: Card) -> bytes:
    """It is no other occurrence's, and changes with anything that the file comes to."""
    return entry.identity + uuid_on(card).encode()
