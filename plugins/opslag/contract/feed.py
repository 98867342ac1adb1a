"""An events feed: its events, in the order in which they stand."""

from __future__ import annotations

from collections.abc import Container, Iterator, Mapping
from hashlib import blake2b
from types import MappingProxyType

from opslag.contract.event import Event, read_event
from opslag.contract.rows import lines, parse_row, rows
from opslag.contract.schema import Fault, Schema, shown


def read_feed(
    data: bytes, schema: Schema | None, known: dict[bytes, Event], before: Mapping[bytes, Event] = MappingProxyType({})
) -> list[Event]:
    """The events in a feed's bytes; an event whose bytes' hash is in ``known`` is taken from there, else put there, from what was
    found of it ``before`` if that is known.

    Raises JsonError where the bytes hold no JSON array.
    """

    def event(row: bytes) -> Event:
        key = _key(row)
        found = known.get(key)
        if found is None:
            found = known[key] = before.get(key) or read_event(parse_row(row), schema)
        return found

    try:
        return [event(row) for row in lines(data)]
    except ValueError:  # not one event a line, or a fault whose place is known only when all is read as one text
        return [event(row) for row in rows(data)]


def strays(data: bytes, known: Container[bytes]) -> Iterator[Fault]:
    """Each row of a part of the events feed that does not stand so in the whole, which left ``known`` when it was read."""
    for at, row in enumerate(rows(data)):
        if _key(row) not in known:
            yield Fault(str(at), shown(parse_row(row)["title"]), "not as the events feed has it; build it again")


def _key(row: bytes) -> bytes:
    return blake2b(row, digest_size=16).digest()
