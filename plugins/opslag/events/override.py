"""What one date of a series has for itself: the key ``instances`` of an event file."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import field, fields, replace
from datetime import date, datetime, time, timedelta
from typing import Annotated, Any
from zoneinfo import ZoneInfo

from opslag.events.clock import LAST_SECOND, on_the_wall
from opslag.events.event import Event
from opslag.frozen import frozen
from opslag.source.keys import Read
from opslag.source.marks import Path
from opslag.source.scalars import Length, Uuid, read_clock, read_when, wrong
from opslag.source.shape import STRICT, ShapeError, ShapeFault, shaped

OF_SERIES = ("repeat", "series", "instances", "slug", "redirect_from")
"""Keys that the whole series has, and no date of it for itself."""

_CLOCK = re.compile(r"\d\d?:\d\d")


def _clock_or_when(text: Any) -> time | date | datetime:
    """``16:00`` on the same day; a date and time on another."""
    if isinstance(text, str) and _CLOCK.fullmatch(text.strip()):
        return read_clock(text)
    try:
        return read_when(text)
    except ValueError:
        raise wrong("write a time of day such as 16:00, or a date and a time such as 2026-12-09 16:00") from None


ClockOrWhen = Annotated[time | date | datetime, Read(_clock_or_when)]


@frozen
class OwnTimes:
    """When the date happens, where it is not when the series does; and the uuid that it had elsewhere."""

    __pydantic_config__ = STRICT
    start: ClockOrWhen | None = None
    end: ClockOrWhen | None = None
    duration: Length | None = None
    uuid: Uuid | None = None


@frozen
class Override:
    """One entry of ``instances``: ``event`` is the series' event with the entry's own keys laid over it."""

    event: Event
    times: OwnTimes = field(default_factory=OwnTimes)


def with_overrides(event: Event, front: Mapping[str, Any], empty: Sequence[Path] = ()) -> Event:
    """The event with its ``instances`` as Overrides, given the front matter as text, and the keys that are empty there. Raises
    ShapeError for faults in them."""
    if not event.instances:
        return event
    overrides: dict[str, Override] = {}
    faults: list[ShapeFault] = []
    for name, own in event.instances.items():
        try:
            own_empty = [path[2:] for path in empty if path[:2] == ("instances", name) and path[2:]]
            overrides[name] = _override(event, front, own, own_empty)
        except ShapeError as error:
            faults += [(("instances", name, *path), found, remedy, key) for path, found, remedy, key in error.faults]
    if faults:
        raise ShapeError(faults)
    return replace(event, instances=overrides)


def _override(series: Event, front: Mapping[str, Any], own: Any, empty: Sequence[Path]) -> Override:
    if not isinstance(own, dict):
        raise ShapeError(
            [((), "nothing" if own is None else f'"{own}"', "write what this date has for itself: {state: Cancelled}", False)]
        )
    faults: list[ShapeFault] = [
        ((key,), f"{key} for one date", "write it for the whole series", True) for key in own if key in OF_SERIES
    ]
    when = {part.name for part in fields(OwnTimes)}
    times, event = OwnTimes(), series
    try:
        times = shaped(OwnTimes, {key: value for key, value in own.items() if key in when})
    except ShapeError as error:
        faults += error.faults
    merged = {key: value for key, value in front.items() if key not in OF_SERIES}
    merged |= {key: value for key, value in own.items() if key not in when and key not in OF_SERIES}
    try:
        event = shaped(Event, merged, empty)
    except ShapeError as error:
        faults += error.faults
    override = Override(event, times)
    if faults := faults or list(_contradictions(override, series)):
        raise ShapeError(faults)
    return override


def _contradictions(own: Override, series: Event) -> Iterator[ShapeFault]:
    """Times that would have to be passed over, or that are missing: a date may be ``all_day`` where its series is not. Midnight
    and the day's last second say the same as the day alone, and other systems write them."""
    start, end = own.times.start, own.times.end
    if end is not None and own.times.duration is not None:
        yield ("duration",), "both end and duration", "keep one of them", False
    if own.event.all_day:
        for key, when, same in (("start", start, time()), ("end", end, LAST_SECOND)):
            if isinstance(when, datetime) and when.time() != same:
                found = f"{when:%Y-%m-%d %H:%M}, a time of day in an all-day event"
                yield (key,), found, f"write {when:%Y-%m-%d}, or add all_day: false", False
            elif isinstance(when, time) and when != same:
                yield (key,), f"{when:%H:%M}, a time of day in an all-day event", "delete it, or add all_day: false", False
    elif series.all_day:
        if not isinstance(start, (time, datetime)):
            yield ("start",), "no time of day, for a date that is not all-day", "write start: 16:00", False
        if end is None and own.times.duration is None:
            yield ("end",), "missing, for a date that is not all-day", "add end: 18:00, or duration: 2h", False


def own_span(start: datetime, length: timedelta, own: Override, zone: ZoneInfo) -> tuple[datetime, datetime]:
    """Local start and end of a date, given those that the series has for it (naive). What the entry leaves out is as ever."""
    times = own.times
    begins = _at(start, times.start, zone) if times.start is not None else start
    if own.event.all_day:
        begins = datetime.combine(begins.date(), time())
        within = begins + (times.duration or length) - timedelta.resolution
        last = _at(begins, times.end, zone) if times.end is not None else within
        return begins, datetime.combine(last.date(), LAST_SECOND)
    if times.end is not None:
        return begins, _at(begins, times.end, zone)
    return begins, begins + (times.duration or length)


def _at(day: datetime, when: time | date | datetime, zone: ZoneInfo) -> datetime:
    if isinstance(when, datetime):
        return on_the_wall(when, zone)
    if isinstance(when, time):
        return datetime.combine(day.date(), when)
    return datetime.combine(when, day.time())
