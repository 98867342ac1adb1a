"""An event that is over says so."""

from __future__ import annotations

from collections.abc import Iterator

from opslag.contract.feed import Feed
from opslag.contract.finding import Finding
from opslag.contract.schema import shown

_AFTERWARDS = ("Occurred", "Cancelled")


def belated(feed: Feed, now: float) -> Iterator[Finding]:
    """Each event that ended before ``now`` and still calls itself something to come.

    One that says ``Occurred`` too early is none: a ticket system may have reported it.
    """
    for at, (end, state) in enumerate(zip(feed.column("end"), feed.column("state"), strict=True)):
        if end is not None and end < now and state and state not in _AFTERWARDS:
            remedy = f"it ended at {feed.event(at).written[1]}: such an event is Occurred, or stays Cancelled"
            yield Finding(at, "state", shown(state), remedy)
