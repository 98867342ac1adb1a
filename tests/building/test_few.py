"""Things are taken a few at a time: none is lost, none comes twice, and no more wait than was said."""

from __future__ import annotations

from itertools import chain

from hypothesis import given
from hypothesis import strategies as st
from opslag.building.few import few


@given(st.lists(st.integers(0, 9)), st.integers(1, 20))
def test_all_come_in_their_order_and_a_list_ends_with_the_item_that_fills_it(items: list[int], most: int) -> None:
    lists = [*few(items, most, lambda item: item)]
    assert [*chain.from_iterable(lists)] == items
    assert all(lists)
    assert all(sum(some[:-1]) < most for some in lists)
    assert all(sum(some) >= most for some in lists[:-1])


def test_what_comes_next_is_not_asked_for_before_those_that_came_were_taken() -> None:
    asked: list[int] = []
    lists = few((asked.append(item) or item for item in range(10)), 3, lambda _: 1)
    assert next(lists) == [0, 1, 2]
    assert asked == [0, 1, 2]
