"""When what was published turns untrue by itself: until then, and not longer, may anybody keep a copy of it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

from opslag.content.moment import Anywhere, instant, settled
from opslag.library import Library


def next_change(library: Library) -> datetime:
    """The first moment after the library's ``now`` at which a build would give another output from the same content. Aware.

    It is never later than the next midnight: pages say "today", and opening hours are told from a day to a day.
    """
    return settled(min(_moments(library)).astimezone(library.site.zone))


def _moments(library: Library) -> Iterator[datetime]:
    keep_past = library.site.feeds.events.keep_past
    now, since = Anywhere(library.now), Anywhere(library.now - keep_past)
    yield instant(library.today + timedelta(days=1), library.site.zone)
    if library.due is not None:
        yield library.due
    for end in library.occurrences.column("end"):
        if end > now[end.tzinfo]:
            yield end
        elif end > since[end.tzinfo]:
            yield end + keep_past
