"""Whether a branch is open at a moment, until when, and when it opens next."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta

from opslag.frozen import frozen
from opslag.places.schedule import Opening, Schedule

DAYS_AHEAD = 366
"""How far ahead the next opening is looked for: a summer branch says in autumn when it opens again."""


@frozen
class NextOpening:
    date: date
    opening: Opening


@frozen
class Status:
    """What is open at a moment, and what comes."""

    open: tuple[Opening, ...]
    """Those that it is within, one a category; ``close`` is when that category closes, over hours that follow at once."""
    next: tuple[NextOpening, ...]
    """For each category that is not open now, the first time that it opens again within DAYS_AHEAD; soonest first."""


def status(schedule: Schedule, now: datetime) -> Status:
    """``now`` is a local time where the branch is, naive or in the site's zone. A branch is closed at its closing minute."""
    today, clock = now.date(), now.time()
    openings = schedule.openings(today)
    within = tuple(_prolonged(one, openings) for one in openings if one.open <= clock < one.close)
    return Status(within, tuple(_coming(schedule, now, {one.category.id for one in within})))


def _prolonged(opening: Opening, openings: tuple[Opening, ...]) -> Opening:
    """The opening with its ``close`` moved over those of its category that begin when it ends."""
    for one in openings:
        if one.category.id == opening.category.id and one.open == opening.close:
            opening = replace(opening, close=one.close)
    return opening


def _coming(schedule: Schedule, now: datetime, found: set[int]) -> list[NextOpening]:
    coming: list[NextOpening] = []
    wanted = _categories(schedule) - found
    for step in range(DAYS_AHEAD + 1):
        day = now.date() + timedelta(days=step)
        for one in schedule.openings(day):
            if one.category.id in wanted and (step or one.open > now.time()):
                coming.append(NextOpening(day, one))
                wanted.discard(one.category.id)
        if not wanted:
            break
    return coming


def _categories(schedule: Schedule) -> set[int]:
    changed = {one.category.id for openings in schedule.changes.values() for one in openings}
    return changed | {rule.category.id for rule in schedule.rules}
