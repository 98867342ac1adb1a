"""``created_at`` never changes, and ``updated_at`` never goes back."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from opslag.contract.event import Event
from opslag.contract.finding import Finding
from opslag.errors import Severity


def rewritten(previous: Sequence[Event], events: Sequence[Event]) -> Iterator[Finding]:
    """A warning for each of the two promises that is not kept, with how often, and where first.

    They are warnings because git's history, from which the two come, may have been rewritten on purpose.
    """
    before = {event.uuid: event for event in previous}
    pairs = [(at, before[event.uuid], event) for at, event in enumerate(events) if before.get(event.uuid, event) is not event]
    moved = [
        (at, old.written[2])
        for at, old, new in pairs
        if old.created_at is not None and new.created_at is not None and new.created_at != old.created_at
    ]
    back = [
        (at, old.written[3])
        for at, old, new in pairs
        if old.updated_at is not None and new.updated_at is not None and new.updated_at < old.updated_at
    ]
    for key, places, what in (("created", moved, "changed"), ("updated", back, "went back")):
        if places:
            at, was = places[0]
            more = f", as in {len(places) - 1} more" if len(places) > 1 else ""
            remedy = f"where that is not meant, write {key}: {was} in the file"
            yield Finding(at, f"{key}_at", f"{what} since the last published feed{more}", remedy, Severity.WARNING)
