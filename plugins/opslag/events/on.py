"""One entry of ``on``: which day of a week, a month or a year."""

from __future__ import annotations

import re
from datetime import date
from typing import Annotated, Any

from opslag.errors import nearest
from opslag.events.rule import Weekday
from opslag.frozen import frozen
from opslag.places import weekdays
from opslag.source.keys import Read
from opslag.source.scalars import wrong

MONTHS = (
    "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december",
)  # fmt: skip
ORDINALS = {"first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5, "last": -1, "second last": -2}

_DANISH_MONTHS = (
    "januar", "februar", "marts", "april", "maj", "juni", "juli", "august", "september", "oktober", "november", "december",
)  # fmt: skip
_DANISH_ORDINALS = {"første": 1, "anden": 2, "tredje": 3, "fjerde": 4, "femte": 5, "sidste": -1, "næstsidste": -2}

_MONTH_NUMBER = {name: number for names in (MONTHS, _DANISH_MONTHS) for number, name in enumerate(names, 1)}
_ORDINAL_NUMBER = ORDINALS | _DANISH_ORDINALS
_DAY_WORDS = {"day", "dag"}

_EXAMPLES = 'tuesday, "first tuesday", "last friday", 15, "last day", 12-24 or "second friday of october"'


@frozen
class On:
    """Exactly one of ``weekday`` and ``day`` is there.

    ``weekday`` alone is a day of the week; with ``nth`` a day of the month; with ``month`` too, a day of the year.
    ``day`` alone is a day of the month, -1 its last; with ``month`` a day of the year.
    """

    weekday: Weekday | None = None
    day: int | None = None
    month: int | None = None

    def __str__(self) -> str:
        """The entry as English writes it."""
        if self.weekday is None:
            return f"{self.month:02}-{self.day:02}" if self.month else "last day" if self.day == -1 else f"{self.day}"
        ordinal = next((f"{word} " for word, nth in ORDINALS.items() if nth == self.weekday.nth), "")
        return ordinal + weekdays.NAMES[self.weekday.weekday] + (f" of {MONTHS[self.month - 1]}" if self.month else "")


def read_on(text: Any) -> On:
    """``tuesday``, ``first tuesday``, ``second friday of october``, ``15``, ``-1``, ``last day``, ``12-24``; Danish words too."""
    if isinstance(text, On):
        return text
    words = " ".join(str(text).split()).lower()
    if re.fullmatch(r"-?\d{1,2}", words):
        return _month_day(int(words))
    if match := re.fullmatch(r"(\d{1,2})-(\d{1,2})", words):
        return _year_day(int(match[1]), int(match[2]))
    if match := re.fullmatch(r"(?:(second last|\w+) )??(\w+)(?: (?:of|in|i) (\w+))?", words):
        return _weekday(match[1], match[2], match[3])
    raise wrong(f"write a day as {_EXAMPLES}")


def _month_day(day: int) -> On:
    if day == 0 or abs(day) > 31:
        raise wrong("write a day of the month, 1 to 31; -1 is its last day, -2 the one before")
    return On(day=day)


def _year_day(month: int, day: int) -> On:
    try:
        date(2000, month, day)  # a leap year: 02-29 is a date that some years have
    except ValueError:
        raise wrong("no such date; write month and day, such as 12-24") from None
    return On(month=month, day=day)


def _weekday(ordinal: str | None, day: str, month: str | None) -> On:
    if day not in weekdays.NUMBERS and day not in _DAY_WORDS:
        raise wrong(f"{nearest(day, weekdays.NUMBERS)} Write a day as {_EXAMPLES}")
    if ordinal is not None and ordinal not in _ORDINAL_NUMBER:
        raise wrong(nearest(ordinal, _ORDINAL_NUMBER))
    if month is not None and month not in _MONTH_NUMBER:
        raise wrong(nearest(month, _MONTH_NUMBER))
    nth = _ORDINAL_NUMBER[ordinal] if ordinal else 0
    if day in _DAY_WORDS:
        if not nth or month is not None:
            raise wrong('write "last day" for the last day of the month, 15 for its fifteenth, 12-24 for a date of the year')
        return On(day=nth)
    if month is not None and not nth:
        raise wrong(f'write which {day} of {month}: "first {day} of {month}", or "last"')
    return On(weekday=Weekday(weekdays.NUMBERS[day], nth), month=_MONTH_NUMBER[month] if month else None)


OnText = Annotated[On, Read(read_on)]
"""The type of one entry of ``on``."""
