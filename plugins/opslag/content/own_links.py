"""Links to addresses of the site itself, as somebody writes them. Whether there is such a page, only the finished site shows."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from html import unescape
from html.parser import HTMLParser
from unicodedata import normalize
from urllib.parse import unquote, urljoin, urlsplit

from opslag.content.written import WrittenHtml, place_in, written
from opslag.frozen import frozen

_WEB = re.compile(r"https?://|//", re.IGNORECASE)
_OTHER = re.compile(r"[a-z][a-z0-9+.-]*:|[{|#?]|%7B|$", re.IGNORECASE)
"""How what is no address of a page begins: ``mailto:``; what Pelican, or ``content.links``, puts an address for; a place on the
page itself."""


@frozen
class OwnLinks:
    """Those of all texts, as columns: there may be thousands of texts, and few addresses in them."""

    sources: Sequence[str]
    """The files, as messages name them; those of events of which nothing is published are among them."""
    pages: Sequence[str]
    """The addresses of their pages."""
    addresses: Sequence[tuple[str, ...]]
    """What ``own_links`` gives of each."""


def own_links(html: str, base_url: str) -> tuple[str, ...]:
    """The addresses in a sanitised body that are the site's own, each once, as they are written. A few others may be among them:
    to look at each more closely than this takes a build of thousands a second."""
    if 'href="' not in html:
        return ()
    host = _host(base_url)
    found = dict.fromkeys([part.partition('"')[0] for part in html.split('href="')[1:]])
    return tuple([unescape(href) for href in found if (host in href.lower() if _WEB.match(href) else not _OTHER.match(href))])


@cache
def _host(base_url: str) -> str:
    return urlsplit(base_url).hostname or ""


def is_whole(href: str) -> bool:
    """Whether it leads to the same page from wherever it stands."""
    return href.startswith("/") or bool(_WEB.match(href))


def path_of(href: str, page: str, base_url: str) -> str | None:
    """The path of the site that a link on a page leads to, ``/arrangementer/krimi/``; None where it leads elsewhere, or nowhere
    else than to the page itself. ``page`` is the path of that: a link without a first slash begins beside it."""
    href, site = href.strip(), urlsplit(base_url)
    if not _WEB.match(href) and _OTHER.match(href):
        return None
    try:
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
    html.read_by(parser)
    return ((html.at(*place), address) for place, address in parser.found)
