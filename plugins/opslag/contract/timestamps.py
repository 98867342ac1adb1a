"""``created_at`` never changes, and ``updated_at`` never goes back."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from opslag.contract.event import Event
from opslag.contract.finding import Finding
from opslag.errors import Severity


def rewritten(previous: Sequence[Event], events: Sequence[Event]) -> Iterator[Finding]:
    """A warning for each of the two promises that is not kept, with how often, and where first.

    They are warnings because the history that dates come from may have been rewritten on purpose.
    """
    before = {event.uuid: event for event in previous}
    pairs = [(at, before[event.uuid], event) for at, event in enumerate(events) if event.uuid in before]
    moved = [at for at, old, new in pairs if old.created_at and new.created_at and old.created_at != new.created_at]
    back = [at for at, old, new in pairs if old.updated_at and new.updated_at and new.updated_at < old.updated_at]
    for field, places, what in (("created_at", moved, "changed"), ("updated_at", back, "went back")):
        if places:
            more = f", as in {len(places) - 1} more" if len(places) > 1 else ""
            remedy = "where git's history was rewritten, write created: and updated: in the file"
            yield Finding(places[0], field, f"{what} since the last published feed{more}", remedy, Severity.WARNING)
