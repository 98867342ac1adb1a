"""An event that is over says so."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime

from opslag.contract.event import Event
from opslag.contract.finding import Finding
from opslag.contract.schema import shown

_AFTERWARDS = ("Occurred", "Cancelled")


def belated(events: Sequence[Event], now: datetime) -> Iterator[Finding]:
    """Each event that ended before ``now`` and still calls itself something to come.

    One that says ``Occurred`` too early is none: a ticket system may have reported it.
    """
    for at, event in enumerate(events):
        if event.end and event.end < now and event.state and event.state not in _AFTERWARDS:
            remedy = f"it ended at {event.end.isoformat()}: such an event is Occurred, or stays Cancelled"
            yield Finding(at, "state", shown(event.state), remedy)
