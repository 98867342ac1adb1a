"""What a wall clock shows, and what it means near the days on which it is changed."""

from __future__ import annotations

from datetime import date, datetime, time
from typing import Literal
from zoneinfo import ZoneInfo

from opslag.content.moment import instant

Note = Literal["skipped", "twice"]

LAST_SECOND = time(23, 59, 59)
"""When the last of whole days ends, by the contract."""


def on_the_wall(when: date | datetime, zone: ZoneInfo) -> datetime:
    """What the clock on the wall shows at that time, naive: the zone's own, where the time is given with an offset. A date is its
    midnight. In the hour that the clock shows twice, ``fold`` is 1 for the second time."""
    if not isinstance(when, datetime):
        return datetime.combine(when, time())
    return when if when.tzinfo is None else when.astimezone(zone).replace(tzinfo=None)


def resolve(local: datetime, zone: ZoneInfo) -> tuple[datetime, Note | None]:
    """The instant that a local, naive date-time means, aware and in the zone, and whether the clock made it doubtful.

    A time that the clock is put forward over is "skipped": it is read with the offset before the gap, so 02:30 becomes 03:30.
    One that the clock shows "twice" is the first of the two (RFC 5545 3.3.5), unless its ``fold`` says that it is the second.

    RFC 5545 3.3.10 would drop a skipped time from a series without a word. People who come every night at 02:30 come that
    night too, so here it is shifted as in 3.3.5, and the editor is told.
    """
    offset, other = zone.utcoffset(local), zone.utcoffset(local.replace(fold=1))
    if offset == other:
        return local.replace(tzinfo=zone), None
    if offset is None or other is None or offset > other:
        return local.replace(tzinfo=zone), "twice"
    return instant(local, zone), "skipped"
