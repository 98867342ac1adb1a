"""How many submissions a second are taken in, against an endpoint that judges nothing and writes one row, in the same run.

The receiver is away: what is measured is judging, sealing and keeping, beside a loop that tries and writes down that it failed.
"""

from __future__ import annotations

import asyncio
import statistics
import time
from contextlib import ExitStack
from pathlib import Path
from urllib.parse import urlencode

import pytest
from opslag.gateway.outbox.seal import new_key

from tests.gateway.forms.house import ORIGIN, WROTE, house
from tests.gateway.forms.test_never_lost import CONNECTIONS, Process
from tests.port import answers, free_port
from tests.waiting import awaited, until

SECONDS = 4.0
ROUNDS = 3


def rate(port: int) -> float:
    """Answers a second, over connections that are kept."""
    body = urlencode(WROTE).encode()
    head = (
        f"POST /forms/skriv HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nOrigin: {ORIGIN}\r\n"
        f"Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {len(body)}\r\n\r\n"
    ).encode()

    async def one(end: float) -> int:
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        count = 0
        while time.monotonic() < end:
            writer.write(head + body)
            answer = await reader.readuntil(b"\r\n\r\n")
            assert answer.startswith(b"HTTP/1.1 303"), answer
            count += 1
        writer.close()
        return count

    async def all_of_them() -> int:
        end = time.monotonic() + SECONDS
        return sum(await asyncio.gather(*(one(end) for _ in range(CONNECTIONS))))

    return awaited(all_of_them()) / SECONDS


@pytest.mark.speed
@pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
def test_submissions_are_taken_in_at_seven_tenths_of_the_bare_rate(
    tmp_path: Path, kind: str, request: pytest.FixtureRequest
) -> None:
    if kind == "sqlite":
        ours, theirs = f"sqlite:///{tmp_path}/outbox.db", f"sqlite:///{tmp_path}/bare.db"
    else:
        ours = theirs = request.getfixturevalue("postgres_address")
    port, bare_port = free_port(), free_port()
    variables = {"OPSLAG_OUTBOX_KEY": new_key(), "OPSLAG_DATABASE_URL": ours, "OPSLAG_SUBMISSIONS": "0"}
    with house(tmp_path) as made, ExitStack() as stack:
        for process in (
            Process("run_gateway", str(made.root), str(port), variables=variables),
            Process("run_bare", theirs, str(bare_port), variables={}),
        ):
            stack.callback(process.end)
        until(lambda: answers(port) and answers(bare_port), 60)
        rates = [(rate(port), rate(bare_port)) for _ in range(ROUNDS)]
    gateway, bare = (statistics.median(column) for column in zip(*rates, strict=True))
    print(f"\n{kind}: {gateway:.0f} submissions a second; the bare endpoint: {bare:.0f}; {gateway / bare:.0%}")
    assert gateway >= 0.7 * bare
