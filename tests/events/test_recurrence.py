"""The dates of a series as an editor gets them: what is left out, what is added, and what an editor is told."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from time import process_time
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from opslag.content.calendar import DayCalendar, PublicHolidays
from opslag.events.identity import identities
from opslag.events.recurrence import MOST_DATES, Recurrence, recur
from opslag.events.repeat import Repeat
from opslag.source.marks import load
from opslag.source.scalars import DayRange
from opslag.source.shape import ShapeError, shaped

from tests.events.test_recurrence_oracle import STARTS, rules

COPENHAGEN = ZoneInfo("Europe/Copenhagen")
HORIZON = date(2027, 12, 31)
CALENDARS = {
    "public-holidays": PublicHolidays("DK", "da"),
    "skoleferie": DayCalendar("Skoleferie", (DayRange(date(2027, 2, 13), date(2027, 2, 21)),), "i skoleferien"),
}


def series(start: str, text: str, horizon: date = HORIZON) -> Recurrence:
    return recur(datetime.fromisoformat(start), shaped(Repeat, load(f"{{{text}}}")), horizon, CALENDARS, COPENHAGEN)


def dates(found: Recurrence) -> list[str]:
    return [f"{one.at:%Y-%m-%d %H:%M}" for one in found.instances]


def names(found: Recurrence) -> list[str]:
    return [one.name for one in found.instances]


def told(start: str, text: str) -> list[str]:
    with pytest.raises(ShapeError) as caught:
        series(start, text)
    return said(caught.value.faults)


def said(faults: Any) -> list[str]:
    return [f"{'.'.join(map(str, path))}: {found}; {remedy}" for path, found, remedy, _ in faults]


def test_a_weekly_series_is_there_each_week_until_its_last_day() -> None:
    found = series("2026-12-01 10:00", "every: week, on: [tuesday], until: 2026-12-22")
    assert dates(found) == ["2026-12-01 10:00", "2026-12-08 10:00", "2026-12-15 10:00", "2026-12-22 10:00"]
    assert not found.endless


def test_an_end_with_a_time_of_day_is_the_last_moment() -> None:
    assert names(series("2026-12-01 10:00", "every: week, until: 2026-12-15 10:00"))[-1] == "2026-12-15"
    assert names(series("2026-12-01 10:00", "every: week, until: 2026-12-15 09:59"))[-1] == "2026-12-08"


def test_a_series_without_an_end_is_made_until_the_horizon() -> None:
    found = series("2026-12-01 10:00", "every: day, interval: 7", date(2026, 12, 22))
    assert names(found) == ["2026-12-01", "2026-12-08", "2026-12-15", "2026-12-22"]
    assert found.endless


def test_a_series_that_begins_behind_the_horizon_has_its_first_date() -> None:
    assert names(series("2028-06-06 10:00", "every: week")) == ["2028-06-06"]


def test_a_count_counts_what_is_left_out() -> None:
    found = series("2026-12-01 10:00", "every: week, count: 4, except: 2026-12-15")
    assert names(found) == ["2026-12-01", "2026-12-08", "2026-12-22"]


def test_an_editor_sees_what_is_left_out_and_why() -> None:
    text = "every: week, on: thursday, until: 2027-05-31, except: 2026-12-24..2027-01-02, skip: [public-holidays, skoleferie]"
    found = series("2026-12-03 10:00", text)
    assert [(one.name, one.by, one.why) for one in found.left_out] == [
        ("2026-12-24", "except", ""),
        ("2026-12-31", "except", ""),
        ("2027-02-18", "skoleferie", "Skoleferie"),
        ("2027-03-25", "public-holidays", "Skærtorsdag"),
        ("2027-05-06", "public-holidays", "Kristi himmelfartsdag"),
    ]
    assert not {one.name for one in found.left_out} & set(names(found))
    assert found.warnings == ()


def test_an_exception_with_a_time_leaves_the_day_s_other_times() -> None:
    found = series("2026-12-01 10:00", "rule: 'FREQ=DAILY;BYHOUR=10,14', count: 4, except: [2026-12-01 14:00]")
    assert dates(found) == ["2026-12-01 10:00", "2026-12-02 10:00", "2026-12-02 14:00"]


def test_one_day_in_a_month_that_lacks_it_is_passed_over() -> None:
    assert names(series("2026-12-31 10:00", "every: month, on: 31, until: 2027-06-30")) == [
        "2026-12-31", "2027-01-31", "2027-03-31", "2027-05-31",
    ]  # fmt: skip
    assert names(series("2026-12-31 10:00", "every: month, on: last day, until: 2027-03-31")) == [
        "2026-12-31", "2027-01-31", "2027-02-28", "2027-03-31",
    ]  # fmt: skip


def test_days_of_different_kinds_are_one_series() -> None:
    found = series("2026-12-01 10:00", "every: month, on: [first tuesday, 1, 15], until: 2027-02-20")
    assert names(found) == [
        "2026-12-01", "2026-12-15", "2027-01-01", "2027-01-05", "2027-01-15", "2027-02-01", "2027-02-02", "2027-02-15",
    ]  # fmt: skip


def test_dates_alone_are_a_series_of_the_start_and_them() -> None:
    found = series("2026-12-01 10:00", "also: [2026-12-10, 2027-01-07 15:00]")
    assert dates(found) == ["2026-12-01 10:00", "2026-12-10 10:00", "2027-01-07 15:00"]
    assert not found.endless


def test_a_date_beside_the_rule_is_added_with_its_own_time_or_the_start_s() -> None:
    found = series("2026-12-01 10:00", "every: week, until: 2026-12-08, also: [2026-12-05 15:00, 2026-12-03]")
    assert dates(found) == ["2026-12-01 10:00", "2026-12-03 10:00", "2026-12-05 15:00", "2026-12-08 10:00"]


def test_a_date_that_is_left_out_can_be_kept_by_naming_it() -> None:
    found = series("2026-12-24 10:00", "every: week, until: 2027-03-31, skip: public-holidays, also: 2027-03-25")
    assert "2027-03-25" in names(found)
    assert [one.name for one in found.left_out] == []


def test_a_date_of_the_rule_behind_its_end_can_be_had_by_naming_it() -> None:
    found = series("2026-12-01 10:00", "every: week, until: 2026-12-08, also: 2026-12-22")
    assert names(found) == ["2026-12-01", "2026-12-08", "2026-12-22"]
    longer = series("2026-12-01 10:00", "every: week, until: 2026-12-22, also: 2026-12-22")
    assert names(longer) == ["2026-12-01", "2026-12-08", "2026-12-15", "2026-12-22"]
    assert said(longer.warnings) == ["repeat.also.0: 2026-12-22; the series has that date anyway; delete it"]


@pytest.mark.parametrize(
    ("start", "text", "messages"),
    [
        ("2026-12-02 10:00", "every: week, on: [tuesday, thursday]", [
            "start: 2026-12-02 10:00, a Wednesday, is not one of the dates of the series; "
            "write 2026-12-01 10:00 (a Tuesday), which is the nearest, or change repeat",
        ]),
        ("2026-12-02 10:00", "every: month, on: [last day]", [
            "start: 2026-12-02 10:00, a Wednesday, is not one of the dates of the series; "
            "write 2026-11-30 10:00 (a Monday), which is the nearest, or change repeat",
        ]),
        ("2026-12-02 10:00", "every: year, interval: 3, on: [05-14]", [
            "start: 2026-12-02 10:00, a Wednesday, is not one of the dates of the series; "
            "write 2027-05-14 10:00 (a Friday), which is the nearest, or change repeat",
        ]),
        ("2026-12-01 10:00", "rule: 'FREQ=WEEKLY;BYHOUR=9'", [
            "start: 2026-12-01 10:00, a Tuesday, is not one of the dates of the series; "
            "write 2026-12-01 09:00 (a Tuesday), which is the nearest, or change repeat",
        ]),
        ("2026-12-01 10:00", "every: week, until: 2026-11-30", [
            "repeat.until: an end (2026-11-30 23:59) before the start (2026-12-01 10:00); write a later one",
        ]),
        ("2026-12-01 10:00", "rule: 'FREQ=DAILY;UNTIL=20261101'", [
            "repeat.rule: an end (2026-11-01 23:59) before the start (2026-12-01 10:00); write a later one",
        ]),
        ("2026-12-02 10:00", "every: week, on: tuesday, skip: [skolferie, helligdage]", [
            'repeat.skip.0: no calendar "skolferie"; did you mean "skoleferie"?',
            'repeat.skip.1: no calendar "helligdage"; known here: public-holidays, skoleferie',
            "start: 2026-12-02 10:00, a Wednesday, is not one of the dates of the series; "
            "write 2026-12-01 10:00 (a Tuesday), which is the nearest, or change repeat",
        ]),
        ("2026-12-01 10:00", "every: week, also: [2026-12-08 10:00, 2026-12-09 10:00, 2026-12-09 10:00]", [
            "repeat.also.0: 2026-12-08 10:00; the series has that date already; delete it here",
            "repeat.also.2: 2026-12-09 10:00; the series has that date already; delete it here",
        ]),
        ("2026-12-01 10:00", "every: day, until: 2150-01-01", [
            "repeat.until: more than 10000 dates; write an earlier end, or a rule with fewer dates",
        ]),
        ("2026-12-01 10:00", "rule: 'FREQ=WEEKLY;UNTIL=99991231'", [
            "repeat.rule: more than 10000 dates; write an earlier end, or a rule with fewer dates",
        ]),
        ("2026-12-01 10:00", "rule: 'FREQ=WEEKLY;UNTIL=99991231T235959Z'", [
            "repeat.rule: more than 10000 dates; write an earlier end, or a rule with fewer dates",
        ]),
        ("2026-12-01 10:00", "every: week, count: 20000", [
            "repeat.count: more than 10000 dates; write an earlier end, or a rule with fewer dates",
        ]),
        ("2026-12-01 10:00", "rule: FREQ=SECONDLY", [
            "repeat.rule: more than 1000 times on 2026-12-01; write an earlier end, or a rule with fewer dates",
        ]),
        ("2026-12-01 10:00", "rule: 'FREQ=MONTHLY;BYMONTH=2;BYMONTHDAY=30'", [
            "repeat.rule: a rule that gives no date, or hardly any; write one whose dates exist, in as coarse a FREQ as will do",
        ]),
        ("2026-12-01 10:00", "rule: 'FREQ=SECONDLY;BYMONTH=2;BYMONTHDAY=30;COUNT=5'", [
            "repeat.rule: a rule that gives no date, or hardly any; write one whose dates exist, in as coarse a FREQ as will do",
        ]),
    ],
)  # fmt: skip
def test_an_editor_is_told_what_makes_no_series(start: str, text: str, messages: list[str]) -> None:
    assert told(start, text) == messages


@pytest.mark.parametrize(
    ("text", "messages"),
    [
        ("except: 2027-12-22", [
            "repeat.except.0: 2027-12-22; the rule gives nothing there to leave out; the nearest is 2027-03-30 10:00",
        ]),
        ("except: [2026-12-09, 2026-12-15 11:00]", [
            "repeat.except.0: 2026-12-09; the rule gives nothing there to leave out; the nearest is 2026-12-08 10:00",
            "repeat.except.1: 2026-12-15 11:00; the rule gives nothing there to leave out; the nearest is 2026-12-15 10:00",
        ]),
        ("except: 2025-12-24..2026-01-02", [
            "repeat.except.0: 2025-12-24..2026-01-02; the rule gives nothing there to leave out; the nearest is 2026-12-01 10:00",
        ]),
        ("except: 2026-12-23..2026-12-26", []),
        ("except: 2027-02-16, skip: skoleferie", []),
    ],
)  # fmt: skip
def test_an_editor_is_warned_of_an_exception_that_does_nothing(text: str, messages: list[str]) -> None:
    assert said(series("2026-12-01 10:00", f"every: week, until: 2027-03-31, {text}").warnings) == messages


def test_an_exception_behind_the_horizon_is_not_judged_yet() -> None:
    assert series("2026-12-01 10:00", "every: week, except: [2028-12-26, 2029-01-01]").warnings == ()


def test_the_nearest_date_to_a_day_is_told() -> None:
    found = series("2026-12-01 10:00", "every: week, until: 2026-12-15")
    nearest = {day: found.nearest(date.fromisoformat(day)) for day in ("2026-01-01", "2026-12-04", "2026-12-05", "2027-05-05")}
    assert {day: one and one.name for day, one in nearest.items()} == {
        "2026-01-01": "2026-12-01", "2026-12-04": "2026-12-01", "2026-12-05": "2026-12-08", "2027-05-05": "2026-12-15",
    }  # fmt: skip
    assert series("2026-12-01 10:00", "every: week, count: 1, except: 2026-12-01").nearest(date(2026, 12, 1)) is None


@given(rules(("YEARLY", "MONTHLY", "WEEKLY", "DAILY", "HOURLY")), STARTS.map(lambda at: at.replace(second=0)))
@settings(max_examples=60, deadline=None)
def test_the_start_that_an_editor_is_advised_to_write_is_a_good_one(rule: str, start: datetime) -> None:
    assume("BYSECOND" not in rule)
    horizon = start.date() + timedelta(30)
    try:
        series(str(start), f"rule: '{rule}'", horizon)
    except ShapeError as error:
        [(path, _, remedy, _)] = error.faults
        assume(path == ("start",))
        advised = remedy.removeprefix("write ").partition(" (")[0]
        assert dates(series(advised, f"rule: '{rule}'", horizon))[0] == advised


@given(st.integers(1, 40), st.sampled_from([7, 61, 400]))
def test_the_dates_are_the_same_however_far_one_looks(interval: int, days: int) -> None:
    text = f"every: day, interval: {interval}, skip: [public-holidays, skoleferie]"
    near, far = (series("2026-12-01 10:00", text, date(2026, 12, 1) + timedelta(reach)) for reach in (days, 500))
    assert far.instances[: len(near.instances)] == near.instances
    assert far.left_out[: len(near.left_out)] == near.left_out


@pytest.mark.parametrize(
    "rule",
    [
        "FREQ=SECONDLY;BYMONTH=2;BYMONTHDAY=31", "FREQ=SECONDLY;INTERVAL=2;BYSECOND=1", "FREQ=MINUTELY;BYYEARDAY=1;BYSETPOS=2",
        "FREQ=SECONDLY;BYDAY=MO;BYMINUTE=0;BYSECOND=0;INTERVAL=26", "FREQ=HOURLY;INTERVAL=9999999;BYHOUR=3",
        "FREQ=YEARLY;INTERVAL=4;BYMONTH=2;BYMONTHDAY=29", "FREQ=DAILY;UNTIL=99991231T235959",
        "FREQ=YEARLY;BYDAY=53MO;BYSETPOS=300",
    ],
)  # fmt: skip
def test_no_rule_keeps_a_build_waiting(rule: str) -> None:
    begun = process_time()
    with pytest.raises(ShapeError):
        series("2027-01-01 10:00", f"rule: '{rule}', also: [2027-01-02, 2028-01-02 11:00]")
    assert process_time() - begun < 5


def seconds_for(count: int) -> float:
    """CPU time of one occurrence where each of 2,000 series has so many: read, expanded, identified."""
    begun = process_time()
    for number in range(2000):
        text = {"every": "week", "on": ["tuesday"], "count": str(count), "except": ["2026-12-22"]}
        found = recur(datetime(2026, 12, 1, 10), shaped(Repeat, text), HORIZON, CALENDARS, COPENHAGEN)
        identity = identities(f"5f0c1f0e-8a55-4a3e-9a07-{number:012}")
        assert len({identity(one.name) for one in found.instances}) == count - 1
    return (process_time() - begun) / (2000 * count)


@pytest.mark.speed
def test_two_hundred_thousand_occurrences_cost_no_more_each_than_twenty_thousand() -> None:
    few, many = (min(seconds_for(count) for _ in range(3)) for count in (10, 100))
    assert many < 1.2 * few
    assert many < 100e-6


def test_a_series_has_at_most_so_many_dates() -> None:
    assert len(series("2026-12-01 10:00", f"every: day, count: {MOST_DATES}").instances) == MOST_DATES
