"""Events stand by their start, then by their uuid."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from opslag.contract.event import Event
from opslag.contract.finding import Finding


def disorder(events: Sequence[Event]) -> Iterator[Finding]:
    """One finding for the whole feed, naming the first pair that stands the wrong way round; starts are compared as instants."""
    dated = [event for event in events if event.start is not None]
    pairs = pairwise([(event.start or 0.0, event.uuid) for event in dated])
    wrong = [at for at, (one, next_) in enumerate(pairs) if next_ < one]
    if wrong:
        first, second = dated[wrong[0]], dated[wrong[0] + 1]
        found = f"{second.uuid} ({second.written[0]}) after {first.uuid} ({first.written[0]})"
        more = f"; {len(wrong) - 1} more" if len(wrong) > 1 else ""
        yield Finding(None, "", f"events out of order: {found}{more}", "sort them by date_time.start as an instant, then by uuid")
