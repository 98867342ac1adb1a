"""Local times as people write them, made into instants of the site's zone."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, date, datetime, time, timedelta, timezone, tzinfo
from functools import cache, lru_cache
from zoneinfo import ZoneInfo

import orjson


def instant(when: date | datetime, zone: ZoneInfo) -> datetime:
    """The aware date-time in the zone, ``settled``. A date is its beginning. A time that the clock passes twice is the first of
    the two; one that it skips is read with the offset before the gap (RFC 5545 3.3.5), which ``skipped`` can tell beforehand."""
    if not isinstance(when, datetime):
        when = datetime.combine(when, time())
    if when.tzinfo is not None:
        return settled(when.astimezone(zone))
    day = when.date()
    steady = steady_offset(day, zone)
    if steady is not None:
        return _at(day, when.time(), steady)
    aware = when.replace(tzinfo=zone)
    if aware.utcoffset() != aware.replace(fold=1).utcoffset():  # only near a change does the round trip matter
        return settled(aware.astimezone(UTC).astimezone(zone))
    return settled(aware)


def settled(moment: datetime) -> datetime:
    """The same moment with its offset for a time zone. Python compares two moments of one zone by what the clock shows, and in
    the hour that comes twice that is wrong; with offsets it compares instants."""
    return _at(moment.date(), moment.time(), fixed(moment.utcoffset() or timedelta()))


def _at(day: date, clock: time, offset: timezone) -> datetime:
    """The moment with ``fold`` 0; to ``replace`` what a date-time has takes five times as long as to put it together."""
    at = datetime.combine(day, clock, offset)
    return at.replace(fold=0) if at.fold else at


@lru_cache(maxsize=16384)
def steady_offset(day: date, zone: ZoneInfo) -> timezone | None:
    """The zone's offset on a local day; None where the clock is changed on it. Many events lie on few days, and a zone takes long
    to be asked: it looks for the rule of the year each time. So it is asked every few hours, from midnight to midnight, for no
    clock was ever put forward and back in less."""
    midnight = datetime.combine(day, time(), zone)
    moments = (midnight + step for step in _STEPS)  # local ones: what the clock shows
    end = (midnight + timedelta(days=1)).replace(fold=1)  # where the clock passes midnight twice, or skips it, this is after that
    offsets = {end.utcoffset(), *(moment.utcoffset() for moment in moments)}
    return fixed(offsets.pop() or timedelta()) if len(offsets) == 1 else None


_STEPS = tuple(timedelta(hours=hour) for hour in range(0, 24, 4))


@cache
def fixed(offset: timedelta) -> timezone:
    """The same one each time: Python compares two moments that share theirs in a twentieth of the time."""
    return timezone(offset)


class Anywhere(dict[tzinfo | None, datetime]):
    """One moment, at each offset. Python compares two moments of one offset in a twentieth of the time: whoever holds thousands
    against one asks for it at theirs, ``one.end > now[one.end.tzinfo]``."""

    def __init__(self, moment: datetime) -> None:
        self._moment = moment

    def __missing__(self, offset: tzinfo | None) -> datetime:
        found = self[offset] = self._moment.astimezone(offset)
        return found


def latest(moments: Iterable[datetime]) -> datetime | None:
    """The last of thousands, found as quickly; None of none."""
    last: dict[tzinfo | None, datetime] = {}
    for moment in moments:
        before = last.get(moment.tzinfo)
        if before is None or moment > before:
            last[moment.tzinfo] = moment
    return max(last.values(), default=None)


def skipped(when: date | datetime, zone: ZoneInfo) -> bool:
    """Whether this local time never comes, because the clock is put forward over it."""
    if not isinstance(when, datetime) or when.tzinfo is not None:
        return False
    if steady_offset(when.date(), zone) is not None:
        return False
    aware = when.replace(tzinfo=zone)
    return aware.astimezone(UTC).astimezone(zone).replace(tzinfo=None) != when


def written(moment: date) -> str:
    """A date, or a moment with its offset, as RFC 3339 writes it: the same as ``isoformat``, in a tenth of its time."""
    return orjson.dumps(moment)[1:-1].decode()
