"""The pages of a list are of a size to read, and one event more shifts none that is far from it."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st
from opslag.pages.programme_list import FEWEST, MOST, beginnings


@given(st.lists(st.dates(date(2026, 1, 1), date(2027, 12, 31)), max_size=400).map(sorted))
def test_a_page_is_neither_short_nor_long_and_ends_with_a_day_where_one_ends_in_time(days: list[date]) -> None:
    edges = [*beginnings(days), len(days)]
    assert edges[0] == 0
    for first, next_one in pairwise(edges):
        assert next_one - first <= MOST
        assert next_one - first >= FEWEST or len(edges) == 2
        if next_one < len(days) and days[next_one] == days[next_one - 1]:
            assert len(set(days[first + FEWEST - 1 : min(first + MOST, len(days) - FEWEST) + 1])) == 1


@pytest.mark.parametrize("apart", [0.07, 1, 7, 30])
def test_an_event_more_changes_the_pages_around_it_and_not_every_later_one(apart: float) -> None:
    """Twenty years at most, with so many days from one event to the next."""
    days = [date(2026, 1, 1) + timedelta(days=int(number * apart)) for number in range(min(2000, int(7300 / apart)))]
    before, random = pages_of(days), Random(7)
    changed = []
    for at in random.sample(range(len(days)), 60):
        after = pages_of(sorted([*days, days[at]]))
        changed.append(len(after - before))
    assert len(before) >= 6
    assert sum(changed) / len(changed) < 4


def pages_of(days: list[date]) -> set[tuple[date, ...]]:
    """Each as the days of its rows."""
    edges = [*beginnings(days), len(days)]
    return {tuple(days[first:next_one]) for first, next_one in pairwise(edges)}
