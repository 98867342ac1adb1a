"""The key ``repeat`` of an event file: when a series happens."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime
from typing import Annotated, Any, Literal

from pydantic_core import InitErrorDetails, ValidationError

from opslag.events.on import MONTHS, On, OnText
from opslag.events.rule import Frequency, Rule, RuleText
from opslag.frozen import frozen
from opslag.source.keys import Before, Key, Read
from opslag.source.marks import Path
from opslag.source.scalars import Text, When, WhenOrDays, one_or_many, read_count, wrong
from opslag.source.shape import STRICT

FREQUENCIES = {
    "day": Frequency.DAILY, "week": Frequency.WEEKLY, "month": Frequency.MONTHLY, "year": Frequency.YEARLY,
}  # fmt: skip


def _from_one(text: Any) -> int:
    number = read_count(text)
    if number < 1:
        raise wrong("write 1 or more, or delete the key")
    return number


@frozen
class Repeat:
    """What the file says. ``rule`` may stand for every, interval and on; ``also`` may stand alone, beside the start.

    All times are local and naive. Raises ValidationError where two keys contradict each other.
    """

    __pydantic_config__ = STRICT

    every: Literal["day", "week", "month", "year"] | None = None
    interval: Annotated[int, Read(_from_one)] = 1
    """2 is every other day, week, month or year."""
    on: Annotated[tuple[OnText, ...], Before(one_or_many)] = ()
    """Without it the day of the start."""
    until: When | None = None
    """The last date, or the last date-time; included."""
    count: Annotated[int, Read(_from_one)] | None = None
    """How many dates the rule gives, those counted that ``except`` and ``skip`` leave out (RFC 5545: COUNT)."""
    except_: Annotated[tuple[WhenOrDays, ...], Before(one_or_many), Key("except")] = ()
    """Dates, ranges and date-times that the rule gives and that are left out."""
    also: Annotated[tuple[When, ...], Before(one_or_many)] = ()
    """A date is the rule's own of that day, which nothing then leaves out, or one more at the start's time of day;
    a date-time is one more."""
    skip: Annotated[tuple[Text, ...], Before(one_or_many)] = ()
    """Calendars whose days are left out: ``public-holidays``, or the names of files in content/calendars/."""
    rule: RuleText | None = None

    def __post_init__(self) -> None:
        faults = list(_contradictions(self))
        if faults:
            raise ValidationError.from_exception_data("repeat", faults)

    @property
    def rules(self) -> tuple[Rule, ...]:
        """The rules whose dates together are the series', without until and count; none where ``also`` stands alone."""
        if self.rule is not None:
            return (replace(self.rule, until=None, count=None),)
        if self.every is None:
            return ()
        plain = Rule(FREQUENCIES[self.every], self.interval)
        return tuple(_rules(plain, self.on)) if self.on else (plain,)

    @property
    def last(self) -> date | datetime | None:
        """``until``, here or in the rule; one in UTC only from the rule."""
        return self.until or (self.rule.until if self.rule else None)

    @property
    def times(self) -> int | None:
        """``count``, here or in the rule."""
        return self.count or (self.rule.count if self.rule else None)


def _rules(plain: Rule, on: tuple[On, ...]) -> Iterator[Rule]:
    """One rule cannot say "the 15th and each first Tuesday", nor two dates of a year: its parts limit each other."""
    weekdays = tuple(sorted({entry.weekday for entry in on if entry.weekday and not entry.month}))
    if weekdays:
        yield replace(plain, byday=weekdays)
    days = tuple(sorted({entry.day for entry in on if entry.day and not entry.month}))
    if days:
        yield replace(plain, bymonthday=days)
    for month, weekday, day in dict.fromkeys((entry.month, entry.weekday, entry.day) for entry in on):
        if month:
            yield replace(plain, bymonth=(month,), byday=(weekday,) if weekday else (), bymonthday=(day,) if day else ())


def _contradictions(repeat: Repeat) -> Iterator[InitErrorDetails]:
    if repeat.rule is None:
        yield from _without_period(repeat)
    else:
        yield from _beside_rule(repeat, repeat.rule)
    if repeat.until is not None and repeat.count is not None:
        yield _fault(("count",), repeat.count, "keep one of until and count")
    for place, when in _times(repeat):
        if when.tzinfo is not None:
            yield _fault(place, when, "write the time that the library's own clock shows, without Z or an offset")
    for index, entry in enumerate(repeat.on if repeat.every else ()):
        remedy = _misfit(repeat.every or "", entry)
        if remedy:
            yield _fault(("on", index), entry, remedy)


def _without_period(repeat: Repeat) -> Iterator[InitErrorDetails]:
    if repeat.every is not None:
        return
    if not repeat.also:
        yield InitErrorDetails(type="missing", loc=("every",), input={})
    for key in ("on", "until", "count", "except", "skip"):
        value = getattr(repeat, "except_" if key == "except" else key)
        if value:
            yield _fault((key,), value, "add every: week (or day, month, year)")


def _beside_rule(repeat: Repeat, rule: Rule) -> Iterator[InitErrorDetails]:
    if repeat.every is not None or repeat.on or repeat.interval != 1:
        yield _fault(("rule",), rule, "keep rule, or every, interval and on")
    ends = "UNTIL" if rule.until is not None else "COUNT" if rule.count is not None else ""
    for key, value in (("until", repeat.until), ("count", repeat.count)):
        if value is not None and ends:
            yield _fault((key,), value, f"the rule says {ends} already; keep one of them")


def _times(repeat: Repeat) -> Iterator[tuple[Path, datetime]]:
    if isinstance(repeat.until, datetime):
        yield ("until",), repeat.until
    for key, values in (("except", repeat.except_), ("also", repeat.also)):
        for index, when in enumerate(values):
            if isinstance(when, datetime):
                yield (key, index), when


def _misfit(every: str, entry: On) -> str:
    """What to write instead where an entry is no day of the period; "" where it is one."""
    kind = "year" if entry.month else "month" if entry.day or (entry.weekday and entry.weekday.nth) else "week"
    if kind == every:
        return ""
    if every == "day":
        return f"delete on, or write every: {kind}"
    if kind == "week" and every == "month":
        return f'write which one, such as "first {entry}", or every: week'
    if kind == "week":
        return f'write which one, such as "first {entry} of {MONTHS[0]}", or every: week'
    if kind == "month" and every == "year":
        return "write every: month, or a day of the year, such as " + (f'"{entry} of december"' if entry.weekday else "12-24")
    return f"write every: {kind}"


def _fault(place: Path, given: Any, remedy: str) -> InitErrorDetails:
    return InitErrorDetails(type=wrong(remedy), loc=place, input=_as_written(given))


def _as_written(value: Any) -> str:
    if isinstance(value, tuple):
        return ", ".join(map(_as_written, value))
    return value.isoformat(" ", "minutes") if isinstance(value, datetime) else str(value)
