"""The programme: every occurrence that follows from the event files, with all that is computed about it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from opslag.content.moment import instant, skipped
from opslag.content.picture import Picture, PictureUse
from opslag.content.record import Record
from opslag.content.slug import slug
from opslag.errors import Problem, nearest
from opslag.events.event import Event
from opslag.events.occurrence import Occurrence, Place
from opslag.events.state import State
from opslag.events.update import Update, effective_state
from opslag.places.branch import Branch
from opslag.source.marks import Path as KeyPath

Fault = Callable[[KeyPath, str, str], None]
"""Notes a Problem at a key of the file at hand: its path, what was found, what to write instead."""

LAST_SECOND = time(23, 59, 59)


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What an event's file does not say itself."""

    zone: ZoneInfo
    now: datetime
    branches: Mapping[str, Branch]
    """By slug."""
    updates: Mapping[str, Update]
    """By the occurrence's uuid."""
    picture: Callable[[PictureUse, KeyPath, Fault], Picture | None]
    """Finds a picture; notes a Problem and gives None where there is none."""
    dates: Callable[[str, datetime | None, datetime | None], tuple[datetime, datetime]]
    """(file, created, updated as the file says) to when it was made and last changed."""


def occurrences(record: Record[Event], body: str, around: Surroundings, fault: Fault) -> list[Occurrence]:
    """The public occurrences of one file; [] for a draft, one that is not due, or one with a fault.

    ``body`` is the record's body with its links resolved.
    """
    event = record.front
    times = _times(event, around.zone, fault)
    branches = _branches(event, around.branches, fault)
    image = around.picture(event.image, ("image",), fault) if event.image else None
    teaser = around.picture(event.teaser_image, ("teaser_image",), fault) if event.teaser_image else None
    _check_tickets(event, fault)
    if times is None or not _is_public(event, around, fault):
        return []
    start, end = times
    update = around.updates.get(event.uuid)
    created_at, updated_at = around.dates(record.path, event.created, event.updated)
    return [
        Occurrence(
            event=event,
            uuid=event.uuid,
            series=None,
            series_path=None,
            date=start.date(),
            start=start,
            end=end,
            state=state_at(around.now, end, effective_state(event.state, update)),
            path=page_path(record),
            branches=branches,
            place=_place(event, branches),
            image=image,
            teaser_image=teaser,
            body=body,
            ticket_url=(update and update.external_data.url) or event.ticket_url,
            admin_url=update.external_data.admin_url if update else None,
            created_at=created_at,
            updated_at=max([updated_at, *(branch.updated_at for branch in branches[:1]), *([instant(update.at, around.zone)] if update else [])]),
            source=record.path,
        )
    ]


def page_path(record: Record[Event]) -> str:
    """The address of an event's page: from its file's name, or its ``slug``."""
    return f"/arrangementer/{record.front.slug or slug(record.stem)}/"


def state_at(now: datetime, end: datetime, state: State) -> State:
    """Cancelled stays Cancelled; any other state becomes Occurred once the end is past."""
    return State.OCCURRED if end <= now and state is not State.CANCELLED else state


def _times(event: Event, zone: ZoneInfo, fault: Fault) -> tuple[datetime, datetime] | None:
    """Start and end as instants, or None where they make no sense, which is noted."""
    if event.end is not None and event.duration is not None:
        fault(("duration",), "both end and duration", "keep one of them")
        return None
    if event.all_day:
        return _whole_days(event, zone, fault)
    faults = 0
    for key, when in (("start", event.start), ("end", event.end)):
        if when is not None and not isinstance(when, datetime):
            fault((key,), f"{when} without a time of day", f"write {when} 19:00, or all_day: true")
            faults += 1
        elif when is not None and skipped(when, zone):
            fault((key,), f"{when:%Y-%m-%d %H:%M}, a time that does not exist: the clock is put forward over it", "write another time")
            faults += 1
    if event.end is None and event.duration is None:
        fault(("end",), "missing", "add end: 2026-12-03 21:00, or duration: 2h, or all_day: true")
        faults += 1
    if faults:
        return None
    start = instant(event.start, zone)
    end = instant(event.end, zone) if event.end is not None else _later(start, event.duration or timedelta(), zone)
    if end <= start:
        fault(("end",), f"an end that is not after the start ({event.start:%Y-%m-%d %H:%M})", "write a later end")
        return None
    return start, end


def _later(start: datetime, duration: timedelta, zone: ZoneInfo) -> datetime:
    """A duration in hours is exact; one in days keeps the time of day (RFC 5545 3.3.6)."""
    local = start.replace(tzinfo=None) + timedelta(days=duration.days)
    exact = timedelta(seconds=duration.seconds)
    return (instant(local, zone).astimezone(UTC) + exact).astimezone(zone)


def _whole_days(event: Event, zone: ZoneInfo, fault: Fault) -> tuple[datetime, datetime] | None:
    first = _day(event.start)
    last = _day(event.end) if event.end is not None else first + timedelta(days=max(event.duration.days - 1, 0) if event.duration else 0)
    if last < first:
        fault(("end",), f"an end that is before the start ({first})", "write a later end")
        return None
    return instant(first, zone), instant(datetime.combine(last, LAST_SECOND), zone)


def _day(when: date | datetime) -> date:
    return when.date() if isinstance(when, datetime) else when


def _branches(event: Event, known: Mapping[str, Branch], fault: Fault) -> tuple[Branch, ...]:
    found = []
    for index, name in enumerate(event.branch):
        branch = known.get(name)
        if branch is None:
            fault(("branch", index) if len(event.branch) > 1 else ("branch",), f'no branch "{name}"', nearest(name, known))
        else:
            found.append(branch)
    return tuple(found)


def _check_tickets(event: Event, fault: Fault) -> None:
    titles: set[str] = set()
    for index, ticket in enumerate(event.tickets or ()):
        if ticket.title in titles:
            fault(("tickets", index, "title"), f'two kinds of ticket named "{ticket.title}"', "give each a name of its own")
        titles.add(ticket.title)


def _is_public(event: Event, around: Surroundings, fault: Fault) -> bool:
    publish = instant(event.publish, around.zone) if event.publish else None
    unpublish = instant(event.unpublish, around.zone) if event.unpublish else None
    if publish and unpublish and unpublish <= publish:
        fault(("unpublish",), "an unpublish that is not after publish", "write a later one")
    due = publish is None or publish <= around.now
    gone = unpublish is not None and unpublish <= around.now
    return due and not gone and not event.draft


def _place(event: Event, branches: tuple[Branch, ...]) -> Place:
    organizer = branches[0] if branches else None
    return Place(
        name=event.location or (organizer.title if organizer else ""),
        room=event.room or "",
        address=event.address or (organizer.address if organizer else None),
        online=event.attendance == "online",
        hybrid=event.attendance == "hybrid",
    )
