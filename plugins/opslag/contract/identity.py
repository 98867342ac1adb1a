"""No two events share an identity, nor a page."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from opslag.contract.event import Event
from opslag.contract.finding import Finding
from opslag.contract.schema import shown


def shared(events: Sequence[Event]) -> Iterator[Finding]:
    """Each event whose ``uuid`` or ``url`` an earlier one has."""
    uuids: dict[str, int] = {}
    urls: dict[str, int] = {}
    for at, event in enumerate(events):
        if event.uuid and (first := uuids.setdefault(event.uuid, at)) != at:
            yield Finding(at, "uuid", shown(event.uuid), f"{_named(events[first])} has it already; every event has its own")
        elif event.url and (first := urls.setdefault(event.url, at)) != at:
            yield Finding(at, "url", shown(event.url), f"{_named(events[first])} is there already; give one of them another slug")


def _named(event: Event) -> str:
    return f'"{event.title}"' + (f" ({event.day})" if event.day else "")
