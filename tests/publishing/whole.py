"""Whether a public tree is whole: everything that somebody who comes in by a door can reach is there, and the feed is valid."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from urllib.parse import unquote, urljoin, urlsplit

from jsonschema import Draft202012Validator
from lxml import etree, html
from opslag import shipped
from opslag.contract.document import read_contract

CONTRACT = read_contract(shipped.CONTRACT.read_bytes())

SITE = "https://lillerup.example"
_ADDRESS = re.compile(rf"{re.escape(SITE)}(/[^\s<>\"\\]*)")


def missing(files: Mapping[str, bytes], doors: Iterable[str]) -> set[str]:
    """What is named and is not there, of all that is reached from the doors: what has been public, so that people have it
    open and programs ask for it."""
    waiting = [path for path in doors if path in files]
    seen = set(waiting)
    found = set()
    while waiting:
        path = waiting.pop()
        for named in set(names(path, files[path])):
            if named not in files:
                found.add(f"{named}, named by {path}")
            elif named not in seen:
                seen.add(named)
                waiting.append(named)
    return found


def is_page(path: str) -> bool:
    return path.endswith(".html")


def names(path: str, data: bytes) -> Iterator[str]:
    """The site's own files that a file names."""
    if is_page(path):
        for element in html.fromstring(data).iter("a", "link", "img", "script", "source"):
            said = [element.get(name) for name in ("href", "src") if element.get(name)]
            said += [one.split()[0] for one in (element.get("srcset") or "").split(",") if one.strip()]
            for address in said:
                parts = urlsplit(urljoin(f"{SITE}/{path}", address))
                if parts.scheme in ("http", "https") and f"{parts.scheme}://{parts.netloc}" == SITE:
                    yield file_of(parts.path)
    elif not path.startswith(("theme/", "billeder/")) and path != "api/v1/openapi.json":
        for address in _ADDRESS.findall(data.decode().replace("\\/", "/").replace("\r\n ", "")):
            yield file_of(address)


def file_of(address: str) -> str:
    path = unquote(address.partition("#")[0].partition("?")[0]).lstrip("/")
    return f"{path}index.html" if path.endswith("/") or not path else path


def invalid(files: Mapping[str, bytes]) -> list[str]:
    """What is wrong with the feeds that are there, by the contract and by somebody else's readers."""
    found = []
    if "api/v1/events" in files:
        validator = Draft202012Validator({"$ref": "#/components/schemas/Event", "components": CONTRACT["components"]})
        found = [error.message for event in json.loads(files["api/v1/events"]) for error in validator.iter_errors(event)]
    for path, data in files.items():
        if path.endswith((".xml", ".rss")) or path == "ding-redia-rss/event":
            etree.fromstring(data)
    return found
