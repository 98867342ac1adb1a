"""When what is public last changed, by the content and not by the clock: the same content, the same bytes. How RSS writes it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from email.utils import format_datetime
from functools import lru_cache

from opslag.content.moment import instant
from opslag.library import Library


def changed_at(library: Library) -> datetime:
    """The last moment at which an event was edited, came out or was over. Without events, when branches and pages were edited;
    without those too, the library's ``now``."""
    others = [*(branch.updated_at for branch in library.branches), *(page.updated_at for page in library.pages)]
    return max(_of_events(library), default=max(others, default=library.now))


def _of_events(library: Library) -> Iterator[datetime]:
    now, zone = library.now, library.site.zone
    for occurrence in library.occurrences:
        yield occurrence.updated_at
        if occurrence.end <= now:
            yield occurrence.end
        if occurrence.publish:
            yield instant(occurrence.publish, zone)


def rfc_822(moment: datetime) -> str:
    """``Wed, 18 Nov 2026 14:03:10 +0100`` (RFC 822 as RFC 5322 reads it). All dates of a series have changed at one moment."""
    return _rfc_822(moment, moment.utcoffset())


@lru_cache(maxsize=4096)
def _rfc_822(moment: datetime, offset: timedelta | None) -> str:  # noqa: ARG001 - moments are equal that have other offsets
    return format_datetime(moment)
