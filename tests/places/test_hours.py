"""What an editor may write about opening hours, and what the types of the keys tell where it does not fit."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, time

import pytest
from opslag.places.branch import BranchFile
from opslag.places.hours import ChangedHours, RegularHours
from opslag.source.marks import load
from opslag.source.scalars import DayRange
from opslag.source.shape import shaped

HEAD = """\
title: Vestbyen
id: 2
address: {street: Bogstræde 4, zip_code: 8396, city: Storkøbing}
"""


def read(text: str) -> BranchFile:
    return shaped(BranchFile, load(HEAD + text))


def test_a_branch_may_say_nothing_of_its_hours() -> None:
    file = read("")
    assert (file.hours, file.closed, file.changes) == ((), (), {})


def test_all_that_the_keys_can_say_is_read() -> None:
    file = read("""
hours:
  - {category: Betjent, days: [monday-friday, søndag], open: 9:30, close: "18:00"}
  - {category: Betjent, days: saturday, open: "10:00", close: "14:00", from: 2026-09-01, until: 2027-05-31}
closed: [2026-12-24..2026-12-26, public-holidays, 2027-02-10]
changes:
  2026-12-23: [{category: Betjent, open: "10:00", close: "13:00"}]
  2026-12-30: []
""")
    weekdays, saturday = file.hours
    assert weekdays.weekdays == {0, 1, 2, 3, 4, 6}
    assert (weekdays.open, weekdays.close, weekdays.seasonal) == (time(9, 30), time(18), False)
    assert saturday == RegularHours("Betjent", (frozenset({5}),), time(10), time(14), date(2026, 9, 1), date(2027, 5, 31))
    assert saturday.seasonal
    christmas, one_day = DayRange(date(2026, 12, 24), date(2026, 12, 26)), DayRange(date(2027, 2, 10), date(2027, 2, 10))
    assert file.closed == (christmas, "public-holidays", one_day)
    assert file.changes == {
        date(2026, 12, 23): (ChangedHours("Betjent", time(10), time(13)),),
        date(2026, 12, 30): (),
    }


def test_one_closing_needs_no_list() -> None:
    assert read("closed: public-holidays").closed == ("public-holidays",)


ENTRY = 'category: Betjent, days: [monday], open: "10:00", close: "18:00"'


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        (
            f"hours: [{{{ENTRY}, form: 2026-09-01}}]",
            '5:76: hours.0.form: unknown key; did you mean "from"?',
        ),
        (
            f"hours: [{{{ENTRY}, from: 2026-09-31}}]",
            '5:82: hours.0.from: "2026-09-31"; no such date (day is out of range for month)',
        ),
        (
            'hours:\n  - {category: Betjent, days: [monday, tusday], open: "10:00", close: "18:00"}',
            '6:40: hours.0.days.1: "tusday"; did you mean "tuesday"?',
        ),
        (
            'hours:\n  - {category: Betjent, days: [], open: "10:00", close: "18:00"}',
            "6:31: hours.0.days: a list; name a day at least: [monday-friday], [saturday] or [daily]",
        ),
        (
            'hours:\n  - {category: Betjent, open: "10:00", close: "18:00"}',
            "6:5: hours.0.days: missing; add it: days: …",
        ),
        (
            'hours:\n  - {category: Selvbetjent, days: daily, open: "07:00", close: "24:00"}',
            '6:64: hours.0.close: "24:00"; write 23:59 where it is open until midnight',
        ),
        (
            'hours:\n  - {category: Selvbetjent, days: daily, open: "07:00:30", close: "22:00"}',
            '6:48: hours.0.open: "07:00:30"; write hours and minutes alone, such as 10:00',
        ),
        (
            "closed: [2026-12-26..2026-12-24]",
            '5:10: closed.0: "2026-12-26..2026-12-24"; the first date comes after the last; did you mean 2026-12-24..2026-12-26?',
        ),
        (
            "closed: [24. december]",
            '5:10: closed.0: "24. december"; '
            "write a date, such as 2026-12-24, or the first and the last of several: 2026-12-24..2027-01-02",
        ),
        ("closed: [2026-13-01]", '5:10: closed.0: "2026-13-01"; no such date (month must be in 1..12)'),
        (
            "closed:\n  - {from: 2026-12-24}",
            "6:5: closed.0: keys within it; write a date, dates such as 2026-12-24..2026-12-26, "
            "or the name of a calendar, such as public-holidays",
        ),
        ("changes:\n  2026-02-30: []", '6:3: changes.2026-02-30: "2026-02-30"; no such date (day is out of range for month)'),
        (
            "changes:\n  2026-12-23: lukket",
            '6:15: changes.2026-12-23: "lukket"; write [] where it is closed all day, '
            'else a list: [{category: …, open: "10:00", close: "13:00"}]',
        ),
        (
            'changes:\n  2026-12-23: [{category: Betjent, opne: "10:00", open: "10:00", close: "13:00"}]',
            '6:36: changes.2026-12-23.0.opne: unknown key; did you mean "open"?',
        ),
    ],
)
def test_an_editor_is_told_what_does_not_fit_where_it_stands(told: Callable[[str], list[str]], text: str, problem: str) -> None:
    assert told(text) == [f"content/branches/vestbyen.md:{problem}"]


def test_an_editor_is_told_all_of_it_at_once(told: Callable[[str], list[str]]) -> None:
    problems = told("""\
hours: [{category: Betjent, days: [mon], open: "10", close: "25:00"}]
closed: [2026-13-01]
changes: {i morgen: []}
""")
    assert [problem.split(": ")[1] for problem in problems] == [
        "hours.0.days.0",
        "hours.0.open",
        "hours.0.close",
        "closed.0",
        "changes.i morgen",
    ]
