"""The bytes of a posted form, as far as they may go."""

from __future__ import annotations

from starlette.requests import Request

from opslag.gateway.problem import Refusal

MOST = 1024 * 1024
MEDIA_TYPE = "application/x-www-form-urlencoded"


async def read_body(request: Request) -> bytes:
    """At most 1 MiB, whatever is said of its length. Raises Refusal."""
    if request.headers.get("content-type", "").partition(";")[0].strip().lower() != MEDIA_TYPE:
        raise Refusal(415, f"A form is posted as {MEDIA_TYPE}.")
    said = request.headers.get("content-length", "0")
    if said.isdigit() and int(said) > MOST:
        raise Refusal(413, "At most 1 MiB.")
    body = bytearray()
    async for part in request.stream():
        body += part
        if len(body) > MOST:
            raise Refusal(413, "At most 1 MiB.")
    return bytes(body)
