"""An event that is over says so."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from opslag.contract.event import Event
from opslag.contract.finding import Finding
from opslag.contract.schema import shown

_AFTERWARDS = ("Occurred", "Cancelled")


def belated(events: Sequence[Event], now: float) -> Iterator[Finding]:
    """Each event that ended before ``now`` and still calls itself something to come.

    One that says ``Occurred`` too early is none: a ticket system may have reported it.
    """
    for at, event in enumerate(events):
        if event.end is not None and event.end < now and event.state and event.state not in _AFTERWARDS:
            remedy = f"it ended at {event.written[1]}: such an event is Occurred, or stays Cancelled"
            yield Finding(at, "state", shown(event.state), remedy)
