"""A series: an event file that repeats, and all of its dates."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from opslag.content.calendar import Calendar
from opslag.content.fault import Fault
from opslag.content.moment import instant, settled
from opslag.errors import Severity
from opslag.events.clock import Note, on_the_wall, resolve
from opslag.events.event import Event
from opslag.events.identity import identities
from opslag.events.occurrences import Occurrences
from opslag.events.override import Override, own_span
from opslag.events.recurrence import Instance, Recurrence, recur, unknown_calendars
from opslag.events.repeat import Repeat
from opslag.events.rule import Frequency
from opslag.events.state import State
from opslag.frozen import frozen
from opslag.source.marks import Path
from opslag.source.shape import ShapeError


@frozen
class SeriesDate:
    """One date of a series: what its rule gives, and when it really happens."""

    name: str
    """Its name for ever: the local date that the rule gives, ``2026-12-08`` (``events.identity``)."""
    uuid: str
    event: Event
    """With the date's own keys laid over the series'."""
    start: datetime
    end: datetime
    """Aware, in the site's zone."""
    note: Note | None
    """What the clock does to the start that night."""


@frozen
class Series:
    """A series as the site shows it; its occurrences are public and by start."""

    event: Event
    uuid: str
    path: str
    occurrences: Occurrences
    endless: bool
    """Nothing ends its rule: dates are made until the horizon."""
    horizon: date
    phrases: tuple[str, ...]
    """How the calendars that it skips end a sentence: ``i skoleferien``."""
    source: str


def series_uuid(event: Event) -> str:
    """The uuid by which all occurrences of a series are known as one."""
    return event.series or event.uuid


def dates_of(
    event: Event, zone: ZoneInfo, horizon: date, calendars: Mapping[str, Calendar], fault: Fault
) -> tuple[list[SeriesDate], Recurrence | None]:
    """Every date of the series, and the recurrence that they come from; [] and None where it makes no sense, which is noted."""
    if event.repeat is None:
        return [], None
    if not _is_timely(event, event.repeat, zone, fault):
        for path, found, remedy, _ in unknown_calendars(event.repeat, calendars):
            fault(path, found, remedy)
        return [], None
    start, length = times_of(event, zone)
    try:
        recurrence = recur(start, event.repeat, horizon, calendars, zone)
    except ShapeError as error:
        for path, found, remedy, _ in error.faults:
            fault(path, found, remedy)
        return [], None
    for path, found, remedy, _ in recurrence.warnings:
        fault(path, found, remedy, Severity.WARNING)
    if not recurrence.instances:
        by = ", ".join(dict.fromkeys(one.by for one in recurrence.left_out))
        fault(("repeat",), f"no date, for all are left out ({by})", "leave one in, or delete the file", Severity.WARNING)
    _check_names(event, recurrence, horizon, fault)
    identity = identities(series_uuid(event))
    overrides: Mapping[str, Override] = event.instances
    plain = Override(event)
    found_dates = []
    for instance in recurrence.instances:
        override = overrides.get(instance.name, plain)
        uuid = override.times.uuid or identity(instance.name)
        made = _date(instance, uuid, override, length, zone)
        if made.end <= made.start:
            fault(("instances", instance.name, "end"), "an end that is not after the start", "write a later end")
        found_dates.append(made)
    if event.instances:  # without any no two dates have anything in common
        _check_uuids(found_dates, fault)
        _check_starts(found_dates, overrides, fault)
    _tell_clock(found_dates, fault)
    return found_dates, recurrence


def times_of(event: Event, zone: ZoneInfo) -> tuple[datetime, timedelta]:
    """The local start of the first date, naive, and how long each lasts by the clock on the wall, where they make sense."""
    start = on_the_wall(event.start, zone)
    if not event.all_day:
        return start, event.duration or on_the_wall(event.end or event.start, zone) - start
    start = datetime.combine(start.date(), time())
    if event.end is not None:
        days = (on_the_wall(event.end, zone).date() - start.date()).days
    else:
        days = max(event.duration.days, 1) - 1 if event.duration else 0
    return start, timedelta(days=days, hours=23, minutes=59, seconds=59)


def _is_timely(event: Event, repeat: Repeat, zone: ZoneInfo, fault: Fault) -> bool:
    """Whether start and end make sense together; what does not is noted."""
    if event.end is not None and event.duration is not None:
        fault(("duration",), "both end and duration", "keep one of them")
    elif not event.all_day and not isinstance(event.start, datetime):
        fault(("start",), f"{event.start} without a time of day", f"write {event.start} 19:00, or all_day: true")
    elif not event.all_day and event.end is None and event.duration is None:
        fault(("end",), "missing", "add end: 2026-12-03 21:00, or duration: 2h, or all_day: true")
    elif event.all_day and (faults := list(_times_of_day(repeat))):
        for where, found, remedy in faults:
            fault(where, found, remedy)
    elif times_of(event, zone)[1] <= timedelta():
        said = f"{on_the_wall(event.start, zone):%Y-%m-%d %H:%M}"
        fault(("end",), f"an end that is not after the start ({said})", "write a later end")
    else:
        return True
    return False


def _times_of_day(repeat: Repeat) -> Iterator[tuple[Path, str, str]]:
    """Those in a repeat of whole days. Midnight says the same as the day alone, and other systems write it."""
    rule = repeat.rule
    if rule is not None and (rule.freq < Frequency.DAILY or any((*rule.byhour, *rule.byminute, *rule.bysecond))):
        remedy = "write one of days, without BYHOUR, BYMINUTE and BYSECOND"
        yield ("repeat", "rule"), "a rule with times of day in an all-day event", remedy
    for index, when in enumerate(repeat.also):
        if isinstance(when, datetime) and when.time() != time():
            found = f"{when:%Y-%m-%d %H:%M}, a time of day in an all-day event"
            yield ("repeat", "also", index), found, f"write {when:%Y-%m-%d}"


def _date(instance: Instance, uuid: str, override: Override, length: timedelta, zone: ZoneInfo) -> SeriesDate:
    start, end = own_span(instance.at, length, override, zone)
    begins, note = resolve(start, zone)
    begins = settled(begins)
    counted = note == "skipped" or start.fold > end.fold  # from such a start it is so long, whatever the clock shows then
    ends = begins + (end - start) if counted else resolve(end, zone)[0]
    own = override.times.start
    told = isinstance(own, datetime) and own.tzinfo is not None  # which of the two hours is meant
    return SeriesDate(instance.name, uuid, override.event, begins, instant(ends, zone), None if told else note)


def _check_names(event: Event, recurrence: Recurrence, horizon: date, fault: Fault) -> None:
    """An entry of ``instances`` that names no date of the series would do nothing, and be missed by nobody until the day."""
    known = {one.name for one in recurrence.instances}
    left_out = {one.name: one for one in recurrence.left_out}
    for name in event.instances:
        day = date.fromisoformat(name[:10])
        if name in known or (recurrence.endless and day > horizon):
            continue
        if name in left_out:
            by = left_out[name].why or left_out[name].by
            fault(("instances", name), f"{name}, which is left out ({by})", "delete the entry, or add the date under also")
            continue
        near = recurrence.nearest(day)
        remedy = f"the nearest is {near.name}" if near else "the series has no dates"
        fault(("instances", name), f"{name}, which is no date of the series", remedy)


def _check_uuids(dates: list[SeriesDate], fault: Fault) -> None:
    uuids: dict[str, str] = {}
    for one in dates:
        first = uuids.setdefault(one.uuid, one.name)
        if first != one.name:
            fault(("instances", one.name, "uuid"), f"the uuid of {first} as well", "give each date a uuid of its own")


def _check_starts(dates: list[SeriesDate], overrides: Mapping[str, Override], fault: Fault) -> None:
    """A date that is moved to the time of another one was most often meant to take its place."""
    moved = {name for name, own in overrides.items() if own.times.start is not None}
    there = [one for one in dates if one.event.state is not State.CANCELLED and not one.event.draft]
    first = {one.start: one.name for one in reversed(there) if one.name not in moved}
    for one in there:
        if one.name in moved and (other := first.setdefault(one.start, one.name)) != one.name:
            found = f"{one.start:%Y-%m-%d %H:%M}, when {other} is as well"
            remedy = "write another time, or cancel one of the two"
            fault(("instances", one.name, "start"), found, remedy, Severity.WARNING)


def _tell_clock(dates: list[SeriesDate], fault: Fault) -> None:
    for one in _doubtful(dates):
        said = f"{one.name}, when the clock is changed: "
        said += (
            f"the time does not exist that night, and it begins {one.start:%H:%M}"
            if one.note == "skipped"
            else "the time comes twice, and the first one is meant"
        )
        fault(
            ("start",),
            said,
            f'write a time of its own under instances: "{one.name}": {{start: …}}, or leave it',
            Severity.WARNING,
        )


def _doubtful(dates: list[SeriesDate]) -> Iterator[SeriesDate]:
    return (one for one in dates if one.note is not None)
