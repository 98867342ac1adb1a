"""Local times as people write them, made into instants of the site's zone."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta, timezone
from functools import cache
from zoneinfo import ZoneInfo


def instant(when: date | datetime, zone: ZoneInfo) -> datetime:
    """The aware date-time in the zone, ``settled``. A date is its beginning. A time that the clock passes twice is the first of
    the two; one that it skips is read with the offset before the gap (RFC 5545 3.3.5), which ``skipped`` can tell beforehand."""
    if not isinstance(when, datetime):
        when = datetime.combine(when, time())
    if when.tzinfo is not None:
        return settled(when.astimezone(zone))
    aware = when.replace(tzinfo=zone)
    if aware.utcoffset() != aware.replace(fold=1).utcoffset():  # only near a change does the round trip matter
        return settled(aware.astimezone(UTC).astimezone(zone))
    return settled(aware)


def settled(moment: datetime) -> datetime:
    """The same moment with its offset for a time zone. Python compares two moments of one zone by what the clock shows, and in
    the hour that comes twice that is wrong; with offsets it compares instants."""
    return moment.replace(tzinfo=_offset(moment.utcoffset() or timedelta()), fold=0)


@cache
def _offset(offset: timedelta) -> timezone:
    return timezone(offset)


def skipped(when: date | datetime, zone: ZoneInfo) -> bool:
    """Whether this local time never comes, because the clock is put forward over it."""
    if not isinstance(when, datetime) or when.tzinfo is not None:
        return False
    aware = when.replace(tzinfo=zone)
    return aware.astimezone(UTC).astimezone(zone).replace(tzinfo=None) != when
