"""When an event was made never changes, and when it was last changed never goes back; where they do, editors are warned."""

from __future__ import annotations

import pytest
from opslag.errors import Severity


@pytest.mark.parametrize(
    ("field", "value", "found"),
    [
        ("created_at", "2026-10-01T09:12:45+02:00", "changed since the last published feed, as in 1 more"),
        ("updated_at", "2026-11-18T14:03:09+01:00", "went back since the last published feed, as in 1 more"),
    ],
)
def test_a_promise_about_time_that_is_broken_is_a_warning(build, event, field, value, found):
    now = [event(number, **{field: value}) for number in range(2)]
    (problem,) = build(*now, previous=[event(0), event(1)]).problems()
    assert (problem.field, problem.found, problem.severity) == (f"[0].{field}", found, Severity.WARNING)
    assert f"write {field.removesuffix('_at')}: {event(0)[field]} in the file" in problem.remedy


def test_the_same_instant_at_another_offset_is_no_change(build, event):
    assert build(event(0, created_at="2026-10-01T08:12:44+01:00"), previous=[event(0)]).told() == []


def test_a_later_change_is_what_the_field_is_for(build, event):
    assert build(event(0, updated_at="2026-11-21T11:00:00+01:00"), previous=[event(0)]).told() == []
