"""``sitemap.xml`` (sitemaps.org 0.9) and ``robots.txt``: what search engines read first."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

import orjson

from opslag.feeds.element import escaped
from opslag.library import Library

SITEMAP = "/sitemap.xml"
ROBOTS = "/robots.txt"
MOST = 50_000
"""URLs in one sitemap, by the protocol; past it the index names several."""


def entries(library: Library, lists: Iterable[str]) -> list[tuple[str, datetime | None]]:
    """(path, when last changed) of every page that wants to be found: events come last, by start; ``lists`` are those without a
    date of their own."""
    found: dict[str, datetime | None] = dict.fromkeys(lists)
    for branch in library.branches:
        found[branch.path] = branch.updated_at
    for page in (*library.pages, *library.news):
        if not page.hidden:
            found[page.path] = page.updated_at
    shown = library.occurrences.visible()
    return [*sorted(found.items()), *zip(shown.column("path"), shown.column("updated_at"), strict=True)]


def sitemaps(base_url: str, found: list[tuple[str, datetime | None]]) -> dict[str, bytes]:
    """The files by their path: one sitemap, or an index and the sitemaps that it names."""
    pieces = [found[at : at + MOST] for at in range(0, len(found), MOST)] or [[]]
    if len(pieces) == 1:
        return {SITEMAP: _urls(base_url, pieces[0])}
    files = {f"/sitemap-{number}.xml": _urls(base_url, piece) for number, piece in enumerate(pieces, 1)}
    named = "".join(f"<sitemap><loc>{escaped(base_url + path)}</loc></sitemap>\n" for path in files)
    files[SITEMAP] = _document("sitemapindex", named)
    return files


def robots(base_url: str) -> bytes:
    return f"User-agent: *\nAllow: /\n\nSitemap: {base_url}{SITEMAP}\n".encode()


def _urls(base_url: str, found: list[tuple[str, datetime | None]]) -> bytes:
    """All at once, for there are as many as events. In paths there is nothing to escape."""
    base = escaped(base_url)
    changes = orjson.loads(orjson.dumps([changed for _, changed in found]))
    urls = [
        f"<url><loc>{base}{path}</loc>{f'<lastmod>{changed}</lastmod>' if changed else ''}</url>\n"
        for (path, _), changed in zip(found, changes, strict=True)
    ]
    return _document("urlset", "".join(urls))


def _document(root: str, inside: str) -> bytes:
    return f'<?xml version="1.0" encoding="UTF-8"?>\n<{root} xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n{inside}</{root}>\n'.encode()
