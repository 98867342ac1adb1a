"""Days of the week, as an editor names them."""

from __future__ import annotations

from typing import Annotated, Any

from opslag.errors import nearest
from opslag.source.keys import Read
from opslag.source.scalars import wrong

NAMES = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
"""Monday is 0, as ``date.weekday`` counts."""

_DANISH = ("mandag", "tirsdag", "onsdag", "torsdag", "fredag", "lørdag", "søndag")
NUMBERS = {name: number for names in (NAMES, _DANISH) for number, name in enumerate(names)}
"""By name, English or Danish."""
_EVERY_DAY = ("daily", "dagligt")
_WRITE = "write a day or days, such as saturday, monday-friday or daily"


def read_weekdays(text: Any) -> frozenset[int]:
    """``saturday``, ``monday-friday`` or ``daily``; Danish names mean the same. ``friday-monday`` goes over the weekend."""
    if not isinstance(text, str):
        raise wrong(_WRITE)
    word = text.strip().lower()
    if word in _EVERY_DAY:
        return frozenset(range(7))
    begin, dash, end = word.partition("-")
    first = _number(begin.strip())
    last = _number(end.strip()) if dash else first
    return frozenset((first + step) % 7 for step in range((last - first) % 7 + 1))


def _number(name: str) -> int:
    if name not in NUMBERS:
        remedy = nearest(name, (*NUMBERS, *_EVERY_DAY))
        raise wrong(remedy if remedy.startswith("did you mean") else _WRITE)
    return NUMBERS[name]


def said(weekdays: frozenset[int]) -> str:
    """``monday, tuesday``, for messages."""
    return ", ".join(NAMES[number] for number in sorted(weekdays))


Weekdays = Annotated[frozenset[int], Read(read_weekdays)]
