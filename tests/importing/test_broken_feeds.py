"""Whatever comes in the place of a feed is said in words, and leaves the content folder as it was."""

from __future__ import annotations

import json
import socket
import time
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler
from pathlib import Path
from typing import Any

import pytest
from opslag.errors import ContentError, OpslagError
from opslag.importing.download import fetch
from opslag.importing.values import whole

from tests.bare_site import tree_of
from tests.importing.conftest import MovingIn
from tests.importing.other_site import Answer, OtherSite

FEED = "/api/v1/events"
SEVEN = "2026-12-03T19:00:00+01:00"
NO_LENGTH = "ends when it begins, or before"
NEW_BRANCH = "write its file (opslag new branch), and import again"
CUT = " It seems to have been cut off. Nothing was imported."


def refused(moving_in: MovingIn, **request: object) -> str:
    """What the import said when it refused. Nothing was written by it, not even beside."""
    before = tree_of(moving_in.site.content)
    with pytest.raises(OpslagError) as refusal:
        moving_in.bring_in(**request)
    assert tree_of(moving_in.site.content) == before
    return str(refusal.value).replace(moving_in.other.address, "SITE")


def status(code: int, **headers: str) -> Answer:
    def answer(request: BaseHTTPRequestHandler) -> None:
        request.send_response(code)
        for name, value in headers.items():
            request.send_header(name, value)
        request.send_header("Content-Length", "0")
        request.end_headers()

    return answer


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        (status(401), "the server asks for a login (401); the feed must be open, or save it to a file and name that"),
        (status(403), "the server does not let this machine read it (403); save the feed to a file and name that"),
        (status(404), "there is nothing at this address (404)"),
        (status(500), "the server answers 500 Internal Server Error"),
        (status(302, Location=FEED), "the server leads round in a circle of redirects"),
        (status(302, Location="file:///x"), "the server leads to an address that is neither http nor https (file:///x)"),
        (status(302, Location="ftp://127.0.0.1/x"), "unknown url type: ftp"),
    ],
    ids=["login", "forbidden", "nothing there", "broken server", "redirect loop", "redirect to a file", "redirect to ftp"],
)
def test_an_answer_that_is_no_feed_is_said_in_words(moving_in: MovingIn, answer: Answer, said: str) -> None:
    moving_in.say = lambda: None  # type: ignore[method-assign]
    moving_in.other.answers[FEED] = answer
    assert refused(moving_in) == f"SITE/api/v1/events?_format=json: {said}"


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b'[{"uuid": "00000000-0000-4000-8000-03", "title": "Kri', f":1:50: no JSON: Unterminated string starting at.{CUT}"),
        (b'[{"uuid": "00000000-0000-4000-8000-000000000003"},\n', f":2:1: no JSON: Expecting value.{CUT}"),
        (b"<!DOCTYPE html><title>Log ind</title>", ": a web page came, and no JSON; is the address right, "),
        (b"", ": an empty answer"),
        (b'{"events": [], "total": 0}', ": a list was expected, and an object of events, total came"),
        (b"{}", ": a list was expected, and an object of nothing came"),
        (b"null", ": a list was expected, and null came"),
        (b'["\xe6"]', ": a byte that is not UTF-8, at 2"),
        (b"[" * 100_000, ": no JSON that can be read"),
    ],
    ids=["cut in a word", "cut between events", "web page", "empty", "object", "empty object", "null", "encoding", "nested"],
)
def test_bytes_that_are_no_feed_are_said_in_words(moving_in: MovingIn, data: bytes, said: str) -> None:
    moving_in.say = lambda: moving_in.other.says(FEED, data, "text/html")  # type: ignore[method-assign]
    assert refused(moving_in).startswith(f"SITE{said}")


def test_events_that_cannot_be_told_apart_are_told_all_at_once(moving_in: MovingIn) -> None:
    moving_in.event(3)
    moving_in.event(3)
    moving_in.event(4, uuid=None)
    moving_in.events.append("Krimiaften")  # type: ignore[arg-type]
    assert refused(moving_in).splitlines() == [
        "SITE: [1]: the uuid 00000000-0000-4000-8000-000000000003, which [0] has as well; "
        "no two events may share one; nothing was imported",
        "SITE: [2]: uuid None; each event of the feed needs a uuid; nothing was imported",
        "SITE: [3]: no object; each event of the feed needs a uuid; nothing was imported",
    ]


def test_a_silent_server_is_not_waited_for_for_ever(moving_in: MovingIn) -> None:
    moving_in.say = lambda: None  # type: ignore[method-assign]
    moving_in.other.answers[FEED] = lambda _: time.sleep(1)
    assert refused(moving_in, patience=0.2) == "SITE/api/v1/events?_format=json: the server did not answer within 0 seconds"


def test_a_server_that_drips_is_not_waited_for_for_ever(other: OtherSite) -> None:
    def drip(request: BaseHTTPRequestHandler) -> None:
        request.send_response(200)
        request.end_headers()
        for _ in range(20):
            request.wfile.write(b"[")
            request.wfile.flush()
            time.sleep(0.05)

    other.answers["/"] = drip
    with pytest.raises(OpslagError, match="the server is too slow"):
        fetch(f"{other.address}/", most=1000, seconds=0.2)


def test_an_answer_of_five_hundred_megabytes_is_refused_before_it_is_read(moving_in: MovingIn) -> None:
    def huge(request: BaseHTTPRequestHandler) -> None:
        request.send_response(200)
        request.send_header("Content-Length", "500000000")
        request.end_headers()
        request.wfile.write(b"[" * 100)

    moving_in.say = lambda: None  # type: ignore[method-assign]
    moving_in.other.answers[FEED] = huge
    assert refused(moving_in) == "SITE/api/v1/events?_format=json: an answer of 500 MB; 100 MB is the most"


def test_an_answer_that_does_not_say_how_long_it_is_is_read_no_further_than_allowed(other: OtherSite) -> None:
    def endless(request: BaseHTTPRequestHandler) -> None:
        request.send_response(200)
        request.end_headers()
        while True:
            request.wfile.write(b"x" * 65536)

    other.answers["/"] = endless
    with pytest.raises(OpslagError, match="an answer of more than 1 MB"):
        fetch(f"{other.address}/", most=1_000_000, seconds=30)


def test_an_answer_that_was_cut_off_on_the_way_is_told(moving_in: MovingIn) -> None:
    def cut(request: BaseHTTPRequestHandler) -> None:
        request.send_response(200)
        request.send_header("Content-Length", "100")
        request.end_headers()
        request.wfile.write(b"[]")

    moving_in.say = lambda: None  # type: ignore[method-assign]
    moving_in.other.answers[FEED] = cut
    assert refused(moving_in) == "SITE/api/v1/events?_format=json: the answer was cut off: 2 of 100 bytes came"


def test_an_address_where_nobody_is_is_told(moving_in: MovingIn) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    assert "nobody answers there (connection refused)" in refused(moving_in, source=f"http://127.0.0.1:{port}")


@pytest.mark.parametrize("source", ["no-such-file.json", "ftp://gammelt.example/api", "file:///etc/passwd"])
def test_only_the_web_and_files_are_read(moving_in: MovingIn, source: str) -> None:
    assert refused(moving_in, source=source).endswith("name a file, or an address that begins with https://")


def test_opening_hours_that_cannot_be_read_stop_the_events_too(moving_in: MovingIn) -> None:
    moving_in.event(3)
    moving_in.other.says("/api/v1/opening_hours", b"<html>", "text/html")
    assert "a web page came" in refused(moving_in, hours=moving_in.other.address)


def test_a_folder_without_a_site_is_told_what_it_needs(moving_in: MovingIn) -> None:
    moving_in.file("site.yaml").unlink()
    assert refused(moving_in).startswith("content/site.yaml: missing; write one with name, base_url, language and timezone")


def test_content_that_is_wrong_before_the_import_stays_the_editors_business(moving_in: MovingIn) -> None:
    moving_in.event(3)
    moving_in.site.event("krimi", start="i aften")
    assert 'content/events/krimi.md:4:8: start: "i aften"' in refused(moving_in)


def test_a_record_that_was_spoilt_is_told(moving_in: MovingIn) -> None:
    moving_in.event(3)
    moving_in.bring_in()
    moving_in.file("imported.json").write_text("<<<<<<< HEAD", encoding="utf-8")
    assert "bring it back from git" in refused(moving_in)
    ran = moving_in.site.opslag("check")
    assert (ran.code, "content/imported.json: no record of an import" in ran.stderr) == (1, True)


def test_a_disk_that_refuses_one_file_gets_none(moving_in: MovingIn) -> None:
    for number in (3, 4, 5):
        moving_in.event(number)
    moving_in.bring_in()
    for item in moving_in.events:
        item["ticket_capacity"] = 7
    moving_in.event(6)["date_time"] = {"start": "2027-01-06T19:00:00+01:00", "end": "2027-01-06T21:00:00+01:00"}
    moving_in.file("events/2027").write_text("a file where a folder is needed", encoding="utf-8")
    assert refused(moving_in).endswith("nothing was imported")


def test_a_number_that_would_fill_the_memory_is_no_number() -> None:
    """Written out, ``1e400000`` takes seconds, and with a zero more it takes minutes."""
    assert whole("1e400000") is None
    assert whole("1e3") == 1000


def test_an_import_that_is_stopped_while_it_moves_files_leaves_all_as_they_were(
    moving_in: MovingIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    moving_in.event(3)
    moving_in.bring_in()
    moving_in.events[0]["ticket_capacity"] = 7
    moving_in.event(4)
    before = tree_of(moving_in.site.content)
    stopped = 0
    for step in range(1, 20):
        with monkeypatch.context() as patch:
            stop_at(step, patch)
            try:
                moving_in.bring_in()
                break
            except KeyboardInterrupt:
                stopped += 1
        assert tree_of(moving_in.site.content) == before
    assert stopped >= 3, "before each file that is put in its place, the record among them"
    assert tree_of(moving_in.site.content) != before


def stop_at(step: int, patch: pytest.MonkeyPatch) -> None:
    """Ctrl-C, when one file is about to be moved or copied: that many have been before."""
    left = step

    def counted(real: Callable[..., Any]) -> Callable[..., Any]:
        def move(*arguments: Any, **options: Any) -> Any:
            nonlocal left
            left -= 1
            if left == 0:
                raise KeyboardInterrupt
            return real(*arguments, **options)

        return move

    for name in ("rename", "replace"):
        patch.setattr(Path, name, counted(getattr(Path, name)))


def test_the_command_says_it_in_one_line_and_fails(moving_in: MovingIn) -> None:
    ran = moving_in.opslag(moving_in.other.address)
    said = f"error: {moving_in.other.address}/api/v1/events?_format=json: there is nothing at this address (404)\n"
    assert (ran.code, ran.stdout, ran.stderr) == (1, "", said)


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [
        ("title", None, "left out: an event without a title (1): 00000000-0000-4000-8000-000000000004"),
        ("date_time", None, "left out: an event without a start and an end (1): Nummer 4"),
        ("date_time", {"start": "2026-12-03", "end": ""}, "left out: an event without a start and an end (1): Nummer 4"),
        ("state", "Udsolgt", 'the state "Udsolgt", which Opslag does not know: here it is Active (1): Nummer 4'),
        ("ticket_capacity", "mange", "a ticket_capacity that is no number of tickets: left out (1): Nummer 4"),
        ("external_data", {"url": "b.dk"}, "external_data.url is no address that begins with https://: left out (1): Nummer 4"),
        ("date_time", {"start": SEVEN, "end": SEVEN}, f"{NO_LENGTH}: here it ends a minute later (1): Nummer 4"),
        ("updated_at", "2026-01-01T10:00:00+01:00", "changed before it was created: here the two are exchanged (1): Nummer 4"),
        ("ticket_categories", [{"price": {"value": 1}}], "left out: a kind of ticket without a title or a price (1): Nummer 4"),
        ("branches", ["Ukendt"], f"a branch of which the feed tells no address: {NEW_BRANCH} (1): Ukendt"),
    ],
)  # fmt: skip
def test_what_is_wrong_with_one_event_is_told_and_stops_no_other(
    moving_in: MovingIn, saved: Callable[[object], str], field: str, value: object, said: str
) -> None:
    moving_in.event(3)
    moving_in.event(4, **{field: value})
    if field == "branches":
        moving_in.events[1]["address"] = None
    source = saved(json.loads(json.dumps(moving_in.events)))
    assert said in moving_in.bring_in(source=source).remarks
    assert "00000000-0000-4000-8000-000000000003" in {one["uuid"] for one in moving_in.build()}


def test_a_category_of_hours_that_is_not_known_is_told_with_the_line_to_add(moving_in: MovingIn, tmp_path: Path) -> None:
    moving_in.event(3)
    category = {"title": "Café", "color": "#ff0099"}
    row = {"category": category, "date": "2026-12-01", "start_time": "10:00", "end_time": "12:00", "branch_id": 1}
    file = tmp_path / "hours.json"
    file.write_text(json.dumps([row]), encoding="utf-8")
    with pytest.raises(ContentError, match=r'add {id: 3, title: "Café", color: "#ff0099"}, and import again'):
        moving_in.bring_in(hours=str(file))
