"""Events stand by their start, then by their uuid."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from opslag.contract.event import Event
from opslag.contract.finding import Finding


def disorder(events: Sequence[Event]) -> Iterator[Finding]:
    """One finding for the whole feed, naming the first pair that stands the wrong way round; starts are compared as instants."""
    dated = [(event.start, event.uuid) for event in events if event.start]
    wrong = [(one, next_) for one, next_ in pairwise(dated) if next_ < one]
    if wrong:
        (start, uuid), (next_start, next_uuid) = wrong[0]
        found = f"{next_uuid} ({next_start.isoformat()}) after {uuid} ({start.isoformat()})"
        more = f"; {len(wrong) - 1} more" if len(wrong) > 1 else ""
        yield Finding(None, "", f"events out of order: {found}{more}", "sort them by date_time.start as an instant, then by uuid")
