"""The frame in which events stand: branches, calendars, dates from git, ticket updates, and the addresses of all files."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from urllib.parse import urlsplit

from opslag.content.calendar import PUBLIC_HOLIDAYS, Calendar, PublicHolidays
from opslag.content.composition import Around, Composition
from opslag.content.dating import Dating
from opslag.content.gallery import Gallery
from opslag.content.history import History
from opslag.content.moment import instant
from opslag.content.picture import Picture, PictureUse
from opslag.content.record import Places, Record
from opslag.content.registration import NAME as REGISTRATION
from opslag.content.slug import slug
from opslag.content.tree import Tree, below, named, typed
from opslag.errors import ContentError, Problem, Severity
from opslag.events.event import Event
from opslag.events.programme import Entry, Surroundings, entry, page_path
from opslag.library import Library
from opslag.places.branch import Branch, BranchFile
from opslag.places.hours_problems import hours_problems
from opslag.places.schedule import Schedule, schedule_of
from opslag.reading import Records
from opslag.settings import Site
from opslag.source.marks import Marks
from opslag.source.marks import Path as KeyPath


def open_frame(tree: Tree, records: Records, now: datetime, base_url: str | None = None) -> Frame:
    """What is there before the event files are composed; ``base_url`` in the place of the settings'."""
    if base_url:
        records = replace(records, site=replace(records.site, base_url=base_url.rstrip("/")))
    if urlsplit(records.site.base_url).path:
        records = replace(records, warnings=(*records.warnings, _below_a_host(records.site.base_url, tree, base_url is None)))
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


def _below_a_host(base_url: str, tree: Tree, in_settings: bool) -> Problem:
    """Feeds would name addresses from which no page's links lead on."""
    found, remedy = f'"{base_url}", with a path', "give the site a host of its own: the links on its pages begin at the host"
    if not in_settings:
        return Problem("--base-url", 0, 0, "", found, remedy, Severity.WARNING)
    places = Places.of_document(named("site.yaml"), tree.read("site.yaml"))
    return places.problem(("base_url",), found, remedy, Severity.WARNING)


class Frame:
    """A library but for its events: it is asked for the ``entry`` of each event file."""

    def __init__(self, records: Records, tree: Tree, gallery: Gallery, history: History | None, now: datetime) -> None:
        self.records, self.tree = records, tree
        self.site: Site = records.site
        self.now = instant(now, self.site.zone).replace(microsecond=0)  # what is not committed was changed at this second
        self.problems: list[Problem] = []
        self.addresses = _addresses(records)
        """Of every content file by its path below content/ as it is typed; whoever composes event files that are not among the
        records adds theirs."""
        self.holidays = PublicHolidays(self.site.country, self.site.language)
        self.calendars: dict[str, Calendar] = {**records.calendars, PUBLIC_HOLIDAYS: self.holidays}
        self.around = Around(
            read=tree.read,
            addresses=self.addresses,
            gallery=gallery,
            dating=Dating(tree, history, records.imported, self.site.zone, self.now),
            user_types=self._user_types(),
            base_url=self.site.base_url,
        )
        shown = [Composition(record, self.around) for record in records.branches if not record.front.draft]
        self.branches = tuple(sorted(map(self.branch, shown), key=lambda branch: branch.id))
        """Their bodies are empty as yet: links lead from them to events."""
        self.problems.extend(problem for composition in shown for problem in composition.problems)
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

    def branch(self, composition: Composition) -> Branch:
        """What a branch's file comes to, without its body."""
        record: Record[BranchFile] = composition.record
        front = record.front
        created_at, updated_at = composition.dates(front.created, front.updated)
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
            image=composition.picture(front.image, ("image",)) if front.image else None,
            body="",
            created_at=created_at,
            updated_at=updated_at,
            source=record.path,
            schedule=self._schedule(record, composition),
            registration=composition.user_type(front.registration, ("registration",)),
        )

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

    def _schedule(self, record: Record[BranchFile], composition: Composition) -> Schedule:
        front = record.front
        if not (front.hours or front.closed or front.changes):
            return Schedule()
        categories = self.site.categories
        titles = [category.title for category in categories]

        def look(marks: Marks, first_line: int) -> list[Problem]:
            calendars = tuple(self.calendars)
            return hours_problems(front, marks, record.path, categories=titles, calendars=calendars, first_line=first_line)

        # Where things stand is asked only where there is a fault to tell; a day that is left empty is known by its place alone.
        doubtful = b"changes" in self.tree.read(below(record.path)) or look(Marks({}, {}), 1)
        problems = composition.places.found(look) if doubtful else []
        composition.problems.extend(problems)
        if any(problem.severity is Severity.ERROR for problem in problems):
            return Schedule()
        calendars = {name: calendar.why for name, calendar in self.calendars.items()}
        return schedule_of(front, categories, calendars, name=self.holidays.called)

    def _absent_branches(self) -> dict[str, str]:
        """See ``Surroundings.absent``."""
        broken = (
            typed(path).rpartition("/")[2].removesuffix(".md") for path in self.records.broken if path.startswith("branches/")
        )
        drafts = {record.stem: "which is a draft" for record in self.records.branches if record.front.draft}
        return {**drafts, **dict.fromkeys(broken, "")}


def _addresses(records: Records) -> dict[str, str]:
    """The address of every content file by its path below content/ as it is typed, drafts included."""
    addresses = {below(record.path): page_path(record) for record in records.events}
    addresses |= {below(record.path): f"/filialer/{slug(record.stem)}/" for record in records.branches}
    addresses |= {below(record.path): f"/{record.front.slug or slug(record.stem)}/" for record in records.pages}
    addresses |= {below(record.path): f"/nyheder/{record.front.slug or slug(record.stem)}/" for record in records.news}
    addresses |= dict.fromkeys(records.broken, "")
    return {typed(path): addresses[path] for path in sorted(addresses)}
