"""Opening hours as an editor writes them in a branch's file: the keys ``hours``, ``closed`` and ``changes``.

``changes`` win over ``closed``, which wins over ``hours``. Among ``hours``, those with ``from`` or ``until`` are a season:
while it lasts they take the place of those without, of the same category, on the weekdays that they name.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, time
from typing import Annotated, Any, Protocol

from opslag.frozen import frozen
from opslag.places.weekdays import Weekdays
from opslag.source.keys import Before, Key, Read
from opslag.source.scalars import Day, DayRange, Text, one_or_many, read_clock, read_day_range, wrong
from opslag.source.shape import STRICT


def _read_minute(text: Any) -> time:
    """A time of day without seconds, for the feeds say ``HH:MM``. A day ends at 23:59: no hours cross midnight."""
    if isinstance(text, str) and text.strip() == "24:00":
        raise wrong("write 23:59 where it is open until midnight")
    clock = read_clock(text)
    if clock.second:
        raise wrong("write hours and minutes alone, such as 10:00")
    return clock


def _some_days(value: Any) -> Any:
    if value == []:
        raise wrong("name a day at least: [monday-friday], [saturday] or [daily]")
    return one_or_many(value)


def _all_day_change(value: Any) -> Any:
    if not isinstance(value, list):
        raise wrong('write [] where it is closed all day, else a list: [{category: …, open: "10:00", close: "13:00"}]')
    return value


Minute = Annotated[time, Read(_read_minute)]


def read_closing(text: Any) -> DayRange | str:
    """``2026-12-24`` or ``2026-12-24..2026-12-26``; anything that begins with no digit names a calendar."""
    if not isinstance(text, str) or not text.strip():
        raise wrong("write a date, dates such as 2026-12-24..2026-12-26, or the name of a calendar, such as public-holidays")
    return read_day_range(text) if text.strip()[0].isdigit() else text.strip()


Closing = Annotated[DayRange | str, Read(read_closing)]


@frozen
class RegularHours:
    """One entry of ``hours``: the same every week, from the first day to the last where it has them."""

    __pydantic_config__ = STRICT
    category: Text
    """The title of one of the site's categories."""
    days: Annotated[tuple[Weekdays, ...], Before(_some_days)]
    open: Minute
    close: Minute
    from_: Annotated[Day | None, Key("from")] = None
    until: Day | None = None
    """The last day, within."""

    @property
    def weekdays(self) -> frozenset[int]:
        return frozenset().union(*self.days)

    @property
    def seasonal(self) -> bool:
        return self.from_ is not None or self.until is not None


@frozen
class ChangedHours:
    """One entry of a day in ``changes``."""

    __pydantic_config__ = STRICT
    category: Text
    open: Minute
    close: Minute


HoursKey = tuple[RegularHours, ...]
ClosedKey = Annotated[tuple[Closing, ...], Before(one_or_many)]
ChangesKey = dict[Day, Annotated[tuple[ChangedHours, ...], Before(_all_day_change)]]
"""A day's list is the whole of that day: what it leaves out is not open, and an empty one is closed."""


class OpeningKeys(Protocol):
    """What of a branch's file says when it is open."""

    @property
    def hours(self) -> tuple[RegularHours, ...]: ...

    @property
    def closed(self) -> tuple[DayRange | str, ...]: ...

    @property
    def changes(self) -> Mapping[date, tuple[ChangedHours, ...]]: ...
