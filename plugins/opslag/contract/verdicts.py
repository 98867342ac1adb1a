"""What the gate has found of single events, kept from one judgement to the next.

It follows from an event's own bytes and the contract alone, so it is kept by their hash; whoever keeps it for another contract,
or another version of this package, keeps it apart.
"""

from __future__ import annotations

import marshal
from collections.abc import Iterable
from datetime import datetime
from typing import Any

from opslag.contract.event import Event

Verdicts = dict[bytes, Event]
"""By the hash of an event's bytes."""


def dump(verdicts: Verdicts) -> bytes:
    """The events without fault, as bytes. One with a fault is never published, and judged again each time."""
    return marshal.dumps([(key, *_plain(event)) for key, event in verdicts.items() if not event.faults])


def load(data: bytes) -> Verdicts:
    """What ``dump`` wrote, and nobody else: whoever keeps it sees to that."""
    return {row[0]: _event(*row[1:]) for row in marshal.loads(data)}  # noqa: S302 - as the docstring says


def _plain(event: Event) -> Iterable[Any]:
    yield from (event.uuid, event.title, event.url, event.state, event.series)
    for moment in (event.start, event.end, event.created_at, event.updated_at):
        yield moment and moment.isoformat()
    yield event.pictures


def _event(uuid: str, title: str, url: str, state: str, series: str, *rest: Any) -> Event:
    start, end, created, updated, pictures = rest
    return Event(uuid, title, url, state, series, _read(start), _read(end), _read(created), _read(updated), pictures, ())


def _read(moment: str | None) -> datetime | None:
    return datetime.fromisoformat(moment) if moment else None

