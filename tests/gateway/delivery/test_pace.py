"""Pauses grow, are spread, and have an end."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from opslag.gateway.delivery.pace import DAY, Pace


@given(st.integers(0, 10_000), st.floats(0, 1))
def test_a_pause_is_at_least_half_of_what_it_may_be_and_never_more_than_an_hour(tries: int, chance: float) -> None:
    pace = Pace()
    longest = min(3600.0, 10.0 * 2 ** min(tries, 30))
    assert longest / 2 <= pace.pause(tries, chance) <= longest


def test_a_weekend_is_bridged_and_a_receiver_that_comes_back_is_found_within_the_hour() -> None:
    pace = Pace()
    tried, moment = 0, 0.0
    while moment < 3 * DAY:
        moment += pace.pause(tried, 1.0)
        tried += 1
    assert tried < 100
    assert pace.end == 7 * DAY
    assert pace.pause(tried, 1.0) <= 3600
