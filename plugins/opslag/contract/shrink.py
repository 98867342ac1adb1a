"""Events do not vanish silently."""

from __future__ import annotations

from collections.abc import Iterator

from opslag.contract.finding import Finding
from opslag.contract.since import Since
from opslag.errors import Severity

SHARE = 0.2
"""Of the future events; more than this many gone at once is no editing, but an accident."""
FEWEST = 5
"""Fewer than this many gone are no accident, however small the library."""


def vanished(since: Since, now: float, *, allowed: bool) -> Iterator[Finding]:
    """What is missing of the future events that were last published, once it is more than SHARE and at least FEWEST.

    One finding counts them, and one names each. Where an editor ``allowed`` it, they are warnings.
    """
    gone = since.gone_to_come(now)
    if len(gone) < FEWEST:
        return
    before = since.before
    legible = zip(before.column("uuid"), before.column("end"), strict=True)
    future = sum(bool(uuid) and end is not None and end > now for uuid, end in legible)
    if len(gone) <= SHARE * future:
        return
    severity = Severity.WARNING if allowed else Severity.ERROR
    remedy = "allowed by --allow-shrink" if allowed else "bring them back, or, if that is meant, build with --allow-shrink"
    found = f"{len(gone)} of {future} future events are gone since the last published feed"
    yield Finding(None, "", found, remedy, severity)
    for event in map(before.event, gone):
        yield Finding(None, event.uuid, f'gone: "{event.title}", {event.day or "?"}', "", severity)
