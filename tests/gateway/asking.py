"""A client that costs little, so that what is measured is the gateway: one request at a time on each of several connections."""

from __future__ import annotations

import asyncio
import base64
import json
import re
import time
from collections.abc import Callable
from dataclasses import dataclass, field

_LENGTH = re.compile(rb"\r\ncontent-length: (\d+)", re.IGNORECASE)


@dataclass
class Asked:
    """What was answered."""

    seconds: float
    statuses: dict[int, int] = field(default_factory=dict)

    def rate(self, status: int) -> float:
        """Answers a second."""
        return self.statuses.get(status, 0) / self.seconds


def patch(uuid: str, body: object, credentials: tuple[str, str]) -> bytes:
    data = json.dumps(body).encode()
    who = base64.b64encode(":".join(credentials).encode()).decode()
    head = (
        f"PATCH /api/v1/events/{uuid} HTTP/1.1\r\nHost: a\r\nAuthorization: Basic {who}\r\n"
        f"Content-Type: application/json\r\nContent-Length: {len(data)}\r\n\r\n"
    )
    return head.encode() + data


def get(address: str) -> bytes:
    return f"GET {address} HTTP/1.1\r\nHost: a\r\n\r\n".encode()


async def ask(port: int, connections: int, seconds: float, request: Callable[[int], bytes]) -> Asked:
    """Asks for so long; ``request`` makes the next request of a connection, by its number."""
    began = time.perf_counter()
    asked = Asked(0)

    async def one(number: int) -> None:
        reader, writer = await asyncio.open_connection("127.0.0.1", port, limit=1 << 26)
        while time.perf_counter() - began < seconds:
            writer.write(request(number))
            head = await reader.readuntil(b"\r\n\r\n")
            length = _LENGTH.search(head)
            await reader.readexactly(int(length[1]) if length else 0)
            status = int(head[9:12])
            asked.statuses[status] = asked.statuses.get(status, 0) + 1
        writer.close()
        await writer.wait_closed()

    await asyncio.gather(*map(one, range(connections)))
    asked.seconds = time.perf_counter() - began
    return asked
