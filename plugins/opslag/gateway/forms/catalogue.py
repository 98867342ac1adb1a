"""Records that forms are about: the library's own files, and a Finna-compatible REST API, which may be slow or away."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Mapping
from typing import Any
from urllib.parse import parse_qsl

import httpx2
import orjson

from opslag import __version__
from opslag.forms.record import SOURCE, CatalogueRecord
from opslag.gateway.delivery.reach import OutOfReachError
from opslag.gateway.log import Log
from opslag.language import Language
from opslag.library import Library

PATIENCE = 3.0
"""Seconds that a visitor waits for a record at most; the message goes without it then."""
REMEMBERED = 600.0
"""Seconds for which a record that was found is not asked for again."""
FIELDS = ("id", "title", "nonPresenterAuthors", "publicationDates", "year", "formats", "isbns", "issns", "openUrl")
_MOST = 1024 * 1024
_MANY = 1000


class Catalogue:
    """``record`` always gives one: at the least its id, which is what the visitor came with."""

    def __init__(self, client: httpx2.AsyncClient, log: Log) -> None:
        self._client, self._log = client, log
        self._found: dict[str, tuple[float, CatalogueRecord]] = {}

    def known(self, library: Library, id: str) -> CatalogueRecord:
        """Without asking anybody."""
        if (own := library.records.get(id)) is not None:
            return own
        since, found = self._found.get(id, (0.0, CatalogueRecord(id)))
        return found if time.monotonic() - since < REMEMBERED else CatalogueRecord(id)

    async def record(self, library: Library, id: str) -> CatalogueRecord:
        """``id`` is what ``forms.record.record_id`` gave: never an address."""
        known = self.known(library, id)
        api = library.site.records.api
        if known.title or api is None or not id.startswith(f"{SOURCE}|"):
            return known
        try:
            async with asyncio.timeout(PATIENCE):
                found = await self._asked(api, id, Language(library.site.language))
        except (
            httpx2.HTTPError,
            httpx2.InvalidURL,
            OutOfReachError,
            OSError,
            ValueError,
            TypeError,
            AttributeError,
            LookupError,
        ) as error:
            self._log.warning("no record", error=type(error).__name__)
            return known
        if found is None:
            return known
        self._found[id] = (time.monotonic(), found)
        while len(self._found) > _MANY:
            del self._found[next(iter(self._found))]
        return found

    async def _asked(self, api: str, id: str, language: Language) -> CatalogueRecord | None:
        asked = {"id": id.partition("|")[2], "lng": language.code, "field[]": FIELDS}
        headers = {"Accept": "application/json", "User-Agent": f"opslag/{__version__}"}
        async with self._client.stream("GET", f"{api.rstrip('/')}/record", params=asked, headers=headers) as response:
            response.raise_for_status()
            body = bytearray()
            async for part in response.aiter_bytes():
                body += part
                if len(body) > _MOST:
                    raise ValueError("too large")
        records = orjson.loads(body).get("records")
        return read_found(id, records[0], language) if records else None


def read_found(id: str, said: Mapping[str, Any], language: Language) -> CatalogueRecord:
    """The record in an API's answer. What is missing, or is not of its type, is empty."""
    title = _text(said.get("title"))
    authors = [_text(one.get("name")) for one in _list(said.get("nonPresenterAuthors")) if isinstance(one, dict)]
    dates = _texts(said.get("publicationDates")) or _texts([said.get("year")])
    kinds = [one for one in _list(said.get("formats")) if isinstance(one, dict)]
    formats = [_text(one.get("translated")) or _text(one.get("value")) for one in kinds]
    isbns, issns = _texts(said.get("isbns")), _texts(said.get("issns"))
    metadata = {
        "title": title,
        "authors": [{"name": name, "name_alt": "", "id": None, "role": "", "type": "", "date": ""} for name in authors if name],
        "publicationDates": dates,
        "formats": formats,
        "isbns": isbns,
        "issns": issns,
        "openurl": dict(parse_qsl(_text(said.get("openUrl")))),
    }
    lines = [
        (language.gettext("Title"), title),
        (language.gettext("Author"), "; ".join(filter(None, authors))),
        (language.gettext("Published"), ", ".join(dates)),
        ("ISBN", ", ".join(isbns)),
        ("ISSN", ", ".join(issns)),
    ]
    info = "\r\n".join([*(f"{label}: {text}" for label, text in lines if text), *formats])
    return CatalogueRecord(id, title, info, metadata)


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []


def _text(value: Any) -> str:
    return value if isinstance(value, str) else ""


def _texts(value: Any) -> list[str]:
    return [one for one in _list(value) if isinstance(one, str) and one]
