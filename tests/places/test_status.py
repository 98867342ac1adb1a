"""Open now until, opens next at: at the minutes where it turns."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

import pytest
from opslag.places.schedule import Schedule
from opslag.places.status import Status, status

HOURS = """\
hours:
  - {category: Betjent, days: [monday-friday], open: "10:00", close: "12:00"}
  - {category: Betjent, days: [monday-friday], open: "12:00", close: "18:00"}
  - {category: Selvbetjent, days: [daily], open: "07:00", close: "22:00"}
closed: [public-holidays]
"""


def shown(status: Status) -> tuple[list[str], list[str]]:
    return (
        [f"{one.category.title} til {one.close:%H.%M}" for one in status.open],
        [f"{one.opening.category.title} {one.date:%d.%m.} {one.opening.open:%H.%M}" for one in status.next],
    )


@pytest.mark.parametrize(
    ("now", "open_now", "coming"),
    [
        ("2027-03-22 06:59", [], ["Selvbetjent 22.03. 07.00", "Betjent 22.03. 10.00"]),
        ("2027-03-22 07:00", ["Selvbetjent til 22.00"], ["Betjent 22.03. 10.00"]),
        ("2027-03-22 11:15", ["Selvbetjent til 22.00", "Betjent til 18.00"], []),
        ("2027-03-22 12:00", ["Selvbetjent til 22.00", "Betjent til 18.00"], []),
        ("2027-03-22 17:59:59", ["Selvbetjent til 22.00", "Betjent til 18.00"], []),
        ("2027-03-22 18:00", ["Selvbetjent til 22.00"], ["Betjent 23.03. 10.00"]),
        ("2027-03-24 22:00", [], ["Selvbetjent 27.03. 07.00", "Betjent 30.03. 10.00"]),
    ],
)
def test_a_page_can_say_what_is_open_until_when_and_what_opens_next(
    planned: Callable[[str], Schedule], now: str, open_now: list[str], coming: list[str]
) -> None:
    assert shown(status(planned(HOURS), datetime.fromisoformat(now))) == (open_now, coming)


def test_the_clock_is_the_library_s_own(planned: Callable[[str], Schedule]) -> None:
    now = datetime(2027, 3, 22, 9, 30, tzinfo=ZoneInfo("UTC")).astimezone(ZoneInfo("Europe/Copenhagen"))
    assert shown(status(planned(HOURS), now))[0] == ["Selvbetjent til 22.00", "Betjent til 18.00"]


def test_a_summer_branch_says_in_autumn_when_it_opens_again(planned: Callable[[str], Schedule]) -> None:
    schedule = planned("""\
hours: [{category: Betjent, days: [daily], open: "10:00", close: "14:00", from: 2027-06-01, until: 2027-08-31}]
""")
    (next_one,) = status(schedule, datetime(2026, 9, 1, 12)).next
    assert (next_one.date, next_one.opening.open) == (date(2027, 6, 1), time(10))
    assert status(schedule, datetime(2027, 9, 1, 12)) == Status((), ())


def test_a_day_of_its_own_counts(planned: Callable[[str], Schedule]) -> None:
    schedule = planned('changes: {2027-05-01: [{category: Betjent, open: "10:00", close: "14:00"}]}')
    assert shown(status(schedule, datetime(2027, 4, 30, 12))) == ([], ["Betjent 01.05. 10.00"])
    assert shown(status(schedule, datetime(2027, 5, 1, 12))) == (["Betjent til 14.00"], [])


def test_a_branch_without_hours_is_neither_open_nor_about_to_be() -> None:
    assert status(Schedule(), datetime(2027, 3, 22, 12)) == Status((), ())
