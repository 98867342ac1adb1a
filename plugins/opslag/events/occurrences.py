"""Many occurrences, in their order. What is asked of all of them is asked a column at a time: an edit of one event among ten
thousand then makes objects of a few, and not of every one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from itertools import compress
from operator import attrgetter, eq
from typing import Any, Protocol, overload

from opslag.content.moment import Anywhere
from opslag.events.occurrence import Occurrence


class Table(Protocol):
    """Where they are."""

    def __len__(self) -> int: ...

    def __getitem__(self, row: int, /) -> Occurrence: ...

    def column(self, name: str) -> Sequence[Any]:
        """An attribute of all of them, in the order of their rows."""


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
        return Occurrences(self._table, list(compress(self._rows, chosen)))

    def visible(self) -> Occurrences:
        """Those that are not hidden."""
        return self.those([not hidden for hidden in self.column("hidden")])

    def ending_after(self, moment: datetime) -> Occurrences:
        anywhere = Anywhere(moment)
        return self.those([end > anywhere[end.tzinfo] for end in self.column("end")])

    def at(self, places: Sequence[int]) -> Occurrences:
        """Those at certain places among these."""
        return Occurrences(self._table, list(map(self._rows.__getitem__, places)))

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


class _Objects:
    """Those that are objects already."""

    def __init__(self, occurrences: Iterable[Occurrence]) -> None:
        self._all = tuple(occurrences)
        self._columns: dict[str, list[Any]] = {}

    def __len__(self) -> int:
        return len(self._all)

    def __getitem__(self, row: int) -> Occurrence:
        return self._all[row]

    def column(self, name: str) -> Sequence[Any]:
        if name not in self._columns:
            self._columns[name] = list(map(attrgetter(name), self._all))
        return self._columns[name]


NONE = Occurrences.of(())


def column(occurrences: Sequence[Occurrence], name: str) -> Sequence[Any]:
    """An attribute of each, of whatever sequence."""
    return occurrences.column(name) if isinstance(occurrences, Occurrences) else list(map(attrgetter(name), occurrences))
