"""What is known of the last feed takes nothing from the judgement of the next one."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from hypothesis import given
from hypothesis import strategies as st
from opslag.contract.verdicts import Verdicts

from tests.contract.conftest import Build

Json = dict[str, Any]

CHANGES: list[Json] = [
    {"title": "Et andet navn"},
    {"state": "Aflyst"},
    {"created_at": "2020-01-01T00:00:00+01:00"},
    {"updated_at": "2020-01-01T00:00:00+01:00"},
    {"url": "https://bibliotek.example/arrangementer/et-andet-sted/"},
    {"uuid": "00000000-0000-4000-8000-000000000001"},
    {"date_time": {"start": "2026-12-24T10:00:00+01:00", "end": "2026-12-24T09:00:00+01:00"}},
    {"body": None},
]

EDITS = st.lists(st.tuples(st.sampled_from(["change", "drop", "double", "move"]), st.integers(0, 7), st.sampled_from(CHANGES)))


@given(EDITS, EDITS)
def test_a_feed_is_judged_beside_the_last_one_as_it_is_by_itself(
    contract: Json, event: Callable[..., Json], first: list[tuple[str, int, Json]], then: list[tuple[str, int, Json]]
) -> None:
    verdicts = Verdicts()
    whole = Build(contract, list(map(event, range(8))), verdicts=verdicts)
    whole.paths = whole.written()
    assert whole.told() == []
    for edits in (first, then):
        whole.previous, known = list(whole.events), verdicts.feed
        for what, at, change in edits:
            edited(whole.events, what, at, change)
        whole.verdicts = None
        alone = whole.told()
        whole.verdicts = verdicts
        assert whole.told() == alone
        if alone:  # such a feed is not made public
            whole.events, verdicts.feed = whole.previous, known


def edited(events: list[Json], what: str, at: int, change: Json) -> None:
    at %= max(1, len(events))
    if what == "double":
        events[at:at] = events[at : at + 1]
    elif what == "move":
        events += events[:at]
        del events[:at]
    else:
        events[at : at + 1] = [one | change for one in events[at : at + 1] if what == "change"]
