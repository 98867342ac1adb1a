"""An events feed: its rows, and what the rules ask of each, a column at a time."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from itertools import accumulate, count
from operator import attrgetter
from typing import Any

from opslag.alike import alike
from opslag.contract.event import Event, read_event
from opslag.contract.fault import Fault
from opslag.contract.rows import SEPARATOR, lines, lines_between, parse_row, rows
from opslag.contract.schema import Schema, shown
from opslag.frozen import frozen

COLUMNS = ("uuid", "url", "state", "series", "start", "end", "created_at", "updated_at", "pictures")
"""Of an Event, what is asked of each."""

Values = tuple[Any, ...]
"""One event's, in the order of COLUMNS."""

Known = Callable[[bytes], Values | None]
"""The values of a row that was read before."""

_VALUES = attrgetter(*COLUMNS)


@frozen
class Feed:
    """A feed that was read."""

    data: bytes
    """As it is published, where it has an event a line; else laid out so."""
    starts: list[int]
    """Where each row begins, and where one more would."""
    columns: tuple[list[Any], ...]
    """They of COLUMNS."""
    faults: tuple[tuple[int, Fault], ...] = ()
    """What is wrong with single events, by their places."""

    def __len__(self) -> int:
        return len(self.starts) - 1

    def column(self, name: str) -> list[Any]:
        return self.columns[COLUMNS.index(name)]

    def row(self, at: int) -> bytes:
        """The event's bytes."""
        return self.data[self.starts[at] : self.starts[at + 1] - len(SEPARATOR)].strip()

    def event(self, at: int) -> Event:
        """All that is known of one event: read again, for it is asked of few."""
        return read_event(parse_row(self.row(at)), None)


NONE = Feed(b"[]", [1], tuple([[] for _ in COLUMNS]))
"""A feed without events."""


def read_feed(data: bytes, schema: Schema | None, last: Feed | None = None) -> Feed:
    """``last`` is a feed that was read before: the rows that both have are taken from there, and not judged again. It was let
    through by the same schema, unless this one is not to be judged at all.

    Raises JsonError where the bytes hold no JSON array.
    """
    if last is not None:
        if data == last.data:
            return replace(last, data=data, faults=())
        found = _beside(last, data, schema)
        if found is not None:
            return found
    try:
        return _feed(data, lines(data), data.rfind(b"]") + len(SEPARATOR), schema)
    except ValueError:  # not one event a line, or a fault whose place is known only when all is read as one text
        each = list(rows(data))
        *starts, end = accumulate((len(row) + len(SEPARATOR) for row in each), initial=len(b"["))
        return _feed(b"[" + SEPARATOR.join(each) + b"]", zip(starts, each, strict=True), end, schema)


def strays(data: bytes, feed: Feed | None) -> Iterator[Fault]:
    """Each row of a part of the events feed that does not stand so in the whole; None where that could not be read."""
    part, whole = read_feed(data, None), feed or NONE
    places = dict(zip(whole.column("uuid"), count(), strict=False))
    for at, uuid in enumerate(part.column("uuid")):
        if uuid not in places or part.row(at) != whole.row(places[uuid]):
            yield Fault(str(at), shown(part.event(at).title), "not as the events feed has it; build it again")


def _feed(data: bytes, found: Iterable[tuple[int, bytes]], end: int, schema: Schema | None) -> Feed:
    starts, columns, faults = _read(found, schema)
    return Feed(data, [*starts, end], columns, faults)


def _beside(last: Feed, data: bytes, schema: Schema | None) -> Feed | None:
    """The feed in ``data``, of which only the rows are read between those with which both begin and end. None where they have
    none in common, or it cannot be told."""
    beginning, ending = alike(last.data, data)
    first = bisect_right(last.starts, beginning, hi=len(last)) - 1  # the row in which they part
    end = bisect_left(last.starts, len(last.data) - ending + len(SEPARATOR))  # the row from which on they are alike again
    if not 0 <= first < end <= len(last):
        return None
    begins, further = last.starts[first], len(data) - len(last.data)
    ends = last.starts[end] + further - len(SEPARATOR)
    try:
        starts, columns, faults = _read(lines_between(data, begins, ends), schema, _known(last, first, end))
    except ValueError:  # whoever reads all of it knows where
        return None
    return Feed(
        data,
        [*last.starts[:first], *starts, *(at + further for at in last.starts[end:])],
        tuple([[*old[:first], *new, *old[end:]] for old, new in zip(last.columns, columns, strict=True)]),
        tuple([(first + at, fault) for at, fault in faults]),
    )


def _known(last: Feed, first: int, end: int) -> Known:
    """What the rows of a feed came to. They are found by Python's hash of their bytes, and then held against these: to have them
    all at hand would take as much memory again as the feed."""
    places = {hash(last.row(at)): at for at in range(first, end)}

    def known(row: bytes) -> Values | None:
        at = places.get(hash(row))
        return None if at is None or last.row(at) != row else tuple([column[at] for column in last.columns])

    return known


def _read(
    found: Iterable[tuple[int, bytes]], schema: Schema | None, known: Known = lambda _: None
) -> tuple[list[int], tuple[list[Any], ...], tuple[tuple[int, Fault], ...]]:
    """The starts, columns and faults of rows; what is ``known`` of a row is not looked for."""
    starts: list[int] = []
    each: list[Values] = []
    faults: list[tuple[int, Fault]] = []
    for start, row in found:
        values = known(row)
        if values is None:
            event = read_event(parse_row(row), schema)
            values = _VALUES(event)
            faults += [(len(each), fault) for fault in event.faults]
        starts.append(start)
        each.append(values)
    return starts, tuple(map(list, zip(*each, strict=True))) if each else tuple([[] for _ in COLUMNS]), tuple(faults)
