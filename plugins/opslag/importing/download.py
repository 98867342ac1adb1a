"""Something fetched over HTTP: at most so large, within so long, from nowhere but where http and https lead."""

from __future__ import annotations

import http.client
import time
from http.client import HTTPResponse
from urllib.error import HTTPError, URLError
from urllib.parse import SplitResult, quote, urlsplit
from urllib.request import (
    HTTPDefaultErrorHandler,
    HTTPErrorProcessor,
    HTTPHandler,
    HTTPRedirectHandler,
    HTTPSHandler,
    OpenerDirector,
    ProxyHandler,
    Request,
    UnknownHandler,
)

from opslag import __version__
from opslag.errors import OpslagError
from opslag.frozen import frozen

PATIENCE = 30.0
"""Seconds to wait for a connection, for the head of an answer, and for each piece of it."""

_PIECE = 64 * 1024
_SAFE = "%/:=&?~+!$,;'@()*[]|"
"""Signs that stay as they are in a path or a query: those of an address, and of what is encoded already."""


class DownloadError(OpslagError):
    """What was asked for could not be had; the message says from where, and why."""


@frozen
class Download:
    """An answer's body, and what was told about it."""

    data: bytes
    address: str
    """Where it came from in the end, after redirects."""
    media_type: str
    """Without parameters, in small letters; "" where none was told."""


def is_address(text: str) -> bool:
    """Whether it is an address on the web, and not the name of a file."""
    return text.lower().startswith(("http://", "https://"))


def fetch(address: str, most: int, seconds: float, patience: float = PATIENCE) -> Download:
    """The answer to GET. Raises DownloadError where it fails, has more than ``most`` bytes, or takes longer than ``seconds``."""
    until = time.monotonic() + seconds
    try:
        parts = urlsplit(address)
        named = parts.scheme in ("http", "https") and bool(parts.hostname)
    except ValueError:
        named = False
    if not named:
        raise DownloadError(f"{address}: no address that begins with https:// or http://")
    headers = {"User-Agent": f"opslag/{__version__}", "Accept": "application/json, image/*;q=0.9, */*;q=0.1"}
    try:
        with _opener().open(Request(_encoded(parts), headers=headers), timeout=min(patience, seconds)) as answer:  # noqa: S310 - http and https only
            return _read(answer, address, most, until)
    except HTTPError as error:
        error.close()
        raise DownloadError(f"{address}: {_refused(error)}") from None
    except http.client.IncompleteRead:
        raise DownloadError(f"{address}: the answer was cut off before its end") from None
    except (URLError, http.client.HTTPException, OSError, ValueError) as error:
        raise DownloadError(f"{address}: {_failed(error, patience)}") from None


def _encoded(parts: SplitResult) -> str:
    """The address as browsers send it (RFC 3987, 3.1): people write letters and spaces that an address cannot have."""
    return parts._replace(path=quote(parts.path, _SAFE), query=quote(parts.query, _SAFE)).geturl()


def _opener() -> OpenerDirector:
    """urllib's, without those that read files and FTP: a redirect may lead there."""
    opener = OpenerDirector()
    for handler in (
        ProxyHandler, UnknownHandler, HTTPHandler, HTTPSHandler, HTTPDefaultErrorHandler, HTTPRedirectHandler, HTTPErrorProcessor,
    ):  # fmt: skip
        opener.add_handler(handler())
    return opener


def _read(answer: HTTPResponse, address: str, most: int, until: float) -> Download:
    headers = answer.headers
    told = headers.get("Content-Length", "")
    if told.isdigit() and int(told) > most:
        raise DownloadError(f"{address}: an answer of {int(told) / 1e6:.0f} MB; {most / 1e6:.0f} MB is the most")
    pieces: list[bytes] = []
    size = 0
    while piece := answer.read1(_PIECE):
        pieces.append(piece)
        size += len(piece)
        if size > most:
            raise DownloadError(f"{address}: an answer of more than {most / 1e6:.0f} MB")
        if time.monotonic() > until:
            raise DownloadError(f"{address}: the server is too slow; {size / 1e6:.1f} MB had come when time was up")
    if told.isdigit() and size < int(told):
        raise DownloadError(f"{address}: the answer was cut off: {size} of {told} bytes came")
    media_type = headers.get("Content-Type", "").partition(";")[0].strip().lower()
    return Download(b"".join(pieces), answer.geturl(), media_type)


_ANSWERS = {
    401: "the server asks for a login (401); the feed must be open, or save it to a file and name that",
    403: "the server does not let this machine read it (403); save the feed to a file and name that",
    404: "there is nothing at this address (404)",
    410: "there is nothing at this address any more (410)",
    429: "the server wants to be asked less often (429); try again later",
}


def _refused(error: HTTPError) -> str:
    if "redirect" in str(error.msg).lower() and "infinite loop" in str(error.msg).lower():
        return "the server leads round in a circle of redirects"
    if error.code in (301, 302, 303, 307, 308):
        return f"the server leads to an address that is neither http nor https ({error.headers.get('Location', '')})"
    return _ANSWERS.get(error.code, f"the server answers {error.code} {error.reason}")


def _failed(error: Exception, patience: float) -> str:
    reason = getattr(error, "reason", error)
    if isinstance(reason, TimeoutError) or "timed out" in str(reason):
        return f"the server did not answer within {patience:.0f} seconds"
    if isinstance(reason, ConnectionRefusedError):
        return "nobody answers there (connection refused)"
    if isinstance(reason, http.client.RemoteDisconnected):
        return "the server hung up without an answer"
    return str(reason) or type(reason).__name__
