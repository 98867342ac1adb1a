"""The dates of a series: what its rule names from the start on, less what is left out, and what is added (RFC 5545 3.8.5).

Everything here is local wall time, naive: a series keeps its time of day when the clock is changed. ``events.clock`` makes
instants of it.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter, deque
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from heapq import merge
from itertools import groupby, takewhile
from zoneinfo import ZoneInfo

from opslag.content.calendar import Calendar, DayCalendar, merged
from opslag.errors import nearest
from opslag.events.expansion import SparseError, named
from opslag.events.identity import name_of
from opslag.events.repeat import Repeat
from opslag.events.rule import Frequency, Rule
from opslag.frozen import frozen
from opslag.places import weekdays
from opslag.source.marks import Path
from opslag.source.scalars import DayRange
from opslag.source.shape import ShapeError

Fault = tuple[Path, str, str, bool]
"""As in ``ShapeError``: the place in the event's front matter, what was found, what to do, whether the key is meant."""

MOST_DATES = 10_000
"""Of one series: every day for 27 years."""
MOST_ON_A_DAY = 1_000
MOST_ADDED = 1_000
"""Entries of ``also``."""


@frozen
class Instance:
    """One date-time that the series gives, and the name that its identity is made of (``events.identity``)."""

    at: datetime
    name: str


@frozen
class LeftOut:
    """One that the rule names and that does not happen. ``by`` is "except" or the calendar's name; ``why`` is what the
    calendar calls the day, "" for an exception."""

    at: datetime
    name: str
    by: str
    why: str


@frozen
class Recurrence:
    """Both lists are ascending, and no time is in one list twice."""

    instances: tuple[Instance, ...]
    left_out: tuple[LeftOut, ...]
    endless: bool
    """Nothing ends the rule, so the dates are those until the horizon."""
    warnings: tuple[Fault, ...]
    """What does nothing, and so may be a slip."""

    def nearest(self, day: date) -> Instance | None:
        """The instance whose own date is closest to a day, the earlier of two; None where there is no instance."""
        index = bisect_left(self.instances, day, key=lambda one: one.at.date())
        around = self.instances[max(index - 1, 0) : index + 1]
        return min(around, key=lambda one: abs(one.at.date() - day), default=None)


def recur(start: datetime, repeat: Repeat, horizon: date, calendars: Mapping[str, Calendar], zone: ZoneInfo) -> Recurrence:
    """The dates of the series that begins at ``start``: until its end, or where nothing ends it until ``horizon``, included.

    ``calendars`` are those that ``skip`` may name. ``zone`` is for an end that the rule gives in UTC. The start is the first
    instance, so the rule has to name it. Raises ShapeError, with places in the event's front matter, where it does not, where
    there are more than MOST_DATES, and where a key makes no sense.
    """
    try:
        return _recurrence(start, repeat, horizon, calendars, _until(repeat, zone))
    except SparseError:
        raise ShapeError([_too_sparse(repeat)]) from None


def _recurrence(
    start: datetime, repeat: Repeat, horizon: date, calendars: Mapping[str, Calendar], until: datetime | None
) -> Recurrence:
    faults = [*unknown_calendars(repeat, calendars), *_too_many_added(repeat)]
    given: list[Instance] = []
    if until is not None and until < start:
        faults.append(_too_early(start, repeat, until))
    else:
        given = _given(start, repeat, until, horizon)
        if not given or given[0].at != start:
            faults.append(_misplaced(start, repeat))
    if faults:
        raise ShapeError(faults)
    kept, left_out = _sifted(given, repeat, calendars)
    restored, added, notes = _added(start, repeat, kept)
    instances = sorted([*kept, *restored, *added], key=lambda one: (one.at, one.name)) if restored or added else kept
    names = {one.name for one in restored}
    return Recurrence(
        instances=tuple(instances),
        left_out=tuple(one for one in left_out if one.name not in names) if names else tuple(left_out),
        endless=bool(repeat.rules) and until is None and repeat.times is None,
        warnings=(*_idle(repeat, [one.at for one in given], horizon), *notes),
    )


def _until(repeat: Repeat, zone: ZoneInfo) -> datetime | None:
    """The last local moment; the end of the day where the file gives a date."""
    last = repeat.last
    if not isinstance(last, datetime):
        return None if last is None else datetime.combine(last, time.max)
    if last.tzinfo is not None and date.min.year < last.year < date.max.year:  # at either end other zones reach out
        last = last.astimezone(zone)
    return last.replace(tzinfo=None)


def unknown_calendars(repeat: Repeat, calendars: Mapping[str, Calendar]) -> Iterator[Fault]:
    """Those under ``skip`` that there are not."""
    for index, name in enumerate(repeat.skip):
        if name not in calendars:
            yield ("repeat", "skip", index), f'no calendar "{name}"', nearest(name, calendars), False


def _too_many_added(repeat: Repeat) -> Iterator[Fault]:
    if len(repeat.also) > MOST_ADDED:
        yield ("repeat", "also"), f"{len(repeat.also)} dates", f"write a rule, and at most {MOST_ADDED} dates beside it", False


def _too_early(start: datetime, repeat: Repeat, until: datetime) -> Fault:
    place = ("repeat", "until") if repeat.until is not None else ("repeat", "rule")
    return place, f"an end ({_said(until)}) before the start ({_said(start)})", "write a later one", False


def _given(start: datetime, repeat: Repeat, until: datetime | None, horizon: date) -> list[Instance]:
    """All that the rule gives from the start on, before anything is left out."""
    given: list[Instance] = []
    end = until or datetime.combine(date.max if repeat.times else max(horizon, start.date()), time.max)
    for one in _numbered(start, repeat, start.date(), end.date()):
        if one.at > end:
            break
        if one.at < start:
            continue
        given.append(one)
        if len(given) == repeat.times:
            break
        if len(given) > MOST_DATES:
            raise ShapeError([_too_many(repeat, f"more than {MOST_DATES} dates")])
    return given


def _numbered(start: datetime, repeat: Repeat, since: date, to: date) -> Iterator[Instance]:
    """What the rule names between two days, as if it had no beginning and no end, each with its number on its day."""
    day, number = None, 0
    for at in _union(repeat.rules, start, since, to):
        number = number + 1 if at.date() == day else 1
        day = at.date()
        if number > MOST_ON_A_DAY:
            raise ShapeError([_too_many(repeat, f"more than {MOST_ON_A_DAY} times on {day}")])
        yield Instance(at, name_of(day, number))


def _union(rules: tuple[Rule, ...], start: datetime, since: date, to: date) -> Iterable[datetime]:
    """What several rules name together; without a rule the start alone."""
    if len(rules) == 1:
        return named(rules[0], start, since, to)
    if not rules:
        return [start] if since <= start.date() <= to else []
    together = merge(*(named(rule, start, since, to) for rule in rules))
    return (at for at, _ in groupby(together))


def _too_many(repeat: Repeat, found: str) -> Fault:
    key = next((key for key in ("rule", "count", "until") if getattr(repeat, key) is not None), "every")
    return ("repeat", key), found, "write an earlier end, or a rule with fewer dates", False


def _too_sparse(repeat: Repeat) -> Fault:
    place = ("repeat", "rule" if repeat.rule else "every")
    return place, "a rule that gives no date, or hardly any", "write one whose dates exist, in as coarse a FREQ as will do", False


def _misplaced(start: datetime, repeat: Repeat) -> Fault:
    """The start is no date of the rule. The dates that it could be moved to are those of the rule with every period counted,
    since the interval is counted from the start."""
    rules = tuple(replace(rule, interval=1) for rule in repeat.rules)
    back = max(_REACH[rule.freq] for rule in rules)
    since = start.date() - min(back, start.date() - date.min)
    before = deque(takewhile(lambda at: at < start, _union(rules, start, since, start.date())), maxlen=1)
    after = next((at for at in _union(rules, start, start.date(), date.max) if at > start), None)
    near = min((at for at in (*before, after) if at is not None), key=lambda at: abs(at - start), default=None)
    found = f"{_said(start)}, a {_weekday(start)}, is not one of the dates of the series"
    if near is None:
        return _too_sparse(repeat)
    return ("start",), found, f"write {_said(near)} (a {_weekday(near)}), which is the nearest, or change repeat", False


_REACH = {
    Frequency.SECONDLY: timedelta(hours=1),
    Frequency.MINUTELY: timedelta(days=1),
    Frequency.HOURLY: timedelta(days=7),
    Frequency.DAILY: timedelta(days=366),
    Frequency.WEEKLY: timedelta(days=366),
    Frequency.MONTHLY: timedelta(days=1462),
    Frequency.YEARLY: timedelta(days=2923),
}
"""How far back a better start is looked for."""


def _sifted(given: list[Instance], repeat: Repeat, calendars: Mapping[str, Calendar]) -> tuple[list[Instance], list[LeftOut]]:
    """What ``except`` and ``skip`` keep, and what they leave out."""
    ranges = [entry for entry in repeat.except_ if isinstance(entry, DayRange)]
    times = {entry for entry in repeat.except_ if isinstance(entry, datetime)}
    pauses: list[tuple[str, Calendar]] = [("except", DayCalendar("", merged(ranges)))] if ranges else []
    pauses += [(name, calendars[name]) for name in repeat.skip]
    if not pauses and not times:
        return given, []
    kept: list[Instance] = []
    left_out: list[LeftOut] = []
    for one in given:
        day = one.at.date()
        reasons = ((name, why) for name, calendar in pauses if (why := calendar.why(day)) is not None)
        reason = ("except", "") if one.at in times else next(reasons, None)
        if reason is None:
            kept.append(one)
        else:
            left_out.append(LeftOut(one.at, one.name, *reason))
    return kept, left_out


def _added(start: datetime, repeat: Repeat, kept: list[Instance]) -> tuple[list[Instance], list[Instance], list[Fault]]:
    """What ``also`` brings: the rule's own dates that would not be there, dates beside the rule's, and notes on the useless.

    Raises ShapeError where the same time would be there twice.
    """
    if not repeat.also:
        return [], [], []
    own = {day: list(_numbered(start, repeat, day, day)) for day in {_day(when) for when in repeat.also}}
    there = {one.name for one in kept}
    restored: dict[str, Instance] = {}
    notes: list[Fault] = []
    beside: list[tuple[int, datetime]] = []
    for index, when in enumerate(repeat.also):
        if isinstance(when, datetime):
            beside.append((index, when))
        elif not own[when]:
            beside.append((index, datetime.combine(when, start.time())))
        else:
            missing = {one.name: one for one in own[when] if one.name not in there and one.name not in restored}
            if not missing:
                notes.append((("repeat", "also", index), str(when), "the series has that date anyway; delete it", False))
            restored |= missing
    return list(restored.values()), _beside(beside, own, {one.at for one in (*kept, *restored.values())}), notes


def _beside(entries: list[tuple[int, datetime]], own: Mapping[date, list[Instance]], times: set[datetime]) -> list[Instance]:
    """The dates beside the rule's, numbered behind it. Raises ShapeError for those at a time that is there already."""
    added: list[Instance] = []
    faults: list[Fault] = []
    numbers = Counter({day: len(instances) for day, instances in own.items()})
    for index, at in entries:
        numbers[at.date()] += 1
        if at in times:
            faults.append((("repeat", "also", index), _said(at), "the series has that date already; delete it here", False))
        times.add(at)
        added.append(Instance(at, name_of(at.date(), numbers[at.date()])))
    if faults:
        raise ShapeError(faults)
    return added


def _idle(repeat: Repeat, given: list[datetime], horizon: date) -> Iterator[Fault]:
    """Exceptions that leave nothing out: a slip, most often in the year. A range between two dates is none."""
    for index, entry in enumerate(repeat.except_):
        first, last = (entry.first, entry.last) if isinstance(entry, DayRange) else (entry.date(), entry.date())
        begin = datetime.combine(first, time()) if isinstance(entry, DayRange) else entry
        end = datetime.combine(last, time.max) if isinstance(entry, DayRange) else entry
        place = bisect_left(given, begin)
        hits = place < len(given) and given[place] <= end
        between = first != last and 0 < place < len(given)
        if not hits and not between and first <= horizon:
            near = min(given[max(place - 1, 0) : place + 1], key=lambda at: min(abs(at - begin), abs(at - end)))
            found = str(entry) if isinstance(entry, DayRange) else _said(entry)
            remedy = f"the rule gives nothing there to leave out; the nearest is {_said(near)}"
            yield ("repeat", "except", index), found, remedy, False


def _day(when: date | datetime) -> date:
    return when.date() if isinstance(when, datetime) else when


def _said(at: datetime) -> str:
    return f"{at:%Y-%m-%d %H:%M}"


def _weekday(at: datetime) -> str:
    return weekdays.NAMES[at.weekday()].capitalize()
