"""Many occurrences, in their order. What is asked of all of them is asked a column at a time: an edit of one event among ten
thousand then makes objects of a few, and not of every one."""

from __future__ import annotations

from abc import ABC, abstractmethod
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from itertools import compress
from operator import attrgetter, eq
from typing import Any, TypeVar, overload

from opslag.content.moment import Anywhere
from opslag.events.occurrence import Occurrence

Key = TypeVar("Key", bound=Hashable)


class Table(ABC):
    """Where they are. What is asked of all of them is worked out once."""

    def __init__(self) -> None:
        self._columns: dict[str, Sequence[Any]] = {}
        self._alike: dict[tuple[str, ...], Mapping[tuple[Any, ...], list[int]]] = {}

    @abstractmethod
    def __len__(self) -> int: ...

    @abstractmethod
    def __getitem__(self, row: int, /) -> Occurrence: ...

    @abstractmethod
    def read(self, name: str) -> Sequence[Any]:
        """As ``column``, worked out now."""

    def column(self, name: str) -> Sequence[Any]:
        """An attribute of all of them, in the order of their rows."""
        if name not in self._columns:
            self._columns[name] = self.read(name)
        return self._columns[name]

    def alike(self, names: tuple[str, ...]) -> Mapping[tuple[Any, ...], list[int]]:
        """Their rows by what they say under these names."""
        if names not in self._alike:
            self._alike[names] = _alike([*map(self.column, names)], range(len(self)))
        return self._alike[names]


class Occurrences(Sequence[Occurrence]):
    """Some of a table's occurrences."""

    __slots__ = ("_rows", "_table")

    def __init__(self, table: Table, rows: Sequence[int] | None = None) -> None:
        """All of them, without ``rows``. A range of rows has no steps."""
        self._table, self._rows = table, range(len(table)) if rows is None else rows

    @classmethod
    def of(cls, occurrences: Iterable[Occurrence]) -> Occurrences:
        return cls(_Objects(occurrences))

    def column(self, name: str) -> Sequence[Any]:
        """An attribute of each."""
        column, rows = self._table.column(name), self._rows
        if isinstance(rows, range):
            return column if len(rows) == len(column) else column[rows.start : rows.stop]
        return list(map(column.__getitem__, rows))

    def those(self, chosen: Iterable[object]) -> Occurrences:
        """Those for which what is ``chosen`` is true; it is as long as they are many."""
        rows: Sequence[int] = list(compress(self._rows, chosen))
        if isinstance(self._rows, range) and rows and rows[-1] - rows[0] < len(rows):  # neighbours, as all that are to come
            rows = range(rows[0], rows[-1] + 1)
        return Occurrences(self._table, rows)

    def visible(self) -> Occurrences:
        """Those that are not hidden."""
        return self.those([not hidden for hidden in self.column("hidden")])

    def ending_after(self, moment: datetime) -> Occurrences:
        anywhere = Anywhere(moment)
        return self.those([end > anywhere[end.tzinfo] for end in self.column("end")])

    def at(self, places: Sequence[int]) -> Occurrences:
        """Those at certain places among these."""
        return Occurrences(self._table, list(map(self._rows.__getitem__, places)))

    def grouped(self, names: tuple[str, ...], keys: Callable[..., Iterable[Key]]) -> dict[Key, Occurrences]:
        """They under each of their ``keys``, in the order of the table. The keys follow from what they say under these names,
        and are worked out once for each: thousands of events have a few hundred kinds."""
        groups: dict[Key, list[int]] = defaultdict(list)
        for said, rows in self._kinds(names):
            for key in keys(*said):
                groups[key] += rows
        return {key: Occurrences(self._table, sorted(rows)) for key, rows in groups.items()}

    def each(self, name: str) -> Iterable[Any]:
        """What any of them says under this name, once; in the order of those that say so first."""
        return [said for (said,), _ in sorted(self._kinds((name,)), key=lambda kind: kind[1][0])]

    def _kinds(self, names: tuple[str, ...]) -> Iterable[tuple[tuple[Any, ...], list[int]]]:
        rows = self._rows
        if not isinstance(rows, range):
            yield from _alike([*map(self.column, names)], rows).items()
            return
        for said, found in self._table.alike(names).items():
            if among := found[bisect_left(found, rows.start) : bisect_left(found, rows.stop)]:
                yield said, among

    def __add__(self, others: Occurrences) -> Occurrences:
        """These, then others of the same table."""
        return Occurrences(self._table, [*self._rows, *others._rows])

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Occurrences) and len(self) == len(other) and all(map(eq, self, other))

    def __hash__(self) -> int:
        return hash(tuple(self.column("uuid")))

    @overload
    def __getitem__(self, at: int) -> Occurrence: ...

    @overload
    def __getitem__(self, at: slice) -> Occurrences: ...

    def __getitem__(self, at: int | slice) -> Occurrence | Occurrences:
        return Occurrences(self._table, self._rows[at]) if isinstance(at, slice) else self._table[self._rows[at]]

    def __iter__(self) -> Iterator[Occurrence]:
        return map(self._table.__getitem__, self._rows)

    def __len__(self) -> int:
        return len(self._rows)


class _Objects(Table):
    """Those that are objects already."""

    def __init__(self, occurrences: Iterable[Occurrence]) -> None:
        super().__init__()
        self._all = tuple(occurrences)

    def __len__(self) -> int:
        return len(self._all)

    def __getitem__(self, row: int) -> Occurrence:
        return self._all[row]

    def read(self, name: str) -> Sequence[Any]:
        return list(map(attrgetter(name), self._all))


def _alike(columns: Sequence[Sequence[Any]], rows: Iterable[int]) -> dict[tuple[Any, ...], list[int]]:
    """``rows`` by what stands in their columns."""
    found: dict[Any, list[int]] = defaultdict(list)
    for row, said in zip(rows, columns[0] if len(columns) == 1 else zip(*columns, strict=True), strict=True):
        found[said].append(row)
    return {(said,): rows for said, rows in found.items()} if len(columns) == 1 else found


NONE = Occurrences.of(())


def column(occurrences: Sequence[Occurrence], name: str) -> Sequence[Any]:
    """An attribute of each, of whatever sequence."""
    return occurrences.column(name) if isinstance(occurrences, Occurrences) else list(map(attrgetter(name), occurrences))
