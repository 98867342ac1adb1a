"""A message to another system: one POST of JSON, judged by the status that comes back."""

from __future__ import annotations

import asyncio
import ssl
from contextlib import suppress
from email.utils import parsedate_to_datetime
from http import HTTPStatus
from time import time

import httpx2

from opslag import __version__
from opslag.forms.form import ApiSettings
from opslag.frozen import frozen
from opslag.gateway.delivery.reach import OutOfReachError
from opslag.gateway.outbox.outcome import Outcome, Verdict

PASSING = frozenset({408, 421, 423, 425, 429})
"""Of the 4xx those that say "not now" rather than "not so" (RFC 9110, RFC 6585, RFC 8470)."""
_DRAINED = 65_536
_LONGEST_WAIT = 86_400.0


@frozen
class Api:
    """The client of one gateway."""

    client: httpx2.AsyncClient

    async def post(self, settings: ApiSettings, message: bytes, key: str, patience: float) -> Outcome:
        """One attempt. ``settings`` with its references filled in; ``key`` is sent as ``Idempotency-Key``."""
        try:
            async with asyncio.timeout(patience):
                return await self._post(settings, message, key)
        except OutOfReachError as error:
            return Outcome(Verdict.REFUSED, str(error))
        except (TimeoutError, httpx2.TimeoutException):
            return Outcome(Verdict.LATER, f"no answer within {patience:g} seconds")
        except (httpx2.InvalidURL, httpx2.UnsupportedProtocol, httpx2.LocalProtocolError, UnicodeError, ValueError):
            return Outcome(Verdict.REFUSED, "the address or the headers in apiSettings cannot be sent")
        except (httpx2.TransportError, OSError) as error:
            return Outcome(Verdict.LATER, _trouble(error))

    async def _post(self, settings: ApiSettings, message: bytes, key: str) -> Outcome:
        headers = [
            ("Content-Type", "application/json"),
            ("Accept", "application/json, */*;q=0.1"),
            ("User-Agent", f"opslag/{__version__}"),
            ("Idempotency-Key", key),
            *settings.headers,
        ]
        request = self.client.build_request("POST", settings.url, content=message, headers=headers, timeout=None)
        response = await self.client.send(request, auth=_auth(settings), stream=True, follow_redirects=False)
        try:
            return _judged(settings, response)
        finally:
            await _drain(response)


def _auth(settings: ApiSettings) -> httpx2.Auth | None:
    if settings.username is None:
        return None
    kind = httpx2.DigestAuth if settings.auth_method == "digest" else httpx2.BasicAuth
    return kind(settings.username, settings.password or "")


def _judged(settings: ApiSettings, response: httpx2.Response) -> Outcome:
    status = response.status_code
    said = f"{status} {_phrase(status)}".strip()
    if settings.is_success(status):
        return Outcome(Verdict.DELIVERED, said)
    if 300 <= status <= 399:
        return Outcome(Verdict.LATER, f"{said}: redirects are not followed")
    if 400 <= status <= 499 and status not in PASSING:
        return Outcome(Verdict.REFUSED, said)
    return Outcome(Verdict.LATER, said, _wait(response.headers.get("Retry-After", "")))


def _phrase(status: int) -> str:
    """The standard's words, not those of the receiver, who might repeat what the visitor wrote."""
    try:
        return HTTPStatus(status).phrase
    except ValueError:
        return ""


def _wait(text: str) -> float:
    """Seconds of a ``Retry-After`` (RFC 9110, section 10.2.3); 0 where there is none that can be read."""
    with suppress(ValueError, OverflowError):
        if text.strip().isdigit():
            return min(float(text), _LONGEST_WAIT)
        return min(max(parsedate_to_datetime(text).timestamp() - time(), 0.0), _LONGEST_WAIT)
    return 0.0


async def _drain(response: httpx2.Response) -> None:
    """Reads a short body, so that the connection can be used again; the status was the answer, whatever happens here."""
    with suppress(httpx2.HTTPError, TimeoutError, OSError):
        async with asyncio.timeout(2):
            read = 0
            async for part in response.aiter_raw():
                read += len(part)
                if read > _DRAINED:
                    break
    await response.aclose()


def _trouble(error: Exception) -> str:
    """What went wrong with the connection, without addresses that a library may have put into its message."""
    cause: BaseException | None = error
    while cause is not None:
        if isinstance(cause, ssl.SSLCertVerificationError):
            return f"the certificate is not valid: {cause.verify_message}"
        if isinstance(cause, ssl.SSLError):
            return "no TLS connection could be made"
        cause = cause.__cause__ or cause.__context__
    if isinstance(error, httpx2.ConnectError | OSError) and not isinstance(error, httpx2.ReadError):
        return "no connection could be made"
    return "the connection broke off before an answer came"
