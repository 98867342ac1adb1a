"""Events do not vanish silently."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime

from opslag.contract.event import Event
from opslag.contract.finding import Finding
from opslag.errors import Severity

SHARE = 0.2
"""Of the future events; more than this many gone at once is no editing, but an accident."""
FEWEST = 5
"""Fewer than this many gone are no accident, however small the library."""


def vanished(previous: Sequence[Event], events: Sequence[Event], now: datetime, *, allowed: bool) -> Iterator[Finding]:
    """What is missing of the future events that were last published, once it is more than SHARE and at least FEWEST.

    One finding counts them, and one names each. Where an editor ``allowed`` it, they are warnings.
    """
    here = {event.uuid for event in events}
    future = [event for event in previous if event.uuid and event.ends_after(now)]
    gone = [event for event in future if event.uuid not in here]
    if len(gone) < FEWEST or len(gone) <= SHARE * len(future):
        return
    severity = Severity.WARNING if allowed else Severity.ERROR
    remedy = "allowed by --allow-shrink" if allowed else "bring them back, or, if that is meant, build with --allow-shrink"
    found = f"{len(gone)} of {len(future)} future events are gone since the last published feed"
    yield Finding(None, "", found, remedy, severity)
    for event in gone:
        day = event.start.date() if event.start else "?"
        yield Finding(None, event.uuid, f'gone: "{event.title}", {day}', "", severity)
