"""When a branch is open: the year that a person would write by hand, and the rules one by one."""

from __future__ import annotations

import pickle
from collections.abc import Callable, Iterable, Iterator
from datetime import date, time, timedelta
from itertools import pairwise
from pathlib import Path

import yaml
from hypothesis import assume, given
from hypothesis import strategies as st
from opslag.places.hours import ChangedHours, RegularHours
from opslag.places.hours_problems import hours_problems
from opslag.places.instance import rows
from opslag.places.schedule import MOST_DAYS_KEPT, Opening, Schedule, schedule_of, week
from opslag.settings import HoursCategory
from opslag.source.marks import Marks
from opslag.source.scalars import DayRange

DATA = Path(__file__).parents[1] / "data"
YEAR = (date(2027, 1, 1), date(2027, 12, 31))

CATEGORIES = (HoursCategory(1, "Betjent", "#2a6f4e"), HoursCategory(2, "Selvbetjent", "#2c5a8c"))

Planned = Callable[[str], Schedule]


class Keys:
    def __init__(
        self,
        hours: Iterable[RegularHours],
        closed: Iterable[DayRange] = (),
        changes: dict[date, tuple[ChangedHours, ...]] | None = None,
    ) -> None:
        self.hours, self.closed, self.changes = tuple(hours), tuple(closed), changes or {}


def days(first: date, last: date) -> Iterator[date]:
    return (first + timedelta(days=step) for step in range((last - first).days + 1))


def shown(openings: tuple[Opening, ...]) -> list[str]:
    return [f"{one.category.title} {one.open:%H:%M}-{one.close:%H:%M}" for one in openings]


def by_hand() -> set[tuple[str, date, str]]:
    """(category, day, hours such as ``10-18``) for each opening in the hand-written table."""
    table = yaml.safe_load((DATA / "opening_hours_year.yaml").read_text("utf-8"))
    return {
        (category, monday + timedelta(days=weekday), hours)
        for category, weeks in table.items()
        for monday, week in weeks.items()
        for weekday, hours in enumerate(week)
        if hours != "x"
    }


def test_the_hand_written_table_has_every_week_of_the_year_once() -> None:
    table = yaml.safe_load((DATA / "opening_hours_year.yaml").read_text("utf-8"))
    mondays = [date(2026, 12, 28) + timedelta(weeks=number) for number in range(53)]
    assert [list(weeks) for weeks in table.values()] == [mondays, mondays]
    assert all(len(week) == 7 for weeks in table.values() for week in weeks.values())


def test_a_year_with_easter_christmas_a_summer_season_a_september_rule_and_a_closed_week_is_as_written_by_hand(
    planned: Planned,
) -> None:
    schedule = planned((DATA / "opening_hours_branch.yaml").read_text("utf-8"))
    made = [(one.category.title, one.date, f"{one.start:%H}-{one.end:%H}") for one in rows(2, schedule, *YEAR)]
    written = {row for row in by_hand() if row[1].year == 2027}
    assert sorted(made) == sorted(written)


WEEK = """\
hours:
  - {category: Betjent, days: [monday-friday], open: "10:00", close: "18:00"}
  - {category: Selvbetjent, days: [daily], open: "07:00", close: "22:00"}
"""


def test_a_change_wins_over_a_closing_and_that_over_the_week(planned: Planned) -> None:
    schedule = planned(
        WEEK
        + """\
closed: [public-holidays, 2027-03-23..2027-03-24]
changes:
  2027-03-24: [{category: Betjent, open: "10:00", close: "13:00"}]
  2027-03-26: [{category: Selvbetjent, open: "07:00", close: "22:00"}]
"""
    )
    assert [shown(schedule.openings(date(2027, 3, number))) for number in range(22, 30)] == [
        ["Selvbetjent 07:00-22:00", "Betjent 10:00-18:00"],
        [],
        ["Betjent 10:00-13:00"],
        [],
        ["Selvbetjent 07:00-22:00"],
        ["Selvbetjent 07:00-22:00"],
        [],
        [],
    ]


def test_a_day_that_differs_says_so_and_why(planned: Planned) -> None:
    schedule = planned(
        WEEK
        + """\
closed: [2027-02-10, skolernes-vinterferie]
changes:
  2027-03-24: [{category: Betjent, open: "10:00", close: "13:00"}, {category: Selvbetjent, open: "07:00", close: "22:00"}]
  2027-03-25: [{category: Betjent, open: "12:00", close: "14:00"}]
"""
    )
    nameless, holiday, changed, eve = (
        schedule.day(day)
        for day in (
            date(2027, 2, 10),
            date(2027, 2, 15),
            date(2027, 3, 24),
            date(2027, 3, 25),
        )
    )
    assert (nameless.differs, nameless.reason, shown(nameless.openings)) == (True, "", [])
    assert (holiday.differs, holiday.reason) == (True, "Vinterferie")
    assert shown(holiday.usual) == ["Selvbetjent 07:00-22:00", "Betjent 10:00-18:00"]
    assert [(one.category.title, one.differs, one.reason) for one in changed.openings] == [
        ("Selvbetjent", False, ""),
        ("Betjent", True, ""),
    ]
    assert [(one.differs, one.reason) for one in eve.openings] == [(True, "Skærtorsdag")]
    assert eve.reason == "Skærtorsdag"


def test_a_day_as_usual_is_not_marked_whatever_it_is_called(planned: Planned) -> None:
    schedule = planned("""\
hours: [{category: Betjent, days: [monday-friday], open: "10:00", close: "18:00"}]
closed: [public-holidays]
changes: {2027-05-06: [{category: Betjent, open: "10:00", close: "18:00"}]}
""")
    easter_sunday, open_all_the_same = schedule.day(date(2027, 3, 28)), schedule.day(date(2027, 5, 6))
    assert (easter_sunday.openings, easter_sunday.differs, easter_sunday.reason) == ((), False, "")
    assert (shown(open_all_the_same.openings), open_all_the_same.differs, open_all_the_same.reason) == (
        ["Betjent 10:00-18:00"],
        False,
        "",
    )


def test_what_days_are_called_may_be_said_for_days_that_close_nothing() -> None:
    keys = Keys(
        [RegularHours("Betjent", (frozenset(range(7)),), time(10), time(18))],
        [DayRange(date(2026, 12, 24), date(2026, 12, 24))],
        {date(2026, 12, 31): (ChangedHours("Betjent", time(10), time(13)),)},
    )
    names = {date(2026, 12, 24): "Juleaften", date(2026, 12, 30): "Dagen før", date(2026, 12, 31): "Nytårsaften"}
    schedule = schedule_of(keys, CATEGORIES, {}, names.get)
    assert [schedule.day(date(2026, 12, number)).reason for number in (23, 24, 30, 31)] == ["", "Juleaften", "", "Nytårsaften"]


def test_a_season_takes_the_place_of_its_category_on_the_weekdays_that_it_names_while_it_lasts(planned: Planned) -> None:
    schedule = planned(
        WEEK
        + """\
  - {category: Betjent, days: [monday-thursday], open: "10:00", close: "12:00", from: 2027-06-28, until: 2027-08-08}
  - {category: Betjent, days: [monday-thursday], open: "13:00", close: "16:00", from: 2027-06-28, until: 2027-08-08}
"""
    )
    summer, friday = ["Selvbetjent 07:00-22:00", "Betjent 10:00-12:00", "Betjent 13:00-16:00"], date(2027, 7, 2)
    regular = ["Selvbetjent 07:00-22:00", "Betjent 10:00-18:00"]
    assert shown(schedule.openings(date(2027, 6, 25))) == regular
    assert shown(schedule.openings(date(2027, 6, 28))) == summer
    assert shown(schedule.openings(friday)) == regular
    assert shown(schedule.openings(date(2027, 8, 5))) == summer
    assert shown(schedule.openings(date(2027, 8, 9))) == regular
    assert not schedule.day(date(2027, 6, 28)).differs


def test_new_hours_from_a_day_on_take_over_for_good(planned: Planned) -> None:
    schedule = planned("""\
hours:
  - {category: Betjent, days: [daily], open: "10:00", close: "18:00"}
  - {category: Betjent, days: [daily], open: "09:00", close: "17:00", from: 2027-02-01}
""")
    made = [shown(schedule.openings(day)) for day in (date(2027, 1, 31), date(2027, 2, 1), date(2037, 2, 1))]
    assert made == [["Betjent 10:00-18:00"], ["Betjent 09:00-17:00"], ["Betjent 09:00-17:00"]]


def test_a_week_is_seven_days_from_monday_whatever_day_is_asked_of(planned: Planned) -> None:
    schedule = planned(WEEK + "closed: [public-holidays]")
    easter = week(schedule, date(2027, 3, 28))
    assert [one.date for one in easter] == list(days(date(2027, 3, 22), date(2027, 3, 28)))
    assert all(week(schedule, day) == easter for day in days(date(2027, 3, 22), date(2027, 3, 28)))
    assert [one.reason for one in easter] == ["", "", "", "Skærtorsdag", "Langfredag", "", "Påskedag"]
    assert [len(one.openings) for one in easter] == [2, 2, 2, 0, 0, 1, 0]


def test_a_branch_without_hours_is_never_open() -> None:
    assert all(not day.openings and not day.differs for day in week(Schedule(), date(2027, 3, 28)))


def test_what_is_kept_has_a_bound_and_changes_no_answer(planned: Planned) -> None:
    schedule, fresh = planned(WEEK), planned(WEEK)
    far = [date(2000, 1, 1) + timedelta(days=step) for step in range(MOST_DAYS_KEPT + 50)]
    for day in far:
        schedule.day(day)
    assert len(schedule._days) <= MOST_DAYS_KEPT
    assert [schedule.day(day) for day in far[:50]] == [fresh.day(day) for day in far[:50]]
    assert schedule == fresh


def test_a_schedule_goes_to_another_process_and_answers_the_same(planned: Planned) -> None:
    schedule = planned(WEEK + "changes: {2027-05-06: []}")
    alone = Schedule(schedule.rules, schedule.closed, schedule.changes)
    again = pickle.loads(pickle.dumps(alone))  # noqa: S301
    assert rows(2, again, *YEAR) == rows(2, alone, *YEAR)


FIRST, LAST = date(2027, 1, 1), date(2027, 1, 28)

clocks = [time(hour, half) for hour in range(8, 14) for half in (0, 30)]
hours_of_a_day = st.lists(st.sampled_from(clocks), min_size=2, max_size=2, unique=True).map(sorted)
seasons = st.sampled_from(["none", "from", "until", "both"])
titles = st.sampled_from([category.title for category in CATEGORIES])
weekdays = st.frozensets(st.integers(0, 6), min_size=1)


@st.composite
def spans(draw: st.DrawFn) -> DayRange:
    return DayRange(*sorted(draw(st.tuples(st.dates(FIRST, LAST), st.dates(FIRST, LAST)))))


@st.composite
def regular(draw: st.DrawFn) -> RegularHours:
    season, span = draw(seasons), draw(spans())
    first, last = span.first if season in {"from", "both"} else None, span.last if season in {"until", "both"} else None
    opens, closes = draw(hours_of_a_day)
    return RegularHours(draw(titles), (draw(weekdays),), opens, closes, first, last)


changed = st.builds(lambda title, hours: ChangedHours(title, *hours), titles, hours_of_a_day)


def faults(keys: Keys) -> list[str]:
    titles = [category.title for category in CATEGORIES]
    problems = hours_problems(keys, Marks({}, {}), "vestbyen.md", categories=titles, calendars=())
    return [problem.found for problem in problems if not problem.severity]


def without_faults(hours: list[RegularHours]) -> list[RegularHours]:
    """Those that an editor could keep: each that has no fault beside those before it."""
    kept: list[RegularHours] = []
    for one in hours:
        if not faults(Keys([*kept, one])):
            kept.append(one)
    return kept


def overlapping(openings: tuple[Opening, ...]) -> bool:
    by_category = [[one for one in openings if one.category == category] for category in CATEGORIES]
    return any(one.close > other.open for hours in by_category for one, other in pairwise(hours))


@given(
    st.lists(regular(), max_size=8),
    st.lists(spans(), max_size=2),
    st.dictionaries(st.dates(FIRST, LAST), st.lists(changed, max_size=3).map(tuple), max_size=2),
)
def test_hours_without_a_fault_are_in_order_and_overlap_on_no_day(
    hours: list[RegularHours], closed: list[DayRange], changes: dict[date, tuple[ChangedHours, ...]]
) -> None:
    hours = without_faults(hours)
    keys = Keys(hours, closed, {day: own for day, own in changes.items() if not faults(Keys((), (), {day: own}))})
    schedule = schedule_of(keys, CATEGORIES, {})
    shuffled = schedule_of(Keys(hours[::-1], closed[::-1], keys.changes), CATEGORIES, {})
    for day in days(FIRST, LAST):
        openings = schedule.openings(day)
        assert not overlapping(openings)
        assert all(one.open < one.close for one in openings)
        assert [one.open for one in openings] == sorted(one.open for one in openings)
        assert openings == shuffled.openings(day)
        if day in keys.changes:
            assert len(openings) == len(keys.changes[day])
        elif any(day in span for span in closed):
            assert not openings
    ids = [one.id for one in rows(2, schedule, FIRST, LAST)]
    assert len(ids) == len(set(ids))


@given(regular(), regular())
def test_two_entries_are_told_to_overlap_exactly_where_some_day_has_both(one: RegularHours, other: RegularHours) -> None:
    assume(one.seasonal == other.seasonal and not faults(Keys([one])) and not faults(Keys([other])))
    schedule = schedule_of(Keys([one, other]), CATEGORIES, {})
    met = any(overlapping(schedule.openings(day)) for day in days(FIRST - timedelta(days=7), LAST + timedelta(days=7)))
    assert met == bool(faults(Keys([one, other])))
