"""Random rules against two others: the oracle, which walks every day, and python-dateutil."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from itertools import islice, takewhile
from zoneinfo import ZoneInfo

import pytest
from dateutil.rrule import rrulestr
from hypothesis import given, settings
from hypothesis import strategies as st
from opslag.events.clock import resolve
from opslag.events.expansion import named
from opslag.events.recurrence import MOST_ON_A_DAY, recur
from opslag.events.repeat import Repeat
from opslag.events.rule import read_rule
from opslag.source.shape import ShapeError

from tests.events import oracle

ZONES = [ZoneInfo(name) for name in ("Europe/Copenhagen", "America/New_York", "Australia/Lord_Howe")]

REACH = {"YEARLY": 2500, "MONTHLY": 500, "WEEKLY": 200, "DAILY": 60, "HOURLY": 3, "MINUTELY": 0, "SECONDLY": 0}
"""So many days behind the start are compared; in a rule of minutes or seconds only the hours that follow."""

FINE = {"MINUTELY": timedelta(hours=5), "SECONDLY": timedelta(minutes=5)}


def some(low: int, high: int, most: int = 3) -> st.SearchStrategy[list[int]]:
    """A list as a BY part has it: where the numbers may count from the back, half of them do."""
    numbers = st.integers(abs(low) if low < 0 else low, high)
    if low < 0:
        numbers = st.integers(1, high) | st.integers(low, -1)
    return st.lists(numbers, min_size=1, max_size=most, unique=True)


@st.composite
def weekdays(draw: st.DrawFn, nth: int) -> list[str]:
    """With numbers up to ``nth``: half of them such as a month has too."""
    codes = draw(st.lists(st.sampled_from(oracle.CODES), min_size=1, max_size=4, unique=True))
    if not nth or draw(st.integers(0, 3)) == 0:
        return codes
    numbers = st.integers(1, 5) | st.integers(-5, -1) | st.integers(1, nth) | st.integers(-nth, -1)
    return [f"{draw(numbers)}{code}" for code in codes] + draw(st.lists(st.sampled_from(oracle.CODES), max_size=1))


@st.composite
def rules(draw: st.DrawFn, freqs: tuple[str, ...] = tuple(REACH)) -> str:
    """A rule that the RFC allows, of the parts that its table has for the frequency; seldom of so many that it names nothing."""
    freq = draw(st.sampled_from([freq for freq in freqs for _ in range({"YEARLY": 5, "MONTHLY": 2}.get(freq, 1))]))
    fine = freq in ("HOURLY", "MINUTELY", "SECONDLY")
    days = ["start"] * 9 if fine else ["weeks", "weeks"] if freq == "YEARLY" else []
    about = draw(st.sampled_from([*days, "yeardays", "monthdays", "weekdays", "weekdays", "start"]))
    weeks = about == "weeks"
    nth = 0 if weeks else {"YEARLY": 53, "MONTHLY": 5}.get(freq, 0)
    one_in = {
        "BYMONTH": (some(1, 12, 8), 8 if fine else 3),
        "BYWEEKNO": (some(-53, 53, 8) | st.just([1, -1, 52, 53, -52, -53]), 1 if weeks else 0),
        "BYYEARDAY": (some(-366, 366, 12), 0 if freq in ("DAILY", "WEEKLY", "MONTHLY") else 1 if about == "yeardays" else 20),
        "BYMONTHDAY": (some(-31, 31, 12), 0 if freq == "WEEKLY" else 1 if about == "monthdays" else 6 if weeks else 12),
        "BYDAY": (weekdays(nth), 1 if about == "weekdays" else 12 if fine else 3),
        "BYHOUR": (some(0, 23, 12), 5),
        "BYMINUTE": (some(0, 59, 20 if fine else 4), 3 if fine else 8),
        "BYSECOND": (some(0, 59, 20 if fine else 4), 3 if fine else 8),
    }
    parts = {name: draw(values) for name, (values, odds) in one_in.items() if odds and draw(st.integers(1, odds)) == 1}
    if parts and draw(st.integers(0, 3)) == 0:
        parts["BYSETPOS"] = draw(some(-6, 6))
    text = [f"FREQ={freq}", *(f"{name}={','.join(map(str, values))}" for name, values in parts.items())]
    if draw(st.booleans()):
        text.append(f"INTERVAL={draw(st.integers(2, 40 if fine else 4))}")
    if draw(st.booleans()):
        text.append(f"WKST={draw(st.sampled_from(oracle.CODES))}")
    return ";".join(draw(st.permutations(text)))


MOMENTS = st.datetimes(datetime(1995, 1, 1), datetime(2035, 12, 31)).map(lambda at: at.replace(microsecond=0))
NEW_YEARS = st.builds(lambda at, days: at.replace(month=1, day=1) + timedelta(days), MOMENTS, st.integers(-4, 4))
STARTS = MOMENTS | NEW_YEARS
"""Half of them at the turn of a year, where weeks are of the one or of the other."""


def ending(rule: str, start: datetime) -> datetime:
    freq = oracle.parts(rule)["FREQ"]
    return start + FINE[freq] if freq in FINE else datetime.combine(start.date() + timedelta(REACH[freq]), time.max)


def by_oracle(rule: str, start: datetime) -> list[datetime]:
    return oracle.instances(rule, start, ending(rule, start))


def by_opslag(rule: str, start: datetime) -> list[datetime]:
    end = ending(rule, start)
    return [at for at in takewhile(lambda at: at <= end, named(read_rule(rule), start, start.date(), end.date())) if at >= start]


@given(rules(), STARTS)
@settings(max_examples=250, deadline=None)
def test_a_rule_names_the_times_that_the_oracle_finds_by_walking_every_day(rule: str, start: datetime) -> None:
    assert by_opslag(rule, start) == by_oracle(rule, start)


@pytest.mark.soak
@given(rules(), STARTS)
@settings(max_examples=2_000, deadline=None)
def test_two_thousand_rules_more(rule: str, start: datetime) -> None:
    assert by_opslag(rule, start) == by_oracle(rule, start)


@given(rules(("YEARLY", "MONTHLY", "WEEKLY", "DAILY")), STARTS, st.data())
@settings(max_examples=80, deadline=None)
def test_a_series_begins_and_ends_where_the_oracle_says(rule: str, start: datetime, data: st.DataObject) -> None:
    """The start is the oracle's first date; the end one of its dates, a moment after one, a number of dates, or none."""
    found = by_oracle(rule, start)
    if not found or by_oracle(rule, found[0])[:1] != found[:1]:
        return  # no date to begin at; or what the rule leaves open would be another's once the series began there
    start = found[0]
    found = by_oracle(rule, start)
    size = data.draw(st.integers(1, len(found)))
    last = found[size - 1]
    later = last + timedelta(seconds=1)
    ends = {
        "": [at for at in found if at.date() <= last.date()],
        f";COUNT={size}": found[:size],
        f";UNTIL={last:%Y%m%dT%H%M%S}": found[:size],
        f";UNTIL={later:%Y%m%dT%H%M%S}": [at for at in found if at <= later],
    }
    end, expected = data.draw(st.sampled_from(list(ends.items())))
    series = recur(start, Repeat(rule=read_rule(rule + end)), last.date(), {}, ZONES[0])
    assert [one.at for one in series.instances] == expected
    assert series.endless == (not end)


def instant_and_note(at: datetime, zone: ZoneInfo) -> tuple[datetime, str | None]:
    aware, note = resolve(at, zone)
    return aware.astimezone(ZoneInfo("UTC")), note


CHANGES = [
    (ZONES[0], date(2027, 3, 28)), (ZONES[0], date(2026, 10, 25)),
    (ZONES[1], date(2027, 3, 14)), (ZONES[1], date(2026, 11, 1)),
    (ZONES[2], date(2026, 10, 4)), (ZONES[2], date(2027, 4, 4)),
    (ZoneInfo("Pacific/Apia"), date(2011, 12, 30)),
]  # fmt: skip
"""Days on which a clock is changed: by an hour, on Lord Howe by half of one, and in Samoa over a whole day."""


AROUND_THE_CHANGE = st.builds(time, st.integers(0, 4), st.sampled_from([0, 15, 30, 45]), st.sampled_from([0, 1, 59]))
NIGHTLY = [
    "FREQ=DAILY", "FREQ=DAILY;INTERVAL=2", "FREQ=WEEKLY", "FREQ=DAILY;BYHOUR=1,2,3", "FREQ=HOURLY",
    "FREQ=MINUTELY;INTERVAL=90",
]  # fmt: skip


@given(st.sampled_from(CHANGES), st.integers(0, 2), AROUND_THE_CHANGE, st.sampled_from(NIGHTLY))
@settings(max_examples=100, deadline=None)
def test_a_series_keeps_its_wall_time_over_a_change_of_the_clock(
    change: tuple[ZoneInfo, date], before: int, clock: time, rule: str
) -> None:
    zone, day = change
    start = datetime.combine(day - timedelta(before), clock)
    end = datetime.combine(day + timedelta(2), time.max)
    found = oracle.instances(rule, start, end)
    series = recur(found[0], Repeat(rule=read_rule(f"{rule};COUNT={len(found)}")), day, {}, zone)
    assert [one.at for one in series.instances] == found
    for one in series.instances:
        assert instant_and_note(one.at, zone) == oracle.meant(zone, oracle.clock(zone, one.at.date()), one.at)


@pytest.mark.parametrize(("zone", "day"), CHANGES, ids=str)
def test_every_minute_around_a_change_of_the_clock_is_the_instant_that_walking_the_clock_finds(zone: ZoneInfo, day: date) -> None:
    shown = oracle.clock(zone, day)
    local, notes = datetime.combine(day, time()), set()
    while local.date() == day:
        aware, note = instant_and_note(local, zone)
        assert (aware, note) == oracle.meant(zone, shown, local)
        notes.add(note)
        local += timedelta(minutes=1)
    assert notes - {None}


@given(rules(("YEARLY", "MONTHLY", "WEEKLY", "DAILY", "HOURLY")), STARTS)
@settings(max_examples=150, deadline=None)
def test_python_dateutil_finds_the_same_where_it_follows_the_rfc(rule: str, start: datetime) -> None:
    """It departs from it where it takes "MO,1TU" for both at once, counts BYSETPOS in the first week from the start on, breaks
    on 40MO beside BYMONTH, and in weeks: at the turn of a year, and where BYWEEKNO stands alone."""
    parts = oracle.parts(rule)
    kinds = {bool(nth) for nth, _ in parts.get("BYDAY", [])}
    far = "BYMONTH" in parts and any(abs(nth) > 5 for nth, _ in parts.get("BYDAY", []))
    if "BYWEEKNO" in parts or len(kinds) > 1 or far or ("BYSETPOS" in parts and parts["FREQ"] == "WEEKLY"):
        return
    ours = by_opslag(rule, start)
    if not ours:
        return  # it would look for the first date until the year 9999
    assert list(islice(rrulestr(rule, dtstart=start), min(len(ours), 50))) == ours[:50]


@given(rules(("YEARLY", "MONTHLY", "WEEKLY", "DAILY", "HOURLY")), STARTS)
@settings(max_examples=150, deadline=None)
def test_a_rule_asked_from_a_later_day_on_names_the_same_as_when_it_is_asked_from_the_start(rule: str, start: datetime) -> None:
    rule_read, end = read_rule(rule), ending(rule, start)
    since = start.date() + (end.date() - start.date()) / 2
    whole = [at for at in named(rule_read, start, start.date(), end.date()) if at.date() >= since]
    assert list(named(rule_read, start, since, end.date())) == whole


@given(rules(), STARTS)
@settings(max_examples=30, deadline=None)
def test_any_rule_comes_to_an_end(rule: str, start: datetime) -> None:
    """A series without an end, a rule that matches nothing: dates, or a fault that says what to do."""
    try:
        series = recur(start, Repeat(rule=read_rule(rule)), date(2036, 12, 31), {}, ZONES[0])
    except ShapeError as error:
        assert all(remedy for _, _, remedy, _ in error.faults)
    else:
        assert series.instances[0].at == start
        assert max(int(one.name.partition("#")[2] or 1) for one in series.instances) <= MOST_ON_A_DAY
