"""One file of a site as it is, or is to be, in the place that it is published to."""

from __future__ import annotations

import gzip
from collections.abc import Mapping
from enum import IntEnum
from typing import Any

from opslag.building.manifest import Manifest
from opslag.frozen import frozen
from opslag.publishing.freshness import ASK
from opslag.publishing.rule import rule_of

FRONT = "index.html"
SITEMAP = ("sitemap.xml", "robots.txt")
SMALL = 1000
"""Bytes, below which compression gains nothing worth an answer that some reader cannot read."""


@frozen
class Part:
    """Two that are equal look the same to whoever fetches them."""

    digest: str
    """SHA-256 of the file as the build made it, hexadecimal."""
    headers: tuple[tuple[str, str], ...] = ()
    """What is said of it: Content-Type, Cache-Control, Content-Encoding. None where the place keeps no headers."""


class Stage(IntEnum):
    """The order in which files go up. Each stage is whole before the next begins, so that nothing public ever names what is not
    there: first what nobody points to yet, and what is pointed to before what points."""

    ASSET = 0
    PICTURE = 1
    NEW_PAGE = 2
    NEW_FILE = 3
    """Feeds and calendars that were not there. They name new pages, and of what is there already nothing names them yet."""
    NEW_FRONT = 4
    """Of a site that was not there: until now it had no door."""
    PAGE = 5
    FEED = 6
    SITEMAP = 7


def stage_of(path: str, *, new: bool) -> Stage:
    """``new``: nothing is public at this path."""
    if rule_of(path).lasting:
        return Stage.PICTURE if path.startswith("billeder/") else Stage.ASSET
    if path == FRONT and new:
        return Stage.NEW_FRONT
    if path in SITEMAP:
        return Stage.SITEMAP
    if path.endswith(".html"):
        return Stage.NEW_PAGE if new else Stage.PAGE
    return Stage.NEW_FILE if new else Stage.FEED


def parts_of(manifest: Manifest, digests: Mapping[str, str], *, headed: bool, compressed: bool) -> dict[str, Part]:
    """What a build's output is to be in a place, by path. ``digests``: SHA-256, by path. ``headed``: the place keeps headers."""
    return {
        path: Part(digests[path], headers_of(path, compressed and size >= SMALL) if headed else ())
        for path, size in manifest.files.items()
    }


def headers_of(path: str, compressed: bool) -> tuple[tuple[str, str], ...]:
    """A place has one age for all time, so copies of what may change are asked about each time: the only age that never goes past
    the moment at which something turns untrue (RFC 9111, section 5.2.2.4)."""
    rule = rule_of(path)
    said = {"Content-Type": rule.media_type, "Cache-Control": rule.age(ASK)}
    if compressed and _is_text(rule.media_type):
        said["Content-Encoding"] = "gzip"
    return tuple(said.items())


def encoded(data: bytes, headers: Mapping[str, str]) -> bytes:
    """As it is sent: compressed where the headers say so; the same bytes each time."""
    return gzip.compress(data, mtime=0) if headers.get("Content-Encoding") == "gzip" else data


def _is_text(kind: str) -> bool:
    return kind.startswith("text/") or kind.partition(";")[0].endswith(("json", "xml"))


def parts_to_json(parts: Mapping[str, Part]) -> dict[str, Any]:
    """Each set of headers is written once: there are few."""
    sets = {part.headers: 0 for part in parts.values()}
    numbers = {headers: number for number, headers in enumerate(sets)}
    return {
        "headers": [dict(headers) for headers in sets],
        "files": {path: [part.digest, numbers[part.headers]] for path, part in parts.items()},
    }


def parts_from_json(value: Mapping[str, Any]) -> dict[str, Part]:
    """Raises KeyError, TypeError, ValueError or IndexError where it is none."""
    sets = [tuple(headers.items()) for headers in value["headers"]]
    return {checked(path): Part(digest, sets[number]) for path, (digest, number) in value["files"].items()}


def checked(path: str) -> str:
    """A path that leads out of the place, or into what publishing keeps there, is none of a site's: ValueError."""
    if not path or path.startswith(("/", ".opslag/")) or "\n" in path or ".." in path.split("/"):
        raise ValueError(path)
    return path
