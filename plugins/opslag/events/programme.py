"""The programme: every occurrence that follows from the event files, with all that is computed about it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, date, datetime, timedelta
from operator import attrgetter
from typing import Any
from zoneinfo import ZoneInfo

from opslag.content.calendar import Calendar
from opslag.content.composition import Composition
from opslag.content.fault import Fault
from opslag.content.moment import instant, skipped
from opslag.content.picture import Picture, PictureUse
from opslag.content.record import Record
from opslag.content.reserved import its_own, reserved
from opslag.content.slug import slug
from opslag.errors import Problem, Severity, nearest
from opslag.events.clock import LAST_SECOND, on_the_wall
from opslag.events.event import Event
from opslag.events.occurrence import Occurrence, Place
from opslag.events.occurrences import Occurrences
from opslag.events.series import Series, dates_of, series_uuid
from opslag.events.state import State
from opslag.events.update import Update, effective_state
from opslag.frozen import frozen
from opslag.places.branch import Branch
from opslag.source.marks import Path as KeyPath


@frozen
class Surroundings:
    """What an event's file does not say itself."""

    zone: ZoneInfo
    now: datetime
    branches: Mapping[str, Branch]
    """By slug."""
    absent: Mapping[str, str]
    """Branches that have a file and are not shown, by slug: why not; "" where their file has a fault, which is told there."""
    updates: Mapping[str, Update]
    """By the occurrence's uuid."""
    horizon: date
    """The last local date for which a series without an end is made."""
    calendars: Mapping[str, Calendar]
    """Those that a series may skip, by name."""


@frozen
class Entry:
    """What one event file comes to."""

    source: str
    """As messages name it: ``content/events/krimi.md``."""
    uuid: str
    """The file's own."""
    address: str
    """Of its page, or its series' page."""
    occurrences: tuple[Occurrence, ...] = ()
    """The public ones, by start; none for a draft, or one that is not due."""
    series: Series | None = None
    """Where the file repeats."""
    pins: tuple[str, ...] = ()
    """The uuids that single dates have by ``instances``."""
    redirects: tuple[str, ...] = ()
    """Old addresses that lead here, as they are written."""
    links: tuple[tuple[str, str], ...] = ()
    """(the target as it is written, the path below content/ that it names), whether or not there is such a file."""
    own_links: tuple[str, ...] = ()
    """The addresses of the site that the body leads to by themselves, as they are written."""
    pictures: tuple[Picture, ...] = ()
    due: tuple[datetime, ...] = ()
    """When something of it will be published or taken back, after ``now``."""
    problems: tuple[Problem, ...] = ()


def entry(composition: Composition, around: Surroundings) -> Entry:
    """What follows from one file."""
    return _Maker(composition, around).entry()


class _Maker:
    """What the occurrences of one file share."""

    def __init__(self, composition: Composition, around: Surroundings) -> None:
        self.composition, self.around, self.fault = composition, around, composition.fault
        self.record: Record[Event] = composition.record
        self.path = page_path(self.record)
        self.body = composition.body()
        self.created_at, self.updated_at = composition.dates(self.record.front.created, self.record.front.updated)

    def entry(self) -> Entry:
        event, composition = self.record.front, self.composition
        for where, one in _said(event, _USER_TYPE):
            composition.user_type(one.registration, (*where, "registration"))
        for where, one in _said(event, _TERM):
            self._check_term(one, where)
        if reserved(self.path):
            self.fault(("slug",), its_own(self.path), "rename the file, or give it a slug of its own")
        occurrences, series = (tuple(self.single()), None) if event.repeat is None else self.series()
        return Entry(
            source=self.record.path,
            uuid=event.uuid,
            address=self.path,
            occurrences=occurrences,
            series=series,
            pins=tuple(own.times.uuid for own in event.instances.values() if own.times.uuid),
            redirects=event.redirect_from,
            links=tuple(composition.links),
            own_links=composition.own_links,
            pictures=tuple(composition.pictures.values()),
            due=tuple(self._due()),
            problems=tuple(composition.problems),
        )

    def _check_term(self, event: Event, where: KeyPath) -> None:
        zone = self.around.zone
        if event.publish and event.unpublish and instant(event.unpublish, zone) <= instant(event.publish, zone):
            self.fault((*where, "unpublish"), "an unpublish that is not after publish", "write a later one")

    def _due(self) -> Iterator[datetime]:
        for event in (self.record.front, *(own.event for own in self.record.front.instances.values())):
            for moment in (event.publish, event.unpublish) if not event.draft else ():
                if moment is not None and (due := instant(moment, self.around.zone)) > self.around.now:
                    yield due

    def single(self) -> Iterator[Occurrence]:
        event = self.record.front
        if event.instances:
            self.fault(("instances",), "dates of their own, in an event that does not repeat", "add repeat, or delete them")
        times = _times(event, self.around.zone, self.fault)
        shown = self._shown(event, ())
        if times and _is_public(event, self.around):
            yield self._occurrence(event, event.uuid, self.path, times, shown)

    def series(self) -> tuple[tuple[Occurrence, ...], Series | None]:
        event, around = self.record.front, self.around
        dates, recurrence = dates_of(event, around.zone, around.horizon, around.calendars, self.fault)
        shown: dict[int, _Shown] = {}
        found = []
        for one in sorted(dates, key=lambda one: one.event is not event):  # what is wrong with all dates is told of the series
            if id(one.event) not in shown:  # where every date says for itself where it is, the series need not
                shown[id(one.event)] = self._shown(one.event, () if one.event is event else ("instances", one.name))
            if _is_public(one.event, around):
                path = f"{self.path}{one.name.replace('#', '-')}/"
                found.append(self._occurrence(one.event, one.uuid, path, (one.start, one.end), shown[id(one.event)]))
        if any(problem.severity is Severity.ERROR for problem in self.composition.problems):
            self._check_others(shown)
        if recurrence is None or event.draft:
            return (), None
        found.sort(key=lambda occurrence: (occurrence.start, occurrence.uuid))
        skipped = [around.calendars[name].phrase for name in event.repeat.skip] if event.repeat else []
        series = Series(
            event=event,
            uuid=series_uuid(event),
            path=self.path,
            occurrences=Occurrences.of(found),
            endless=recurrence.endless,
            horizon=around.horizon,
            phrases=tuple(phrase for phrase in skipped if phrase),
            source=self.record.path,
        )
        return tuple(found), series

    def _check_others(self, shown: Mapping[int, _Shown]) -> None:
        """Looks at what is written for dates that are not there, or not yet: it may be that only a mistake keeps them away."""
        event = self.record.front
        for where, own in ((), event), *((("instances", name), own.event) for name, own in event.instances.items()):
            if id(own) not in shown and (own.branch or own.address or own.location):  # else each date may say where it is
                self._shown(own, where)

    def _shown(self, event: Event, under: KeyPath) -> _Shown:
        """What takes looking up, and is the same for every date that has no keys of its own. ``under`` which the keys stand."""
        around = self.around

        def fault(where: KeyPath, found: str, remedy: str, severity: Severity = Severity.ERROR) -> None:
            said = ".".join(map(str, where)), found
            if not under or all(said != (problem.field, problem.found) for problem in self.composition.problems):
                self.fault((*under, *where), found, remedy, severity)

        _check_tickets(event, fault)
        if not event.branch and event.address is None and event.location is None:
            fault(("branch",), "neither a branch nor an address", "name the branch that invites people, or give the address")
        return _Shown(
            branches=_branches(event, around.branches, around.absent, fault),
            image=self._picture(event.image, "image", fault),
            teaser_image=self._picture(event.teaser_image, "teaser_image", fault),
        )

    def _picture(self, use: PictureUse | None, key: str, fault: Fault) -> Picture | None:
        return self.composition.picture(use, (key,), fault) if use else None

    def _occurrence(self, event: Event, uuid: str, path: str, times: tuple[datetime, datetime], shown: _Shown) -> Occurrence:
        around, front = self.around, self.record.front
        start, end = times
        update = around.updates.get(uuid)
        created_at, updated_at = self._dates(event)
        changed = [updated_at, *[branch.updated_at for branch in shown.branches[:1]]]
        if update:
            changed.append(instant(update.at, around.zone))
        return Occurrence(
            event=event,
            uuid=uuid,
            series=series_uuid(front) if front.repeat else event.series,
            series_path=self.path if front.repeat else None,
            date=start.date(),
            start=start,
            end=end,
            state=state_at(around.now, end, effective_state(event.state, update)),
            path=path,
            branches=shown.branches,
            place=_place(event, shown.branches),
            image=shown.image,
            teaser_image=shown.teaser_image,
            body=self.body,
            ticket_url=(update and update.external_data.url) or event.ticket_url,
            admin_url=update.external_data.admin_url if update else None,
            created_at=created_at,
            updated_at=max(changed),
            source=self.record.path,
        )

    def _dates(self, event: Event) -> tuple[datetime, datetime]:
        """When the file was made and changed, or, where the date says so for itself, the date."""
        front = self.record.front
        if event.created == front.created and event.updated == front.updated:
            return self.created_at, self.updated_at
        return self.composition.dates(event.created, event.updated)


@frozen
class _Shown:
    branches: tuple[Branch, ...]
    image: Picture | None
    teaser_image: Picture | None


_USER_TYPE, _TERM = attrgetter("registration"), attrgetter("publish", "unpublish")


def _said(event: Event, said: Callable[[Event], Any]) -> Iterator[tuple[KeyPath, Event]]:
    """The file itself, and each of its dates that says something else than the file, with where that stands."""
    yield (), event
    for name, override in event.instances.items():
        if said(override.event) != said(event):
            yield ("instances", name), override.event


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
            found = f"{when:%Y-%m-%d %H:%M}, a time that does not exist: the clock is put forward over it"
            fault((key,), found, "write another time")
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
    return instant(instant(local, zone).astimezone(UTC) + exact, zone)


def _whole_days(event: Event, zone: ZoneInfo, fault: Fault) -> tuple[datetime, datetime] | None:
    first = on_the_wall(event.start, zone).date()
    days = max(event.duration.days, 1) if event.duration else 1
    last = on_the_wall(event.end, zone).date() if event.end is not None else first + timedelta(days=days - 1)
    if last < first:
        fault(("end",), f"an end that is before the start ({first})", "write a later end")
        return None
    return instant(first, zone), instant(datetime.combine(last, LAST_SECOND), zone)


def _branches(event: Event, known: Mapping[str, Branch], absent: Mapping[str, str], fault: Fault) -> tuple[Branch, ...]:
    found = []
    for index, name in enumerate(event.branch):
        where = ("branch", index) if len(event.branch) > 1 else ("branch",)
        if name in known:
            found.append(known[name])
        elif name not in absent:
            fault(where, f'no branch "{name}"', nearest(name, known))
        elif absent[name]:
            fault(where, f'the branch "{name}", {absent[name]}', "publish it, or name another")
    return tuple(found)


def _check_tickets(event: Event, fault: Fault) -> None:
    titles: set[str] = set()
    for index, ticket in enumerate(event.tickets or ()):
        if ticket.title in titles:
            fault(("tickets", index, "title"), f'two kinds of ticket named "{ticket.title}"', "give each a name of its own")
        titles.add(ticket.title)


def _is_public(event: Event, around: Surroundings) -> bool:
    due = event.publish is None or instant(event.publish, around.zone) <= around.now
    gone = event.unpublish is not None and instant(event.unpublish, around.zone) <= around.now
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
