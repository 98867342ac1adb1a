"""Every file of a site but its pictures, as a plan: its path, and the function that makes its bytes.

The plan is a pure function of a Library, a theme and the contract. Who carries it out (one process or several, into which
folder) is the business of the rooms above.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from markupsafe import Markup

from opslag.content import registration
from opslag.contract import document
from opslag.events.occurrence import Occurrence
from opslag.events.screen import ROOM, WORKER
from opslag.feeds import (
    atom,
    calendar_files,
    event_changes,
    events,
    newsletter,
    newsletter_mail,
    opening_hours,
    opening_hours_instances,
    redia,
    screens,
    sitemap,
    structured_data,
)
from opslag.library import Library
from opslag.pages import form_pages, search_index
from opslag.pages.api_view import api_view
from opslag.pages.facet import PROGRAMME
from opslag.pages.leading_on import leading_on
from opslag.pages.screen_view import worker
from opslag.pages.site_pages import SitePages
from opslag.pages.site_view import dress_as
from opslag.pages.theme import Theme

_FEEDS = (events.PATH, event_changes.PATH, opening_hours.PATH, opening_hours_instances.PATH)
_JUDGED = frozenset({document.PUBLISHED, *(path[1:] for path in _FEEDS)})


def judged(path: str) -> bool:
    """Whether the gate is given this file's bytes: it is one of those that the contract describes."""
    return path in _JUDGED or (path.startswith(ROOM[1:]) and path.endswith("/feed.json"))


@dataclass(frozen=True, slots=True)
class Artefact:
    """One file of the output: ``path`` below its folder, without a slash at the beginning."""

    path: str
    make: Callable[[], bytes]


class Plan:
    """What is made of one Library. Rows and feed items come first, because pages and feeds are put together from them."""

    def __init__(self, library: Library, theme: Theme, contract: Mapping[str, Any], read: Callable[[str], bytes]) -> None:
        """``read`` gives the bytes of a file by its path under content/; only the logo is asked for."""
        self.library = library
        self.theme = theme
        self.contract = contract
        language = dress_as(theme, library, read)
        self.pages = SitePages(library, theme, language, structured_data.structured_data(library))
        self.calendars = calendar_files.Calendars(library, language)

    def rows(self) -> tuple[Occurrence, ...]:
        """The occurrences that lists show: ``row`` makes the HTML of each."""
        return self.pages.programme.listed

    def row(self, occurrence: Occurrence) -> str:
        return self.pages.row(occurrence)

    def feed(self) -> list[Occurrence]:
        """The occurrences of the events feed: ``item`` makes the JSON of each."""
        return events.in_feed(self.library)

    def item(self, occurrence: Occurrence) -> bytes:
        return events.item(occurrence, self.library.site)

    def entry(self, occurrence: Occurrence) -> calendar_files.Entry:
        """What the calendars hold of an occurrence; ``calendars.remember`` it, and no file makes it again."""
        return self.calendars.entry(occurrence)

    def artefacts(self, rows: Mapping[str, Markup]) -> Iterator[Artefact]:
        """Every file but the ``event_feeds``, the pictures, and what Pelican makes; ``rows`` by uuid."""
        yield from self.feeds()  # first, because the largest are among them: whoever makes one is not waited for at the end
        yield Artefact(search_index.PATH[1:], self.search_index)
        for asset in self.theme.assets.values():
            yield Artefact(asset.path[1:], partial(bytes, asset.data))
        for task in self.pages.tasks(rows):
            yield Artefact(file_of(task.path), partial(_encoded, task.render))
        yield Artefact(
            file_of("/api/"), lambda: self.pages.render("api.html", "/api/", contract=api_view(self.contract)).encode()
        )
        if self.pages.screens:
            yield Artefact(WORKER[1:], worker)
        site = self.library.site
        for old, new in self.library.redirects:
            yield Artefact(file_of(old), partial(_encoded, partial(leading_on, site.base_url + new, site.language)))
        yield Artefact(document.PUBLISHED, lambda: document.published(self.contract, site.base_url))
        lists = ["/", "/filialer/", "/nyheder/", PROGRAMME, *(one.path for one in self.pages.programme.narrowed.values())]
        lists += [registration.PATH] if self.library.registration else []
        lists += [form_pages.PATH, *(form.path for form in self.library.forms)] if self.library.forms else []
        for path, data in sitemap.sitemaps(site.base_url, sitemap.entries(self.library, lists)).items():
            yield Artefact(path[1:], partial(bytes, data))
        yield Artefact(sitemap.ROBOTS[1:], lambda: sitemap.robots(site.base_url))

    def feeds(self) -> Iterator[Artefact]:
        """Those that are a function of the Library alone."""
        library = self.library
        yield Artefact(opening_hours.PATH[1:], lambda: opening_hours.opening_hours(library))
        yield Artefact(opening_hours_instances.PATH[1:], lambda: opening_hours_instances.opening_hours_instances(library))
        yield Artefact(redia.PATH[1:], lambda: redia.redia(library))
        yield Artefact(atom.NEWS[1:], lambda: atom.news_atom(library))
        yield Artefact(atom.EVENTS[1:], lambda: atom.events_atom(library))
        yield Artefact(newsletter.HTML[1:], lambda: newsletter_mail.newsletter_html(library))
        yield Artefact(newsletter.RSS[1:], lambda: newsletter.newsletter_rss(library))
        for path, make in self.calendars.files():
            yield Artefact(path[1:], make)
        for screen in self.pages.screens:
            yield Artefact(screen.feed[1:], partial(screens.screen_feed, screen, library.site))

    def event_feeds(
        self, items: Sequence[bytes], published: bytes | None = None, told: bytes | None = None
    ) -> Iterator[Artefact]:
        """The events feed, of the items of ``feed``, and that of the changes; ``published`` and ``told`` are the two as they were
        last published."""
        library = self.library
        feed = events.events_feed(items)
        changes = event_changes.event_changes(told, published, items, library.now, library.site.feeds.events.keep_past)
        yield Artefact(events.PATH[1:], lambda: feed)
        yield Artefact(event_changes.PATH[1:], lambda: changes)

    def search_index(self) -> bytes:
        return search_index.search_index(map(self.pages.view, self.pages.programme.listed))


def _encoded(render: Callable[[], str]) -> bytes:
    return render().encode()


def file_of(path: str) -> str:
    """The file that a host serves at an address: ``/filialer/`` is ``filialer/index.html``."""
    return (path + "index.html" if path.endswith("/") else path)[1:]
