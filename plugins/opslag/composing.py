"""The second half of a build's reading: from records to a Library. What only all files together show is checked here."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from html import escape
from typing import Any
from uuid import uuid4

from opslag.content.calendar import PUBLIC_HOLIDAYS, Calendar, PublicHolidays
from opslag.content.dating import Dating
from opslag.content.gallery import Gallery, PictureError
from opslag.content.history import History
from opslag.content.links import resolve
from opslag.content.moment import instant
from opslag.content.page import NewsFile, Page, PageFile
from opslag.content.picture import Picture, PictureUse
from opslag.content.record import Places, Record
from opslag.content.registration import NAME as REGISTRATION
from opslag.content.rendition import main
from opslag.content.reserved import reserved
from opslag.content.slug import slug
from opslag.content.tree import Tree, named
from opslag.errors import ContentError, Problem, Severity, nearest
from opslag.events.event import Event
from opslag.events.fault import Fault
from opslag.events.occurrence import Occurrence
from opslag.events.programme import Entry, Surroundings, entry, page_path
from opslag.library import Library
from opslag.places.branch import Branch, BranchFile
from opslag.places.hours_problems import hours_problems
from opslag.places.instance import Instance, collisions, rows
from opslag.places.schedule import Schedule, schedule_of
from opslag.reading import ReadAll, Records, one_by_one, read_records
from opslag.settings import Site
from opslag.source.marks import Path as KeyPath


@dataclass(frozen=True, slots=True)
class Opened:
    """A content folder, read as a whole."""

    library: Library
    tree: Tree
    pages: Mapping[str, Record[Any]]
    """The records of pages and news, by the path that messages use; Pelican's plugins get their keys."""
    warnings: tuple[Problem, ...]
    held: Mapping[str, str]
    """The ticket updates of dates that follow from a rule: the file by the uuid. No editor can have taken out just these."""


def open_library(tree: Tree, now: datetime, read_all: ReadAll = one_by_one, base_url: str | None = None) -> Opened:
    """The library in a content tree at ``now``. Raises ContentError with every fault: of each file, and between them."""
    records = read_records(tree, read_all)
    if base_url:
        records = replace(records, site=replace(records.site, base_url=base_url.rstrip("/")))
    try:
        history = tree.history()
    except ContentError as error:
        records, history = replace(records, faults=(*records.faults, *error.problems)), None
    library, warnings = compose(records, tree, Gallery(records.files, tree.read), history, now)
    if history is None:
        found, remedy = "a folder in no git repository", "the files' own times stand for when they were made and changed"
        warnings = (*warnings, Problem("content", 0, 0, "", found, remedy, Severity.WARNING))
    texts: tuple[Record[Any], ...] = (*records.pages, *records.news)
    return Opened(library, tree, {record.path: record for record in texts}, warnings, _held(records))


def _held(records: Records) -> dict[str, str]:
    written = {record.front.uuid for record in records.events}
    written |= {own.times.uuid for record in records.events for own in record.front.instances.values()}
    return {uuid: named(f"updates/{uuid}.yaml") for uuid, _ in records.updates if uuid not in written}


def compose(
    records: Records, tree: Tree, gallery: Gallery, history: History | None, now: datetime
) -> tuple[Library, tuple[Problem, ...]]:
    """The library at ``now`` (aware), and the warnings. Raises ContentError with every fault of the records and between them."""
    return _Composer(records, tree, gallery, history, now).library()


class _Composer:
    """What is known while a Library is made; thrown away after it."""

    def __init__(self, records: Records, tree: Tree, gallery: Gallery, history: History | None, now: datetime) -> None:
        self.records, self.tree, self.gallery = records, tree, gallery
        self.site: Site = records.site
        self.now = instant(now, self.site.zone).replace(microsecond=0)  # what is not committed was changed at this second
        self.dating = Dating(tree, history, records.imported, self.site.zone, self.now)
        self.problems: list[Problem] = []
        self.addresses = _addresses(records)
        self.links: list[tuple[str, str, str]] = []
        """From which file, the target as it is written there, to which path below content/."""
        self.used: dict[str, Picture] = {}
        holidays = PublicHolidays(self.site.country, self.site.language)
        self.calendars: dict[str, Calendar] = {**records.calendars, PUBLIC_HOLIDAYS: holidays}
        self._places: dict[str, Places] = {}

    def library(self) -> tuple[Library, tuple[Problem, ...]]:
        shown = (self.branch(record) for record in self.records.branches if not record.front.draft)
        branches = tuple(sorted(shown, key=lambda branch: branch.id))
        entries = self.entries({branch.slug: branch for branch in branches})
        found = sorted((one for entry in entries for one in entry.occurrences), key=lambda one: (one.start, one.uuid))
        self.check_uuids(found)
        pages = tuple(sorted((page for record in self.records.pages if (page := self.page(record))), key=lambda page: page.path))
        news = [page for record in self.records.news if (page := self.news_item(record))]
        news.sort(key=lambda page: page.path)
        news.sort(key=lambda page: page.date or self.now, reverse=True)
        self.check_branches()
        self.check_addresses()
        public = {page.source for page in (*pages, *news)} | {branch.source for branch in branches}
        public |= {one.source for one in found} | {entry.series.source for entry in entries if entry.series}
        self.check_links(public)
        redirects = self.redirects(public)
        library = Library(
            site=self.site,
            now=self.now,
            branches=branches,
            openings=self.openings(branches),
            occurrences=tuple(found),
            series=tuple(sorted((entry.series for entry in entries if entry.series), key=lambda series: series.path)),
            pages=pages,
            news=tuple(news),
            registration=self.records.registration,
            logo=self.site_picture("logo", self.site.logo),
            share_image=self.site_picture("share_image", self.site.share_image),
            highlight=self.highlight(found),
            redirects=redirects,
            due=self.due(),
            pictures=tuple(self.used[path] for path in sorted(self.used)),
        )
        errors = [*self.records.faults, *(problem for problem in self.problems if problem.severity is Severity.ERROR)]
        warnings = (*self.records.warnings, *(problem for problem in self.problems if problem.severity is Severity.WARNING))
        if errors:
            raise ContentError([*errors, *warnings])
        return library, warnings

    def due(self) -> datetime | None:
        files = [event for record in self.records.events for event in (record.front, *_overridden(record.front))]
        moments = [moment for event in files if not event.draft for moment in (event.publish, event.unpublish) if moment]
        moments += [record.front.date for record in self.records.news if not record.front.draft]
        coming = (instant(moment, self.site.zone) for moment in moments)
        return min((moment for moment in coming if moment > self.now), default=None)

    # Each kind of record

    def entries(self, branches: Mapping[str, Branch]) -> list[Entry]:
        around = Surroundings(
            zone=self.site.zone,
            now=self.now,
            branches=branches,
            absent=self.absent_branches(),
            updates=dict(self.records.updates),
            picture=self.picture,
            dates=self.dates,
            horizon=(self.now + self.site.events.horizon).date(),
            calendars=self.calendars,
        )
        found: list[Entry] = []
        uuids: dict[str, str] = {}
        for record in self.records.events:
            fault = self.faults_of(record)
            first = uuids.setdefault(record.front.uuid, record.path)
            if first != record.path:
                fault(("uuid",), f"the uuid of {first} as well", f"write one of its own, such as this new one: {uuid4()}")
            for where, event in _said_of(record.front):
                self.user_type(event.registration, (*where, "registration"), fault)
            found.append(entry(record, self.body(record), around, fault))
        return found

    def check_uuids(self, found: list[Occurrence]) -> None:
        """A pinned uuid must be nobody else's. Those of files have been compared already."""
        first: dict[str, Occurrence] = {}
        for one in found:
            other = first.setdefault(one.uuid, one)
            if other is not one and other.source != one.source and (one.series or other.series):
                said = f"{one.date}: the uuid {one.uuid}, which {other.source} has for {other.date}"
                self.problems.append(self.places(one.source).problem(("instances",), said, "give one of them another uuid"))

    def branch(self, record: Record[BranchFile]) -> Branch:
        front = record.front
        created_at, updated_at = self.dates(record.path, front.created, front.updated)
        return Branch(
            slug=record.stem,
            id=front.id,
            title=front.title,
            path=f"/filialer/{slug(record.stem)}/",
            address=front.address,
            isil=front.isil,
            phone=front.phone,
            email=front.email,
            url=front.url,
            description=front.description or "",
            image=self.picture(front.image, ("image",), self.faults_of(record)) if front.image else None,
            body=self.body(record),
            created_at=created_at,
            updated_at=updated_at,
            source=record.path,
            schedule=self.schedule(record),
            registration=self.user_type(front.registration, ("registration",), self.faults_of(record)),
        )

    def user_type(self, name: str | None, where: KeyPath, fault: Fault) -> str | None:
        """The id of a type of user, where there is one of that name; a name that is none is noted."""
        known = self.records.registration.types if self.records.registration else ()
        if name is None or any(one.id == name for one in known):
            return name
        if not any(problem.path == f"content/{REGISTRATION}" for problem in self.records.faults):
            fault(where, f'no type of user "{name}" in content/{REGISTRATION}', nearest(name, [one.id for one in known]))
        return None

    def schedule(self, record: Record[BranchFile]) -> Schedule:
        front = record.front
        if not (front.hours or front.closed or front.changes):
            return Schedule()
        categories = self.site.categories
        titles = [category.title for category in categories]
        problems = self.places(record.path).found(
            lambda marks, first_line: hours_problems(
                front, marks, record.path, categories=titles, calendars=tuple(self.calendars), first_line=first_line
            )
        )
        self.problems.extend(problems)
        if any(problem.severity is Severity.ERROR for problem in problems):
            return Schedule()
        return schedule_of(front, categories, {name: calendar.why for name, calendar in self.calendars.items()})

    def openings(self, branches: Iterable[Branch]) -> tuple[Instance, ...]:
        """What the feeds tell of opening hours. Ids that two branches share are ``check_branches``' business."""
        window = self.site.feeds.opening_hours.window(self.now.date())
        known = {branch.id: branch for branch in branches}
        found = [one for branch in known.values() for one in rows(branch.id, branch.schedule, *window)]
        self.problems.extend(collisions(found, {branch.id: branch.source for branch in known.values()}))
        return tuple(sorted(found, key=lambda one: (one.date, one.branch_id, one.start, one.end, one.category.id)))

    def page(self, record: Record[PageFile]) -> Page | None:
        front = record.front
        if front.draft or front.status == "draft":
            return None
        return self._page(record, None)

    def news_item(self, record: Record[NewsFile]) -> Page | None:
        front = record.front
        date = instant(front.date, self.site.zone)
        if front.draft or front.status == "draft" or date > self.now:
            return None
        return self._page(record, date)

    def _page(self, record: Record[Any], date: datetime | None) -> Page:
        front = record.front
        return Page(
            title=front.title,
            path=self.addresses[_below(record.path)],
            description=front.description or "",
            image=self.picture(front.image, ("image",), self.faults_of(record)) if front.image else None,
            body=self.body(record),
            date=date,
            updated_at=self.dates(record.path, front.created, front.updated)[1],
            hidden=front.status == "hidden",
            source=record.path,
        )

    # What they share

    def body(self, record: Record[Any]) -> str:
        def missing(target: str, found: str, remedy: str, severity: Severity = Severity.ERROR) -> None:
            self.problems.append(self.places(record.path).in_body(target, found, remedy, severity))

        def image(path: str, alt: str) -> str | None:
            def fault(where: KeyPath, found: str, remedy: str, severity: Severity = Severity.ERROR) -> None:  # noqa: ARG001
                missing(path.rpartition("/")[2], found, remedy, severity)

            picture = self.picture(PictureUse(path, alt or None), ("body",), fault)
            return _markup(picture) if picture else None

        def followed(target: str, path: str) -> None:
            self.links.append((record.path, target, path))

        return resolve(record.body, _below(record.path), self.addresses, image=image, missing=missing, followed=followed)

    def picture(self, use: PictureUse, where: KeyPath, fault: Fault) -> Picture | None:
        try:
            found = self.gallery.picture(use)
        except PictureError as error:
            fault(where, error.found, error.remedy)
            return None
        except ContentError as error:
            self.problems.extend(error.problems)
            return None
        self.used.setdefault(found.path, found)
        return found

    def site_picture(self, key: str, path: str | None) -> Picture | None:
        if path is None:
            return None

        def fault(where: KeyPath, found: str, remedy: str, severity: Severity = Severity.ERROR) -> None:
            self.problems.append(self.site_places().problem(where, found, remedy, severity))

        return self.picture(PictureUse(path), (key,), fault)

    def dates(self, path: str, created: datetime | None, updated: datetime | None) -> tuple[datetime, datetime]:
        return self.dating.of(_below(path), created, updated)

    def absent_branches(self) -> dict[str, str]:
        """See ``Surroundings.absent``."""
        broken = (path.rpartition("/")[2].removesuffix(".md") for path in self.records.broken if path.startswith("branches/"))
        drafts = {record.stem: "which is a draft" for record in self.records.branches if record.front.draft}
        return {**drafts, **dict.fromkeys(broken, "")}

    def check_addresses(self) -> None:
        """Every file has an address that is nobody else's."""
        first: dict[str, str] = {}
        records: tuple[Record[Any], ...] = (*self.records.events, *self.records.branches, *self.records.pages, *self.records.news)
        for record in records:
            address = self.addresses[_below(record.path)]
            other = first.setdefault(address, record.path)
            remedy = "rename the file" + ("" if isinstance(record.front, BranchFile) else ", or give it a slug of its own")
            if reserved(address):
                self.faults_of(record)(("slug",), f"the address {address}, which the site itself uses", remedy)
            elif other != record.path:
                self.faults_of(record)(("slug",), f"the same address as {other}, {address}", remedy)

    def check_links(self, public: Collection[str]) -> None:
        """A link from a page that is published to one that is not."""
        for source, target, path in self.links:
            if source in public and named(path) not in public and path not in self.records.broken:
                found = f'a link to "{target}", which is not published'
                remedy = "it leads nowhere until that is"
                self.problems.append(self.places(source).in_body(target, found, remedy, Severity.WARNING))

    def check_branches(self) -> None:
        ids: dict[int, str] = {}
        for record in self.records.branches:
            first = ids.setdefault(record.front.id, record.path)
            if first != record.path:
                self.faults_of(record)(("id",), f"the id of {first} as well", f"write one that is free, such as {max(ids) + 1}")

    def redirects(self, public: Collection[str]) -> tuple[tuple[str, str], ...]:
        """(old address, address that it leads to), of all that is published."""
        leads: dict[str, str] = {}
        taken = {address: path for path, address in self.addresses.items()}
        records: tuple[Record[Any], ...] = (*self.records.events, *self.records.pages, *self.records.news)
        for record in records:
            fault, leads_to = self.faults_of(record), self.addresses[_below(record.path)]
            for index, old in enumerate(record.front.redirect_from):
                where, address = ("redirect_from", index), old if old.endswith("/") else old + "/"
                if address in taken:
                    fault(where, f"{old}, which is the address of {named(taken[address])}", "delete the line")
                elif reserved(address):
                    fault(where, f"{old}, which the site itself uses", "delete the line")
                elif record.path in public and leads.setdefault(address, leads_to) != leads_to:
                    fault(where, f"{old}, which leads to {leads[address]} already", "delete one of the two")
        return tuple(sorted(leads.items()))

    def highlight(self, found: list[Occurrence]) -> Occurrence | None:
        wanted = self.site.highlight
        if wanted is None:
            return None
        source = named(wanted if wanted.startswith("events/") else f"events/{wanted}")
        if source not in {record.path for record in self.records.events} and _below(source) not in self.records.broken:
            known = [record.path.removeprefix("content/") for record in self.records.events]
            self.problems.append(self.site_places().problem(("highlight",), f'no event file "{wanted}"', nearest(wanted, known)))
        return next((one for one in found if one.source == source and one.end > self.now), None)

    # Where faults stand

    def faults_of(self, record: Record[Any]) -> Fault:
        def fault(where: KeyPath, found: str, remedy: str, severity: Severity = Severity.ERROR) -> None:
            self.problems.append(self.places(record.path).problem(where, found, remedy, severity))

        return fault

    def places(self, path: str) -> Places:
        if path not in self._places:
            self._places[path] = Places.of_file(path, self.tree.read(_below(path)))
        return self._places[path]

    def site_places(self) -> Places:
        return Places.of_document("content/site.yaml", self.tree.read("site.yaml"))


def _overridden(event: Event) -> Iterator[Event]:
    """The event as single dates of it have it."""
    return (override.event for override in event.instances.values())


def _said_of(event: Event) -> Iterator[tuple[KeyPath, Event]]:
    """The file itself, and each of its dates that has keys of its own, with where they stand."""
    yield (), event
    for name, override in event.instances.items():
        if override.event.registration != event.registration:
            yield ("instances", name), override.event


def _markup(picture: Picture) -> str:
    """A picture within a body: in feeds too, so it is plain, with its size, so that the text below it never jumps."""
    shown = main(picture)
    return f'<img src="{shown.path}" alt="{escape(picture.alt)}" width="{shown.width}" height="{shown.height}" loading="lazy">'


def _below(path: str) -> str:
    return path.removeprefix("content/")


def _addresses(records: Records) -> dict[str, str]:
    """The address of every content file by its path below content/, drafts included."""
    addresses = {_below(record.path): page_path(record) for record in records.events}
    addresses |= {_below(record.path): f"/filialer/{slug(record.stem)}/" for record in records.branches}
    addresses |= {_below(record.path): f"/{record.front.slug or slug(record.stem)}/" for record in records.pages}
    addresses |= {_below(record.path): f"/nyheder/{record.front.slug or slug(record.stem)}/" for record in records.news}
    return addresses | dict.fromkeys(records.broken, "")
