"""Events stand by their start, then by their uuid."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import count, pairwise

from opslag.contract.feed import Feed
from opslag.contract.finding import Finding


def disorder(feed: Feed) -> Iterator[Finding]:
    """One finding for the whole feed, naming the first pair that stands the wrong way round; starts are compared as instants."""
    places = zip(feed.column("start"), feed.column("uuid"), count(), strict=False)
    dated = [place for place in places if place[0] is not None]
    wrong = [(one[2], other[2]) for one, other in pairwise(dated) if other < one]
    if wrong:
        first, second = map(feed.event, wrong[0])
        found = f"{second.uuid} ({second.written[0]}) after {first.uuid} ({first.written[0]})"
        more = f"; {len(wrong) - 1} more" if len(wrong) > 1 else ""
        yield Finding(None, "", f"events out of order: {found}{more}", "sort them by date_time.start as an instant, then by uuid")
