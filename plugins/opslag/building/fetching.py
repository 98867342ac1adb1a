"""What was published last, fetched from where it is public."""

from __future__ import annotations

import zlib
from gzip import decompress
from http.client import HTTPException
from urllib.error import HTTPError
from urllib.request import urlopen

from opslag.errors import OpslagError

TIMEOUT = 30.0
"""Seconds to wait for a published file."""


def fetched(url: str) -> bytes:
    try:
        with urlopen(url, timeout=TIMEOUT) as answer:  # noqa: S310 - http and https only, by the caller
            data = bytes(answer.read())
            # A bucket that keeps text compressed answers so whoever asks.
            return decompress(data) if answer.headers["Content-Encoding"] in ("gzip", "x-gzip") else data
    except HTTPError as error:
        error.close()
        raise OpslagError(f"--previous: {url}: the server answers {error.code} {error.reason}") from None
    except (OSError, EOFError, zlib.error, HTTPException, ValueError) as error:  # ValueError: no address at all
        raise OpslagError(f"--previous: {url}: {getattr(error, 'reason', error)}") from None


def fetched_if_there(url: str) -> bytes | None:
    """None where the server says that there is no such file: a site that has not told changes so far."""
    try:
        return fetched(url)
    except OpslagError as error:
        if isinstance(error.__context__, HTTPError) and error.__context__.code in (404, 410):
            return None
        raise
