"""The local date-times that a rule names (RFC 5545 3.3.10).

Each part of a rule either expands the days or times of a period or limits them; the RFC's table says which. Here every period
yields its whole set, from which BYSETPOS then chooses, and periods that lie before the day asked for are never visited.
"""

from __future__ import annotations

from calendar import isleap, monthrange
from collections.abc import Callable, Iterable, Iterator
from datetime import date, datetime, time

from opslag.events.rule import Frequency, Rule

PATIENCE = 100_000
"""So many periods that name nothing are looked through: 273 years of days, 11 of hours."""

DAY = 86_400
"""Seconds of a wall clock's day."""


class SparseError(ValueError):
    """The rule names nothing, such as BYMONTH=2;BYMONTHDAY=30, or so little that one could look for it for ever."""


def named(rule: Rule, start: datetime, since: date, to: date = date.max) -> Iterator[datetime]:
    """Ascending: all that the rule names from ``since`` to ``to``, both included, until and count of the rule disregarded.

    ``start`` is DTSTART: the interval is counted from its period, and what the rule does not say is as it is. It may lie
    behind ``since``: what comes before it on the same grid of intervals is named too. All are local and naive.
    Raises SparseError once PATIENCE is at its end.
    """
    begin = datetime.combine(since, time())
    end = datetime.combine(to, time.max)
    empty = 0
    for instances in _sets(rule, start, since, to):
        chosen = _chosen(instances, rule.bysetpos) if rule.bysetpos else instances
        if not chosen:
            empty += 1
            if empty == PATIENCE:
                raise SparseError(str(rule))
        for at in chosen:
            if begin <= at <= end:  # the first and the last period may reach out
                yield at


def _chosen(instances: list[datetime], positions: tuple[int, ...]) -> list[datetime]:
    size = len(instances)
    places = {position - 1 if position > 0 else size + position for position in positions}
    return [instances[place] for place in sorted(places) if 0 <= place < size]


def _sets(rule: Rule, start: datetime, since: date, to: date) -> Iterator[list[datetime]]:
    """The set of each period, ascending; [] for one that names nothing."""
    if rule.freq < Frequency.DAILY:
        yield from _sets_within_days(rule, start, since, to)
        return
    times = _times(rule.byhour or (start.hour,), rule.byminute or (start.minute,), rule.bysecond or (start.second,))
    combine = datetime.combine
    for days in _PERIODS[rule.freq](rule, start, since, to):
        yield [combine(day, at) for day in days for at in times]


def _times(hours: Iterable[int], minutes: Iterable[int], seconds: Iterable[int]) -> list[time]:
    return [time(hour, minute, second) for hour in hours for minute in minutes for second in seconds]


def _aligned(base: int, target: int, step: int) -> int:
    """The first of base, base + step, base + 2 step … and base - step … that is not below the target."""
    return base - (base - target) // step * step


def _years(rule: Rule, start: datetime, since: date, to: date) -> Iterator[list[date]]:
    """A year's weeks may begin in the year before it and end in the one behind it."""
    base = _year_of_week(start.date(), rule.wkst) if rule.byweekno else start.year
    for year in range(_aligned(base, max(since.year - 1, 1), rule.interval), min(to.year + 1, date.max.year) + 1, rule.interval):
        yield _days_of_year(rule, start, year)


def _months(rule: Rule, start: datetime, since: date, to: date) -> Iterator[list[date]]:
    base = start.year * 12 + start.month - 1
    for month in range(_aligned(base, since.year * 12 + since.month - 1, rule.interval), to.year * 12 + to.month, rule.interval):
        yield _days_of_month(rule, start, month // 12, month % 12 + 1)


def _weeks(rule: Rule, start: datetime, since: date, to: date) -> Iterator[list[date]]:
    weekdays = {day.weekday for day in rule.byday} or {start.weekday()}
    offsets = sorted((weekday - rule.wkst) % 7 for weekday in weekdays)
    first, step = _week(since.toordinal(), rule.wkst), 7 * rule.interval
    for week in range(_aligned(_week(start.toordinal(), rule.wkst), first, step), to.toordinal() + 1, step):
        days = _dates(week + offset for offset in offsets)
        yield [day for day in days if day.month in rule.bymonth] if rule.bymonth else days


def _days(rule: Rule, start: datetime, since: date, to: date) -> Iterator[list[date]]:
    for ordinal in range(_aligned(start.toordinal(), since.toordinal(), rule.interval), to.toordinal() + 1, rule.interval):
        day = date.fromordinal(ordinal)
        yield [day] if _fits(rule, day) else []


_PERIODS: dict[Frequency, Callable[[Rule, datetime, date, date], Iterator[list[date]]]] = {
    Frequency.YEARLY: _years,
    Frequency.MONTHLY: _months,
    Frequency.WEEKLY: _weeks,
    Frequency.DAILY: _days,
}


def _days_of_year(rule: Rule, start: datetime, year: int) -> list[date]:
    first = date(year, 1, 1).toordinal()
    last = first + 364 + isleap(year)
    if rule.byweekno:
        days = _dates(_days_of_weeks(rule, start, year))
    elif rule.byyearday:
        ordinals = {first - 1 + number if number > 0 else last + 1 + number for number in rule.byyearday}
        days = _dates(ordinal for ordinal in sorted(ordinals) if first <= ordinal <= last)
    elif rule.bymonthday:
        days = [day for month in rule.bymonth or range(1, 13) for day in _month_days(year, month, rule.bymonthday)]
    elif rule.byday:
        spans = [_month_span(year, month) for month in rule.bymonth] if rule.bymonth else [(first, last)]
        return [day for span in spans for day in _weekdays_in(rule, *span)]
    else:
        return [day for month in rule.bymonth or (start.month,) for day in _month_days(year, month, (start.day,))]
    return [day for day in days if _fits(rule, day)]


def _days_of_month(rule: Rule, start: datetime, year: int, month: int) -> list[date]:
    if rule.bymonth and month not in rule.bymonth:
        return []
    if rule.bymonthday:
        return [day for day in _month_days(year, month, rule.bymonthday) if _fits(rule, day)]
    if rule.byday:
        return _weekdays_in(rule, *_month_span(year, month))
    return _month_days(year, month, (start.day,))


def _days_of_weeks(rule: Rule, start: datetime, year: int) -> Iterator[int]:
    """The days (ordinals) of the numbered weeks of a year: week 1 is the first with four days in it (ISO 8601, for any WKST)."""
    if rule.byday:
        offsets = sorted({(day.weekday - rule.wkst) % 7 for day in rule.byday})
    elif rule.byyearday or rule.bymonthday:
        offsets = list(range(7))
    else:
        offsets = [(start.weekday() - rule.wkst) % 7]
    first, behind = _week_one(year, rule.wkst), _week_one(year + 1, rule.wkst)
    weeks = {first + 7 * (number - 1) if number > 0 else behind + 7 * number for number in rule.byweekno}
    return (week + offset for week in sorted(weeks) if first <= week < behind for offset in offsets)


def _week(day: int, wkst: int) -> int:
    """The first day of a day's week; both ordinals (1 is a Monday)."""
    return day - (day - 1 - wkst) % 7


def _week_one(year: int, wkst: int) -> int:
    """The first day (an ordinal) of a year's first week, the one that holds 4 January."""
    january_fourth = date(year, 1, 4).toordinal() if year <= date.max.year else date.max.toordinal() + 4
    return _week(january_fourth, wkst)


def _year_of_week(day: date, wkst: int) -> int:
    """The year to which a day's week belongs: that of its fourth day."""
    return date.fromordinal(min(_week(day.toordinal(), wkst) + 3, date.max.toordinal())).year


def _dates(ordinals: Iterable[int]) -> list[date]:
    """Those of the days that a date can be: the first year's first week and the last year's last may reach out."""
    return [date.fromordinal(ordinal) for ordinal in ordinals if 1 <= ordinal <= _LAST_DAY]


_LAST_DAY = date.max.toordinal()


def _month_span(year: int, month: int) -> tuple[int, int]:
    """The first and the last day, as ordinals."""
    first = date(year, month, 1).toordinal()
    return first, first + monthrange(year, month)[1] - 1


def _month_days(year: int, month: int, numbers: tuple[int, ...]) -> list[date]:
    """The days of a month by their numbers, -1 the last; those that this month lacks are left out."""
    length = monthrange(year, month)[1]
    days = {number if number > 0 else length + 1 + number for number in numbers}
    return [date(year, month, day) for day in sorted(days) if 1 <= day <= length]


def _weekdays_in(rule: Rule, first: int, last: int) -> list[date]:
    """The days that BYDAY names between two ordinals, ascending."""
    found: set[int] = set()
    for weekday, nth in rule.byday:
        if nth >= 0:
            ordinal = first + (weekday - first + 1) % 7 + 7 * max(nth - 1, 0)
            found.update(range(ordinal, last + 1, 7) if not nth else [ordinal])
        else:
            found.add(last - (last - 1 - weekday) % 7 + 7 * (nth + 1))
    return [date.fromordinal(ordinal) for ordinal in sorted(found) if first <= ordinal <= last]


def _fits(rule: Rule, day: date) -> bool:
    """Whether none of the parts that speak of days forbids it."""
    if rule.bymonth and day.month not in rule.bymonth:
        return False
    if rule.byday and not any(weekday == day.weekday() and (not nth or nth in _nths(rule, day)) for weekday, nth in rule.byday):
        return False
    if rule.bymonthday and day.day not in rule.bymonthday:
        length = monthrange(day.year, day.month)[1]
        if day.day - length - 1 not in rule.bymonthday:
            return False
    if not rule.byyearday:
        return True
    number, length = day.timetuple().tm_yday, 365 + isleap(day.year)
    return number in rule.byyearday or number - length - 1 in rule.byyearday


def _nths(rule: Rule, day: date) -> tuple[int, int]:
    """Which of its weekday a day is, from the front and the back: of its month; in a yearly rule without months, of its year."""
    if rule.freq is Frequency.YEARLY and not rule.bymonth:
        number, length = day.timetuple().tm_yday, 365 + isleap(day.year)
    else:
        number, length = day.day, monthrange(day.year, day.month)[1]
    return (number - 1) // 7 + 1, -((length - number) // 7 + 1)


def _sets_within_days(rule: Rule, start: datetime, since: date, to: date) -> Iterator[list[datetime]]:
    """The sets of every hour, minute or second. What is not named is passed over by the day, the hour or the minute."""
    unit = {Frequency.HOURLY: 3600, Frequency.MINUTELY: 60, Frequency.SECONDLY: 1}[rule.freq]
    seconds = start.toordinal() * DAY + start.hour * 3600 + start.minute * 60 + start.second
    base, step = seconds - seconds % unit, unit * rule.interval
    at, end = _aligned(base, since.toordinal() * DAY, step), (to.toordinal() + 1) * DAY
    day, fits = None, False
    while at < end:
        if day is None or at // DAY != day.toordinal():
            day = date.fromordinal(at // DAY)
            fits = _fits(rule, day)
        hour, minute, second = at % DAY // 3600, at % 3600 // 60, at % 60
        if not fits:
            behind = at - at % DAY + DAY
        elif rule.byhour and hour not in rule.byhour:
            behind = at - at % 3600 + 3600
        elif rule.byminute and unit < 3600 and minute not in rule.byminute:
            behind = at - at % 60 + 60
        elif rule.bysecond and unit == 1 and second not in rule.bysecond:
            behind = at + 1
        else:
            minutes = (rule.byminute or (start.minute,)) if unit == 3600 else (minute,)
            within = (second,) if unit == 1 else (rule.bysecond or (start.second,))
            yield [datetime.combine(day, moment) for moment in _times((hour,), minutes, within)]
            at += step
            continue
        yield []
        at = _aligned(base, behind, step)
