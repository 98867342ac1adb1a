"""``opslag check --series``: the dates of one series, with what is left out and why, and where the clock is changed."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from datetime import datetime
from pathlib import Path

from opslag.content.calendar import PUBLIC_HOLIDAYS, Calendar, PublicHolidays
from opslag.content.record import Places
from opslag.content.tree import Tree, named
from opslag.errors import ContentError, OpslagError, Problem, Severity, nearest
from opslag.events.clock import Note
from opslag.events.event import Event
from opslag.events.recurrence import LeftOut
from opslag.events.series import SeriesDate, dates_of
from opslag.reading import read_file, read_records
from opslag.source.marks import Path as KeyPath

CLOCK: dict[Note, str] = {
    "skipped": "the clock skips this time: it begins later",
    "twice": "the clock shows this time twice: the first is meant",
}


def dates_told(tree: Tree, file: str, now: datetime) -> Iterator[str]:
    """A line for each date. ``file`` is its path, or how it is known under content/events/. Raises ContentError."""
    path = _path(tree, file)
    read = read_file(tree, path)
    if isinstance(read, ContentError):
        raise read
    event: Event = read.front
    if event.repeat is None:
        raise OpslagError(f"{read.path}: no series; it has no repeat")
    records = read_records(tree)
    site = records.site
    calendars: dict[str, Calendar] = {**records.calendars, PUBLIC_HOLIDAYS: PublicHolidays(site.country, site.language)}
    places = Places.of_file(read.path, tree.read(path))
    problems: list[Problem] = []

    def fault(where: KeyPath, found: str, remedy: str, severity: Severity = Severity.ERROR) -> None:
        problems.append(places.problem(where, found, remedy, severity))

    dates, recurrence = dates_of(event, site.zone, (now + site.events.horizon).date(), calendars, fault)
    if recurrence is None or any(problem.severity is Severity.ERROR for problem in problems):
        raise ContentError(problems)
    lines = [(one.start.replace(tzinfo=None), _date(one)) for one in dates] + [
        (one.at, _left_out(one)) for one in recurrence.left_out
    ]
    yield f"{read.path}: {event.title}"
    yield from (line for _, line in sorted(lines))
    ends = f"; without an end: dates are made until {now + site.events.horizon:%Y-%m-%d}" if recurrence.endless else ""
    yield f"{len(dates)} dates, {len(recurrence.left_out)} left out{ends}"
    yield from map(str, sorted(set(problems)))


def _path(tree: Tree, file: str) -> str:
    known = [path for path in tree.files() if path.startswith("events/") and path.endswith(".md")]
    given = Path(file).as_posix().removeprefix("content/")
    with suppress(ValueError):
        given = Path(file).resolve().relative_to(tree.root.resolve()).as_posix()
    for path in (given, f"events/{given}"):
        if path in known:
            return path
    raise OpslagError(f'no event file "{file}"; {nearest(given, [named(path) for path in known])}')


def _date(one: SeriesDate) -> str:
    day = one.name[:10]
    moved = f"  (moved from {day})" if day != one.start.date().isoformat() else ""
    state = f"  {one.event.state.value}" if one.event.state != "Active" else ""
    note = f"  {CLOCK[one.note]}" if one.note else ""
    return f"  {one.start:%Y-%m-%d %a %H:%M}-{one.end:%H:%M}  {one.uuid}  {one.event.title}{state}{moved}{note}"


def _left_out(one: LeftOut) -> str:
    reason = (
        one.why
        if one.by == "except" and one.why
        else ("except" if one.by == "except" else f"{one.by}: {one.why}" if one.why else one.by)
    )
    return f"  {one.at:%Y-%m-%d %a %H:%M}        left out ({reason})"
