"""Who follows the feed of changes knows what became of every event, across any number of builds."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from opslag.feeds.event_changes import event_changes, reason, told
from opslag.feeds.events import events_feed

from tests.bare_site import BareSite, uuid_of

NOW = datetime.fromisoformat("2026-11-21T12:00:00+01:00")
KEEP = timedelta(days=30)

Row = dict[str, Any]


def item(uuid: str, **fields: Any) -> bytes:
    """An event as the feed tells it, on the third of December."""
    when = {"start": "2026-12-03T19:00:00+01:00", "end": "2026-12-03T21:00:00+01:00"}
    value = {"uuid": uuid, "title": "Krimi", "state": "Active", "date_time": when, **fields}
    return json.dumps(value, separators=(",", ":")).encode()


def ended(end: str) -> Row:
    """The time of an event that began on the first of October."""
    return {"start": "2026-10-01T10:00:00+02:00", "end": end}


def uuid(number: int) -> str:
    return f"00000000-0000-4000-8000-{number:012}"


def feed(*items: bytes) -> bytes:
    return events_feed(items)


def told_now(before: bytes | None, published: bytes | None, items: list[bytes], now: datetime) -> bytes:
    """The feed of changes that a build makes of these items."""
    uuids = [json.loads(one)["uuid"] for one in items]
    starts = [datetime.fromisoformat(json.loads(one)["date_time"]["start"]) for one in items]
    return event_changes(before, published, feed(*items), uuids, lambda: starts, now=now, keep_past=KEEP)


def rows(data: bytes) -> list[Row]:
    found: list[Row] = json.loads(data)
    return found


def without_cursor(found: Iterable[Row]) -> list[Row]:
    return [{key: value for key, value in row.items() if key not in ("cursor", "at")} for row in found]


# Ten builds by the real command


def test_ten_builds_with_edits_of_every_kind_are_told_as_they_were(bare_site: BareSite) -> None:
    site = bare_site
    seen: list[Row] = []

    def new(now: str, *arguments: str) -> list[Row]:
        """What the build tells besides what was told before, which it must not touch."""
        ran = site.build_here(*arguments, now=now)
        assert ran.code == 0, ran.stderr
        found = rows((site.output / "api/v1/event-changes").read_bytes())
        count = len(found) - len(seen)
        assert found[count:] == seen
        cursors = [row["cursor"] for row in found]
        assert cursors == sorted(set(cursors), reverse=True)
        seen[:] = found
        assert {row["at"] for row in found[:count]} <= {datetime.fromisoformat(now).isoformat()}
        return without_cursor(found[:count])

    krimi, kaffe, jazz = map(uuid_of, ("krimi", "kaffe", "jazz"))
    added = [{"uuid": one, "kind": "added"} for one in (jazz, kaffe, krimi)]
    assert new("2026-11-21T12:00+01:00") == added

    site.event("kaffe", start="2026-12-04 10:00", end="2026-12-04 12:00", description="Kaffe og kage.", title="Kaffe!")
    assert new("2026-11-22T12:00+01:00") == [{"uuid": kaffe, "kind": "updated", "fields": ["title", "date_time"]}]

    assert new("2026-11-22T12:05+01:00") == []

    shutil.rmtree(site.root / ".build")
    site.event("jul", start="2026-12-23 10:00", end="2026-12-23 12:00")
    assert new("2026-11-23T12:00+01:00", "--full") == [{"uuid": uuid_of("jul"), "kind": "added"}]

    site.event("krimi", tickets="[{title: Voksen, price: 120}]", state="SoldOut")
    site.event("kaffe", state="Cancelled", start="2026-12-04 10:00", end="2026-12-04 12:00", description="Kaffe og kage.")
    assert new("2026-11-24T12:00+01:00") == [
        {"uuid": kaffe, "kind": "updated", "fields": ["title", "state"]},
        {"uuid": krimi, "kind": "updated", "fields": ["state"]},
    ]

    (site.content / "events/jul.md").unlink()
    moved = {"uuid": uuid_of("jul"), "title": "Jul", "redirect_from": "[/arrangementer/jul/]"}
    site.event("juleaften", start="2026-12-23 10:00", end="2026-12-23 12:00", **moved)
    assert new("2026-11-25T12:00+01:00") == [{"uuid": uuid_of("jul"), "kind": "updated", "fields": ["url"]}]

    (site.content / "events/juleaften.md").unlink()
    assert new("2026-11-26T12:00+01:00") == [{"uuid": uuid_of("jul"), "kind": "removed", "reason": "unpublished"}]

    # In December all three go by; in January they are so old that they leave the feed.
    assert new("2026-12-10T12:00+01:00") == [
        {"uuid": jazz, "kind": "updated", "fields": ["state"]},
        {"uuid": krimi, "kind": "updated", "fields": ["state"]},
    ]
    copy = site.root / "copy"
    shutil.copytree(site.output, copy)
    assert new("2027-01-20T12:00+01:00", "--previous", str(copy)) == [
        {"uuid": jazz, "kind": "removed", "reason": "past"},
        {"uuid": kaffe, "kind": "removed", "reason": "cancelled"},
        {"uuid": krimi, "kind": "removed", "reason": "past"},
    ]
    assert new("2027-01-21T12:00+01:00") == []


def test_a_clock_that_goes_back_does_not_stop_a_build_and_the_changes_stay_in_order(built_site: BareSite) -> None:
    site = built_site
    site.event("kaffe", start="2026-12-04 10:00", end="2026-12-04 12:00", title="Kaffe!")
    assert site.build(now="2026-11-29T12:00+01:00").code == 0
    site.event("kaffe", start="2026-12-04 10:00", end="2026-12-04 12:00", title="Kaffe?")
    assert site.build(now="2026-11-24T12:00+01:00").code == 0
    told = json.loads((site.output / "api/v1/event-changes").read_bytes())
    assert [row["at"] for row in told[:2]] == ["2026-11-29T12:00:00+01:00"] * 2
    assert told[0]["cursor"] > told[1]["cursor"]


def test_what_is_public_after_a_build_is_what_a_follower_has_put_together(built_site: BareSite) -> None:
    site = built_site
    site.event("jul", start="2026-12-23 10:00", end="2026-12-23 12:00")
    (site.content / "events/jazz.md").unlink()
    assert site.build_here().code == 0
    known: set[str] = set()
    for row in reversed(rows((site.output / "api/v1/event-changes").read_bytes())):
        (known.discard if row["kind"] == "removed" else known.add)(row["uuid"])
    assert known == {event["uuid"] for event in site.feed()}


def test_without_a_previous_output_the_feed_starts_anew_and_the_operator_is_told(built_site: BareSite) -> None:
    site = built_site
    before = rows((site.output / "api/v1/event-changes").read_bytes())
    ran = site.build("--output", "elsewhere", now="2026-11-21T13:00+01:00")
    assert "the shrink guard and the change feed start anew" in ran.stderr
    after = rows((site.root / "elsewhere/api/v1/event-changes").read_bytes())
    assert without_cursor(after) == without_cursor(before)
    assert min(row["cursor"] for row in after) > max(row["cursor"] for row in before)


def test_a_published_feed_of_changes_that_is_no_json_is_told_and_begun_anew(built_site: BareSite) -> None:
    site = built_site
    copy = site.root / "copy"
    shutil.copytree(site.output, copy)
    (copy / "api/v1/event-changes").write_bytes(b"<!doctype html>")
    ran = site.build("--previous", str(copy), now="2026-11-21T13:00+01:00")
    assert ran.code == 0
    assert "The previous output has no change feed that can be read" in ran.stderr
    assert len(rows((site.output / "api/v1/event-changes").read_bytes())) == 3


def test_a_build_that_changes_no_event_leaves_the_feed_as_it_is(built_site: BareSite) -> None:
    before = (built_site.output / "api/v1/event-changes").read_bytes()
    assert built_site.build_here(now="2026-11-22T12:00+01:00").code == 0
    assert (built_site.output / "api/v1/event-changes").read_bytes() == before


# The function


def test_a_follower_finds_ninety_days_and_the_row_before_them() -> None:
    first = told_now(None, feed(), [item(uuid(1))], NOW)
    second = told_now(first, feed(item(uuid(1))), [item(uuid(1), title="Ny")], NOW + timedelta(days=50))
    third = told_now(second, feed(item(uuid(1), title="Ny")), [item(uuid(1))], NOW + timedelta(days=95))
    assert len(rows(third)) == 3
    fourth = told_now(third, feed(item(uuid(1))), [item(uuid(1), title="Ny")], NOW + timedelta(days=141))
    assert rows(fourth)[1:] == rows(third)[:2]


def test_nothing_is_dropped_while_nothing_happens() -> None:
    first = told_now(None, None, [item(uuid(1))], NOW)
    assert told_now(first, feed(item(uuid(1))), [item(uuid(1))], NOW + timedelta(days=900)) == first


def test_a_clock_that_was_put_back_does_not_put_the_cursor_back() -> None:
    first = told_now(None, None, [item(uuid(1))], NOW)
    second = told_now(first, feed(item(uuid(1))), [], NOW - timedelta(days=1))
    assert rows(second)[0]["cursor"] == rows(first)[0]["cursor"] + 1


def test_an_event_that_merely_says_a_later_time_of_change_has_not_changed() -> None:
    first = told_now(None, None, [item(uuid(1), updated_at="2026-11-01T10:00:00+01:00")], NOW)
    published = feed(item(uuid(1), updated_at="2026-11-01T10:00:00+01:00"))
    assert told_now(first, published, [item(uuid(1), updated_at="2026-11-20T10:00:00+01:00")], NOW) == first


@pytest.mark.parametrize(
    ("fields", "why"),
    [
        ({}, "unpublished"),
        ({"state": "Cancelled"}, "cancelled"),
        ({"date_time": ended("2026-10-22T13:00:00+02:00")}, "past"),
        ({"date_time": ended("2026-10-22T13:00:01+02:00")}, "unpublished"),
        ({"state": "Cancelled", "date_time": ended("2026-10-02T13:00:00+02:00")}, "cancelled"),
    ],
)
def test_a_removed_event_says_why(fields: Row, why: str) -> None:
    assert reason(json.loads(item(uuid(1), **fields)), NOW, KEEP) == why


def test_a_feed_of_events_that_a_cache_kept_longer_than_the_changes_does_not_confuse_a_follower() -> None:
    old = feed(item(uuid(1)), item(uuid(2)))
    first = told_now(None, None, [item(uuid(1)), item(uuid(2))], NOW)
    second = told_now(first, old, [item(uuid(1)), item(uuid(3))], NOW)
    third = told_now(second, old, [item(uuid(2))], NOW)
    assert known_after(third) == {uuid(2)}


ODD: list[Any] = [
    3,
    {"uuid": uuid(2)},
    {"uuid": [uuid(2)], "date_time": ended("2026-11-01T10:00:00+01:00")},
    {"uuid": uuid(2), "date_time": None},
    {"uuid": uuid(2), "date_time": {"start": None, "end": None}},
]


@pytest.mark.parametrize("odd", ODD)
@pytest.mark.parametrize("spread", [None, 1])
def test_an_event_that_was_public_and_makes_no_sense_stops_no_build(odd: Any, spread: int | None) -> None:
    first = told_now(None, None, [item(uuid(1))], NOW)
    published = json.dumps([odd, json.loads(item(uuid(1)))], separators=None if spread else (",", ":"), indent=spread).encode()
    second = rows(told_now(first, published, [item(uuid(1), title="Ny")], NOW))
    assert without_cursor(second)[:-1] == [{"uuid": uuid(1), "kind": "updated", "fields": ["title"]}]


@pytest.mark.parametrize("data", [b"null", b"{}", b"5", b"["])
def test_a_public_feed_that_is_none_stops_no_build(data: bytes) -> None:
    assert known_after(told_now(feed(), data, [item(uuid(1))], NOW)) == {uuid(1)}


@pytest.mark.parametrize("end", [None, 5, "i går", "2026-01-01T10:00:00"])
def test_an_event_whose_end_makes_no_sense_is_unpublished_and_not_past(end: Any) -> None:
    assert reason(json.loads(item(uuid(1), date_time=ended(end))), NOW, KEEP) == "unpublished"


NONE = [None, b"", b"{}", b"[1]", b'[{"cursor": "1"}]', b'[{"cursor":1,"at":"2026-11-21","uuid":"x","kind":"added"}]']
NONE += [b'[{"cursor":1,"at":"2026-11-21T12:00:00Z","uuid":"x"%s}]' % kind for kind in (b"", b',"kind":"?"')]


@pytest.mark.parametrize("data", NONE)
def test_what_is_no_feed_of_changes_is_none(data: bytes | None) -> None:
    assert told(data) is None


def known_after(data: bytes) -> set[str]:
    known: set[str] = set()
    for row in reversed(rows(data)):
        (known.discard if row["kind"] == "removed" else known.add)(row["uuid"])
    return known


CONTENTS = st.dictionaries(st.integers(0, 6).map(uuid), st.sampled_from(["Krimi", "Jazz", "Kaffe"]), max_size=6)


@given(st.lists(st.tuples(CONTENTS, st.sampled_from(["kept", "lost", "stale"]), st.booleans()), max_size=8))
def test_whatever_is_edited_lost_or_kept_by_caches_a_follower_ends_with_the_events_that_there_are(
    builds: list[tuple[dict[str, str], str, bool]],
) -> None:
    changes: bytes | None = None
    events: bytes | None = None
    cursor = 0
    for at, (content, cache, spread) in enumerate(builds):
        items = [item(one, title=title) for one, title in sorted(content.items())]
        before = None if cache == "lost" else changes
        published = json.dumps(json.loads(events), indent=1).encode() if events and spread else events
        changes = told_now(before, published, items, NOW + timedelta(seconds=at))
        if cache != "stale":
            events = feed(*items)
        found = rows(changes)
        assert known_after(changes) == set(content)
        assert [row["cursor"] for row in found] == sorted({row["cursor"] for row in found}, reverse=True)
        assert not found or found[0]["cursor"] >= cursor
        cursor = found[0]["cursor"] if found else cursor
