"""Attacks that are held off: each is answered with a refusal or a closed connection, and changes nothing."""

from __future__ import annotations

import base64
import json
import socket
import time
from collections.abc import Iterator
from contextlib import suppress

import pytest

from tests.gateway.running import JAZZ, KRIMI, Gateway
from tests.waiting import WITHIN

ADDRESS = f"/api/v1/events/{KRIMI}"


@pytest.fixture(autouse=True)
def unharmed(shared: Gateway) -> Iterator[None]:
    """Whatever is tried: not a commit more, not a file more, and the next one is answered."""
    site = shared.site
    before = site.git("rev-parse", "HEAD"), site.git("status", "--porcelain", "--ignored=no")
    yield
    assert (site.git("rev-parse", "HEAD"), site.git("status", "--porcelain", "--ignored=no")) == before
    assert shared.client.get("/healthz").status_code == 200


def authorized(gateway: Gateway) -> str:
    assert gateway.credentials
    return f"Authorization: Basic {base64.b64encode(':'.join(gateway.credentials).encode()).decode()}\r\n"


def said_to(gateway: Gateway, request: bytes) -> bytes:
    """Everything that is answered to these bytes until the connection ends; who says nothing is told that no more will come."""
    answer = b""
    with socket.create_connection(("127.0.0.1", gateway.port), timeout=2) as connection, suppress(ConnectionError):
        connection.sendall(request)
        while piece := received(connection):
            answer += piece
    return answer


def received(connection: socket.socket) -> bytes:
    try:
        return connection.recv(65536)
    except TimeoutError:
        connection.settimeout(WITHIN)
        connection.shutdown(socket.SHUT_WR)
        return connection.recv(65536)


def statuses(answer: bytes) -> list[int]:
    """Of each response, one after the other."""
    return [int(line.split()[1]) for line in answer.split(b"\r\n") if line.startswith(b"HTTP/1.1 ")]


def patch_of(gateway: Gateway, more: str, body: bytes, path: str = ADDRESS) -> bytes:
    head = (
        f"PATCH {path} HTTP/1.1\r\nHost: bibliotek.example\r\nContent-Type: application/json\r\n{authorized(gateway)}{more}\r\n"
    )
    return head.encode() + body


SOLD_OUT = b'{"state": "SoldOut"}'
SMUGGLED = f"PATCH {ADDRESS} HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\n"


def smuggled(gateway: Gateway) -> bytes:
    """A whole request that no proxy would have let through, hidden where a body is expected."""
    return f"{SMUGGLED}{authorized(gateway)}Content-Length: {len(SOLD_OUT)}\r\n\r\n".encode() + SOLD_OUT


@pytest.mark.parametrize(
    "headers",
    [
        "Content-Length: 4\r\nContent-Length: 400\r\n",
        "Content-Length: 4, 400\r\n",
        "Content-Length: +4\r\n",
        "Content-Length: 0x4\r\n",
        "Content-Length: -4\r\n",
        "Content-Length: 4\r\nTransfer-Encoding: chunked\r\n",
        "Transfer-Encoding: chunked\r\nContent-Length: 4\r\n",
        "Transfer-Encoding: chunked\r\nTransfer-Encoding: identity\r\n",
        "Transfer-Encoding: xchunked\r\n",
        "Transfer-Encoding: gzip, chunked\r\n",
        "Transfer-Encoding : chunked\r\n",
        "Content-Length : 4\r\n",
        "Transfer-Encoding: \x0bchunked\r\n",
        "X: y\r\n Transfer-Encoding: chunked\r\nContent-Length: 4, 5\r\n",
        "X: y\rTransfer-Encoding: chunked\r\n",
        "X\x00Y: z\r\n",
    ],
)
def test_a_request_whose_end_could_be_read_in_two_ways_is_refused_whole(shared: Gateway, headers: str) -> None:
    body = b"0\r\n\r\n" + smuggled(shared)
    answered = statuses(said_to(shared, patch_of(shared, headers, body)))
    assert len(answered) <= 1
    assert all(status in (400, 501) for status in answered)


@pytest.mark.parametrize(
    "body",
    [
        b"5\r\n{}",
        b"zz\r\n{}\r\n0\r\n\r\n",
        b"-2\r\n{}\r\n0\r\n\r\n",
        b"2\r\n{}xx0\r\n\r\n",
        b"ffffffffffffffffff\r\n{}",
        b"2\n{}\n0\n\n",
        b"2;" + b"a" * 200_000 + b"\r\n{}\r\n0\r\n\r\n",
    ],
)
def test_chunks_that_lie_are_refused(shared: Gateway, body: bytes) -> None:
    answered = statuses(said_to(shared, patch_of(shared, "Transfer-Encoding: chunked\r\n", body)))
    assert answered in ([], [400])


def test_a_body_that_is_shorter_than_it_says_is_not_taken_for_whole(shared: Gateway) -> None:
    assert 200 not in statuses(said_to(shared, patch_of(shared, "Content-Length: 400\r\n", SOLD_OUT)))


@pytest.mark.parametrize("size", [64 * 1024 + 1, 10_000_000])
def test_a_huge_body_is_refused_whether_its_length_is_told_or_not(shared: Gateway, size: int) -> None:
    told = patch_of(shared, f"Content-Length: {size}\r\n", b"")
    assert statuses(said_to(shared, told)) == [413]
    pieces = b"".join(b"4000\r\n" + b" " * 0x4000 + b"\r\n" for _ in range(size // 0x4000 + 1))
    assert statuses(said_to(shared, patch_of(shared, "Transfer-Encoding: chunked\r\n", pieces))) in ([413], [])
    padded = json.dumps({"x": "a" * 65_000}).encode()
    assert statuses(said_to(shared, patch_of(shared, f"Content-Length: {len(padded)}\r\nConnection: close\r\n", padded))) == [200]


def test_a_slow_body_and_slow_headers_are_not_waited_for(shared: Gateway) -> None:
    began = time.monotonic()
    connections = [socket.create_connection(("127.0.0.1", shared.port), timeout=WITHIN) for _ in range(3)]
    connections[0].sendall(patch_of(shared, "Content-Length: 400\r\n", b"{"))
    connections[1].sendall(b"PATCH / HTTP/1.1\r\nHost: a\r\nX: ")
    answers = [b"".join(iter(lambda one=one: one.recv(65536), b"")) for one in connections]  # type: ignore[misc]
    for one in connections:
        one.close()
    assert [statuses(answer) for answer in answers] == [[408], [], []]
    assert time.monotonic() - began < WITHIN / 2


@pytest.mark.parametrize(
    "uuid",
    [
        "..",
        "../../../site.yaml",
        "..%2f..%2fsite",
        "%2e%2e%2fsite",
        "%252e%252e%252f",
        f"{KRIMI}%00",
        f"{KRIMI}%0a",
        f"{KRIMI}.yaml",
        f"{KRIMI};x",
        f"{KRIMI}%20",
        f" {KRIMI}".replace(" ", "%20"),
        f"{{{KRIMI}}}",
        KRIMI.replace("-", ""),
        f"urn:uuid:{KRIMI}",
        KRIMI.replace("0", "%D9%A0", 1) + "x",
        "--upload-pack=x",
        "-rf",
        "%c0%ae%c0%ae/",
        f"{KRIMI}/../{JAZZ}",
        "a" * 5000,
    ],
)
def test_no_trick_in_the_address_reaches_another_file(shared: Gateway, uuid: str) -> None:
    request = patch_of(shared, f"Content-Length: {len(SOLD_OUT)}\r\nConnection: close\r\n", SOLD_OUT, f"/api/v1/events/{uuid}")
    assert statuses(said_to(shared, request)) in ([404], [400])


@pytest.mark.parametrize(
    "more",
    [
        "X-HTTP-Method-Override: PATCH\r\n",
        "X-Original-URL: /metrics\r\n",
        "Content-Encoding: gzip\r\n",
        "X-Huge: " + "a" * 200_000 + "\r\n",
        "".join(f"X-{number}: a\r\n" for number in range(20_000)),
        "Expect: 200-ok\r\nContent-Type: text/html\r\n",
    ],
)
def test_headers_that_ask_for_something_else_change_nothing(shared: Gateway, more: str) -> None:
    body = b"\x1f\x8b" + SOLD_OUT
    request = patch_of(shared, f"{more}Content-Length: {len(body)}\r\nConnection: close\r\n", body).replace(b"PATCH", b"POST", 1)
    answer = said_to(shared, request)
    assert statuses(answer) in ([405], [400], [])
    assert b"opslag_" not in answer


def test_a_compressed_body_is_not_unpacked(shared: Gateway) -> None:
    request = patch_of(shared, "Content-Encoding: gzip\r\nContent-Length: 2\r\nConnection: close\r\n", b"\x1f\x8b")
    assert statuses(said_to(shared, request)) == [415]


@pytest.mark.parametrize(
    "header", ["Origin: a\r\n\r\nSet-Cookie: a=b", "If-None-Match: \r\nX-Evil: 1", "Content-Type: application/json\x00"]
)
def test_what_is_in_a_request_s_headers_is_never_in_an_answer_s(shared: Gateway, header: str) -> None:
    answer = said_to(shared, f"GET /api/v1/events HTTP/1.1\r\nHost: a\r\nConnection: close\r\n{header}\r\n\r\n".encode())
    assert b"evil" not in answer.lower().partition(b"\r\n\r\n")[0]
    assert b"Set-Cookie" not in answer


@pytest.mark.parametrize(
    "line",
    [
        "GET /healthz",
        "get\x00 / HTTP/1.1",
        "PRI * HTTP/2.0",
        "GET http://evil.example/metrics HTTP/1.1x",
    ],
)
def test_what_is_no_http_is_refused(shared: Gateway, line: str) -> None:
    assert set(statuses(said_to(shared, f"{line}\r\nHost: a\r\nConnection: close\r\n\r\n".encode()))) <= {400, 404, 405, 505}


def test_an_address_that_is_made_up_is_believed_of_no_stranger(shared: Gateway) -> None:
    """Only the proxies that are named may say whose request it is; uvicorn's own default would believe this machine alone."""
    answers = {
        shared.client.patch(
            ADDRESS, json={}, auth=("billetter", "wrong"), headers={"X-Forwarded-For": f"{name}, evil"}
        ).status_code
        for name in ("127.0.0.1", "::1", "evil\t", "a" * 4000)
    }
    assert answers == {401}


@pytest.mark.parametrize(
    "credentials", ["billetter\n:x", "billetter\x00:x", ":", "billetter", "billetter:" + "x" * 30_000, "*:*", "../vendors:x"]
)
def test_credentials_that_are_none_open_nothing(shared: Gateway, credentials: str) -> None:
    header = {"Authorization": f"Basic {base64.b64encode(credentials.encode()).decode()}"}
    assert shared.client.patch(ADDRESS, json={"state": "SoldOut"}, headers=header).status_code == 401
