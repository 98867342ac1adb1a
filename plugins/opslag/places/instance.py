"""Opening hours as the feeds give them: one instance for each opening on each day, with an id that stays.

Source: the contract's ``/api/v1/opening_hours``.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, time, timedelta
from typing import Literal

from opslag.errors import Problem
from opslag.frozen import frozen
from opslag.places.schedule import Rule, Schedule
from opslag.settings import HoursCategory


@frozen
class Repetition:
    """What an instance repeats: one weekday of one rule (``weekly``), or nothing (``none``)."""

    id: int
    """53 bits. The same for all instances of one weekday of one rule, and for no others."""
    type: Literal["none", "weekly"]
    end_date: date | None = None
    """The last day, within, of what is weekly."""


@frozen
class Instance:
    """One opening on one day."""

    id: int
    """53 bits of a hash of branch, category, day, start and end, so no other line of the file has a say in it."""
    branch_id: int
    category: HoursCategory
    date: date
    start: time
    end: time
    repetition: Repetition


def identity(*names: object) -> int:
    """53 bits of SHA-256 of the names: a number that JavaScript holds exactly (ECMA-262, Number.MAX_SAFE_INTEGER)."""
    digest = hashlib.sha256("\x1f".join(map(str, names)).encode()).digest()
    return int.from_bytes(digest[:7]) >> 3


def rows(branch_id: int, schedule: Schedule, first_day: date, last_day: date) -> tuple[Instance, ...]:
    """The instances of a branch from the first day to the last, both within, by day, start, end and category."""
    return tuple(_rows(branch_id, schedule, first_day, last_day))


def _rows(branch_id: int, schedule: Schedule, first_day: date, last_day: date) -> Iterator[Instance]:
    weekly: dict[tuple[int, int], Repetition] = {}  # by which rule it is, and the weekday
    for step in range((last_day - first_day).days + 1):
        day = first_day + timedelta(days=step)
        for one in schedule.openings(day):
            named = (branch_id, one.category.id, day, one.open.isoformat("minutes"), one.close.isoformat("minutes"))
            if one.rule is None:
                repetition = Repetition(identity("once", *named), "none")
            else:
                key = id(one.rule), day.weekday()
                if key not in weekly:
                    weekly[key] = _weekly(branch_id, schedule, one.rule, day.weekday(), last_day)
                repetition = weekly[key]
            yield Instance(identity("opening", *named), branch_id, one.category, day, one.open, one.close, repetition)


def _weekly(branch_id: int, schedule: Schedule, rule: Rule, weekday: int, last_day: date) -> Repetition:
    """Its id names the season by its beginning, so a season that is made longer stays the same repetition."""
    season = (rule.from_ or "from ever") if rule.seasonal else "always"
    named = (branch_id, rule.category.id, weekday, rule.open.isoformat("minutes"), rule.close.isoformat("minutes"), season)
    return Repetition(identity("weekly", *named), "weekly", _end(schedule, rule, weekday, last_day))


def _end(schedule: Schedule, rule: Rule, weekday: int, last_day: date) -> date:
    """The contract demands an end of all that is weekly. Where the editor set none, it is the day before hours from a date on
    take its place for good, or the end of the year in which the window ends: a day that moves once a year, not with each build.
    """
    if rule.until is not None:
        return rule.until
    ends = [date(last_day.year, 12, 31)]
    if not rule.seasonal:
        ends += [
            other.from_ - timedelta(days=1)
            for other in schedule.rules
            if other.from_ and not other.until and weekday in other.weekdays and other.category.id == rule.category.id
        ]
    return min(ends)


def collisions(instances: Iterable[Instance], files: Mapping[int, str]) -> list[Problem]:
    """A Problem for each id that two instances, or two repetitions, share; ``files`` names a branch's file by its id."""
    problems: list[Problem] = []
    openings: dict[int, Instance] = {}
    repetitions: dict[int, Instance] = {}
    for one in instances:
        other = openings.setdefault(one.id, one)
        if other is not one:
            problems.append(_collision(one, other, files))
        other = repetitions.setdefault(one.repetition.id, one)
        if _repeated(other) != _repeated(one):
            problems.append(_collision(one, other, files))
    return list(dict.fromkeys(problems))


def _repeated(one: Instance) -> tuple[object, ...]:
    """All that a repetition's id stands for."""
    when = one.date if one.repetition.type == "none" else one.date.weekday()
    return one.branch_id, one.category.id, when, one.start, one.end, one.repetition


def _collision(one: Instance, other: Instance, files: Mapping[int, str]) -> Problem:
    file = files[one.branch_id]
    if (one.branch_id, one.category.id, one.date, one.start) == (other.branch_id, other.category.id, other.date, other.start):
        return Problem(file, 0, 0, "id", f"two branches are {one.branch_id}", "give each branch an id of its own")
    found = f"{_said(one)} has the id of {_said(other)} in {files[other.branch_id]}"
    return Problem(file, 0, 0, "hours", found, "let one of them begin or end a minute later")


def _said(one: Instance) -> str:
    return f"{one.category.title} {one.date} {one.start:%H:%M}-{one.end:%H:%M}"
