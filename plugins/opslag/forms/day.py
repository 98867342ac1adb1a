"""A date as a visitor writes it, and as another system wants it."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date

_ISO = re.compile(r"(?P<year>\d{4})-(?P<month>\d\d?)-(?P<day>\d\d?)", re.ASCII)
_SAID = re.compile(r"(?P<day>\d\d?)(?P<between>[./-]) ?(?P<month>\d\d?)(?P=between) ?(?P<year>\d{4})", re.ASCII)

LETTERS: Mapping[str, Callable[[date], str]] = {
    "Y": lambda day: f"{day.year:04}",
    "y": lambda day: f"{day.year % 100:02}",
    "m": lambda day: f"{day.month:02}",
    "n": lambda day: str(day.month),
    "d": lambda day: f"{day.day:02}",
    "j": lambda day: str(day.day),
}
"""Those of PHP's ``date`` that stand for numbers of a day; all else in a format stands for itself, and is no letter."""


def read_written_day(text: str) -> date | None:
    """``2026-12-08``, as browsers post a date field; ``8.12.2026`` or ``8/12/2026`` where a browser has none."""
    match = _ISO.fullmatch(text) or _SAID.fullmatch(text)
    try:
        return date(int(match["year"]), int(match["month"]), int(match["day"])) if match else None
    except ValueError:
        return None


def delivered_day(day: date, form: str) -> str:
    """In the letters of ``form``: ``Y-m-d``, ``j.n.Y``."""
    return "".join(LETTERS[letter](day) if letter in LETTERS else letter for letter in form)


def strange_letters(form: str) -> str:
    """The letters of a format that stand for nothing here."""
    return "".join(dict.fromkeys(letter for letter in form if letter.isalpha() and letter not in LETTERS))
