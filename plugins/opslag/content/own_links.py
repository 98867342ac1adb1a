"""Links to addresses of the site itself, as somebody writes them. Whether there is such a page, only the finished site shows."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape
from html.parser import HTMLParser
from unicodedata import normalize
from urllib.parse import unquote, urljoin, urlsplit

from opslag.content.written import WrittenHtml, place_in, written

_HREF = re.compile(r'<a\b[^>]*?\bhref="([^"]*)"')
"""In sanitised HTML, where no > stands in an attribute."""
_WEB = re.compile(r"https?://|//", re.IGNORECASE)
_OTHER = re.compile(r"[a-z][a-z0-9+.-]*:|[{|#?]|%7B|$", re.IGNORECASE)
"""How what is no address of a page begins: ``mailto:``; what Pelican, or ``content.links``, puts an address for; a place on the
page itself."""


def own_links(html: str, base_url: str) -> tuple[str, ...]:
    """The addresses in a sanitised body that are the site's own, each once, as they are written."""
    if 'href="' not in html:  # as of most bodies, of which there are thousands
        return ()
    found = dict.fromkeys(map(unescape, _HREF.findall(html)))
    return tuple([href for href in found if path_of(href, "/", base_url) is not None])


def path_of(href: str, page: str, base_url: str) -> str | None:
    """The path of the site that a link on a page leads to, ``/arrangementer/krimi/``; None where it leads elsewhere, or nowhere
    else than to the page itself. ``page`` is the path of that: a link without a first slash begins beside it."""
    href = href.strip()
    if not _WEB.match(href) and _OTHER.match(href):
        return None
    try:
        site = urlsplit(base_url)
        there = urlsplit(urljoin(f"{site.scheme}://{site.netloc}{page}", href))
        if (there.hostname, there.port) != (site.hostname, site.port):
            return None
    except ValueError:  # brackets without an IPv6 address in them, a port that is no number
        return None
    path = there.path
    if site.path and path.startswith(f"{site.path}/"):
        path = path.removeprefix(site.path)
    return normalize("NFC", unquote(path)) or "/"


def written_links(body: str) -> Iterator[tuple[tuple[int, int], str]]:
    """Each link in a body of Markdown as (line, column) of it, from 1, and its address."""
    place = place_in(body)
    for at, one in written(body):
        if isinstance(one, WrittenHtml):
            yield from ((place(at), address) for at, address in _in_html(one))
        elif not one.picture:
            yield place(at), one.address


class _Anchors(HTMLParser):
    """Collects the addresses of links in a piece of HTML, with line (from 1) and column (from 0)."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[tuple[tuple[int, int], str]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "a":
            self.found += [(self.getpos(), value) for name, value in attrs if name == "href" and value]


def _in_html(html: WrittenHtml) -> Iterator[tuple[int, str]]:
    parser = _Anchors()
    parser.feed(html.text)
    parser.close()
    return ((html.at(*place), address) for place, address in parser.found)
