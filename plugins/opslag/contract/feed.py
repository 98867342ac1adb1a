"""An events feed: its events, in the order in which they stand."""

from __future__ import annotations

from hashlib import blake2b

from opslag.contract.event import Event, read_event
from opslag.contract.rows import lines, parse, rows
from opslag.contract.schema import Schema


def read_feed(data: bytes, schema: Schema | None, known: dict[bytes, Event]) -> list[Event]:
    """The events in a feed's bytes; an event whose bytes' hash is in ``known`` is taken from there, else put there.

    Raises JsonError where the bytes hold no JSON array.
    """

    def event(row: bytes) -> Event:
        key = blake2b(row, digest_size=16).digest()
        if key not in known:
            known[key] = read_event(parse(row), schema)
        return known[key]

    try:
        return [event(row) for row in lines(data)]
    except ValueError:  # not one event a line, or a fault whose place is known only when all is read as one text
        return [event(row) for row in rows(data)]
