"""One event as it stands in a feed, with what is wrong with it by itself."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from functools import lru_cache
from typing import Any, NamedTuple

from opslag.contract.fault import Fault
from opslag.contract.schema import Schema, shown


class Event(NamedTuple):
    """What the rules across events need to know of one, as plain values. Text that is missing is "", a time None.

    It follows from the event's own bytes and the contract alone, so it may be kept.
    """

    uuid: str
    title: str
    url: str
    state: str
    series: str
    """The uuid of the series that it is a date of."""
    start: float | None
    """An instant, in seconds since 1970; so are the next three."""
    end: float | None
    created_at: float | None
    updated_at: float | None
    written: tuple[str, str, str, str]
    """The four as they stand there."""
    pictures: tuple[tuple[str, str], ...]
    """(field, address), such as ``("image.url", "https://…")``."""
    faults: tuple[Fault, ...]

    @property
    def day(self) -> str:
        """On which it begins; "" where that is not known."""
        return self.written[0][:10] if self.start is not None else ""


def read_event(value: Any, schema: Schema | None) -> Event:
    """The event in one value of a feed; without a schema nothing in it is judged."""
    item = _object(value)
    when = _object(item.get("date_time"))
    written = _text(when.get("start")), _text(when.get("end")), _text(item.get("created_at")), _text(item.get("updated_at"))
    start, end, created_at, updated_at = map(_instant, written)
    event = Event(
        _text(item.get("uuid")).lower(),
        _text(item.get("title")),
        _text(item.get("url")),
        _text(item.get("state")),
        _text(_object(item.get("series")).get("uuid")).lower(),
        start,
        end,
        created_at,
        updated_at,
        written,
        tuple([(path, _text(_object(item[field]).get("url"))) for field, path in _PICTURES if field in item]),
        (),
    )
    if schema is None:
        return event
    faults, more = schema.faults(value), list(_contradictions(item, event))
    if not (faults or more):
        return event
    told = {fault.field for fault in faults}
    return event._replace(faults=(*faults, *(fault for fault in more if fault.field not in told)))


_PICTURES = tuple((field, f"{field}.url") for field in ("image", "originalImage", "teaserImage"))


def _contradictions(item: dict[str, Any], event: Event) -> Iterator[Fault]:
    """What the contract says in words because a schema cannot."""
    if event.start is not None and event.end is not None:
        when = item["date_time"]
        if event.end < event.start:
            yield Fault("date_time.end", shown(when["end"]), f"it ends before it begins, at {when['start']}")
        if item.get("all_day") is True:
            for field, clock in (("start", "00:00:00"), ("end", "23:59:59")):
                if f"T{clock}" not in when[field]:
                    yield Fault(f"date_time.{field}", shown(when[field]), f"an all-day event says {clock} there")
    if event.created_at is not None and event.updated_at is not None and event.updated_at < event.created_at:
        yield Fault("updated_at", shown(item["updated_at"]), f"it changed before it was created, at {item['created_at']}")
    address, organizer = _object(item.get("address")), _object(item.get("organizer"))
    for field, number in (
        ("ticket_capacity", item.get("ticket_capacity")),
        ("address.zip_code", address.get("zip_code")),
        ("organizer.zip_code", organizer.get("zip_code")),
    ):
        if isinstance(number, float):
            yield Fault(field, shown(number), "the contract asks for a whole number, written without a point")
    tickets = item.get("ticket_categories")
    if isinstance(tickets, list):
        yield from _same_tickets(tickets)


def _same_tickets(tickets: list[Any]) -> Iterator[Fault]:
    uuids = [_text(_object(ticket).get("uuid")).lower() for ticket in tickets]
    if len(set(uuids)) == len(uuids):
        return
    first: dict[str, int] = {}
    for place, uuid in enumerate(uuids):
        if uuid and first.setdefault(uuid, place) != place:
            remedy = f"ticket_categories.{first[uuid]} has it already; give each its own title"
            yield Fault(f"ticket_categories.{place}.uuid", shown(uuid), remedy)


def _object(value: Any) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}


def _text(value: Any) -> str:
    return value if isinstance(value, str) else ""


@lru_cache(maxsize=1024)
def _instant(text: str) -> float | None:
    """None for what is no date and time, or has no offset from UTC. Many events begin, and many were edited, at one moment."""
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return None
    return moment.timestamp() if moment.tzinfo else None
