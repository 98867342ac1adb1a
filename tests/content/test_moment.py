"""Local times, and the two nights on which they are not what they seem."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from opslag.content.moment import instant, skipped
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


@given(st.datetimes(datetime(1981, 1, 1), datetime(2199, 1, 1)).map(lambda at: at.replace(microsecond=0)))
def test_any_local_time_comes_back_unless_the_clock_skips_it(local: datetime) -> None:
    found = instant(local, ZONE)
    shift = found.replace(tzinfo=None) - local
    assert shift == (timedelta(hours=1) if skipped(local, ZONE) else timedelta())
    assert found.astimezone(UTC).astimezone(ZONE) == found
