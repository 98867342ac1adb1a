"""The body of a request, as far and as long as it may go."""

from __future__ import annotations

import asyncio

from starlette.requests import ClientDisconnect, Request

from opslag.gateway.problem import Refusal

_CLOSED = {"Connection": "close"}
"""What is still under way is not read."""


def media_type(request: Request) -> str:
    """That of the body, without parameters; "" where none is said."""
    return request.headers.get("content-type", "").partition(";")[0].strip().lower()


async def read_body(request: Request, *, most: int, within: float) -> bytes:
    """``most`` bytes, whatever is said of its length, and ``within`` so many seconds. Raises Refusal."""
    too_large = Refusal(413, f"The body may have {most} bytes at the most.", headers=_CLOSED)
    said = request.headers.get("content-length", "0")
    if said.isdigit() and int(said) > most:
        raise too_large
    data = bytearray()
    try:
        async with asyncio.timeout(within):
            async for piece in request.stream():
                data += piece
                if len(data) > most:
                    raise too_large
    except TimeoutError:
        raise Refusal(408, f"The body did not come within {within:g} seconds.", headers=_CLOSED) from None
    except ClientDisconnect:
        raise Refusal(400, "The body ended before its end.") from None
    return bytes(data)
