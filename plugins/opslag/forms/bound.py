"""The earliest or latest day that a date field takes: ``now``, ``now + 2 days``, ``2026-09-09``."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date, timedelta
from typing import Any

from pydantic_core import PydanticCustomError

from opslag.frozen import frozen
from opslag.source.scalars import read_day, wrong

_FROM_NOW = re.compile(r"(?:now|today)(?: ?([+-]) ?(\d{1,4}) ?(day|week|month|year)s?)?", re.ASCII)


@frozen
class Bound:
    """A fixed ``day``, or so many ``days`` and ``months`` from today."""

    day: date | None = None
    days: int = 0
    months: int = 0

    def on(self, today: date) -> date:
        """The day that is meant, today being that."""
        if self.day:
            return self.day
        months = today.year * 12 + today.month - 1 + self.months
        year, month = divmod(months, 12)
        day = min(today.day, monthrange(year, month + 1)[1])
        return date(year, month + 1, day) + timedelta(self.days)


def read_bound(text: Any) -> Bound:
    """Of the text that stands in the file."""
    match = _FROM_NOW.fullmatch(text.strip()) if isinstance(text, str) else None
    if match:
        count = int(match[2] or 0) * (-1 if match[1] == "-" else 1)
        match match[3]:
            case "week":
                return Bound(days=count * 7)
            case "month":
                return Bound(months=count)
            case "year" if abs(count) <= 200:
                return Bound(months=count * 12)
            case "year":
                raise wrong("that is more than 200 years away")
            case _:
                return Bound(days=count)
    try:
        return Bound(day=read_day(text))
    except PydanticCustomError:
        raise wrong("write now, now + 2 days (weeks, months, years), or a date such as 2026-09-09") from None
