"""What a request says is read as far and as long as it may go."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable
from typing import Any

import pytest
from opslag.gateway.body import read_body
from opslag.gateway.problem import Refusal
from starlette.requests import Request

from tests.waiting import awaited

Said = dict[str, Any]


def piece(body: bytes, *, more: bool = False) -> Said:
    return {"type": "http.request", "body": body, "more_body": more}


def read(said: Iterable[Said], length: int | None = None, within: float = 10.0) -> bytes:
    """Of a client that says this, and then nothing any more."""
    left = iter(said)

    async def receive() -> Said:
        for one in left:
            return one
        await asyncio.Event().wait()
        raise AssertionError

    headers = [] if length is None else [(b"content-length", str(length).encode())]
    request = Request({"type": "http", "method": "POST", "path": "/", "headers": headers}, receive)
    return awaited(read_body(request, most=10, within=within))


def test_a_body_is_read_to_its_end() -> None:
    assert read([piece(b"12345", more=True), piece(b"67890")], length=10) == b"1234567890"


@pytest.mark.parametrize(
    ("said", "length", "status"),
    [
        ([], 11, 413),
        ([piece(b"123456", more=True), piece(b"78901", more=True)], None, 413),
        ([piece(b"123456", more=True), piece(b"78901")], 5, 413),
        ([piece(b"1", more=True)], 10, 408),
        ([piece(b"1", more=True), {"type": "http.disconnect"}], 10, 400),
    ],
)
def test_what_is_too_large_too_slow_or_broken_off_is_refused(said: list[Said], length: int | None, status: int) -> None:
    with pytest.raises(Refusal) as refused:
        read(said, length, within=0.05)
    assert refused.value.status == status
