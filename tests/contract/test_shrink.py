"""Events do not vanish silently: more than a fifth of those to come, and at least five, is more than an edit."""

from __future__ import annotations

import pytest
from opslag.errors import Severity

OVER = {"state": "Occurred", "date_time": {"start": "2026-11-01T10:00:00+01:00", "end": "2026-11-01T11:00:00+01:00"}}


def test_too_many_gone_at_once_are_named(build, event):
    events = [event(number) for number in range(20)]
    told = build(*events[5:], previous=events).told()
    assert told[0] == (
        "api/v1/events: 5 of 20 future events are gone since the last published feed; "
        "bring them back, or, if that is meant, build with --allow-shrink"
    )
    assert told[1:] == [f'api/v1/events: {one["uuid"]}: gone: "{one["title"]}", 2026-12-03' for one in events[:5]]


@pytest.mark.parametrize(
    ("published", "gone", "stopped"),
    [(20, 4, False), (25, 5, False), (24, 5, True), (5, 5, True), (4, 4, False), (100, 20, False), (100, 21, True)],
)
def test_a_fifth_and_five_are_the_limits(build, event, published, gone, stopped):
    events = [event(number) for number in range(published)]
    assert bool(build(*events[gone:], previous=events).told()) is stopped


def test_an_editor_may_allow_it_and_it_is_said_all_the_same(build, event):
    events = [event(number) for number in range(10)]
    problems = build(*events[5:], previous=events, allow_shrink=True).problems()
    assert len(problems) == 6
    assert {problem.severity for problem in problems} == {Severity.WARNING}


def test_what_was_over_may_leave(build, event):
    assert build(event(9), previous=[*(event(number, **OVER) for number in range(8)), event(9)]).told() == []


def test_what_is_under_way_counts_as_to_come(build, event):
    running = {"start": "2026-11-21T12:00:00+01:00", "end": "2026-11-21T13:00:01+01:00"}
    assert build(previous=[event(number, date_time=running) for number in range(5)]).told() != []
    over = running | {"end": "2026-11-21T13:00:00+01:00"}
    assert build(previous=[event(number, date_time=over) for number in range(5)]).told() == []


def test_a_cancelled_event_is_still_there(build, event):
    events = [event(number) for number in range(5)]
    assert build(*(one | {"state": "Cancelled"} for one in events), previous=events).told() == []


def test_a_uuid_is_the_same_in_capitals(build, event):
    events = [event(number) for number in range(5)]
    assert build(*events, previous=[one | {"uuid": one["uuid"].upper()} for one in events]).told() == []


@pytest.mark.parametrize("previous", [b"", b"<html>502</html>", b"{}", b"\xff", b"[" * 100_000, b'[{"uuid":'])
def test_a_last_feed_that_cannot_be_read_is_a_warning_and_no_crash(build, event, previous):
    (problem,) = build(event(0), previous=previous).problems()
    assert problem.severity is Severity.WARNING
    assert problem.found.startswith("the last published feed is no JSON: ")


@pytest.mark.parametrize(
    "one", [None, 4, "x", {}, {"uuid": 7}, {"uuid": "x", "date_time": []}, {"uuid": "x", "date_time": {"end": "nu"}}]
)
def test_an_event_of_the_last_feed_that_cannot_be_read_is_a_warning_and_no_crash(build, event, one):
    (problem,) = build(event(0), previous=[event(0), one]).problems()
    assert problem.severity is Severity.WARNING
    assert problem.found == "1 of 2 events in the last published feed have no uuid or no end"


def test_without_a_last_feed_there_is_nothing_to_miss(build, event):
    assert build(event(0), previous=None).told() == []
