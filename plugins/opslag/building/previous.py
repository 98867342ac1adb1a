"""What was published last: the shrink guard and the change feed start from it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from urllib.error import HTTPError, URLError
from urllib.request import urlopen

from opslag.errors import OpslagError
from opslag.feeds.events import PATH

TIMEOUT = 30.0
"""Seconds to wait for a published feed."""


@dataclass(frozen=True, slots=True)
class Previous:
    """The last published events feed, as its bytes; None where there was none."""

    events: bytes | None
    notes: tuple[str, ...] = ()


def read_previous(named: str | None, public: Path | None) -> Previous:
    """From the folder or address that is named, else from the present output. Raises OpslagError where a named one cannot be read."""
    if named is None:
        file = public / PATH[1:] if public else None
        if file is None or not file.is_file():
            return Previous(None, ("There is no previous output: the shrink guard starts anew with this build.",))
        return Previous(file.read_bytes())
    if named.startswith(("http://", "https://")):
        return Previous(_fetched(named.rstrip("/") + PATH))
    file = Path(named) / PATH[1:]
    try:
        return Previous(file.read_bytes())
    except OSError as error:
        raise OpslagError(f"--previous: {file}: {error.strerror}") from None


def _fetched(url: str) -> bytes:
    try:
        with urlopen(url, timeout=TIMEOUT) as answer:  # noqa: S310 - http and https only, by the caller
            return bytes(answer.read())
    except HTTPError as error:
        raise OpslagError(f"--previous: {url}: the server answers {error.code} {error.reason}") from None
    except (URLError, TimeoutError, OSError) as error:
        raise OpslagError(f"--previous: {url}: {getattr(error, 'reason', error)}") from None
