"""``GET /api/v1/event-changes``: what became of each event, newest first, so that nobody has to guess what a missing one means.

All that it needs is in what was published last: the events feed, to compare with, and its own file, to continue. A cache may be
lost at any time. A cursor is the milliseconds since 1970 at which the change was found, and at least one more than the last one
given: so it grows even where the file before was lost and everything starts anew.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence, Set
from datetime import datetime, timedelta
from functools import lru_cache
from typing import Any, Literal

import orjson

from opslag.events.state import State
from opslag.feeds.change import Change, Item, changes
from opslag.feeds.rows import apart, rows

PATH = "/api/v1/event-changes"

KEPT = timedelta(days=90)
"""How far back changes are told at least."""

Reason = Literal["cancelled", "past", "unpublished"]
Row = Mapping[str, Any]


def event_changes(
    before: bytes | None,
    published: bytes | None,
    events: bytes,
    uuids: Sequence[str],
    starts: Callable[[], Iterable[datetime]],
    *,
    now: datetime,
    keep_past: timedelta,
) -> bytes:
    """The feed, a line each. ``before`` and ``published`` are its own file and the events feed as they were last published;
    ``events`` is that feed now, ``uuids`` are all in it, and ``starts`` tells when each begins: it is asked where all are new.
    Where no event has changed, it is ``before``, byte for byte.

    Without ``before`` every event is told as added: who follows the feed then has it whole again.
    """
    known = told(before)
    gone, come = ({}, _all_new(uuids, starts())) if known is None else _different(published or b"", events)
    alike = frozenset(uuids) - come.keys()
    found = [*changes(gone, come), *_mended(known or (), gone, come, alike)]
    if before is not None and known is not None and not found:
        return before
    newest = max((row["cursor"] for row in known or ()), default=0)
    first = max(newest + 1, int(now.timestamp() * 1000))
    latest = max([now, *(_moment(row["at"]) for row in (known or ())[:1])])  # where the clock went back, the order stays
    at = latest.astimezone(now.tzinfo).isoformat(timespec="seconds")
    new = [_row(cursor, at, change, now, keep_past) for cursor, change in enumerate(found, first)]
    return rows([*reversed(new), *_kept(known or (), now)])


@lru_cache(maxsize=1)
def told(before: bytes | None) -> Sequence[Row] | None:
    """The rows of a published feed; None where there is no such feed, or it cannot be read. A build asks twice."""
    try:
        found = orjson.loads(before or b"")
        return found if isinstance(found, list) and all(map(_legible, found)) else None
    except (ValueError, TypeError):
        return None


def _legible(row: Any) -> bool:
    return (
        isinstance(row, dict)
        and isinstance(row.get("cursor"), int)
        and isinstance(row.get("uuid"), str)
        and row.get("kind") in ("added", "updated", "removed")
        and isinstance(row.get("at"), str)
        and _moment(row["at"]).tzinfo is not None
    )


@lru_cache(maxsize=64)
def _moment(said: str) -> datetime:
    """Each build tells one moment, of however many events."""
    return datetime.fromisoformat(said)


def _different(published: bytes, events: bytes) -> tuple[dict[str, Item], dict[str, Item]]:
    """Those of the events before and now that are not the same byte for byte, by uuid.

    Of ten thousand events ten have changed: only those are read as JSON, where the feed before has one a line as ours has. Of one
    that is new only the date is kept, for on a new site all are.
    """
    old, new = apart(published, events)
    try:
        gone = _by_uuid(map(orjson.loads, old))
        return gone, _by_uuid(item if item["uuid"] in gone else _in_short(item) for item in map(orjson.loads, new))
    except ValueError:  # laid out in another way
        before, now = _whole(published), _whole(events)
        same = {uuid for uuid, item in before.items() if now.get(uuid) == item}
        return _without(same, before), _without(same, now)


def _all_new(uuids: Iterable[str], starts: Iterable[datetime]) -> dict[str, Item]:
    """Every event, with no more than is told of one that is new."""
    written = orjson.loads(orjson.dumps([*starts]))
    return {uuid: {"date_time": {"start": start}} for uuid, start in zip(uuids, written, strict=True)}


def _in_short(item: Item) -> Item:
    return {"uuid": item["uuid"], "date_time": item["date_time"]}


def _without(uuids: Set[str], items: dict[str, Item]) -> dict[str, Item]:
    return {uuid: item for uuid, item in items.items() if uuid not in uuids}


def _whole(events: bytes) -> dict[str, Item]:
    try:
        found = orjson.loads(events)
    except ValueError:
        return {}
    return _by_uuid(found) if isinstance(found, list) else {}


def _by_uuid(items: Iterable[Any]) -> dict[str, Item]:
    """Without those of which nothing can be told: what was published last may be anybody's. The gate says how many they are."""
    return {item["uuid"]: item for item in items if _can_be_told(item)}


def _can_be_told(item: Any) -> bool:
    when = item.get("date_time") if isinstance(item, dict) else None
    return isinstance(when, dict) and isinstance(when.get("start"), str) and isinstance(item.get("uuid"), str)


def _mended(known: Sequence[Row], gone: Mapping[str, Item], come: Mapping[str, Item], alike: frozenset[str]) -> Iterator[Change]:
    """What must be told besides where the two files of before were not of one build: a cache may have kept one longer."""
    newest: dict[str, str] = {}
    for row in known:
        newest.setdefault(row["uuid"], row["kind"])
    for uuid, kind in newest.items():
        here = uuid in come or uuid in alike
        if kind == "removed" and here and (uuid in gone or uuid in alike):
            yield Change("added", uuid, come.get(uuid, {}))
        elif kind != "removed" and not here and uuid not in gone:
            yield Change("removed", uuid, {})


def _row(cursor: int, at: str, change: Change, now: datetime, keep_past: timedelta) -> Row:
    row: dict[str, Any] = {"cursor": cursor, "at": at, "uuid": change.uuid, "kind": change.kind}
    if change.kind == "updated":
        row["fields"] = list(change.fields)
    elif change.kind == "removed":
        row["reason"] = reason(change.item, now, keep_past)
    return row


def reason(item: Item, now: datetime, keep_past: timedelta) -> Reason:
    """Why an event is no longer in the feed; ``item`` as it was there last. Taken back by the library is all that is not else."""
    if item.get("state") == State.CANCELLED:
        return "cancelled"
    end = _end(item)
    return "past" if end is not None and end <= now - keep_past else "unpublished"


def _end(item: Item) -> datetime | None:
    """None where none is told, or it is no moment."""
    try:
        end = datetime.fromisoformat(item["date_time"]["end"])
    except (KeyError, TypeError, ValueError):
        return None
    return end if end.tzinfo else None


def _kept(known: Sequence[Row], now: datetime) -> list[Row]:
    """Those of KEPT, and the one before them: it says to which cursor the others reach back."""
    since = now - KEPT
    young = sum(1 for row in known if _moment(row["at"]) >= since)
    return list(known[: young + 1])
