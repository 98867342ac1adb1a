"""Instances for the feeds: their ids, which must stay, and what each repeats."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, time, timedelta
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st
from opslag.places.instance import Instance, Repetition, collisions, identity, rows
from opslag.places.schedule import Schedule
from opslag.settings import HoursCategory

DATA = Path(__file__).parents[1] / "data"
YEAR = (date(2027, 1, 1), date(2027, 12, 31))

Planned = Callable[[str], Schedule]

HOURS = """\
hours:
  - {category: Betjent, days: [monday-friday], open: "10:00", close: "18:00"}
  - {category: Betjent, days: [saturday], open: "10:00", close: "14:00", from: 2027-09-01, until: 2028-05-31}
closed: [public-holidays]
changes:
  2027-12-23: [{category: Betjent, open: "10:00", close: "13:00"}]
"""


def on(day: date, schedule: Schedule, last: date = date(2027, 12, 31)) -> Instance:
    (found,) = (one for one in rows(2, schedule, day, last) if one.date == day)
    return found


def test_an_id_is_the_same_number_on_every_machine_and_in_every_version(planned: Planned) -> None:
    instance = on(date(2027, 12, 23), planned(HOURS))
    assert instance.id == identity("opening", 2, 1, date(2027, 12, 23), "10:00", "13:00") == 928743998830243


@given(st.lists(st.text() | st.integers(), min_size=1))
def test_an_id_is_a_whole_number_that_javascript_holds_exactly(names: list[object]) -> None:
    assert 0 <= identity(*names) < 2**53
    assert int(float(identity(*names))) == identity(*names)


def test_ids_stay_when_a_row_is_inserted_before_another(planned: Planned) -> None:
    before = rows(2, planned(HOURS), *YEAR)
    more = planned(
        HOURS.replace(
            "hours:\n",
            """\
hours:
  - {category: Borgerservice, days: [daily], open: "08:00", close: "09:00"}
  - {category: Betjent, days: [monday], open: "08:00", close: "09:30"}
""",
        )
        .replace(
            "changes:\n",
            """\
changes:
  2027-01-02: [{category: Selvbetjent, open: "07:00", close: "22:00"}]
""",
        )
        .replace("closed: [", "closed: [2027-02-20..2027-02-21, ")
    )
    after = rows(2, more, *YEAR)
    assert len(after) > len(before)
    assert set(before) < set(after)


def test_a_longer_season_and_another_title_keep_every_id(planned: Planned) -> None:
    before = {one.date: one for one in rows(2, planned(HOURS), *YEAR)}
    after = {one.date: one for one in rows(2, planned(HOURS.replace("2028-05-31", "2028-06-30")), *YEAR)}
    assert {day: (one.id, one.repetition.id) for day, one in before.items()} == {
        day: (one.id, one.repetition.id) for day, one in after.items()
    }


def test_rows_come_by_day_and_start_and_only_within_the_window(planned: Planned) -> None:
    schedule = planned((DATA / "opening_hours_branch.yaml").read_text("utf-8"))
    made = rows(2, schedule, *YEAR)
    assert [(one.date, one.start) for one in made] == sorted((one.date, one.start) for one in made)
    assert [one.date for one in rows(2, schedule, date(2027, 6, 1), date(2027, 6, 2))] == [
        date(2027, 6, 1),
        date(2027, 6, 1),
        date(2027, 6, 2),
        date(2027, 6, 2),
    ]
    assert rows(2, schedule, date(2027, 6, 2), date(2027, 6, 1)) == ()
    part = rows(2, schedule, date(2027, 6, 1), date(2027, 8, 31))
    assert part == tuple(one for one in made if date(2027, 6, 1) <= one.date <= date(2027, 8, 31))


def test_a_weekday_of_a_rule_is_one_repetition_across_the_days_it_is_closed_on(planned: Planned) -> None:
    schedule = planned(HOURS)
    mondays = [one for one in rows(2, schedule, *YEAR) if one.date.weekday() == 0]
    assert {one.repetition for one in mondays} == {mondays[0].repetition}
    assert mondays[0].repetition.type == "weekly"
    assert date(2027, 3, 29) not in {one.date for one in mondays}
    assert on(date(2027, 6, 1), schedule).repetition.id != mondays[0].repetition.id


def test_a_weekly_repetition_always_has_an_end(planned: Planned) -> None:
    schedule = planned(HOURS)
    assert on(date(2027, 9, 4), schedule).repetition.end_date == date(2028, 5, 31)
    assert on(date(2027, 6, 1), schedule).repetition.end_date == date(2027, 12, 31)
    assert on(date(2027, 6, 1), schedule, date(2028, 1, 5)).repetition.end_date == date(2028, 12, 31)
    assert all(one.date <= one.repetition.end_date for one in rows(2, schedule, *YEAR) if one.repetition.end_date)


def test_hours_that_others_take_over_from_end_the_day_before(planned: Planned) -> None:
    schedule = planned("""\
hours:
  - {category: Betjent, days: [monday-friday], open: "10:00", close: "18:00"}
  - {category: Betjent, days: [friday], open: "10:00", close: "16:00", from: 2027-02-01}
  - {category: Betjent, days: [thursday], open: "10:00", close: "16:00", from: 2027-06-28, until: 2027-08-08}
  - {category: Borgerservice, days: [wednesday], open: "10:00", close: "16:00", from: 2027-02-01}
""")
    assert on(date(2027, 1, 29), schedule).repetition.end_date == date(2027, 1, 31)
    assert on(date(2027, 1, 28), schedule).repetition.end_date == date(2027, 12, 31)
    assert on(date(2027, 1, 27), schedule).repetition.end_date == date(2027, 12, 31)
    assert on(date(2027, 2, 5), schedule).repetition.end_date == date(2027, 12, 31)


def test_hours_of_one_day_repeat_nothing_unless_they_are_those_of_the_week(planned: Planned) -> None:
    schedule = planned("""\
hours: [{category: Betjent, days: [monday-friday], open: "10:00", close: "18:00"}]
closed: [2027-02-01..2027-02-05]
changes:
  2027-02-03: [{category: Betjent, open: "10:00", close: "18:00"}]
  2027-02-04: [{category: Betjent, open: "10:00", close: "13:00"}]
""")
    as_usual, own = on(date(2027, 2, 3), schedule), on(date(2027, 2, 4), schedule)
    assert as_usual.repetition == on(date(2027, 2, 10), schedule).repetition
    assert (own.repetition.type, own.repetition.end_date) == ("none", None)
    assert own.repetition.id not in {one.repetition.id for one in rows(2, schedule, *YEAR) if one.repetition.type == "weekly"}


def test_the_same_hours_in_two_seasons_are_two_repetitions(planned: Planned) -> None:
    schedule = planned("""\
hours:
  - {category: Betjent, days: [saturday], open: "10:00", close: "14:00"}
  - {category: Betjent, days: [saturday], open: "10:00", close: "14:00", until: 2027-02-28}
  - {category: Betjent, days: [saturday], open: "10:00", close: "14:00", from: 2027-09-01, until: 2027-10-31}
  - {category: Betjent, days: [saturday], open: "10:00", close: "14:00", from: 2027-11-01}
""")
    made = rows(2, schedule, *YEAR)
    assert len({one.repetition.id for one in made}) == 4
    assert collisions(made, {2: "vestbyen.md"}) == []


CATEGORY = HoursCategory(1, "Betjent", "#2a6f4e")
FILES = {2: "content/branches/vestbyen.md", 3: "content/branches/havnen.md"}
ONE = Instance(77, 2, CATEGORY, date(2027, 2, 1), time(10), time(18), Repetition(5, "weekly", date(2027, 12, 31)))


def test_the_real_branches_of_a_year_share_no_id(planned: Planned) -> None:
    schedule = planned((DATA / "opening_hours_branch.yaml").read_text("utf-8"))
    everything = [one for branch in range(1, 7) for one in rows(branch, schedule, *YEAR)]
    assert collisions(everything, dict.fromkeys(range(1, 7), "x.md")) == []
    assert len({one.id for one in everything}) == len(everything)


def test_two_openings_with_one_id_are_told() -> None:
    other = replace(ONE, branch_id=3, date=date(2027, 3, 1), repetition=replace(ONE.repetition, id=6))
    (problem,) = collisions([ONE, other], FILES)
    assert str(problem) == (
        "content/branches/havnen.md: hours: Betjent 2027-03-01 10:00-18:00 has the id of Betjent 2027-02-01 10:00-18:00 "
        "in content/branches/vestbyen.md; let one of them begin or end a minute later"
    )


def test_two_repetitions_with_one_id_are_told_and_one_repetition_is_not() -> None:
    next_week = replace(ONE, id=78, date=ONE.date + timedelta(weeks=1))
    tuesday = replace(ONE, id=79, date=ONE.date + timedelta(days=1))
    assert collisions([ONE, next_week], FILES) == []
    assert [problem.field for problem in collisions([ONE, next_week, tuesday], FILES)] == ["hours"]


def test_two_branches_with_one_number_are_told_once(planned: Planned) -> None:
    made = rows(2, planned(HOURS), *YEAR)
    assert [str(problem) for problem in collisions([*made, *rows(2, planned(HOURS), *YEAR)], FILES)] == [
        "content/branches/vestbyen.md: id: two branches are 2; give each branch an id of its own"
    ]
