"""A branch's file and the calendars of a Danish library."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from opslag.places.branch import BranchFile
from opslag.places.hours_problems import hours_problems
from opslag.places.schedule import Calendar, Schedule, schedule_of
from opslag.settings import HoursCategory
from opslag.source.marks import load, load_marked
from opslag.source.shape import ShapeError, shaped

FILE = "content/branches/vestbyen.md"
HEAD = """\
title: Vestbyen
id: 2
address: {street: Bogstræde 4, zip_code: 8396, city: Storkøbing}
"""
FIRST_LINE = 2
"""The document begins below the ``---``."""

CATEGORIES = (
    HoursCategory(1, "Betjent", "#2a6f4e"),
    HoursCategory(2, "Selvbetjent", "#2c5a8c"),
    HoursCategory(3, "Borgerservice", "#7a5200"),
)

HOLIDAYS = {
    date(2026, 12, 25): "1. juledag",
    date(2026, 12, 26): "2. juledag",
    date(2027, 1, 1): "Nytårsdag",
    date(2027, 3, 25): "Skærtorsdag",
    date(2027, 3, 26): "Langfredag",
    date(2027, 3, 28): "Påskedag",
    date(2027, 3, 29): "2. påskedag",
    date(2027, 5, 6): "Kristi himmelfartsdag",
    date(2027, 5, 16): "Pinsedag",
    date(2027, 5, 17): "2. pinsedag",
    date(2027, 12, 25): "1. juledag",
    date(2027, 12, 26): "2. juledag",
}
CALENDARS: dict[str, Calendar] = {
    "public-holidays": HOLIDAYS.get,
    "skolernes-vinterferie": lambda day: "Vinterferie" if date(2027, 2, 15) <= day <= date(2027, 2, 19) else None,
}


@pytest.fixture
def planned() -> Callable[[str], Schedule]:
    """The schedule that these keys of a branch's file give; the document may also be the whole front matter."""

    def plan(text: str) -> Schedule:
        keys = shaped(BranchFile, load(text if text.startswith("title:") else HEAD + text))
        return schedule_of(keys, CATEGORIES, CALENDARS)

    return plan


@pytest.fixture
def told() -> Callable[[str], list[str]]:
    """What an editor is told of these keys; the first of them stands on line 5 of the file."""

    def tell(text: str) -> list[str]:
        value, marks = load_marked(HEAD + text)
        titles = [category.title for category in CATEGORIES]
        try:
            keys = shaped(BranchFile, value)
            problems = hours_problems(keys, marks, FILE, categories=titles, calendars=CALENDARS, first_line=FIRST_LINE)
        except ShapeError as error:
            problems = error.problems(FILE, marks, FIRST_LINE)
        return [str(problem) for problem in problems]

    return tell
