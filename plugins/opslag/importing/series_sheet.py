"""The items of one series as one event file: what they share, the dates, and what each date has for itself."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from opslag.events.clock import on_the_wall
from opslag.events.event import Event
from opslag.events.override import with_overrides
from opslag.events.recurrence import recur
from opslag.frozen import frozen
from opslag.importing.event_sheet import Around, event_keys, local, old_address, stamps, stem_of
from opslag.importing.item import Item
from opslag.importing.rule import repeat_of
from opslag.importing.sheet import Sheet
from opslag.source.notation import Value, flow
from opslag.source.shape import ShapeError, shaped

_EMPTY: dict[str, Value] = {
    "categories": [], "audiences": [], "tags": [], "partners": [], "screens": [], "branch": [], "ticket_manager": "false",
    "state": "Active", "attendance": "physical",
}  # fmt: skip
"""How a date says that it has none of what the series has; of other keys it cannot say so."""


@frozen
class Former:
    """A date that the file has already and that the feed no longer tells: it was, and its page stays."""

    at: datetime
    """Local, as the rule gives it."""
    own: Mapping[str, Any]
    """Its entry under ``instances``."""


def series(uuid: str, items: Sequence[Item], formers: Sequence[Former], path: str, around: Around) -> Sheet:
    """The file of a series; ``items`` are by start, one at least, and no two of all dates are at the same local time."""
    shared, own = _divided([event_keys(item, around) for item in items])
    starts = {item.uuid: item.start.replace(tzinfo=None) for item in items}
    repeat, given = repeat_of(sorted({*starts.values(), *(former.at for former in formers)}), around.zone)
    names = {one.at: one.name for one in given}
    first = given[0].at
    length = _length(items)
    stamp = [stamps(item) for item in items]
    common = {key: _most([one[key] for one in stamp]) for key in ("created", "updated") if all(key in one for one in stamp)}
    entries: dict[str, Value] = {names[former.at]: dict(former.own) for former in formers}
    for item, keys, at in zip(items, own, stamp, strict=True):
        entry: dict[str, Value] = {"uuid": item.uuid}
        end = item.start.replace(tzinfo=None) + length
        if item.end.replace(tzinfo=None) != end:
            entry["end"] = local(item.end, around.zone)
        if item.all_day and not all(one.all_day for one in items):
            entry["all_day"] = "true"
        entry |= keys
        entry |= {key: said for key, said in at.items() if common.get(key) != said}
        entries[names[starts[item.uuid]]] = entry
    front: dict[str, Value] = {"title": shared.pop("title"), "uuid": uuid}
    front |= _times(first, length, items)
    front |= shared | common
    old = list(dict.fromkeys(found for item in items if (found := old_address(item, stem_of(path)))))
    if old:
        front["redirect_from"] = old
    front["repeat"] = repeat
    front["instances"] = dict(sorted(entries.items(), key=lambda one: (one[0][:10], len(one[0]), one[0])))
    return Sheet(f"series:{uuid}", path, front, around.bodies[_most_text(items, around)])


def _most_text(items: Sequence[Item], around: Around) -> str:
    """The uuid of an item whose text most of them have."""
    text = _most([around.bodies[item.uuid] for item in items])
    return next(item.uuid for item in items if around.bodies[item.uuid] == text)


def _times(first: datetime, length: timedelta, items: Sequence[Item]) -> dict[str, Value]:
    if all(item.all_day for item in items):
        last = (first + length).date()
        days: dict[str, Value] = {"start": first.date().isoformat()}
        if last != first.date():
            days["end"] = last.isoformat()
        return days | {"all_day": "true"}
    return {"start": f"{first:%Y-%m-%d %H:%M}" + (f":{first:%S}" if first.second else ""), "end": _end(first, length)}


def _end(first: datetime, length: timedelta) -> str:
    end = first + length
    return f"{end:%Y-%m-%d %H:%M}" + (f":{end:%S}" if end.second else "")


def _length(items: Sequence[Item]) -> timedelta:
    """By the clock on the wall, as most of them have it."""
    lengths = [item.end.replace(tzinfo=None) - item.start.replace(tzinfo=None) for item in items]
    return Counter(lengths).most_common(1)[0][0]


def _divided(each: Sequence[dict[str, Value]]) -> tuple[dict[str, Value], list[dict[str, Value]]]:
    """What the series says, and what each date says instead. A date cannot take away what the series has, so a key that one of
    them lacks, and that cannot be said to be empty, is nobody's but those dates' that have it."""
    keys = list(dict.fromkeys(key for one in each for key in one))
    shared: dict[str, Value] = {}
    for key in keys:
        if all(key in one or key in _EMPTY for one in each):
            value = _most([one.get(key, _EMPTY.get(key, "")) for one in each])
            if value != _EMPTY.get(key):
                shared[key] = value
    own = []
    for one in each:
        full = {key: one.get(key, _EMPTY.get(key)) for key in keys}
        standing = {key: shared.get(key, _EMPTY.get(key)) for key in keys}
        own.append({key: value for key, value in full.items() if value is not None and value != standing[key]})
    return shared, own


def _most(values: Sequence[Value]) -> Any:
    """The most frequent, the first of several."""
    counts = Counter(map(flow, values))
    best = max(counts.values())
    return next(value for value in values if counts[flow(value)] == best)


def formers_of(front: Mapping[str, Any], gone: Iterable[str], horizon: date, zone: ZoneInfo) -> list[Former]:
    """The dates of a series file that carry one of these uuids."""
    uuids = set(gone)
    try:
        event = with_overrides(shaped(Event, dict(front)), front)
    except ShapeError:
        return []
    if event.repeat is None:
        return []
    start = on_the_wall(event.start, zone)
    try:
        at = {one.name: one.at for one in recur(start, event.repeat, horizon, {}, zone).instances}
    except ShapeError:
        return []
    found = []
    for name, override in event.instances.items():
        if override.times.uuid in uuids and name in at:
            found.append(Former(at[name], front["instances"][name]))
    return found
