"""What the gateway answers to those who read: the published bytes, or a part of them; never anything else."""

from __future__ import annotations

import hashlib
import json
import subprocess
from datetime import date, timedelta
from itertools import chain
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from opslag.feeds.parameters import FORMAT, PARAMETERS
from opslag.gateway.published import REMEMBERED, Feed, event_rows, opening_rows
from opslag.gateway.queries import READERS, ROWS

from tests.bare_site import BareSite, uuid_of
from tests.gateway.running import JAZZ, KAFFE, KRIMI, Gateway, soon
from tests.waiting import until

EXAMPLES = Path(__file__).parents[2] / "feeds" / "examples"
ALL = tuple(ROWS)


def titles(gateway: Gateway, query: str) -> list[str]:
    answer = gateway.client.get(f"/api/v1/events{query}")
    assert answer.status_code == 200, answer.text
    return [event["uuid"] for event in answer.json()]


@pytest.fixture(scope="module")
def reading(shared: Gateway) -> Gateway:
    """A gateway whose first build is done."""
    until(lambda: shared.told("published"), "the first build")
    return shared


def test_every_feed_is_the_published_file_byte_for_byte(reading: Gateway) -> None:
    for address in ALL:
        answer = reading.client.get(address)
        assert answer.status_code == 200
        assert answer.content == (reading.site.output / address[1:]).read_bytes()
        assert answer.headers["content-type"] == "application/json"
        assert answer.headers["access-control-allow-origin"] == "*"
        assert reading.client.head(address).headers["content-length"] == str(len(answer.content))


def test_a_client_that_has_it_already_is_told_so(reading: Gateway) -> None:
    for address in (*ALL, f"/api/v1/events?from_date={soon(31)}"):
        tag = reading.client.get(address).headers["etag"]
        for held in (tag, f"W/{tag}", f'"else", {tag}', "*"):
            answer = reading.client.get(address, headers={"If-None-Match": held})
            assert (answer.status_code, answer.content, answer.headers["etag"]) == (304, b"", tag)
        assert reading.client.get(address, headers={"If-None-Match": '"else"'}).status_code == 200
        for lines in (('"else"', tag), (tag, '"else"'), ('"else", "more"', f'"again", W/{tag}')):
            answer = reading.client.get(address, headers=[("If-None-Match", held) for held in lines])
            assert answer.status_code == 304, lines


def test_a_page_of_another_site_can_read_that_a_feed_is_only_read(reading: Gateway) -> None:
    for address in ALL:
        for method in ("POST", "PUT", "DELETE"):
            answer = reading.client.request(method, address, headers={"Origin": "https://kalender.example"})
            assert (answer.status_code, answer.headers["access-control-allow-origin"]) == (405, "*")
            assert set(answer.headers["allow"].split(", ")) == {"GET", "HEAD", "OPTIONS"}
            assert answer.headers["content-type"] == "application/problem+json"


def test_from_date_asks_for_what_takes_place_on_that_date_or_later(reading: Gateway) -> None:
    everything = titles(reading, "")
    assert titles(reading, f"?from_date={soon(-100)}") == everything
    assert titles(reading, f"?from_date={soon(31)}") == [KAFFE, JAZZ, uuid_of("aflyst")]
    assert titles(reading, f"?from_date={soon(32)}&_format=json") == [JAZZ, uuid_of("aflyst")]
    assert titles(reading, f"?from_date={soon(900)}") == []
    assert titles(reading, "?color=red") == everything


@pytest.mark.parametrize(
    ("address", "query", "field"),
    [
        ("/api/v1/events", "from_date=2026-13-01", "from_date"),
        ("/api/v1/events", "from_date=", "from_date"),
        ("/api/v1/events", "from_date=i+morgen", "from_date"),
        ("/api/v1/events", "from_date=20261203", "from_date"),
        ("/api/v1/events", "from_date=2026-12-03&from_date=2026-12-04", "from_date"),
        ("/api/v1/events", "_format=xml", "_format"),
        ("/api/v1/opening_hours", "branch_id=one", "branch_id"),
        ("/api/v1/opening_hours", "to_date=2026-02-30", "to_date"),
        ("/opening_hours/instances", "nid=1,x", "nid"),
    ],
)
def test_what_is_no_date_or_number_is_told(reading: Gateway, address: str, query: str, field: str) -> None:
    answer = reading.client.get(f"{address}?{query}")
    assert (answer.status_code, answer.headers["content-type"]) == (400, "application/problem+json")
    assert [fault["field"] for fault in answer.json()["faults"]] == [field]


def test_the_gateway_can_read_every_parameter_of_a_feed() -> None:
    assert {FORMAT, *chain.from_iterable(PARAMETERS.values())} == READERS.keys()
    assert PARAMETERS.keys() <= ROWS.keys()


def test_questions_without_end_are_not_all_remembered() -> None:
    """Anybody may ask, and each question may be as long as an address."""
    feed = Feed(b'[{"date":"2026-12-03","branch_id":1}]\n', opening_rows)
    asked = [feed.part(("nid", str(number)), lambda _: False) for number in range(REMEMBERED + 1)]
    assert feed.part(("nid", str(REMEMBERED)), lambda _: True) is asked[-1], "the last is given again"
    assert feed.part(("nid", "0"), lambda _: True) is not asked[0], "the first was forgotten"


def test_a_parameter_of_another_feed_is_passed_over(reading: Gateway) -> None:
    whole = reading.client.get("/api/v1/events").content
    assert reading.client.get("/api/v1/events?branch_id=one&to_date=down").content == whole
    assert reading.client.get("/api/v1/event-changes?_format=xml").status_code == 200


def test_what_a_build_makes_public_is_answered_at_once_and_nothing_before(reading: Gateway) -> None:
    before = reading.client.get("/api/v1/events")
    site = reading.site
    site.event("krimi", title="", start=f"{soon(30)} 19:00", end=f"{soon(30)} 21:00")
    assert site.opslag("build").code == 1
    assert reading.client.get("/api/v1/events").content == before.content
    site.event("krimi", title="En ny titel", start=f"{soon(30)} 19:00", end=f"{soon(30)} 21:00")
    assert site.opslag("build").code == 0
    after = reading.client.get("/api/v1/events")
    assert next(event["title"] for event in after.json() if event["uuid"] == KRIMI) == "En ny titel"
    assert after.headers["etag"] != before.headers["etag"]


def test_before_anything_is_published_the_answer_is_to_come_again(bare_site: BareSite, tmp_path: Path) -> None:
    from opslag.gateway.app import application
    from opslag.gateway.log import Log
    from opslag.gateway.metrics import Metrics
    from opslag.gateway.published import Published
    from opslag.gateway.queries import feeds
    from starlette.testclient import TestClient

    with TestClient(application([feeds(Published(tmp_path / "output", ROWS))], Log(), Metrics())) as client:
        for address in ALL:
            answer = client.get(address)
            assert (answer.status_code, answer.headers["retry-after"]) == (503, "5")


def test_bytes_that_the_manifest_does_not_vouch_for_are_never_answered(laid_out: BareSite, tmp_path: Path) -> None:
    from opslag.gateway.published import Published

    subprocess.run(("cp", "-a", laid_out.root, tmp_path / "site"), check=True)
    output = tmp_path / "site" / "output"
    (output / "api/v1/events").write_bytes(b"[]\n")
    assert Published(output, ROWS).feed("/api/v1/events") is None


@given(st.dates(date(2026, 1, 1), date(2027, 12, 31)))
def test_a_part_of_the_events_is_what_a_client_would_have_filtered(first: date) -> None:
    day = date(2026, 6, 1)
    events = [
        {
            "uuid": str(n),
            "date_time": {"start": f"{day + timedelta(n * 9)}T10:00", "end": f"{day + timedelta(n * 9 + n % 4)}T12:00"},
        }
        for n in range(60)
    ]
    data = b"[" + b",\n".join(json.dumps(event, separators=(",", ":")).encode() for event in events) + b"]\n"
    found = Feed(data, event_rows).part(first, lambda row: row.last >= first.isoformat())
    assert json.loads(found.data) == [event for event in events if event["date_time"]["end"][:10] >= first.isoformat()]
    assert found.tag == f'"{hashlib.sha256(found.data).hexdigest()[:32]}"'


@pytest.mark.parametrize(("file", "branch"), [("opening_hours.json", "branch_id"), ("opening_hours_instances.json", "nid")])
def test_opening_hours_can_be_asked_by_branch_and_day(file: str, branch: str) -> None:
    data = (EXAMPLES / file).read_bytes()
    rows = json.loads(data)
    chosen, first, last = rows[0][branch], rows[3]["date"], rows[40]["date"]
    found = Feed(data, opening_rows).part("some", lambda row: row.branch == chosen and first <= row.last <= last)
    assert json.loads(found.data) == [row for row in rows if row[branch] == chosen and first <= row["date"] <= last]
    assert json.loads(found.data)


def test_answers_that_are_kept_have_a_bound(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("opslag.gateway.published.KEPT", 10_000)
    feed = Feed((EXAMPLES / "opening_hours.json").read_bytes(), opening_rows)
    for day in range(1, 29):
        feed.part(day, lambda row, day=day: row.last >= f"2026-12-{day:02}")
    assert sum(len(body.data) for body in feed._asked.values()) <= max(10_000, len(feed.whole.data))
