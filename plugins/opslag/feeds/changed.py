"""When what is public last changed, by the content and not by the clock: the same content, the same bytes. How RSS writes it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from opslag.content.moment import Anywhere, instant, latest, written
from opslag.library import Library

DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def changed_at(library: Library) -> datetime:
    """The last moment at which an event was edited, came out or was over. Without events, when branches and pages were edited;
    without those too, the library's ``now``."""
    others = [*(branch.updated_at for branch in library.branches), *(page.updated_at for page in library.pages)]
    return latest(_of_events(library)) or latest(others) or library.now


def _of_events(library: Library) -> Iterator[datetime]:
    now, zone = Anywhere(library.now), library.site.zone
    yield from library.occurrences.column("updated_at")
    yield from [end for end in library.occurrences.column("end") if end <= now[end.tzinfo]]
    yield from [instant(published, zone) for published in filter(None, library.occurrences.column("publish"))]


def rfc_822(moment: datetime) -> str:
    """``Wed, 18 Nov 2026 14:03:10 +0100`` (RFC 822 as RFC 5322 reads it), given an aware moment."""
    said = written(moment)  # 2026-11-18T14:03:10+01:00
    offset = said[-6:].replace(":", "")
    return f"{DAYS[moment.weekday()]}, {said[8:10]} {MONTHS[moment.month - 1]} {said[:4]} {said[11:19]} {offset}"
