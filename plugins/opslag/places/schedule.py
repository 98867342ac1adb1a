"""When a branch is open on any day, and how that differs from its week."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import field, replace
from datetime import date, time, timedelta

from opslag.content.calendar import PUBLIC_HOLIDAYS
from opslag.frozen import frozen
from opslag.places.hours import OpeningKeys
from opslag.settings import HoursCategory
from opslag.source.scalars import DayRange

Calendar = Callable[[date], str | None]
"""Named days: what a day is called ("Påskedag"), None for a day that is not in the calendar."""

MOST_DAYS_KEPT = 4000


@frozen
class Rule:
    """Hours of one category that come back every week, while they are in force."""

    category: HoursCategory
    weekdays: frozenset[int]
    open: time
    close: time
    from_: date | None = None
    until: date | None = None
    """The last day, within."""

    @property
    def seasonal(self) -> bool:
        """Whether it takes the place of those without dates."""
        return self.from_ is not None or self.until is not None

    def names(self, day: date) -> bool:
        """Whether the day is one of its weekdays, within its dates."""
        if day.weekday() not in self.weekdays:
            return False
        return (self.from_ is None or self.from_ <= day) and (self.until is None or day <= self.until)


@frozen
class Opening:
    """A branch is open from ``open`` to ``close``, local time of one day, in the way that the category says."""

    category: HoursCategory
    open: time
    close: time
    rule: Rule | None = None
    """The rule by which it comes back every week; None for hours that this day alone has."""
    reason: str = ""
    """Why the day has hours of its own, where that is known: ``Juleaften``."""

    @property
    def differs(self) -> bool:
        return self.rule is None


@frozen
class OpeningDay:
    """One day of a branch. It differs where its openings are not those of the week that is in force, season and all."""

    date: date
    openings: tuple[Opening, ...]
    """By opening time; none where it is closed."""
    usual: tuple[Opening, ...]
    """What the week would have had, for a page to strike through."""
    reason: str = ""
    """What the day is called where it differs and has a name; else empty."""

    @property
    def differs(self) -> bool:
        return self.openings != self.usual


@frozen
class Schedule:
    """When one branch is open. A branch without opening hours has the empty one.

    It answers for any day. What was answered is kept, since pages ask for the same few days again and again.
    """

    rules: tuple[Rule, ...] = ()
    closed: tuple[DayRange | Calendar, ...] = ()
    changes: Mapping[date, tuple[Opening, ...]] = field(default_factory=dict)
    """All that is open on these days, whatever else is said of them; an empty tuple is closed."""
    name: Calendar | None = None
    """What days are called, whether it closes on them or not: the reason given where a day differs."""
    _days: dict[date, OpeningDay] = field(default_factory=dict, init=False, repr=False, compare=False)
    _weeks: dict[tuple[int, ...], tuple[Opening, ...]] = field(default_factory=dict, init=False, repr=False, compare=False)
    """What is usual on a day, by the numbers of the rules that name it: few, for many days."""

    def openings(self, day: date) -> tuple[Opening, ...]:
        """By opening time; none where it is closed."""
        return self.day(day).openings

    def day(self, day: date) -> OpeningDay:
        known = self._days.get(day)
        if known is None:
            if len(self._days) >= MOST_DAYS_KEPT:
                self._days.clear()
            known = self._days[day] = self._worked_out(day)
        return known

    def _worked_out(self, day: date) -> OpeningDay:
        usual = self._usual(day)
        if day in self.changes:
            openings = self._changed(day, usual)
        else:
            openings = () if self._is_closed(day) else usual
        return OpeningDay(day, openings, usual, self._reason(day) if openings != usual else "")

    def _usual(self, day: date) -> tuple[Opening, ...]:
        numbers = tuple([number for number, rule in enumerate(self.rules) if rule.names(day)])
        known = self._weeks.get(numbers)
        if known is None:
            rules = [self.rules[number] for number in numbers]
            in_season = {rule.category.id for rule in rules if rule.seasonal}
            known = self._weeks[numbers] = _in_order(
                Opening(rule.category, rule.open, rule.close, rule)
                for rule in rules
                if rule.seasonal or rule.category.id not in in_season
            )
        return known

    def _is_closed(self, day: date) -> bool:
        return any(day in closing if isinstance(closing, DayRange) else closing(day) is not None for closing in self.closed)

    def _reason(self, day: date) -> str:
        """What the day is called: by the calendar that closes it, else by ``name``."""
        called = [closing(day) for closing in self.closed if not isinstance(closing, DayRange)]
        return next(filter(None, called), "") or (self.name and self.name(day)) or ""

    def _changed(self, day: date, usual: tuple[Opening, ...]) -> tuple[Opening, ...]:
        """The day's own openings; one that is as every week stays that week's."""
        reason = self._reason(day)
        weekly = {(one.category.id, one.open, one.close): one for one in usual}
        own = self.changes[day]
        return _in_order(weekly.get((one.category.id, one.open, one.close)) or replace(one, reason=reason) for one in own)


def _in_order(openings: Iterable[Opening]) -> tuple[Opening, ...]:
    return tuple(sorted(openings, key=lambda one: (one.open, one.close, one.category.id)))


def schedule_of(
    keys: OpeningKeys,
    categories: Iterable[HoursCategory],
    calendars: Mapping[str, Calendar],
    name: Calendar | None = None,
) -> Schedule:
    """The schedule of a branch whose keys have no Problems (``opslag.places.hours_problems``).

    ``name`` says what days are called; without it the public holidays do. Raises KeyError for what the site does not know.
    """
    known = {category.title: category for category in categories}
    return Schedule(
        rules=tuple(
            Rule(known[entry.category], entry.weekdays, entry.open, entry.close, entry.from_, entry.until) for entry in keys.hours
        ),
        closed=tuple(calendars[closing] if isinstance(closing, str) else closing for closing in keys.closed),
        changes={
            day: tuple(Opening(known[entry.category], entry.open, entry.close) for entry in entries)
            for day, entries in keys.changes.items()
        },
        name=name or calendars.get(PUBLIC_HOLIDAYS),
    )


def week(schedule: Schedule, day: date) -> tuple[OpeningDay, ...]:
    """The seven days, from Monday, of the week that the day is in."""
    monday = day - timedelta(days=day.weekday())
    return tuple(schedule.day(monday + timedelta(days=step)) for step in range(7))
