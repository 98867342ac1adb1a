"""What some event files came to, as columns: thousands are read at once, and what nobody asks of them costs next to nothing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import accumulate, chain, pairwise, repeat
from operator import itemgetter
from typing import Any, NamedTuple, TypeVar

from opslag.building.kept.entries import NOTHING, KeptDate, KeptEntry, Rest
from opslag.building.kept.light import CARD
from opslag.building.kept.places import ALL, ONE, split
from opslag.content.tree import Stamp

T = TypeVar("T")


class Drawer(NamedTuple):
    """Columns of what ``KeptEntry`` holds; all of them values that ``marshal`` knows."""

    # Of the files, by path
    paths: tuple[str, ...] = ()
    """Below content/."""
    stamps: tuple[Stamp | None, ...] = ()
    """None where the file is to be read before it is believed."""
    digests: tuple[bytes, ...] = ()
    uuids: tuple[str, ...] = ()
    addresses: tuple[str, ...] = ()
    footings: tuple[tuple[Any, ...], ...] = ()
    since: tuple[float, ...] = ()
    until: tuple[float, ...] = ()
    packed: bytes = b""
    """Of each what ``KeptEntry`` says."""
    own_links: tuple[tuple[str, ...], ...] = ()
    rest: Mapping[int, tuple[Any, ...]] = {}
    """A ``Rest`` by the row of the file, where it is not NOTHING."""
    # Of their occurrences, one file's after the other's
    files: tuple[int, ...] = ()
    """The rows of the files whose they are."""
    marks: tuple[bytes, ...] = ()
    cards: tuple[tuple[Any, ...], ...] = ((),) * len(CARD)
    """A column for each name in CARD."""
    pieces: bytes = b""
    """Of each what ``KeptDate`` says."""
    years: tuple[tuple[int, ...], ...] = ()

    @classmethod
    def of(cls, entries: Iterable[tuple[str, Stamp | None, KeptEntry]]) -> Drawer:
        """(path, stamp, what the file came to), of each file."""
        said = sorted(entries, key=itemgetter(0))
        if not said:
            return cls()
        paths, stamps, kept = zip(*said, strict=True)
        digests, uuids, addresses, footings, since, until, packed, own_links, rest, dates = zip(*kept, strict=True)
        marks, cards, pieces, years = _columns(KeptDate._fields, chain.from_iterable(dates))
        return cls(
            paths, stamps, digests, uuids, addresses, _shared(footings), since, until, b"".join(packed),
            _shared(own_links),
            {row: tuple(one) for row, one in enumerate(rest) if one != NOTHING},
            tuple(chain.from_iterable(map(repeat, range(len(dates)), map(len, dates)))),
            marks, tuple(map(_shared, _columns(CARD, cards))), b"".join(pieces), _shared(years),
        )  # fmt: skip

    def column(self, name: str) -> tuple[Any, ...]:
        """One of those in CARD."""
        return self.cards[CARD.index(name)]

    def entries(self) -> Iterator[tuple[str, Stamp | None, KeptEntry]]:
        """As ``of`` was given them."""
        cards = zip(*self.cards, strict=True)
        dates = [*map(KeptDate._make, zip(self.marks, cards, split(self.pieces, ALL), self.years, strict=True))]
        said = (self.digests, self.uuids, self.addresses, self.footings, self.since, self.until)
        columns = (*said, split(self.packed, ONE), self.own_links)
        rest = [Rest(*self.rest[row]) if row in self.rest else NOTHING for row in range(len(self.paths))]
        kept = map(KeptEntry._make, zip(*columns, rest, self._by_file(dates), strict=True))
        return zip(self.paths, self.stamps, kept, strict=True)

    def stands(self) -> Iterator[tuple[str, tuple[Any, ...], float, float, tuple[str, ...]]]:
        """(path, footing, since, until, the uuids of its occurrences) of each file."""
        uuids = self._by_file(self.column("uuid"))
        return zip(self.paths, self.footings, self.since, self.until, uuids, strict=True)

    def _by_file(self, column: Sequence[T]) -> Iterator[tuple[T, ...]]:
        """What is said of occurrences, of each file together."""
        ends = accumulate(map(Counter(self.files).__getitem__, range(len(self.paths))), initial=0)
        return (tuple(column[first:end]) for first, end in pairwise(ends))


def _columns(names: Sequence[str], rows: Iterable[tuple[Any, ...]]) -> tuple[tuple[Any, ...], ...]:
    """Of rows, of which there may be none."""
    return tuple(zip(*rows, strict=True)) or ((),) * len(names)


def _shared(column: tuple[Any, ...]) -> tuple[Any, ...]:
    """The same values, equal ones as one object: ``marshal`` writes, and reads, that once."""
    known: dict[Any, Any] = {}
    return tuple(map(known.setdefault, column, column))
