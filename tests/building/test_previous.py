"""What was published last, from a folder or over real HTTP."""

from __future__ import annotations

import gzip
import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from opslag.building.previous import NO_CHANGES, NOTHING, Previous, read_previous
from opslag.errors import OpslagError

from tests.bare_site import BareSite

Answer = tuple[int, str, bytes]
FEED: Answer = (200, "application/json", b'[{"uuid": "a"}]\n')


@pytest.fixture
def host() -> Iterator[Callable[[dict[str, Answer]], str]]:
    """Answers paths as it is told, and all others with 404; gives its address."""
    servers: list[ThreadingHTTPServer] = []

    def serve(answers: dict[str, Answer]) -> str:
        class Host(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                status, kind, data = answers.get(self.path, (404, "text/html", b"<title>404</title>"))
                self.send_response(status)
                self.send_header("Content-Type", kind.partition("+")[0])
                if kind.endswith("+gzip"):
                    self.send_header("Content-Encoding", "gzip")
                if 300 <= status < 400:
                    self.send_header("Location", data.decode())
                self.send_header("Content-Length", str(len(data) + (10 if kind == "broken" else 0)))
                self.end_headers()
                self.wfile.write(data)

            def log_message(self, format: str, *arguments: object) -> None:
                pass

        server = ThreadingHTTPServer(("127.0.0.1", 0), Host)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        servers.append(server)
        return f"http://127.0.0.1:{server.server_port}"

    yield serve
    for server in servers:
        server.shutdown()
        server.server_close()


def refused(named: str) -> str:
    with pytest.raises(OpslagError) as caught:
        read_previous(named, None)
    return str(caught.value)


def test_by_default_it_is_the_present_output(built_site: BareSite) -> None:
    public = built_site.public()
    found = read_previous(None, built_site.output.resolve())
    assert found == Previous(public["api/v1/events"], public["api/v1/event-changes"])


@pytest.mark.parametrize("public", [None, Path("/nonexistent")])
def test_without_a_present_output_a_note_says_what_starts_anew(public: Path | None) -> None:
    assert read_previous(None, public) == Previous(None, None, (NOTHING,))


def test_a_folder_may_be_named(built_site: BareSite, tmp_path: Path) -> None:
    assert read_previous(str(built_site.output), None).events == built_site.public()["api/v1/events"]
    assert refused(str(tmp_path / "x")) == f"--previous: {tmp_path}/x/api/v1/events: No such file or directory"


@pytest.mark.parametrize("slash", ["", "/"])
def test_an_address_may_be_named(host: Callable[[dict[str, Answer]], str], built_site: BareSite, slash: str) -> None:
    public = built_site.public()
    answers = {f"/{path}": (200, "application/json", public[path]) for path in ("api/v1/events", "api/v1/event-changes")}
    found = read_previous(host(answers) + slash, None)
    assert found == Previous(public["api/v1/events"], public["api/v1/event-changes"])


def test_a_site_that_has_told_no_changes_so_far_is_compared_with_all_the_same(host: Callable[[dict[str, Answer]], str]) -> None:
    assert read_previous(host({"/api/v1/events": FEED}), None) == Previous(FEED[2], None, (NO_CHANGES,))


def test_a_bucket_may_keep_it_compressed(host: Callable[[dict[str, Answer]], str]) -> None:
    answers: dict[str, Answer] = {"/api/v1/events": (200, "application/json+gzip", gzip.compress(FEED[2]))}
    assert read_previous(host(answers), None).events == FEED[2]


def test_a_redirect_is_followed(host: Callable[[dict[str, Answer]], str]) -> None:
    answers: dict[str, Answer] = {"/api/v1/events": (302, "text/plain", b"/ny"), "/ny": FEED}
    assert read_previous(host(answers), None).events == FEED[2]


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        ((404, "text/html", b"Ikke her"), "the server answers 404 Not Found"),
        ((410, "text/html", b"Ikke mere"), "the server answers 410 Gone"),
        ((503, "text/html", b"Senere"), "the server answers 503 Service Unavailable"),
        (
            (200, "text/html", b"<!doctype html>\n<title>Log ind</title>"),
            'no events feed, but something that begins with "<!doctype html> <title>Log ind</title>"',
        ),
        ((200, "application/json", b'{"message": "no"}'), 'no events feed, but something that begins with "{"message": "no"}"'),
        ((200, "application/json", b""), "no events feed, but an empty file"),
        ((200, "broken", b"[]"), "IncompleteRead(2 bytes read, 10 more expected)"),
        ((200, "application/json+gzip", gzip.compress(FEED[2])[:-9]), "Compressed file ended before the end-of-stream marker"),
        ((200, "application/json+gzip", b"[]"), "Not a gzipped file"),
        ((302, "text/plain", b"/api/v1/events"), "the server answers 302 "),
    ],
)
def test_a_named_one_that_is_no_feed_is_refused(host: Callable[[dict[str, Answer]], str], answer: Answer, said: str) -> None:
    address = host({"/api/v1/events": answer, "/api/v1/event-changes": FEED})
    assert refused(address).startswith(f"--previous: {address}/api/v1/events: {said}")


def test_changes_that_cannot_be_fetched_now_are_no_beginning_anew(host: Callable[[dict[str, Answer]], str]) -> None:
    address = host({"/api/v1/events": FEED, "/api/v1/event-changes": (500, "text/plain", b"")})
    assert refused(address) == f"--previous: {address}/api/v1/event-changes: the server answers 500 Internal Server Error"


@pytest.mark.parametrize(
    ("named", "said"),
    [("http://127.0.0.1:9", "Connection refused"), ("http://[::1", "Invalid IPv6 URL"), ("https://", "no host given")],
)
def test_an_address_where_nobody_answers_is_refused(named: str, said: str) -> None:
    assert refused(named).startswith("--previous: http")
    assert said in refused(named)
