"""Calendars of days on which a series pauses: the library's own (``content/calendars/*.yaml``) and public holidays."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Mapping
from dataclasses import field
from datetime import date, timedelta
from functools import cache
from typing import Annotated, Protocol

from opslag.frozen import frozen
from opslag.source.document import read_document
from opslag.source.keys import Before
from opslag.source.scalars import DayRange, Days, Text, one_or_many
from opslag.source.shape import STRICT

PUBLIC_HOLIDAYS = "public-holidays"
"""The name by which ``skip`` means the public holidays of the site's country; no file in content/calendars/ may have it."""


class Calendar(Protocol):
    """Days that have a reason."""

    def why(self, day: date) -> str | None:
        """What the day is, in the site's language; None where it is not in the calendar."""

    @property
    def phrase(self) -> str:
        """How a sentence goes on after "not": ``i skoleferien``. "" where the calendar does not say."""


@frozen
class CalendarFile:
    """One file in ``content/calendars/``; its name is what ``skip`` calls it."""

    __pydantic_config__ = STRICT

    title: Text
    days: Annotated[tuple[Days, ...], Before(one_or_many)]
    phrase: Text | None = None
    """How a sentence goes on after "not": ``i skoleferien``."""


@frozen
class DayCalendar:
    """The library's own days. ``spans`` are ascending and do not touch each other."""

    title: str
    spans: tuple[DayRange, ...]
    phrase: str = ""
    _firsts: tuple[date, ...] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_firsts", tuple(span.first for span in self.spans))

    def why(self, day: date) -> str | None:
        index = bisect_right(self._firsts, day) - 1
        return self.title if index >= 0 and day <= self.spans[index].last else None


@frozen
class PublicHolidays:
    """The public holidays of a country (ISO 3166-1), named in a language where the data has it, else in English.

    A day that many take off without its being a public holiday, such as Christmas Eve in Denmark, is not one of them; it is
    ``called`` by its name all the same.
    """

    country: str
    language: str
    phrase: str = ""

    def why(self, day: date) -> str | None:
        return _holidays(self.country, self.language, day.year).get(day)

    def called(self, day: date) -> str | None:
        """What people of the country call the day, whether or not everybody has it off: ``Juleaftensdag``."""
        return self.why(day) or _holidays(self.country, self.language, day.year, optional=True).get(day)


def read_calendar(path: str, data: bytes) -> DayCalendar:
    """The calendar in a file's bytes. Raises ContentError with every fault in it."""
    file = read_document(path, data, CalendarFile)
    return DayCalendar(file.title, merged(file.days), file.phrase or "")


def merged(ranges: Iterable[DayRange]) -> tuple[DayRange, ...]:
    """The same days, ascending, those that overlap or touch made into one."""
    spans: list[DayRange] = []
    for one in sorted(ranges, key=lambda span: span.first):
        if spans and (one.first <= spans[-1].last or one.first - spans[-1].last == timedelta(days=1)):
            spans[-1] = DayRange(spans[-1].first, max(spans[-1].last, one.last))
        else:
            spans.append(one)
    return tuple(spans)


def knows_holidays(country: str) -> bool:
    """Whether the public holidays of a country are known at all."""
    import holidays

    return country in holidays.list_supported_countries(include_aliases=False)


@cache
def _holidays(country: str, language: str, year: int, *, optional: bool = False) -> Mapping[date, str]:
    """Date to name; empty for a year or a country that the data does not cover. The import alone takes 80 ms."""
    import holidays

    category = holidays.OPTIONAL if optional else holidays.PUBLIC
    if not knows_holidays(country) or category not in holidays.country_holidays(country).supported_categories:
        return {}
    return dict(holidays.country_holidays(country, years=year, language=language, categories=(category,)))
