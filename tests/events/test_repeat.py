"""What an editor writes under ``repeat``, and what an editor is told about it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from opslag.events.on import On, read_on
from opslag.events.repeat import Repeat
from opslag.events.rule import Frequency, Rule, Weekday, read_rule
from opslag.places import weekdays
from opslag.source.marks import load, load_marked
from opslag.source.scalars import DayRange
from opslag.source.shape import STRICT, ShapeError, shaped

from tests.events.test_recurrence_oracle import rules


@dataclass(frozen=True, slots=True)
class File:
    """The part of an event file that is looked at here."""

    __pydantic_config__ = STRICT
    repeat: Repeat


def repeat(text: str) -> Repeat:
    return shaped(File, load(f"repeat: {{{text}}}")).repeat


def told(text: str) -> list[str]:
    """What stands behind the file's name in the messages."""
    document = "repeat:\n" + "\n".join(f"  {line}" for line in text.strip().splitlines())
    with pytest.raises(ShapeError) as caught:
        shaped(File, load(document))
    return [str(problem).removeprefix("e.md:") for problem in sorted(caught.value.problems("e.md", load_marked(document)[1]))]


def rule_texts(text: str) -> list[str]:
    return [str(rule) for rule in repeat(text).rules]


def test_everything_that_an_editor_may_write_is_read() -> None:
    series = repeat(
        "every: week, interval: 2, on: [tuesday, thursday], until: 2027-03-31,"
        "except: [2026-12-22, 2026-12-24..2027-01-02, 2027-01-12 10:00], also: [2027-04-08 15:00, 2027-04-15],"
        "skip: [public-holidays, skoleferie]"
    )
    assert series == Repeat(
        every="week",
        interval=2,
        on=(On(weekday=Weekday(1)), On(weekday=Weekday(3))),
        until=date(2027, 3, 31),
        except_=(
            DayRange(date(2026, 12, 22), date(2026, 12, 22)),
            DayRange(date(2026, 12, 24), date(2027, 1, 2)),
            datetime(2027, 1, 12, 10),
        ),
        also=(datetime(2027, 4, 8, 15), date(2027, 4, 15)),
        skip=("public-holidays", "skoleferie"),
    )


def test_a_list_of_one_needs_no_brackets() -> None:
    assert repeat("every: week, on: tuesday, except: 2026-12-22, also: 2027-04-15, skip: skoleferie") == repeat(
        "every: week, on: [tuesday], except: [2026-12-22], also: [2027-04-15], skip: [skoleferie]"
    )


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("every: day", ["FREQ=DAILY"]),
        ("every: day, interval: 3", ["FREQ=DAILY;INTERVAL=3"]),
        ("every: week", ["FREQ=WEEKLY"]),
        ("every: week, on: [thursday, tuesday, tuesday]", ["FREQ=WEEKLY;BYDAY=TU,TH"]),
        ("every: month", ["FREQ=MONTHLY"]),
        ("every: month, on: [first tuesday, third tuesday]", ["FREQ=MONTHLY;BYDAY=1TU,3TU"]),
        ("every: month, on: [last friday]", ["FREQ=MONTHLY;BYDAY=-1FR"]),
        ("every: month, on: [1, 15, last day]", ["FREQ=MONTHLY;BYMONTHDAY=-1,1,15"]),
        ("every: month, on: [-1]", ["FREQ=MONTHLY;BYMONTHDAY=-1"]),
        ("every: year", ["FREQ=YEARLY"]),
        ("every: year, on: [12-24]", ["FREQ=YEARLY;BYMONTHDAY=24;BYMONTH=12"]),
        ("every: year, on: [second friday of october]", ["FREQ=YEARLY;BYDAY=2FR;BYMONTH=10"]),
        ("rule: 'FREQ=MONTHLY;BYDAY=1TU;COUNT=9'", ["FREQ=MONTHLY;BYDAY=1TU"]),
        ("also: [2027-04-08 15:00]", []),
    ],
)
def test_what_is_written_is_a_rule_of_the_rfc(text: str, rule: list[str]) -> None:
    assert rule_texts(text) == rule


def test_days_that_one_rule_could_not_name_together_are_rules_of_their_own() -> None:
    """BYMONTH=6,12;BYMONTHDAY=5,24 would be four dates a year; BYDAY=1TU;BYMONTHDAY=15 only a Tuesday the 15th."""
    assert rule_texts("every: year, on: [06-05, 12-24]") == [
        "FREQ=YEARLY;BYMONTHDAY=5;BYMONTH=6", "FREQ=YEARLY;BYMONTHDAY=24;BYMONTH=12",
    ]  # fmt: skip
    assert rule_texts("every: month, on: [first tuesday, 15]") == ["FREQ=MONTHLY;BYDAY=1TU", "FREQ=MONTHLY;BYMONTHDAY=15"]


@pytest.mark.parametrize(
    ("danish", "english"),
    [
        ("tirsdag", "tuesday"), ("Lørdag", "saturday"), ("første tirsdag", "first tuesday"), ("sidste fredag", "last friday"),
        ("anden mandag", "second monday"), ("næstsidste torsdag", "second last thursday"), ("sidste dag", "last day"),
        ("anden fredag i oktober", "second friday of october"), ("sidste  lørdag i maj", "last saturday in may"),
    ],
)  # fmt: skip
def test_days_may_be_named_in_danish(danish: str, english: str) -> None:
    assert read_on(danish) == read_on(english)


NTHS = st.sampled_from([1, 2, 3, 4, 5, -1, -2])
ONS = st.one_of(
    st.builds(On, weekday=st.builds(Weekday, st.integers(0, 6), NTHS | st.just(0))),
    st.builds(On, weekday=st.builds(Weekday, st.integers(0, 6), NTHS), month=st.integers(1, 12)),
    st.builds(On, day=st.integers(1, 31) | st.integers(-31, -1)),
    st.builds(On, day=st.integers(1, 28), month=st.integers(1, 12)),
)


@given(ONS)
def test_a_day_is_read_as_it_is_said(on: On) -> None:
    assert read_on(str(on)) == on


@given(rules())
def test_a_rule_is_read_as_it_is_said(text: str) -> None:
    rule = read_rule(text)
    assert read_rule(str(rule)) == rule
    assert read_rule(f"RRULE:{text.lower()};") == rule


@given(st.datetimes(datetime(1000, 1, 1)).map(lambda at: at.replace(microsecond=0)) | st.dates(date(1000, 1, 1)))
def test_an_end_is_read_as_it_is_said(until: date) -> None:
    rule = Rule(Frequency.DAILY, until=until)
    assert read_rule(str(rule)) == rule


@given(st.text() | st.lists(st.sampled_from([*"=;,:-+0159Å٣", "FREQ", "BYDAY", "UNTIL", "1MO", "DAILY"])).map("".join))
def test_whatever_stands_there_an_editor_gets_a_rule_or_a_remedy(text: str) -> None:
    for key in ("rule", "on", "every", "until", "except", "also", "count"):
        try:
            shaped(File, {"repeat": {"every": "week", key: text}})
        except ShapeError as error:
            assert all(found and remedy for _, found, remedy, _ in error.faults)


@pytest.mark.parametrize(
    ("text", "messages"),
    [
        ("interval: 2", ['2:3: repeat.every: missing; add it: every: …']),
        ("every: wek", ['2:10: repeat.every: "wek"; did you mean "week"? (allowed: day, week, month, year)']),
        ("evry: week", [
            '2:3: repeat.evry: unknown key; did you mean "every"?',
        ]),
        ("every: week\nexcept_: 2026-12-22", ['3:3: repeat.except_: unknown key; did you mean "except"?']),
        ("every: week\ncount: 0", ['3:10: repeat.count: "0"; write 1 or more, or delete the key']),
        ("every: week\ninterval: -1", ['3:13: repeat.interval: "-1"; write a whole number, such as 80']),
        ("every: week\nuntil: 2027-03-31\ncount: 10", ['4:10: repeat.count: "10"; keep one of until and count']),
        ("every: week\non: [tusday]", [
            '3:8: repeat.on.0: "tusday"; did you mean "tuesday"? Write a day as tuesday, "first tuesday", "last friday", 15, '
            '"last day", 12-24 or "second friday of october"',
        ]),
        ("every: week\non: [frist tuesday]", ['3:8: repeat.on.0: "frist tuesday"; did you mean "first"?']),
        ("every: week\non: [tuesday, first thursday]", ['3:17: repeat.on.1: "first thursday"; write every: month']),
        ("every: month\non: [tuesday]", [
            '3:8: repeat.on.0: "tuesday"; write which one, such as "first tuesday", or every: week',
        ]),
        ("every: month\non: [12-24]", ['3:8: repeat.on.0: "12-24"; write every: year']),
        ("every: month\non: [32]", [
            '3:8: repeat.on.0: "32"; write a day of the month, 1 to 31; -1 is its last day, -2 the one before',
        ]),
        ("every: year\non: [02-30]", ['3:8: repeat.on.0: "02-30"; no such date; write month and day, such as 12-24']),
        ("every: year\non: [first monday]", [
            '3:8: repeat.on.0: "first monday"; write every: month, or a day of the year, such as "first monday of december"',
        ]),
        ("every: year\non: [friday]", [
            '3:8: repeat.on.0: "friday"; write which one, such as "first friday of january", or every: week',
        ]),
        ("every: day\non: [monday]", ['3:8: repeat.on.0: "monday"; delete on, or write every: week']),
        ("every: week\nexcept: [2027-01-02..2026-12-24]", [
            '3:12: repeat.except.0: "2027-01-02..2026-12-24"; the first date comes after the last; did you mean '
            "2026-12-24..2027-01-02?",
        ]),
        ("every: week\nexcept: [22/12]", [
            '3:12: repeat.except.0: "22/12"; write a date (2026-12-24), several (2026-12-24..2027-01-02) '
            "or a time (2026-12-24 10:00)",
        ]),
        ("every: week\nalso: [2027-04-08T15:00Z]", [
            '3:10: repeat.also.0: "2027-04-08 15:00+00:00"; write the time that the library\'s own clock shows, '
            "without Z or an offset",
        ]),
        ("every: week\nrule: FREQ=DAILY", ['3:9: repeat.rule: "FREQ=DAILY"; keep rule, or every, interval and on']),
        ("rule: FREQ=DAILY;COUNT=3\nuntil: 2027-01-01", [
            '3:10: repeat.until: "2027-01-01"; the rule says COUNT already; keep one of them',
        ]),
        ("also: [2027-04-08]\nskip: [skoleferie]\non: [tuesday]", [
            '3:9: repeat.skip: "skoleferie"; add every: week (or day, month, year)',
            '4:7: repeat.on: "tuesday"; add every: week (or day, month, year)',
        ]),
    ],
)  # fmt: skip
def test_an_editor_is_told_where_and_what_to_write_instead(text: str, messages: list[str]) -> None:
    assert told(text) == messages


def test_all_contradictions_are_told_at_once() -> None:
    messages = told("every: week\non: [first tuesday, tuesday, 15]\nuntil: 2027-01-01\ncount: 4\nalso: [2027-04-08T15:00Z]")
    assert [message.partition(": ")[0] for message in messages] == ["3:8", "3:32", "5:10", "6:10"]


@pytest.mark.parametrize(
    ("text", "remedy"),
    [
        ("weekly", "write a rule of RFC 5545, such as FREQ=MONTHLY;BYDAY=1TU"),
        ("FREQ=FORTNIGHTLY", "FREQ: known here: DAILY, HOURLY, MINUTELY, MONTHLY, SECONDLY, WEEKLY, YEARLY"),
        ("BYDAY=TU", "begin it with FREQ=WEEKLY, MONTHLY or the like"),
        ("FREQ=WEEKLY;BYDYA=TU", 'BYDYA is no part of a rule: did you mean "BYDAY"?'),
        ("FREQ=WEEKLY;FREQ=DAILY", "keep one FREQ"),
        ("FREQ=WEEKLY;UNTIL=20270101;COUNT=3", "keep one of UNTIL and COUNT"),
        ("FREQ=WEEKLY;COUNT=0", 'COUNT: "0": write a number from 1 to 10000000'),
        ("FREQ=WEEKLY;BYDAY=1TU", "BYDAY takes a number, as in 1TU, only with FREQ=MONTHLY or YEARLY"),
        ("FREQ=YEARLY;BYWEEKNO=20;BYDAY=1TU", "BYDAY takes no number beside BYWEEKNO"),
        ("FREQ=MONTHLY;BYDAY=6TU", "no month has more than five of a weekday"),
        ("FREQ=WEEKLY;BYMONTHDAY=3", "BYMONTHDAY does not go with FREQ=WEEKLY; write FREQ=MONTHLY"),
        ("FREQ=MONTHLY;BYYEARDAY=3", "BYYEARDAY needs FREQ=YEARLY"),
        ("FREQ=MONTHLY;BYWEEKNO=3", "BYWEEKNO needs FREQ=YEARLY"),
        ("FREQ=MONTHLY;BYSETPOS=1", "BYSETPOS needs another BY part to choose from"),
        ("FREQ=MONTHLY;BYMONTHDAY=0", 'BYMONTHDAY: "0": write a number from 1 to 31, or -31 to -1'),
        ("FREQ=DAILY;BYSECOND=60", 'BYSECOND: "60": write a number from 0 to 59'),
        ("FREQ=DAILY;UNTIL=20271301", "UNTIL: write a date, such as 20270331, or a date and a time, such as 20270331T190000"),
        ("FREQ=DAILY;BYHOUR=;BYDAY=XX", 'BYHOUR: "": write a number from 0 to 23; '
            'BYDAY: "XX": write a weekday as MO, TU, WE, TH, FR, SA or SU; the first of a month as 1TU, the last as -1TU'),
    ],
)  # fmt: skip
def test_a_rule_that_the_rfc_forbids_is_refused_with_the_reason(text: str, remedy: str) -> None:
    assert told(f"rule: {text}") == [f'2:9: repeat.rule: "{text if len(text) <= 60 else text[:57] + "…"}"; {remedy}']


def test_the_days_of_the_week_begin_on_monday() -> None:
    names: list[Any] = [read_on(day).weekday for day in weekdays.NAMES]
    assert [str(name) for name in names] == ["MO", "TU", "WE", "TH", "FR", "SA", "SU"]
