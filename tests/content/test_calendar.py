"""Days on which a series pauses: a library's own calendars, and public holidays."""

from __future__ import annotations

import subprocess
import sys
from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from opslag.content.calendar import DayCalendar, PublicHolidays, knows_holidays, merged, read_calendar
from opslag.errors import ContentError
from opslag.source.scalars import DayRange

PATH = "content/calendars/skoleferie.yaml"
DAYS = st.dates(date(2026, 1, 1), date(2026, 12, 31))
RANGES = st.lists(st.builds(lambda day, more: DayRange(day, day + timedelta(more)), DAYS, st.integers(0, 20)), max_size=8)


def told(text: str) -> list[str]:
    with pytest.raises(ContentError) as caught:
        read_calendar(PATH, text.encode())
    return [str(problem) for problem in caught.value.problems]


def test_a_calendar_is_a_title_and_days() -> None:
    calendar = read_calendar(PATH, b"title: Skoleferie\nphrase: i skoleferien\ndays: [2027-02-13..2027-02-21, 2027-05-17]\n")
    assert calendar.phrase == "i skoleferien"
    assert calendar.why(date(2027, 2, 13)) == calendar.why(date(2027, 2, 21)) == calendar.why(date(2027, 5, 17)) == "Skoleferie"
    assert calendar.why(date(2027, 2, 12)) is calendar.why(date(2027, 2, 22)) is calendar.why(date(2026, 1, 1)) is None


def test_one_day_needs_no_brackets() -> None:
    assert read_calendar(PATH, b"title: Lukket\ndays: 2027-05-17\n").why(date(2027, 5, 17)) == "Lukket"


@pytest.mark.parametrize(
    ("text", "messages"),
    [
        ("title: Skoleferie\n", [f"{PATH}:1:1: days: missing; add it: days: …"]),
        ("title: Skoleferie\ndays: [2027-02-30]\ndais: 1\n", [
            f'{PATH}:2:8: days.0: "2027-02-30"; no such date (day is out of range for month)',
            f'{PATH}:3:1: dais: unknown key; did you mean "days"?',
        ]),
        ("title: Skoleferie\ndays: [uge 7]\n", [
            f'{PATH}:2:8: days.0: "uge 7"; write a date, such as 2026-12-24, or the first and the last of several: '
            "2026-12-24..2027-01-02",
        ]),
    ],
)  # fmt: skip
def test_an_editor_is_told_what_is_wrong_in_a_calendar(text: str, messages: list[str]) -> None:
    assert told(text) == messages


@given(RANGES, DAYS)
def test_a_day_is_in_a_calendar_when_it_is_in_one_of_its_ranges(ranges: list[DayRange], day: date) -> None:
    calendar = DayCalendar("Lukket", merged(ranges))
    assert (calendar.why(day) == "Lukket") == any(day in one for one in ranges)


@given(RANGES)
def test_the_spans_of_a_calendar_are_ascending_and_apart(ranges: list[DayRange]) -> None:
    spans = merged(ranges)
    assert all(later.first - earlier.last > timedelta(days=1) for earlier, later in pairwise(spans))


def test_public_holidays_are_named_in_the_site_s_language() -> None:
    assert PublicHolidays("DK", "da").why(date(2027, 3, 25)) == "Skærtorsdag"
    assert PublicHolidays("FI", "fi").why(date(2026, 12, 6)) == "Itsenäisyyspäivä"
    assert PublicHolidays("DK", "en").why(date(2026, 12, 25)) == "Christmas Day"
    assert PublicHolidays("DK", "fi").why(date(2026, 12, 25)) == "Christmas Day"


def test_a_day_that_only_some_take_off_is_no_public_holiday() -> None:
    assert PublicHolidays("DK", "da").why(date(2026, 12, 24)) is None
    assert PublicHolidays("DK", "da").why(date(2027, 4, 23)) is None  # store bededag was one until 2023


def test_such_a_day_has_a_name_all_the_same() -> None:
    names = [PublicHolidays("DK", "da").called(date(2026, 12, day)) for day in (23, 24, 25, 31)]
    assert names == [None, "Juleaftensdag", "Juledag", "Nytårsaften"]
    assert PublicHolidays("GB", "en").called(date(2026, 12, 24)) is None
    assert PublicHolidays("XX", "da").called(date(2026, 12, 24)) is None


def test_a_country_without_data_has_no_holidays_and_is_known_to_have_none() -> None:
    assert PublicHolidays("XX", "da").why(date(2026, 12, 25)) is None
    assert knows_holidays("DK")
    assert not knows_holidays("XX")


def test_the_library_of_holidays_is_loaded_only_when_a_series_asks() -> None:
    """It takes longer to import than an event takes to read."""
    code = "import sys, opslag.events.recurrence; sys.exit('holidays' in sys.modules or 'dateutil' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
