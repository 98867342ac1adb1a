"""News, and what is new in the programme (Atom, RFC 4287): ``/nyheder/atom.xml`` and ``/arrangementer/atom.xml``."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from heapq import nlargest
from html import escape

from opslag.content.moment import instant
from opslag.content.page import Page
from opslag.content.picture import Picture
from opslag.content.rendition import main
from opslag.events.occurrence import Occurrence
from opslag.events.series import Series
from opslag.events.state import State
from opslag.events.wording import cancelled_title, when_words, where_words
from opslag.feeds.absolute import absolute
from opslag.feeds.changed import changed_at
from opslag.feeds.element import DECLARATION, around, element, empty
from opslag.feeds.summary import paragraph
from opslag.frozen import frozen
from opslag.language import Language
from opslag.library import Library
from opslag.settings import Site

NEWS = "/nyheder/atom.xml"
EVENTS = "/arrangementer/atom.xml"
MOST = 50
"""Entries of one feed: the newest."""


def news_atom(library: Library) -> bytes:
    """The newest news, by date."""
    shown = [page for page in library.news if not page.hidden][:MOST]
    title = Language(library.site.language).gettext("News")
    return _feed(NEWS, "/nyheder/", title, [_news(page, library.site) for page in shown], library)


def events_atom(library: Library) -> bytes:
    """What came into the programme last and is not over. A series is one entry, whatever the number of its dates."""
    language = Language(library.site.language)
    series = {one.path: one for one in library.series}
    entries = [_listing(one, series.get(one.path), library.site, language) for one in _newest(library)]
    return _feed(EVENTS, "/arrangementer/", language.gettext("New events"), entries, library)


@frozen
class Entry:
    """One entry of either feed."""

    id: str
    """An IRI that never changes."""
    title: str
    path: str
    published: datetime
    updated: datetime
    summary: str
    """Plain text; "" where there is none."""
    content: str
    """HTML whose addresses may begin with ``/``; "" where there is none."""
    author: str = ""
    """"" where the library as a whole is meant."""
    categories: tuple[str, ...] = ()


def _feed(path: str, page: str, title: str, entries: Sequence[Entry], library: Library) -> bytes:
    site = library.site
    head = [
        element("id", site.base_url + path),
        element("title", f"{site.name}: {title}"),
        element("updated", (max(entry.updated for entry in entries) if entries else changed_at(library)).isoformat()),
        around("author", [element("name", site.name), element("uri", f"{site.base_url}/")]),
        empty("link", rel="self", type="application/atom+xml", href=site.base_url + path),
        empty("link", rel="alternate", type="text/html", href=site.base_url + page),
    ]
    written = (around("entry", _written(entry, site.base_url)) for entry in entries)
    spaces = {"xmlns": "http://www.w3.org/2005/Atom", "xml:lang": site.language}
    return (DECLARATION + around("feed", (*head, *written), **spaces)).encode()


def _written(entry: Entry, base: str) -> Iterator[str]:
    yield element("id", entry.id)
    yield element("title", entry.title)
    yield empty("link", rel="alternate", type="text/html", href=base + entry.path)
    yield element("published", entry.published.isoformat())
    yield element("updated", entry.updated.isoformat())
    if entry.author:
        yield around("author", [element("name", entry.author)])
    for category in entry.categories:
        yield empty("category", term=category)
    if entry.summary:
        yield element("summary", entry.summary)
    if entry.content:
        yield element("content", absolute(entry.content, base, entry.path), type="html")


# News


def _news(page: Page, site: Site) -> Entry:
    published = page.date or page.updated_at
    return Entry(
        id=site.base_url + page.path,
        title=page.title,
        path=page.path,
        published=published,
        updated=max(page.updated_at, published),
        summary=page.description,
        content=paragraph(page.description) + _shown(page.image) + page.body,
    )


# Events


@frozen
class _Listing:
    """A single event, or a series with the dates that are to come."""

    uuid: str
    """The series', where it is one."""
    path: str
    dates: Sequence[Occurrence]
    added_at: datetime
    """When people could first see it: when it was written, or when it was to come out."""

    @property
    def next(self) -> Occurrence:
        """The next date that takes place, if any does."""
        return next((date for date in self.dates if date.state is not State.CANCELLED), self.dates[0])


def _newest(library: Library) -> list[_Listing]:
    """MOST of them, the newest first."""
    listed, zone = library.listed, library.site.zone
    pages = [series or own for series, own in zip(listed.column("series_path"), listed.column("path"), strict=True)]
    first = dict(zip(reversed(pages), reversed(range(len(pages))), strict=True))
    dates = listed if len(first) == len(listed) else listed.at(sorted(first.values()))
    added = [
        max(created_at, instant(publish, zone)) if publish else created_at
        for created_at, publish in zip(dates.column("created_at"), dates.column("publish"), strict=True)
    ]
    since = min(nlargest(MOST, added), default=library.now)
    order = []
    for one, added_at in ((dates[at], added_at) for at, added_at in enumerate(added) if added_at >= since):
        order.append((-added_at.timestamp(), (one.series_path and one.series) or one.uuid, one.series_path or one.path, added_at))
    newest = sorted(order)[:MOST]
    shown: dict[str, list[int]] = {path: [] for _, _, path, _ in newest}
    for at, path in enumerate(pages):
        if path in shown:
            shown[path].append(at)
    return [_Listing(uuid, path, listed.at(shown[path]), added_at) for _, uuid, path, added_at in newest]


def _listing(listing: _Listing, series: Series | None, site: Site, language: Language) -> Entry:
    date = listing.next
    event = series.event if series else date.event
    when = when_words(date, language)
    if date.series_path:
        when = f"{language.gettext('Next time')}: {when}"
    where = where_words(date, language)
    return Entry(
        id=f"urn:uuid:{listing.uuid}",
        title=cancelled_title(event.title, language) if date.state is State.CANCELLED else event.title,
        path=listing.path,
        published=listing.added_at,
        updated=max(listing.added_at, *(one.updated_at for one in listing.dates)),
        summary=". ".join(part for part in (when, where, event.description) if part),
        content=paragraph(when, where) + paragraph(event.description or "") + _shown(date.image) + date.body,
        author=date.branches[0].title if date.branches else site.name,
        categories=event.categories,
    )


def _shown(picture: Picture | None) -> str:
    """The picture as HTML; "" without one."""
    if picture is None:
        return ""
    shown = main(picture)
    return f'<p><img src="{shown.path}" alt="{escape(picture.alt)}" width="{shown.width}" height="{shown.height}"></p>\n'
