"""Local times, and the two nights on which they are not what they seem."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from opslag.content.moment import instant, settled, skipped, steady_offset, written
from opslag.settings import Site

ZONE = Site("Lillerup", "https://lillerup.example", "da", "Europe/Copenhagen").zone


@pytest.mark.parametrize(
    ("local", "meant"),
    [
        (date(2026, 12, 3), "2026-12-03T00:00:00+01:00"),
        (datetime(2026, 12, 3, 19), "2026-12-03T19:00:00+01:00"),
        (datetime(2026, 7, 3, 19), "2026-07-03T19:00:00+02:00"),
        (datetime(2026, 12, 3, 18, tzinfo=UTC), "2026-12-03T19:00:00+01:00"),
        (datetime(2026, 3, 29, 2, 30), "2026-03-29T03:30:00+02:00"),  # the clock skips it
        (datetime(2026, 10, 25, 2, 30), "2026-10-25T02:30:00+02:00"),  # the clock shows it twice
    ],
)
def test_a_local_time_is_an_instant_of_the_sites_zone(local: date, meant: str) -> None:
    assert instant(local, ZONE).isoformat() == meant


@pytest.mark.parametrize(
    ("local", "is_skipped"),
    [
        (datetime(2026, 3, 29, 1, 59), False),
        (datetime(2026, 3, 29, 2, 0), True),
        (datetime(2026, 3, 29, 2, 59), True),
        (datetime(2026, 3, 29, 3, 0), False),
        (datetime(2026, 10, 25, 2, 30), False),
        (datetime(2026, 3, 29, 2, 30, tzinfo=UTC), False),
        (date(2026, 3, 29), False),
    ],
)
def test_a_time_that_never_comes_is_known(local: date, is_skipped: bool) -> None:
    assert skipped(local, ZONE) is is_skipped


@example(datetime(1983, 9, 25, 2))
@given(st.datetimes(datetime(1981, 1, 1), datetime(2199, 1, 1)).map(lambda at: at.replace(microsecond=0)))
def test_any_local_time_comes_back_unless_the_clock_skips_it(local: datetime) -> None:
    found = instant(local, ZONE)
    shift = timedelta(hours=1) if skipped(local, ZONE) else timedelta()
    assert found.replace(tzinfo=None) == found.astimezone(ZONE).replace(tzinfo=None) == local + shift


@pytest.mark.parametrize("zone", ["Europe/Copenhagen", "America/Godthab", "Australia/Lord_Howe", "Africa/Casablanca"])
@given(local=st.datetimes(datetime(1900, 1, 1), datetime(2199, 12, 31)))
def test_the_offset_of_a_steady_day_is_that_of_each_of_its_times(zone: str, local: datetime) -> None:
    asked = Site("Lillerup", "https://lillerup.example", "da", zone).zone
    steady = steady_offset(local.date(), asked)
    offsets = {local.replace(tzinfo=asked, fold=fold).utcoffset() for fold in (0, 1)}
    assert steady is None or offsets == {steady.utcoffset(None)}


@pytest.mark.parametrize(("day", "changes"), [((3, 28), False), ((3, 29), True), ((3, 30), False), ((10, 25), True)])
def test_a_day_on_which_the_clock_is_changed_has_no_one_offset(day: tuple[int, int], changes: bool) -> None:
    assert (steady_offset(date(2026, *day), ZONE) is None) is changes


def test_the_second_of_two_hours_that_the_clock_shows_alike_is_told_by_its_offset_alone() -> None:
    second = settled(datetime(2026, 10, 25, 1, 30, tzinfo=UTC).astimezone(ZONE))
    assert (second.isoformat(), second.fold) == ("2026-10-25T02:30:00+01:00", 0)


@given(st.datetimes(datetime(1981, 1, 1), datetime(2199, 1, 1)))
def test_a_moment_is_written_as_python_writes_it(local: datetime) -> None:
    moment = instant(local, ZONE)
    assert written(moment) == moment.isoformat()
    assert written(local.date()) == local.date().isoformat()
