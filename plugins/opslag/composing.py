"""The second half of a build's reading: from records to a Library. What only all files together show is checked here."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from operator import attrgetter
from typing import Any, TypeVar
from uuid import uuid4

from opslag.content.calendar import PUBLIC_HOLIDAYS, Calendar, PublicHolidays
from opslag.content.composition import Around, Composition
from opslag.content.dating import Dating
from opslag.content.fault import Fault
from opslag.content.gallery import Gallery
from opslag.content.history import History
from opslag.content.moment import instant
from opslag.content.page import NewsFile, Page, PageFile
from opslag.content.picture import Picture, PictureUse
from opslag.content.record import Places, Record
from opslag.content.registration import NAME as REGISTRATION
from opslag.content.reserved import reserved
from opslag.content.slug import slug
from opslag.content.tree import File, Tree, named
from opslag.errors import ContentError, Problem, Severity, nearest
from opslag.events.event import Event
from opslag.events.occurrence import Occurrence
from opslag.events.programme import Entry, Surroundings, entry, page_path
from opslag.forms.making import make_forms
from opslag.forms.record_link import with_record_links
from opslag.library import Library
from opslag.places.branch import Branch, BranchFile
from opslag.places.hours_problems import hours_problems
from opslag.places.instance import Instance, collisions, rows
from opslag.places.schedule import Schedule, schedule_of
from opslag.reading import ReadAll, Records, one_by_one, read_file, read_records
from opslag.settings import Site
from opslag.source.marks import Path as KeyPath

T = TypeVar("T")


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
    frame = open_frame(tree, read_records(tree, read_all), now, base_url)
    return frame.opened([frame.entry(record) for record in frame.records.events])


def open_frame(tree: Tree, records: Records, now: datetime, base_url: str | None = None) -> Frame:
    """What is there before the event files are composed; ``base_url`` in the place of the settings'."""
    if base_url:
        records = replace(records, site=replace(records.site, base_url=base_url.rstrip("/")))
    history = None
    try:
        history = tree.history()
        if history is None:
            found, remedy = "a folder in no git repository", "the files' own times stand for when they were made and changed"
            warning = Problem("content", 0, 0, "", found, remedy, Severity.WARNING)
            records = replace(records, warnings=(*records.warnings, warning))
    except ContentError as error:
        records = replace(records, faults=(*records.faults, *error.problems))
    return Frame(records, tree, Gallery(records.files, tree.read), history, now)


def open_forms(tree: Tree, now: datetime) -> Library:
    """A library with nothing but its settings, branches, logo, forms and records: what the gateway shows a form again with. Reads
    a few files, however many events there are. Raises ContentError with every fault in them."""

    def read_all(tree: Tree, files: list[File]) -> Iterator[Record[Any] | ContentError]:
        for file in files:
            yield read_file(tree, file.path) if file.path.startswith("branches/") else ContentError([])

    records = read_records(tree, read_all)
    frame = Frame(records, tree, Gallery(records.files, tree.read), None, now)
    problems: list[Problem] = []
    forms = make_forms(records.forms, records.site, tree.read, problems)
    if errors := [one for one in (*records.faults, *frame.problems, *problems) if one.severity is Severity.ERROR]:
        raise ContentError(errors)
    return replace(frame.bare(), forms=forms, records=records.forms.catalogue())


def compose(
    records: Records, tree: Tree, gallery: Gallery, history: History | None, now: datetime
) -> tuple[Library, tuple[Problem, ...]]:
    """The library at ``now`` (aware), and the warnings. Raises ContentError with every fault of the records and between them."""
    frame = Frame(records, tree, gallery, history, now)
    return frame.library([frame.entry(record) for record in records.events])


class Frame:
    """A library but for its events: first it is asked for the ``entry`` of each event file, then for the ``library`` of all."""

    def __init__(self, records: Records, tree: Tree, gallery: Gallery, history: History | None, now: datetime) -> None:
        self.records, self.tree = records, tree
        self.site: Site = records.site
        self.now = instant(now, self.site.zone).replace(microsecond=0)  # what is not committed was changed at this second
        self.problems: list[Problem] = []
        self.addresses = _addresses(records)
        """Of every content file by its path below content/; whoever composes event files that are not among the records adds
        theirs."""
        self.holidays = PublicHolidays(self.site.country, self.site.language)
        self.calendars: dict[str, Calendar] = {**records.calendars, PUBLIC_HOLIDAYS: self.holidays}
        self.around = Around(
            read=tree.read,
            addresses=self.addresses,
            gallery=gallery,
            dating=Dating(tree, history, records.imported, self.site.zone, self.now),
            user_types=self._user_types(),
        )
        shown = (self._branch(record) for record in records.branches if not record.front.draft)
        self.branches = tuple(sorted(shown, key=lambda branch: branch.id))
        """Their bodies are empty as yet: links lead from them to events."""
        self.logo = self._site_picture("logo", self.site.logo)
        self.share_image = self._site_picture("share_image", self.site.share_image)
        self.surroundings = Surroundings(
            zone=self.site.zone,
            now=self.now,
            branches={branch.slug: branch for branch in self.branches},
            absent=self._absent_branches(),
            updates=dict(records.updates),
            horizon=(self.now + self.site.events.horizon).date(),
            calendars=self.calendars,
        )

    def entry(self, record: Record[Event], around: Around | None = None) -> Entry:
        """What an event file comes to; a function of the record and of what is ``around`` it."""
        return entry(Composition(record, around or self.around), self.surroundings)

    def opened(self, entries: Sequence[Entry], problems: Iterable[Problem] = (), broken: Collection[str] = ()) -> Opened:
        """Everything. ``problems`` are those of event files that cannot be read, ``broken`` their paths below content/. Raises
        ContentError with every fault."""
        records = self.records
        self.records = replace(records, faults=(*records.faults, *problems), broken=records.broken.union(broken))
        library, warnings = self.library(entries)
        texts: tuple[Record[Any], ...] = (*self.records.pages, *self.records.news)
        written = {uuid for one in entries for uuid in (one.uuid, *one.pins)}
        held = {uuid: named(f"updates/{uuid}.yaml") for uuid, _ in self.records.updates if uuid not in written}
        return Opened(library, self.tree, {record.path: record for record in texts}, warnings, held)

    def library(self, entries: Sequence[Entry]) -> tuple[Library, tuple[Problem, ...]]:
        """The library, and the warnings. ``entries`` are those of all event files that can be read, in their order."""
        return _Assembly(self, entries).library()

    def bare(self) -> Library:
        """A library without events, pages and news: what the pieces of single events are made with."""
        return Library(
            site=self.site, now=self.now, branches=self.branches, registration=self.records.registration, logo=self.logo
        )

    def _site_picture(self, key: str, path: str | None) -> Picture | None:
        if path is None:
            return None
        site = Composition(Record(named("site.yaml"), self.site, "", {}), self.around)

        def fault(where: KeyPath, found: str, remedy: str, severity: Severity = Severity.ERROR) -> None:
            places = Places.of_document(named("site.yaml"), self.tree.read("site.yaml"))
            self.problems.append(places.problem(where, found, remedy, severity))

        picture = site.picture(PictureUse(path), (key,), fault)
        self.problems.extend(site.problems)
        return picture

    def _user_types(self) -> tuple[str, ...] | None:
        registration = self.records.registration
        if registration is None and any(problem.path == named(REGISTRATION) for problem in self.records.faults):
            return None
        return tuple(one.id for one in registration.types) if registration else ()

    def _branch(self, record: Record[BranchFile]) -> Branch:
        front, composition = record.front, Composition(record, self.around)
        created_at, updated_at = composition.dates(front.created, front.updated)
        branch = Branch(
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
            image=composition.picture(front.image, ("image",)) if front.image else None,
            body="",
            created_at=created_at,
            updated_at=updated_at,
            source=record.path,
            schedule=self._schedule(record, composition),
            registration=composition.user_type(front.registration, ("registration",)),
        )
        self.problems.extend(composition.problems)
        return branch

    def _schedule(self, record: Record[BranchFile], composition: Composition) -> Schedule:
        front = record.front
        if not (front.hours or front.closed or front.changes):
            return Schedule()
        categories = self.site.categories
        titles = [category.title for category in categories]
        problems = composition.places.found(
            lambda marks, first_line: hours_problems(
                front, marks, record.path, categories=titles, calendars=tuple(self.calendars), first_line=first_line
            )
        )
        self.problems.extend(problems)
        if any(problem.severity is Severity.ERROR for problem in problems):
            return Schedule()
        calendars = {name: calendar.why for name, calendar in self.calendars.items()}
        return schedule_of(front, categories, calendars, name=self.holidays.called)

    def _absent_branches(self) -> dict[str, str]:
        """See ``Surroundings.absent``."""
        broken = (path.rpartition("/")[2].removesuffix(".md") for path in self.records.broken if path.startswith("branches/"))
        drafts = {record.stem: "which is a draft" for record in self.records.branches if record.front.draft}
        return {**drafts, **dict.fromkeys(broken, "")}


class _Assembly:
    """What is known while a Library is made of a frame and of what the event files came to; thrown away after it."""

    def __init__(self, frame: Frame, entries: Sequence[Entry]) -> None:
        self.frame, self.entries, self.records, self.now = frame, entries, frame.records, frame.now
        self.problems = [*frame.problems, *(problem for one in entries for problem in one.problems)]
        self.links = [(one.source, *link) for one in entries for link in one.links]
        """From which file, the target as it is written there, to which path below content/."""
        self.used = {picture.path: picture for one in reversed(entries) for picture in one.pictures}
        everywhere = (frame.logo, frame.share_image, *(branch.image for branch in frame.branches))
        self.used |= {picture.path: picture for picture in everywhere if picture}
        self._places: dict[str, Places] = {}

    def library(self) -> tuple[Library, tuple[Problem, ...]]:
        found = sorted([one for entry in self.entries for one in entry.occurrences], key=attrgetter("start", "uuid"))
        self.check_uuids(found)
        branches = tuple(self.branch(branch) for branch in self.frame.branches)
        pages = tuple(sorted((page for record in self.records.pages if (page := self.page(record))), key=lambda page: page.path))
        news = [page for record in self.records.news if (page := self.news_item(record))]
        news.sort(key=lambda page: page.path)
        news.sort(key=lambda page: page.date or self.now, reverse=True)
        self.check_branches()
        self.check_addresses()
        public = {page.source for page in (*pages, *news)} | {branch.source for branch in branches}
        public |= {one.source for one in found} | {entry.source for entry in self.entries if entry.series}
        self.check_links(public)
        redirects = self.redirects(public)
        library = Library(
            site=self.frame.site,
            now=self.now,
            branches=branches,
            openings=self.openings(branches),
            occurrences=tuple(found),
            series=tuple(sorted((entry.series for entry in self.entries if entry.series), key=lambda series: series.path)),
            pages=pages,
            news=tuple(news),
            registration=self.records.registration,
            forms=make_forms(self.records.forms, self.frame.site, self.frame.tree.read, self.problems),
            records=self.records.forms.catalogue(),
            logo=self.frame.logo,
            share_image=self.frame.share_image,
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
        news = (record.front.date for record in self.records.news if not record.front.draft)
        dates = [date for date in (instant(moment, self.frame.site.zone) for moment in news) if date > self.now]
        return min((*dates, *(moment for one in self.entries for moment in one.due)), default=None)

    def check_uuids(self, found: list[Occurrence]) -> None:
        """No two files have one uuid; and one that a date is given is nobody else's."""
        files: dict[str, str] = {}
        for one in self.entries:
            other_file = files.setdefault(one.uuid, one.source)
            if other_file != one.source:
                remedy = f"write one of its own, such as this new one: {uuid4()}"
                self.fault_in(one.source)(("uuid",), f"the uuid of {other_file} as well", remedy)
        first: dict[str, Occurrence] = {}
        for occurrence in found:
            other = first.setdefault(occurrence.uuid, occurrence)
            if other is not occurrence and other.source != occurrence.source and (occurrence.series or other.series):
                said = f"{occurrence.date}: the uuid {occurrence.uuid}, which {other.source} has for {other.date}"
                self.fault_in(occurrence.source)(("instances",), said, "give one of them another uuid")

    # What is not an event

    def branch(self, branch: Branch) -> Branch:
        record = next(one for one in self.records.branches if one.path == branch.source)
        return replace(branch, body=self.taken(Composition(record, self.frame.around), Composition.body))

    def openings(self, branches: Iterable[Branch]) -> tuple[Instance, ...]:
        """What the feeds tell of opening hours. Ids that two branches share are ``check_branches``' business."""
        window = self.frame.site.feeds.opening_hours.window(self.now.date())
        known = {branch.id: branch for branch in branches}
        found = [one for branch in known.values() for one in rows(branch.id, branch.schedule, *window)]
        self.problems.extend(collisions(found, {branch.id: branch.source for branch in known.values()}))
        return tuple(sorted(found, key=lambda one: (one.date, one.branch_id, one.start, one.end, one.category.id)))

    def page(self, record: Record[PageFile]) -> Page | None:
        front = record.front
        if front.draft or front.status == "draft":
            return None
        return self.taken(Composition(record, self.frame.around), lambda composition: self._page(composition, None))

    def news_item(self, record: Record[NewsFile]) -> Page | None:
        front = record.front
        date = instant(front.date, self.frame.site.zone)
        if front.draft or front.status == "draft" or date > self.now:
            return None
        return self.taken(Composition(record, self.frame.around), lambda composition: self._page(composition, date))

    def _page(self, composition: Composition, date: datetime | None) -> Page:
        front = composition.record.front
        return Page(
            title=front.title,
            path=self.frame.addresses[composition.path],
            description=front.description or "",
            image=composition.picture(front.image, ("image",)) if front.image else None,
            body=with_record_links(composition.body(), self.records.forms.links(), composition.in_body),
            date=date,
            updated_at=composition.dates(front.created, front.updated)[1],
            hidden=front.status == "hidden",
            source=composition.record.path,
        )

    def taken(self, composition: Composition, make: Callable[[Composition], T]) -> T:
        """What is made of one file, and all that was noted while it was."""
        made = make(composition)
        self.problems.extend(composition.problems)
        self.links.extend((composition.record.path, *link) for link in composition.links)
        for picture in composition.pictures.values():
            self.used.setdefault(picture.path, picture)
        return made

    # What only all together show

    def check_addresses(self) -> None:
        """Every file has an address that is nobody else's."""
        first: dict[str, str] = {}
        for source, address in self.addressed():
            other = first.setdefault(address, source)
            if other == source and not reserved(address):
                continue
            remedy = "rename the file" + ("" if source.startswith("content/branches/") else ", or give it a slug of its own")
            if reserved(address):
                self.fault_in(source)(("slug",), f"the address {address}, which the site itself uses", remedy)
            else:
                self.fault_in(source)(("slug",), f"the same address as {other}, {address}", remedy)

    def addressed(self) -> Iterator[tuple[str, str]]:
        """(file, its address) of events, branches, pages and news."""
        yield from ((one.source, one.address) for one in self.entries)
        others: tuple[Record[Any], ...] = (*self.records.branches, *self.records.pages, *self.records.news)
        for record in others:
            yield record.path, self.frame.addresses[_below(record.path)]

    def check_links(self, public: Collection[str]) -> None:
        """A link from a page that is published to one that is not."""
        for source, target, path in self.links:
            if source in public and named(path) not in public and self.frame.addresses.get(path):  # "" for one with a fault
                found = f'a link to "{target}", which is not published'
                remedy = "it leads nowhere until that is"
                self.problems.append(self.places(source).in_body(target, found, remedy, Severity.WARNING))

    def check_branches(self) -> None:
        ids: dict[int, str] = {}
        for record in self.records.branches:
            first = ids.setdefault(record.front.id, record.path)
            if first != record.path:
                remedy = f"write one that is free, such as {max(ids) + 1}"
                self.fault_in(record.path)(("id",), f"the id of {first} as well", remedy)

    def redirects(self, public: Collection[str]) -> tuple[tuple[str, str], ...]:
        """(old address, address that it leads to), of all that is published."""
        leads: dict[str, str] = {}
        taken = {address: path for path, address in self.frame.addresses.items()}
        said = [(one.source, one.address, one.redirects) for one in self.entries if one.redirects]
        texts: tuple[Record[Any], ...] = (*self.records.pages, *self.records.news)
        said += [(one.path, self.frame.addresses[_below(one.path)], one.front.redirect_from) for one in texts]
        for source, leads_to, olds in said:
            for index, old in enumerate(olds):
                where, address = ("redirect_from", index), old if old.endswith("/") else old + "/"
                if address in taken:
                    self.fault_in(source)(where, f"{old}, which is the address of {named(taken[address])}", "delete the line")
                elif reserved(address):
                    self.fault_in(source)(where, f"{old}, which the site itself uses", "delete the line")
                elif source in public and leads.setdefault(address, leads_to) != leads_to:
                    self.fault_in(source)(where, f"{old}, which leads to {leads[address]} already", "delete one of the two")
        return tuple(sorted(leads.items()))

    def highlight(self, found: list[Occurrence]) -> Occurrence | None:
        wanted = self.frame.site.highlight
        if wanted is None:
            return None
        source = named(wanted if wanted.startswith("events/") else f"events/{wanted}")
        if _below(source) not in self.records.broken and all(one.source != source for one in self.entries):
            known = [one.source.removeprefix("content/") for one in self.entries]
            self.problems.append(self.site_places().problem(("highlight",), f'no event file "{wanted}"', nearest(wanted, known)))
        return next((one for one in found if one.source == source and one.end > self.now), None)

    # Where faults stand

    def fault_in(self, source: str) -> Fault:
        def fault(where: KeyPath, found: str, remedy: str, severity: Severity = Severity.ERROR) -> None:
            self.problems.append(self.places(source).problem(where, found, remedy, severity))

        return fault

    def places(self, source: str) -> Places:
        if source not in self._places:
            self._places[source] = Places.of_file(source, self.frame.tree.read(_below(source)))
        return self._places[source]

    def site_places(self) -> Places:
        return Places.of_document(named("site.yaml"), self.frame.tree.read("site.yaml"))


def _below(path: str) -> str:
    return path.removeprefix("content/")


def _addresses(records: Records) -> dict[str, str]:
    """The address of every content file by its path below content/, drafts included."""
    addresses = {_below(record.path): page_path(record) for record in records.events}
    addresses |= {_below(record.path): f"/filialer/{slug(record.stem)}/" for record in records.branches}
    addresses |= {_below(record.path): f"/{record.front.slug or slug(record.stem)}/" for record in records.pages}
    addresses |= {_below(record.path): f"/nyheder/{record.front.slug or slug(record.stem)}/" for record in records.news}
    return addresses | dict.fromkeys(records.broken, "")
