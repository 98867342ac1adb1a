"""What is wrong with the opening hours in a branch's file, beyond what each key's own type can tell."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from datetime import date, timedelta
from itertools import combinations

from opslag.errors import Problem, Severity, nearest
from opslag.frozen import frozen
from opslag.places.hours import ChangedHours, OpeningKeys, RegularHours
from opslag.places.weekdays import said
from opslag.source.marks import Marks, Path


@frozen
class _Fault:
    path: Path
    found: str
    remedy: str
    severity: Severity = Severity.ERROR


def hours_problems(
    keys: OpeningKeys,
    marks: Marks,
    file: str,
    *,
    categories: Collection[str],
    calendars: Collection[str],
    first_line: int = 1,
) -> list[Problem]:
    """Every fault, at its line, of a file whose document begins on ``first_line``.

    ``categories`` are the titles, and ``calendars`` the names, that the site knows.
    """
    problems = []
    for fault in _faults(keys, marks, categories, calendars, first_line):
        line, column = marks.of(fault.path)
        field = ".".join(map(str, fault.path))
        problems.append(Problem(file, line + first_line - 1, column, field, fault.found, fault.remedy, fault.severity))
    return problems


def _faults(
    keys: OpeningKeys, marks: Marks, categories: Collection[str], calendars: Collection[str], first_line: int
) -> Iterator[_Fault]:
    for index, entry in enumerate(keys.hours):
        yield from _entry_faults(("hours", index), entry, categories)
        yield from _season_faults(("hours", index), entry)
    lines = [marks.of(("hours", index))[0] + first_line - 1 for index in range(len(keys.hours))]
    yield from _weekly_overlaps(keys.hours, lines)
    yield from _unmeant_replacements(keys.hours, lines)
    yield from _closing_faults(keys, calendars)
    for day, entries in keys.changes.items():
        for index, change in enumerate(entries):
            yield from _entry_faults(("changes", day.isoformat(), index), change, categories)
        yield from _overlaps_on(day, entries)
    yield from _empty_changes(keys, marks)


def _entry_faults(path: Path, entry: RegularHours | ChangedHours, categories: Collection[str]) -> Iterator[_Fault]:
    if entry.category not in categories:
        found = f'no category "{entry.category}" in site.yaml'
        yield _Fault((*path, "category"), found, nearest(entry.category, categories))
    if entry.close == entry.open:
        yield _Fault((*path, "close"), f'"{entry.close:%H:%M}" is when it opens', "write when it closes")
    elif entry.close < entry.open:
        remedy = "write a time after it; hours that cross midnight are two: until 23:59, and from 00:00 on the next day"
        yield _Fault((*path, "close"), f'"{entry.close:%H:%M}" is before {entry.open:%H:%M}, when it opens', remedy)


def _season_faults(path: Path, entry: RegularHours) -> Iterator[_Fault]:
    first, last = entry.from_ or date.min, entry.until or date.max
    if last < first:
        yield _Fault((*path, "until"), f'"{entry.until}" is before {entry.from_}', "let from be the first day, until the last")
    elif not _shared_weekdays(entry.weekdays, first, last):
        found = f"no {said(entry.weekdays)} from {entry.from_} until {entry.until}"
        yield _Fault((*path, "days"), found, "write other days, or other dates")


def _shared_weekdays(weekdays: frozenset[int], first: date, last: date) -> frozenset[int]:
    """Those of the weekdays that there are from the first day to the last."""
    if (last - first).days >= 6:
        return weekdays
    return weekdays & {(first + timedelta(days=step)).weekday() for step in range((last - first).days + 1)}


def _cross(one: RegularHours | ChangedHours, other: RegularHours | ChangedHours) -> bool:
    return max(one.open, other.open) < min(one.close, other.close)


def _together(one: RegularHours, other: RegularHours) -> frozenset[int]:
    """The weekdays on which both would be in force, were neither to take the other's place."""
    if one.category != other.category:
        return frozenset()
    first = max(one.from_ or date.min, other.from_ or date.min)
    last = min(one.until or date.max, other.until or date.max)
    return _shared_weekdays(one.weekdays & other.weekdays, first, last)


def _weekly_overlaps(hours: Sequence[RegularHours], lines: Sequence[int]) -> Iterator[_Fault]:
    for (earlier, one), (later, other) in combinations(enumerate(hours), 2):
        shared = _together(one, other)
        if shared and one.seasonal == other.seasonal and _cross(one, other):
            found = f"{_shown(other)} and {_shown(one)} (line {lines[earlier]}) overlap on {said(shared)}"
            remedy = "let one season end before the other begins" if one.seasonal else "let one end when the other begins"
            yield _Fault(("hours", later), found, remedy)


def _unmeant_replacements(hours: Sequence[RegularHours], lines: Sequence[int]) -> Iterator[_Fault]:
    """A season that looks as if it were meant to come on top: it overlaps none of the hours whose place it takes.

    Where other hours of the same season do overlap them, the editor has written the whole day anew, and means it.
    """
    regular = [(line, one) for one, line in zip(hours, lines, strict=True) if not one.seasonal]
    for index, season in enumerate(hours):
        if not season.seasonal:
            continue
        with_it = [other for other in hours if other.seasonal and _together(season, other)]
        replaced = [(line, one) for line, one in regular if _together(season, one)]
        if replaced and not any(_cross(other, one) for other in with_it for _, one in replaced if _together(other, one)):
            line, one = replaced[0]
            found = f"{_shown(season)} takes the place of {_shown(one)} (line {line}) on {said(_together(season, one))}"
            remedy = "if both are meant, write the latter again with the same from and until"
            yield _Fault(("hours", index), found, remedy, Severity.WARNING)


def _closing_faults(keys: OpeningKeys, calendars: Collection[str]) -> Iterator[_Fault]:
    for index, closing in enumerate(keys.closed):
        if isinstance(closing, str) and closing not in calendars:
            yield _Fault(("closed", index), f'no calendar "{closing}"', nearest(closing, calendars))


def _overlaps_on(day: date, entries: Sequence[ChangedHours]) -> Iterator[_Fault]:
    for one, (index, other) in combinations(enumerate(entries), 2):
        if one[1].category == other.category and _cross(one[1], other):
            found = f"{_shown(other)} and {_shown(one[1])} overlap"
            yield _Fault(("changes", day.isoformat(), index), found, "let one end when the other begins")


def _empty_changes(keys: OpeningKeys, marks: Marks) -> Iterator[_Fault]:
    """A day with nothing behind it: as a key left empty it is not in the value, and the library would seem open as usual."""
    said_days = {day.isoformat() for day in keys.changes}
    for path in marks.keys:
        if len(path) == 2 and path[0] == "changes" and path[1] not in said_days:
            yield _Fault(path, "nothing", "write [] where it is closed all day, else when it is open")


def _shown(entry: RegularHours | ChangedHours) -> str:
    return f"{entry.category} {entry.open:%H:%M}-{entry.close:%H:%M}"
