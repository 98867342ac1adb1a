"""No two events share an identity, nor a page."""

from __future__ import annotations

from collections.abc import Iterator

from opslag.contract.event import Event
from opslag.contract.feed import Feed
from opslag.contract.finding import Finding
from opslag.contract.schema import shown


def shared(feed: Feed) -> Iterator[Finding]:
    """Each event whose ``uuid`` or ``url`` an earlier one has."""
    all_uuids, all_urls = feed.column("uuid"), feed.column("url")
    if len(frozenset(all_uuids)) == len(frozenset(all_urls)) == len(feed):
        return  # as nearly always
    uuids: dict[str, int] = {}
    urls: dict[str, int] = {}
    for at, (uuid, url) in enumerate(zip(all_uuids, all_urls, strict=True)):
        if uuid and (first := uuids.setdefault(uuid, at)) != at:
            yield Finding(at, "uuid", shown(uuid), f"{_named(feed.event(first))} has it already; every event has its own")
        elif url and (first := urls.setdefault(url, at)) != at:
            yield Finding(at, "url", shown(url), f"{_named(feed.event(first))} is there already; give one of them another slug")


def _named(event: Event) -> str:
    return f'"{event.title}"' + (f" ({event.day})" if event.day else "")
