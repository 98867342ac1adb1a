"""A time zone as calendar programs are told of it: VTIMEZONE (RFC 5545, section 3.6.5)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from opslag.feeds.content_line import folded
from opslag.frozen import frozen

WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
DAY = timedelta(days=1)
HOUR = timedelta(hours=1)


@frozen
class Transition:
    """The clock is changed."""

    at: datetime
    """What it showed at that moment, before the change; naive."""
    before: timedelta
    """Offset from UTC."""
    after: timedelta
    name: str
    """What the time is called from then on: ``CET``."""


@lru_cache(maxsize=1024)
def vtimezone(zone: ZoneInfo, first: int, last: int) -> bytes:
    """The component, true for every moment of the years from the first to the last.

    Changes that come back every year by one rule are said as the rule, which programs understand best; others are listed.
    """
    changes = transitions(zone, first - 1, last + 1)
    lines = ["BEGIN:VTIMEZONE", f"TZID:{zone.key}"]
    if not changes or changes[0].at.year >= first:
        start = datetime(first - 1, 1, 1, tzinfo=zone)
        offset = start.utcoffset() or timedelta()
        lines += _observance([Transition(start.replace(tzinfo=None), offset, offset, start.tzname() or "")], first, first)
    kinds: defaultdict[tuple[timedelta, timedelta, str], list[Transition]] = defaultdict(list)
    for change in changes:
        kinds[change.before, change.after, change.name].append(change)
    for alike in kinds.values():
        lines += _observance(alike, first - 1, last + 1)
    lines.append("END:VTIMEZONE")
    return b"".join([folded(line.encode()) for line in lines])


def transitions(zone: ZoneInfo, first: int, last: int) -> list[Transition]:
    """Every change of the clock in these years, both within."""
    found = []
    at = datetime(first, 1, 1, tzinfo=UTC)
    end = datetime(last + 1, 1, 1, tzinfo=UTC)
    while at < end:
        if _state(at, zone) != _state(at + DAY, zone):
            found.append(_exactly(at, zone))
        at += DAY
    return found


def _state(moment: datetime, zone: ZoneInfo) -> tuple[timedelta, str]:
    local = moment.astimezone(zone)
    return local.utcoffset() or timedelta(), local.tzname() or ""


def _exactly(low: datetime, zone: ZoneInfo) -> Transition:
    """The one change within the day that begins at ``low``."""
    high = low + DAY
    before = _state(low, zone)
    while high - low > timedelta(seconds=1):
        middle = low + (high - low) // 2
        middle = middle.replace(microsecond=0)
        low, high = (middle, high) if _state(middle, zone) == before else (low, middle)
    after, name = _state(high, zone)
    return Transition((high + before[0]).replace(tzinfo=None), before[0], after, name)


def _observance(alike: Sequence[Transition], first: int, last: int) -> Iterator[str]:
    one = alike[0]
    kind = "DAYLIGHT" if one.after > one.before else "STANDARD"
    yield f"BEGIN:{kind}"
    yield f"DTSTART:{one.at:%Y%m%dT%H%M%S}"
    rule = _rule(alike, first, last)
    if rule:
        yield f"RRULE:{rule}"
    else:
        yield from (f"RDATE:{other.at:%Y%m%dT%H%M%S}" for other in alike[1:])
    yield f"TZOFFSETFROM:{_offset(one.before)}"
    yield f"TZOFFSETTO:{_offset(one.after)}"
    yield f"TZNAME:{one.name}"
    yield f"END:{kind}"


def _rule(alike: Sequence[Transition], first: int, last: int) -> str:
    """The yearly rule that gives exactly these; "" where none does."""
    every_year = [one.at.year for one in alike] == list(range(first, last + 1))
    if not every_year or len({(one.at.month, one.at.weekday(), one.at.time()) for one in alike}) > 1:
        return ""
    weekday = WEEKDAYS[alike[0].at.weekday()]
    for nth in (-1, 1, 2, 3, 4):
        if all(_is_nth(one.at, nth) for one in alike):
            return f"FREQ=YEARLY;BYMONTH={alike[0].at.month};BYDAY={nth}{weekday}"
    return ""


def _is_nth(day: datetime, nth: int) -> bool:
    """Whether it is the nth of its weekday in its month; -1 is the last."""
    return (day + 7 * DAY).month != day.month if nth < 0 else (day.day - 1) // 7 + 1 == nth


def _offset(offset: timedelta) -> str:
    """``+0100``; with seconds where there are any, as there were before zones."""
    sign = "-" if offset < timedelta() else "+"
    minutes, seconds = divmod(round(abs(offset).total_seconds()), 60)
    return f"{sign}{minutes // 60:02}{minutes % 60:02}" + (f"{seconds:02}" if seconds else "")
