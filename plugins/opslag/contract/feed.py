"""An events feed: its events, in the order in which they stand."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Container, Iterator, Mapping
from hashlib import blake2b
from types import MappingProxyType

from opslag.alike import alike
from opslag.contract.event import Event, read_event
from opslag.contract.fault import Fault
from opslag.contract.rows import SEPARATOR, JsonError, lines, parse_row, rows
from opslag.contract.schema import Schema, shown
from opslag.frozen import frozen


@frozen
class Feed:
    """A feed that was read."""

    data: bytes
    events: list[Event]
    starts: list[int]
    """Where each row begins, if every event stands on a line of its own; else none."""


def read_feed(
    data: bytes, schema: Schema | None, known: dict[bytes, Event], before: Mapping[bytes, Event] = MappingProxyType({})
) -> Feed:
    """An event whose bytes' hash is in ``known`` is taken from there, else put there, from what was found of it ``before`` if
    that is known.

    Raises JsonError where the bytes hold no JSON array.
    """

    def event(row: bytes) -> Event:
        key = _key(row)
        found = known.get(key)
        if found is None:
            found = known[key] = before.get(key) or read_event(parse_row(row), schema)
        return found

    try:
        found = [(at, event(row)) for at, row in lines(data)]
        return Feed(data, [each for _, each in found], [at for at, _ in found])
    except ValueError:  # not one event a line, or a fault whose place is known only when all is read as one text
        return Feed(data, [event(row) for row in rows(data)], [])


def read_other(data: bytes, feed: Feed, known: dict[bytes, Event]) -> list[Event]:
    """The events of another feed, unjudged, as ``read_feed`` gives them: the rows with which both begin and end are not read
    again."""
    beginning, ending = alike(feed.data, data)
    first = bisect_right(feed.starts, beginning) - 1  # the row in which they part, if they do
    last = bisect_left(feed.starts, len(feed.data) - ending + len(SEPARATOR))
    if not 0 < first < last < len(feed.starts):
        return read_feed(data, None, known).events
    end = len(data) - len(feed.data) + feed.starts[last] - len(SEPARATOR)
    try:
        between = read_feed(b"[" + data[feed.starts[first] : end] + b"]", None, known)
    except JsonError:
        return read_feed(data, None, known).events  # which says where
    return [*feed.events[:first], *between.events, *feed.events[last:]]


def strays(data: bytes, known: Container[bytes]) -> Iterator[Fault]:
    """Each row of a part of the events feed that does not stand so in the whole, which left ``known`` when it was read."""
    for at, row in enumerate(rows(data)):
        if _key(row) not in known:
            yield Fault(str(at), shown(parse_row(row)["title"]), "not as the events feed has it; build it again")


def _key(row: bytes) -> bytes:
    return blake2b(row, digest_size=16).digest()
