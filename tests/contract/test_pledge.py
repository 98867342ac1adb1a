"""A uuid that partners hold does not go while they may still ask for it."""

from __future__ import annotations


def test_an_event_made_into_a_series_is_told_the_line_that_keeps_its_uuid(build, event):
    before = event(0)
    dates = [event(number, series={"uuid": before["uuid"]}) for number in (1, 2)]
    sources = {(dates[0]["uuid"], "series"): "content/events/krimi.md:9:3"}
    (told,) = build(*dates, previous=[before], sources=sources).told()
    assert told == (
        f"content/events/krimi.md:9:3: series: {before['uuid']} was public as the event of 2026-12-03, and is now the uuid of "
        f'a series alone; write under instances: "2026-12-03": {{uuid: {before["uuid"]}}}'
    )


def test_with_that_line_nothing_is_told(build, event):
    before = event(0)
    dates = [event(number, series={"uuid": before["uuid"]}) for number in (0, 1)]
    assert build(*dates, previous=[before]).told() == []


def test_a_future_event_with_a_ticket_update_does_not_vanish(build, event):
    gone = event(0)
    (told,) = build(event(1), previous=[gone, event(1)], updates={gone["uuid"]: f"content/updates/{gone['uuid']}.yaml"}).told()
    assert "would vanish" in told
    assert f"content/updates/{gone['uuid']}.yaml" in told


def test_what_is_over_or_was_taken_out_by_an_editor_may_go(build, event):
    over = event(0, state="Occurred", date_time={"start": "2026-11-01T10:00:00+01:00", "end": "2026-11-01T11:00:00+01:00"})
    assert build(event(1), previous=[over, event(1)], updates={over["uuid"]: "content/updates/x.yaml"}).told() == []
    assert build(event(1), previous=[event(0), event(1)], updates={}).told() == []
