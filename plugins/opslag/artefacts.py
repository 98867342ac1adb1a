"""Every file of a site but its pictures, as a plan: its path, and the function that makes its bytes.

The plan is a pure function of a Library, a theme and the contract. Who carries it out (one process or several, into which
folder) is the business of the rooms above.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cache, cached_property, partial
from typing import Any, NamedTuple

from opslag.content import registration
from opslag.contract import document
from opslag.events.occurrence import Occurrence
from opslag.events.occurrences import Occurrences
from opslag.events.screen import WORKER
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
from opslag.pages import search_index
from opslag.pages.api_view import api_view
from opslag.pages.facet import PROGRAMME
from opslag.pages.leading_on import leading_on
from opslag.pages.markup import Ready
from opslag.pages.screen_view import worker
from opslag.pages.site_pages import PageGroup, SitePages
from opslag.pages.site_view import dress_as
from opslag.pages.theme import Theme
from opslag.parts import Parts
from opslag.pieces import Made, Pieces
from opslag.sealed import digest_of


class Artefact(NamedTuple):
    """One file of the output: ``path`` below its folder, without a slash at the beginning."""

    path: str
    make: Callable[[], bytes | Parts]
    key: bytes | None = None
    """Changes with anything that the bytes follow from: a file that was made with the same key is the same. None: not known."""


class Group(NamedTuple):
    """Files that are looked at one by one only where something that any of them shows has changed."""

    name: str
    artefacts: Callable[[], Iterable[Artefact]]
    key: bytes | None = None
    """Changes with whatever the key of any of them changes with, and with which they are. None: each is looked at."""


class Plan:
    """What is made of one Library."""

    def __init__(
        self,
        library: Library,
        theme: Theme,
        contract: Mapping[str, Any],
        read: Callable[[str], bytes],
        *,
        pieces: Pieces | None = None,
        context: bytes = b"",
    ) -> None:
        """``read`` gives the bytes of a file by its path under content/; only the logo is asked for.

        ``pieces`` may have been made before. Where they have an identity, artefacts have keys: ``context`` changes with all that
        pages show besides events (the site, its theme, the code).
        """
        self.library = library
        self.theme = theme
        self.contract = contract
        language = dress_as(theme, library, read)
        self.pieces = pieces or Made(library, theme, language)
        self.pages = SitePages(library, theme, language, structured_data.structured_data(library))
        self.calendars = calendar_files.Calendars(library, language, self.pieces.calendars)
        self._context = context

    def artefacts(self) -> Iterator[Artefact]:
        """Every file but the pictures, and what Pelican makes."""
        yield from self.judged()
        for group in self.groups():
            yield from group.artefacts()

    def groups(self) -> Iterator[Group]:
        """The ``artefacts`` but for those that are ``judged``, in groups. What takes longest by itself comes first, so that
        nobody is waited for at the end: the largest feeds, and pages whose template only few use, for it is to be compiled."""
        yield Group("feeds", self.feeds)
        yield Group("fixed", self.fixed)
        kept = frozenset(self.calendars.kept.column("uuid"))
        for group in self.pages.groups(Rows(self.pieces, self.pages.programme.listed)):
            dated = group.events.those(map(kept.__contains__, group.events.column("uuid")))
            key = None if group.shows is None else self.key(*group.shows, also=(*group.also, len(dated)))
            yield Group(f"pages {group.name}", partial(self._pages, group, dated), key)

    def _pages(self, group: PageGroup, dated: Occurrences) -> Iterator[Artefact]:
        """The pages, and the calendars of those events that have one."""
        for task in group.tasks():
            key = None if task.shows is None else self.key(*task.shows, also=task.also)
            yield Artefact(file_of(task.path), task.render, key)
        for file in self.calendars.of_events(dated):
            yield Artefact(file.path[1:], file.make, self.key(file.occurrences))

    def fixed(self) -> Iterator[Artefact]:
        """What shows no event, or only where it is."""
        for asset in self.theme.assets.values():
            yield Artefact(asset.path[1:], partial(bytes, asset.data))
        key = self.key(also=(repr(self.contract),))
        yield Artefact(file_of("/api/"), self._api, key)
        if self.pages.screens:
            yield Artefact(WORKER[1:], worker)
        site = self.library.site
        for old, new in self.library.redirects:
            yield Artefact(file_of(old), partial(leading_on, site.base_url + new, site.language))
        lists = ["/", "/filialer/", "/nyheder/", PROGRAMME]
        lists += [one.path for one in self.pages.programme.narrowed.values() if one.occurrences]
        lists += [registration.PATH] if self.library.registration else []
        if self.library.forms:
            from opslag.pages import form_pages

            lists += [form_pages.PATH, *(form.path for form in self.library.forms)]
        for path, data in sitemap.sitemaps(site.base_url, sitemap.entries(self.library, lists)).items():
            yield Artefact(path[1:], partial(bytes, data))
        yield Artefact(sitemap.ROBOTS[1:], lambda: sitemap.robots(site.base_url))

    def _api(self) -> bytes:
        return self.pages.render("api.html", "/api/", contract=api_view(self.contract))

    def feeds(self) -> Iterator[Artefact]:
        """Those that no contract describes, and the search index; all but the calendars of single events."""
        library = self.library
        day = (library.today,)
        promoted = (library.highlight.uuid if library.highlight else "",)
        key = self.key(library.occurrences, also=promoted)
        yield Artefact(redia.PATH[1:], lambda: redia.parts(library, self.pieces.redia), key)
        listed = self.pages.programme.listed
        yield Artefact(search_index.PATH[1:], lambda: search_index.search_index(self.pieces.found(listed)), self.key(listed))
        for file in self.calendars.to_subscribe():
            yield Artefact(file.path[1:], file.make, self.key(file.occurrences, also=(file.name,)))
        yield Artefact(atom.NEWS[1:], lambda: atom.news_atom(library))
        yield Artefact(atom.EVENTS[1:], partial(atom.events_atom, library), self.key(library.occurrences, also=day))
        issue = newsletter.issue(library)
        key = self.key([*issue.occurrences], also=day)
        yield Artefact(newsletter.HTML[1:], partial(newsletter_mail.newsletter_html, library, issue), key)
        yield Artefact(newsletter.RSS[1:], partial(newsletter.newsletter_rss, library, issue), key)

    def judged(self, published: bytes | None = None, told: bytes | None = None) -> Iterator[Artefact]:
        """What the contract describes. ``published`` and ``told`` are the events feed and that of its changes as they were last
        published."""
        library = self.library

        @cache
        def feed() -> bytes:
            return events.events_feed(self.pieces.items(self.calendars.kept))

        def changes() -> bytes:
            uuids, starts = self.calendars.kept.column("uuid"), partial(self.calendars.kept.column, "start")
            keep_past = library.site.feeds.events.keep_past
            return event_changes.event_changes(told, published, feed(), uuids, starts, now=library.now, keep_past=keep_past)

        yield Artefact(events.PATH[1:], feed)
        yield Artefact(event_changes.PATH[1:], changes)
        yield Artefact(opening_hours.PATH[1:], lambda: opening_hours.opening_hours(library))
        yield Artefact(opening_hours_instances.PATH[1:], lambda: opening_hours_instances.opening_hours_instances(library))
        for screen in self.pages.screens:
            yield Artefact(screen.feed[1:], partial(screens.screen_feed, screen, self.pieces.items))
        yield Artefact(document.PUBLISHED, lambda: document.published(self.contract, library.site.base_url))

    def key(self, *shows: Sequence[Occurrence], also: tuple[Any, ...] = ()) -> bytes | None:
        """Of an artefact that shows these occurrences, one sequence after the other, and plain values besides."""
        said = [self._context]
        for shown in shows:
            marks = self._all if shown is self.library.occurrences else self.pieces.marks(shown)
            if marks is None:
                return None
            said += marks
        return digest_of(b"".join([*said, repr(also).encode() if also else b""]))

    @cached_property
    def _all(self) -> Sequence[bytes] | None:
        """The marks of all that there is, hashed once."""
        marks = self.pieces.marks(self.library.occurrences)
        return marks and [digest_of(b"".join(marks))]


class Rows(dict[str, Ready]):
    """The rows of what lists show, by uuid; each is asked for once, when it is first looked up."""

    def __init__(self, pieces: Pieces, listed: Occurrences) -> None:
        self._pieces, self._listed = pieces, listed

    @cached_property
    def _places(self) -> Mapping[str, int]:
        return {uuid: at for at, uuid in enumerate(self._listed.column("uuid"))}

    def __missing__(self, uuid: str) -> Ready:
        at = self._places[uuid]
        row = self[uuid] = Ready.of(self._pieces.row(self._listed[at : at + 1]))
        return row


def file_of(path: str) -> str:
    """The file that a host serves at an address: ``/filialer/`` is ``filialer/index.html``."""
    return (path + "index.html" if path.endswith("/") else path)[1:]
