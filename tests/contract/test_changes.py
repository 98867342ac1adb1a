"""A feed of changes that would mislead those who follow it is found before it is published."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest

Json = dict[str, Any]

FIRST, SECOND = "00000000-0000-4000-8000-000000000001", "00000000-0000-4000-8000-000000000002"


def row(cursor: int, uuid: str = FIRST, kind: str = "added", at: str = "2026-11-21T12:00:00+01:00", **more: Any) -> Json:
    return {"cursor": cursor, "at": at, "uuid": uuid, "kind": kind, **more}


@pytest.fixture
def judged(build: Callable[..., Any], event: Callable[..., Json]) -> Callable[..., list[str]]:
    """What is told of these rows, beside an events feed in which FIRST is and SECOND is not."""

    def told(*rows: Json, before: list[Json] | None = None) -> list[str]:
        site = build(event(uuid=FIRST), files={"api/v1/event-changes": json.dumps(rows).encode()})
        if before is not None:
            site.previous_changes = json.dumps(before).encode()
        return [line.removeprefix("api/v1/event-changes: ") for line in site.told()]

    return told


def test_rows_in_order_are_let_through(judged: Callable[..., list[str]]) -> None:
    updated = row(3, kind="updated", fields=["title"], at="2026-11-21T13:00:00+01:00")
    assert judged(updated, row(2, SECOND, "removed", reason="past"), row(1, SECOND)) == []


def test_cursors_that_do_not_fall_are_found(judged: Callable[..., list[str]]) -> None:
    assert judged(row(5), row(5)) == ["1.cursor: 5; the newest change stands first, so it is less than 5"]


def test_an_older_row_with_a_later_time_is_found(judged: Callable[..., list[str]]) -> None:
    older = row(4, at="2026-11-21T12:00:01+01:00")
    said = "the newest change stands first, so it is not later than 2026-11-21T12:00:00+01:00"
    assert judged(row(5), older) == [f'1.at: "2026-11-21T12:00:01+01:00"; {said}']


def test_a_cursor_that_goes_back_is_found(judged: Callable[..., list[str]]) -> None:
    assert judged(row(5), before=[row(6)]) == ["0.cursor: 5; a cursor never goes back: 6 is public already"]
    assert judged(row(6), before=[row(6)]) == []


@pytest.mark.parametrize("before", [[], [{"cursor": "x"}], [3]])
def test_a_published_feed_that_nobody_can_follow_is_nothing_to_compare_with(
    judged: Callable[..., list[str]], before: list[Any]
) -> None:
    assert judged(row(5), before=before) == []


def test_published_changes_that_are_gone_are_found(judged: Callable[..., list[str]]) -> None:
    before = [row(6), row(5, SECOND, "removed", reason="past"), row(4, SECOND)]
    said = "each is told for 90 days as it was first told; build again from what is public"
    found = "2 of 3 published changes are missing, the newest with the cursor 5"
    assert judged(row(6), before=before) == [f"{found}; {said}"]
    assert judged(row(7), row(6), *before[1:], before=before) == []


def test_published_changes_that_tell_something_else_now_are_found(judged: Callable[..., list[str]]) -> None:
    before = [row(6), row(5, SECOND, "removed", reason="past")]
    (told,) = judged(row(6), row(5, SECOND, "removed", reason="cancelled"), before=before)
    assert told.startswith("1 of 2 published changes are missing, the newest with the cursor 5; ")


def test_changes_may_leave_after_ninety_days(judged: Callable[..., list[str]]) -> None:
    old, young = row(5, at="2026-08-23T11:59:59+00:00"), row(5, at="2026-08-23T12:00:00+00:00")
    assert judged(row(6), before=[row(6), old]) == []
    assert len(judged(row(6), before=[row(6), young])) == 1


@pytest.mark.parametrize("at", ["2026-11-21T11:59:60Z", "2026-11-21", 7])
def test_a_published_change_of_a_moment_that_nobody_can_read_is_no_promise(judged: Callable[..., list[str]], at: Any) -> None:
    assert judged(row(6), before=[row(6), row(5, at=at)]) == []


def test_an_event_that_is_said_to_be_gone_and_is_there_is_found(judged: Callable[..., list[str]]) -> None:
    told = judged(row(5, kind="removed", reason="past"))
    assert told == [f'0.kind: "removed"; {FIRST} is in the events feed; tell what became of it since']


def test_an_event_that_is_said_to_be_there_and_is_gone_is_found(judged: Callable[..., list[str]]) -> None:
    assert judged(row(5, SECOND)) == [f'0.kind: "added"; {SECOND} is not in the events feed; tell what became of it since']


@pytest.mark.parametrize(
    ("rows", "field"),
    [
        ([row(5, kind="updated")], "0.fields"),
        ([row(5, fields=["title"])], "0.fields"),
        ([row(5, SECOND, "removed")], "0.reason"),
        ([row(5, reason="past")], "0.reason"),
        ([row(0)], "0.cursor"),
        ([row(5, at="2026-11-21")], "0.at"),
    ],
)
def test_a_row_that_does_not_keep_the_contract_is_found(judged: Callable[..., list[str]], rows: list[Json], field: str) -> None:
    assert [line.partition(":")[0] for line in judged(*rows)] == [field]
