"""What the gate has found of single events, kept from one judgement to the next.

It follows from an event's own bytes and the contract alone, so it is kept by their hash; whoever keeps it for another contract,
or another version of this package, keeps it apart.
"""

from __future__ import annotations

from typing import Any

from opslag.contract.event import Event

Verdicts = dict[bytes, Event]
"""By the hash of an event's bytes."""


def plain(verdicts: Verdicts) -> dict[bytes, tuple[Any, ...]]:
    """The events without fault, as plain values. One with a fault is never published, and judged again each time."""
    return {key: tuple(event) for key, event in verdicts.items() if not event.faults}


def verdicts(found: dict[bytes, tuple[Any, ...]]) -> Verdicts:
    """Of what ``plain`` gave."""
    return dict(zip(found, map(Event._make, found.values()), strict=True))
