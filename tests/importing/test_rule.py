"""A rule is read out of a series' dates only where it gives just these dates."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st
from opslag.importing.rule import repeat_of

ZONE = ZoneInfo("Europe/Copenhagen")


def evenings(*days: date) -> list[datetime]:
    return [datetime.combine(day, time(19)) for day in days]


def every(days: int, count: int, *gone: int) -> list[datetime]:
    return evenings(*(date(2026, 12, 1) + timedelta(days=days * at) for at in range(count) if at not in gone))


@pytest.mark.parametrize(
    ("starts", "repeat"),
    [
        (every(7, 6), {"every": "week", "on": ["tuesday"], "until": "2027-01-05"}),
        (every(14, 5), {"every": "week", "interval": "2", "on": ["tuesday"], "until": "2027-01-26"}),
        (every(7, 9, 3), {"every": "week", "on": ["tuesday"], "until": "2027-01-26", "except": ["2026-12-22"]}),
        (every(1, 9), {"every": "day", "until": "2026-12-09"}),
        (
            evenings(*(date(2027, month, day) for month, day in ((1, 4), (2, 1), (3, 1), (4, 5)))),
            {"every": "month", "on": ["first monday"], "until": "2027-04-05"},
        ),
        (
            evenings(*(date(2027, month, day) for month, day in ((1, 29), (2, 26), (3, 26), (4, 30)))),
            {"every": "month", "on": ["last friday"], "until": "2027-04-30"},
        ),
        (evenings(*(date(2027, month, 15) for month in range(1, 6))), {"every": "month", "on": ["15"], "until": "2027-05-15"}),
        (
            evenings(date(2026, 12, 1), date(2026, 12, 3), date(2026, 12, 8), date(2026, 12, 10), date(2026, 12, 15)),
            {"every": "week", "on": ["tuesday", "thursday"], "until": "2026-12-15"},
        ),
        (every(7, 3), {"also": ["2026-12-08 19:00", "2026-12-15 19:00"]}),
        (
            evenings(date(2026, 12, 1), date(2026, 12, 4), date(2027, 1, 9), date(2027, 2, 20)),
            {"also": ["2026-12-04 19:00", "2027-01-09 19:00", "2027-02-20 19:00"]},
        ),
    ],
)
def test_a_rule_is_what_a_person_would_have_written(starts: list[datetime], repeat: dict[str, object]) -> None:
    assert repeat_of(starts, ZONE)[0] == repeat


TIMES = st.datetimes(datetime(2026, 1, 1), datetime(2027, 12, 31)).map(lambda at: at.replace(second=0, microsecond=0))


@given(st.sets(TIMES, min_size=1, max_size=12))
def test_whatever_the_dates_are_those_and_no_others_come_of_it(starts: set[datetime]) -> None:
    given_dates = repeat_of(sorted(starts), ZONE)[1]
    assert {one.at for one in given_dates} == starts
    assert len({one.name for one in given_dates}) == len(starts)


@given(st.sets(st.integers(0, 40), min_size=4, max_size=30), st.sampled_from([1, 7, 14]))
def test_gaps_in_a_rhythm_come_out_as_gaps(weeks: set[int], step: int) -> None:
    starts = evenings(*(date(2026, 12, 1) + timedelta(days=step * at) for at in sorted(weeks)))
    assert [one.at for one in repeat_of(starts, ZONE)[1]] == starts
