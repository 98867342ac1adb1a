"""Many occurrences are in their order, whichever of them are asked for, and a column says what they say themselves."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st
from opslag.events.occurrences import Occurrences, column

from tests.feeds.sample import library

ALL = tuple(library().occurrences)
PLACES = st.integers(-2, len(ALL) + 2)


@given(chosen=st.lists(st.booleans(), min_size=len(ALL), max_size=len(ALL)), first=PLACES, last=PLACES, data=st.data())
def test_whichever_are_asked_for_they_are_these_in_their_order(
    chosen: list[bool], first: int, last: int, data: st.DataObject
) -> None:
    expected = [one for one, wanted in zip(ALL, chosen, strict=True) if wanted][first:last]
    found = Occurrences.of(ALL).those(chosen)[first:last]
    same(found, expected)
    places = data.draw(st.lists(st.integers(0, len(expected) - 1) if expected else st.nothing()))
    same(found.at(places), [expected[place] for place in places])
    same(found + found[:1], [*expected, *expected[:1]])


@given(first=PLACES, last=PLACES)
def test_a_part_without_gaps_is_that_part(first: int, last: int) -> None:
    same(Occurrences.of(ALL)[first:last], list(ALL[first:last]))


def test_they_are_a_value() -> None:
    again = Occurrences.of([replace(one) for one in ALL])
    assert (again == Occurrences.of(ALL), hash(again)) == (True, hash(Occurrences.of(ALL)))
    assert again != again[1:]
    assert again[1:2] != again[:1]


def same(found: Occurrences, expected: list[object]) -> None:
    assert len(found) == len(expected)
    assert all(one is other for one, other in zip(found, expected, strict=True))
    assert [found[at] for at in range(len(found))] == expected
    for name in ("uuid", "start", "title"):
        assert list(found.column(name)) == list(column(list(found), name)) == [getattr(one, name) for one in expected]
