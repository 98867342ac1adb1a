"""What the gate has found of single events, kept from one judgement to the next.

It follows from an event's own bytes and the contract alone, so it is kept by their hash; whoever keeps it for another contract,
or another version of this package, keeps it apart.
"""

from __future__ import annotations

import marshal

from opslag.contract.event import Event

Verdicts = dict[bytes, Event]
"""By the hash of an event's bytes."""


def dump(verdicts: Verdicts) -> bytes:
    """The events without fault, as bytes. One with a fault is never published, and judged again each time."""
    return marshal.dumps({key: tuple(event) for key, event in verdicts.items() if not event.faults})


def load(data: bytes) -> Verdicts:
    """What ``dump`` wrote, and nobody else: whoever keeps it sees to that."""
    found = marshal.loads(data)  # noqa: S302 - as the docstring says
    return dict(zip(found, map(Event._make, found.values()), strict=True))
