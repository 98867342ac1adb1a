"""A part of many occurrences changes only where one of its own does."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st
from opslag.events.grouping import FEW, divided
from opslag.events.identity import identities
from opslag.events.occurrences import Occurrences

from tests.feeds.sample import occurrence

ONE = occurrence("Kranse af gran")
UUID = identities("3b6c2d4e-8091-4e7d-8c1b-223344556677")
MANY = [replace(ONE, uuid=UUID(str(number)), start=ONE.start + timedelta(minutes=number)) for number in range(2000)]


def test_they_are_all_there_in_their_order() -> None:
    parts = list(divided(Occurrences.of(MANY)))
    assert [one for part in parts for one in part] == MANY
    assert len(MANY) / FEW / 3 < len(parts) < len(MANY) / FEW * 3


@given(st.integers(0, len(MANY) - 1))
def test_who_comes_or_goes_changes_no_part_but_its_own(at: int) -> None:
    before = {tuple(one.uuid for one in part) for part in divided(Occurrences.of(MANY))}
    after = {tuple(one.uuid for one in part) for part in divided(Occurrences.of(MANY[:at] + MANY[at + 1 :]))}
    assert len(before - after) <= 2 and len(after - before) <= 1


def test_of_none_there_is_no_part() -> None:
    assert list(divided(Occurrences.of([]))) == []
