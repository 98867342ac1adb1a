"""The most precious value in the system: what an occurrence is called stays, whatever is edited around it."""

from __future__ import annotations

import uuid
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from hypothesis import assume, given, reject, settings
from hypothesis import strategies as st
from opslag.content.calendar import DayCalendar, PublicHolidays, merged
from opslag.events.identity import identities, name_of
from opslag.events.recurrence import Recurrence, recur
from opslag.events.repeat import Repeat
from opslag.source.scalars import DayRange
from opslag.source.shape import ShapeError, shaped

SERIES = "5f0c1f0e-8a55-4a3e-9a07-3f0f7f0f2b11"
COPENHAGEN = ZoneInfo("Europe/Copenhagen")
FIRST = date(2026, 12, 1)
CALENDARS = {
    "public-holidays": PublicHolidays("DK", "da"),
    "skoleferie": DayCalendar("Skoleferie", merged([DayRange(date(2026, 12, 19), date(2027, 1, 3))])),
}

DAYS = st.dates(FIRST, FIRST + timedelta(200))
RULES = st.sampled_from(
    [
        {"every": "week"},
        {"every": "week", "on": ["tuesday", "friday"]},
        {"every": "week", "interval": "2"},
        {"every": "day"},
        {"every": "month", "on": ["first tuesday", "1", "last friday"]},
        {"rule": "FREQ=DAILY;INTERVAL=3;BYHOUR=9,12,15"},
        {"rule": "FREQ=WEEKLY;BYDAY=TU,SA;BYHOUR=9,12;BYMINUTE=0,30"},
        {"rule": "FREQ=HOURLY;INTERVAL=5"},
        {},
    ]
)


def texts(days: st.SearchStrategy[date]) -> st.SearchStrategy[str]:
    times = st.sampled_from(["", " 09:00", " 12:30", " 15:00"])
    return st.builds(lambda day, at: f"{day}{at}", days, times)


ADDED = st.lists(texts(DAYS), max_size=4, unique=True)
RANGES = st.builds(lambda day, more: f"{day}..{day + timedelta(more)}", DAYS, st.integers(0, 30))
ENDS = st.one_of(
    st.just({}),
    st.builds(lambda day, at: {"until": f"{day}{at}"}, DAYS, st.sampled_from(["", " 12:00"])),
    st.builds(lambda count: {"count": str(count)}, st.integers(1, 60)),
)
LIMITS = st.builds(
    lambda ends, excepted, skipped: {**ends, "except": excepted, "skip": skipped},
    ENDS,
    st.lists(texts(DAYS) | RANGES, max_size=5),
    st.lists(st.sampled_from(sorted(CALENDARS)), unique=True),
)
"""What ends a rule, and what is left out of it."""


def written(rule: dict[str, Any], limits: dict[str, Any], added: list[str]) -> dict[str, Any]:
    whole = {**rule, **(limits if rule else {}), "also": added}
    return {key: value for key, value in whole.items() if value}


def made(document: dict[str, Any], at: time = time(9)) -> Recurrence:
    return recur(datetime.combine(FIRST, at), shaped(Repeat, document), FIRST + timedelta(120), CALENDARS, COPENHAGEN)


def made_if_sound(document: dict[str, Any], at: time = time(9)) -> Recurrence:
    """An example whose keys contradict each other is not looked at."""
    try:
        return made(document, at)
    except ShapeError:
        reject()


def by_time(series: Recurrence) -> dict[datetime, str]:
    return {one.at: one.name for one in series.instances}


def test_a_uuid_is_the_one_that_the_standard_gives() -> None:
    """The example of RFC 9562, appendix A.4."""
    assert identities("6ba7b810-9dad-11d1-80b4-00c04fd430c8")("www.example.com") == "2ed6657d-e927-568b-95e1-2665a8aea6a2"


@given(st.uuids(), st.text())
def test_a_uuid_is_the_one_that_python_gives(series: uuid.UUID, name: str) -> None:
    assert identities(str(series))(name) == str(uuid.uuid5(series, name))


def test_an_occurrence_is_named_by_its_day_and_from_the_second_on_by_its_number() -> None:
    assert [name_of(date(2026, 12, 8), number) for number in (1, 2, 12)] == ["2026-12-08", "2026-12-08#2", "2026-12-08#12"]


def test_the_uuids_of_a_series_are_these_for_ever() -> None:
    """Partners hold these: a change that turns this test red breaks every ticket that was ever sold."""
    series = made({"rule": "FREQ=WEEKLY;BYHOUR=9,14;COUNT=3", "also": ["2026-12-10 15:00"]})
    assert [(one.name, identities(SERIES)(one.name)) for one in series.instances] == [
        ("2026-12-01", "5ba00014-1a5d-517e-916e-5d027f744536"),
        ("2026-12-01#2", "47994df3-7a37-5e57-9c7e-b9da611fa522"),
        ("2026-12-08", "0b75bba1-d709-57ab-b457-6ebd92cde6b0"),
        ("2026-12-10", "35a73c1c-a7d8-5ebd-8775-7fe06e17f4ad"),
    ]


def test_the_second_of_a_day_stays_the_second_when_the_first_is_left_out() -> None:
    twice_a_day = {"rule": "FREQ=DAILY;BYHOUR=9,14;COUNT=4"}
    assert list(by_time(made(twice_a_day)).values()) == ["2026-12-01", "2026-12-01#2", "2026-12-02", "2026-12-02#2"]
    one_less = made({**twice_a_day, "except": ["2026-12-02 09:00"]})
    assert list(by_time(one_less).values()) == ["2026-12-01", "2026-12-01#2", "2026-12-02#2"]


def test_the_second_of_the_first_day_stays_the_second_when_the_series_begins_with_it() -> None:
    twice_a_day = {"rule": "FREQ=DAILY;BYHOUR=9,14;UNTIL=20261202"}
    assert list(by_time(made(twice_a_day, time(14))).values()) == ["2026-12-01#2", "2026-12-02", "2026-12-02#2"]


def test_an_added_time_is_numbered_behind_the_rule_s_even_behind_its_end() -> None:
    """Else it would hand its uuid over to the rule's own date once the series goes on."""
    short = made({"every": "week", "until": "2026-12-08", "also": ["2026-12-15 15:00"]})
    longer = made({"every": "week", "until": "2026-12-22", "also": ["2026-12-15 15:00"]})
    assert by_time(short)[datetime(2026, 12, 15, 15)] == by_time(longer)[datetime(2026, 12, 15, 15)] == "2026-12-15#2"


@given(RULES, LIMITS, ADDED)
@settings(max_examples=60, deadline=None)
def test_occurrences_are_sorted_and_no_two_share_a_time_or_a_name(
    rule: dict[str, Any], limits: dict[str, Any], added: list[str]
) -> None:
    series = made_if_sound(written(rule, limits, added))
    times = [one.at for one in series.instances]
    names = [one.name for one in (*series.instances, *series.left_out)]
    assert times == sorted(set(times))
    assert len(set(names)) == len(names)
    assert all(one.name[:10] == one.at.date().isoformat() for one in series.instances)


@given(RULES, LIMITS, LIMITS, ADDED)
@settings(max_examples=150, deadline=None)
def test_no_edit_of_end_exceptions_or_pauses_changes_the_name_of_what_stays(
    rule: dict[str, Any], limits: dict[str, Any], others: dict[str, Any], added: list[str]
) -> None:
    before = by_time(made_if_sound(written(rule, limits, added)))
    after = by_time(made_if_sound(written(rule, others, added)))
    assert {at: before[at] for at in before.keys() & after.keys()} == {at: after[at] for at in before.keys() & after.keys()}


@given(RULES, LIMITS, ADDED, st.times().map(lambda at: at.replace(microsecond=0)))
@settings(max_examples=150, deadline=None)
def test_another_time_of_day_changes_no_name(rule: dict[str, Any], limits: dict[str, Any], added: list[str], at: time) -> None:
    """An exception or an end with a time of day is about the time that was, so here they have none."""
    assume("HOUR" not in rule.get("rule", ""))
    whole_days = {key: _without_times(value) for key, value in limits.items()}
    document = written(rule, whole_days, added)
    before, after = made_if_sound(document), made_if_sound(document, at)
    assert sorted(one.name for one in before.instances) == sorted(one.name for one in after.instances)


def _without_times(value: Any) -> Any:
    return value.split()[0] if isinstance(value, str) else [text for text in value if ":" not in text]


@given(RULES, LIMITS, ADDED, st.randoms())
@settings(max_examples=50, deadline=None)
def test_the_order_of_keys_and_exceptions_changes_nothing(
    rule: dict[str, Any], limits: dict[str, Any], added: list[str], random: Any
) -> None:
    document = written(rule, limits, added)
    turned = dict(random.sample(list(document.items()), len(document)))
    if "except" in turned:
        turned["except"] = random.sample(turned["except"], len(turned["except"]))
    assert made_if_sound(turned).instances == made_if_sound(document).instances


@given(RULES, LIMITS, ADDED, st.integers(1, 10))
@settings(max_examples=50, deadline=None)
def test_a_date_added_last_changes_no_name(rule: dict[str, Any], limits: dict[str, Any], added: list[str], days: int) -> None:
    document = written(rule, limits, added)
    before = by_time(made_if_sound(document))
    after = by_time(made_if_sound({**document, "also": [*added, f"{FIRST + timedelta(days)} 23:45"]}))
    assert before.items() <= after.items()
