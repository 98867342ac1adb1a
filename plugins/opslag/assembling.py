"""A Library made of a frame and of what the event files came to. What only all files together show is checked here."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from datetime import datetime
from functools import cached_property
from typing import TYPE_CHECKING, Any, TypeVar
from uuid import uuid4

from opslag.content.composition import Composition
from opslag.content.fault import Fault
from opslag.content.moment import instant
from opslag.content.own_links import OwnLinks
from opslag.content.page import NewsFile, Page, PageFile
from opslag.content.record import Places, Record
from opslag.content.reserved import its_own, reserved
from opslag.content.tree import below, named, typed
from opslag.errors import ContentError, Problem, Severity, nearest
from opslag.events.entries import Entries
from opslag.events.event import Event
from opslag.events.occurrence import Occurrence
from opslag.events.occurrences import Occurrences
from opslag.forms.files import FormFiles
from opslag.framing import Frame
from opslag.library import Library
from opslag.places.branch import Branch, BranchFile
from opslag.places.instance import Instance, collisions, rows
from opslag.reading import Records
from opslag.source.marks import Path as KeyPath

if TYPE_CHECKING:
    from opslag.forms.form import Form

T = TypeVar("T")


class Assembly:
    """What is known while a Library is made of a frame and of what the event files came to; thrown away after it."""

    def __init__(self, frame: Frame, records: Records, entries: Entries) -> None:
        """``records`` are the frame's, and what is known of the event files besides."""
        self.frame, self.records, self.entries, self.now = frame, records, entries, frame.now
        self.problems = [*frame.problems, *entries.problems]
        self.links = [*entries.links]
        """From which file, the target as it is written there, to which path below content/."""
        self.others: list[tuple[str, str, tuple[str, ...]]] = []
        """(file, the address of its page, the addresses of the site that it leads to by themselves), of what is no event."""
        self.used = dict(entries.pictures)
        everywhere = (frame.logo, frame.share_image, *(branch.image for branch in frame.branches))
        self.used |= {picture.path: picture for picture in everywhere if picture}
        self.shown: frozenset[str] = frozenset()
        """The files of which something is published, but for those of events."""
        self._places: dict[str, Places] = {}

    def library(self) -> tuple[Library, tuple[Problem, ...]]:
        found = self.entries.occurrences
        self.check_uuids(found)
        branches = tuple(self.branch(branch) for branch in self.frame.branches)
        pages = tuple(sorted((page for record in self.records.pages if (page := self.page(record))), key=lambda page: page.path))
        news = [page for record in self.records.news if (page := self.news_item(record))]
        news.sort(key=lambda page: page.path)
        news.sort(key=lambda page: page.date or self.now, reverse=True)
        self.check_branches()
        self.check_addresses()
        self.shown = frozenset([*(branch.source for branch in branches), *(page.source for page in (*pages, *news))])
        self.check_links()
        self.check_remnants()
        library = Library(
            site=self.frame.site,
            now=self.now,
            branches=branches,
            openings=self.openings(branches),
            occurrences=found,
            series=tuple(sorted(self.entries.series, key=lambda series: series.path)),
            pages=pages,
            news=tuple(news),
            registration=self.records.registration,
            forms=self.forms(),
            records=self.records.forms.catalogue(),
            logo=self.frame.logo,
            share_image=self.frame.share_image,
            highlight=self.highlight(found),
            redirects=self.redirects(),
            due=self.due(),
            pictures=tuple(self.used[path] for path in sorted(self.used)),
        )
        errors = [*self.records.faults, *(problem for problem in self.problems if problem.severity is Severity.ERROR)]
        warnings = (*self.records.warnings, *(problem for problem in self.problems if problem.severity is Severity.WARNING))
        if errors:
            raise ContentError([*errors, *warnings])
        return library, warnings

    def own_links(self) -> OwnLinks:
        """Of all texts, when the library is made."""
        events, others = self.entries, (*zip(*self.others, strict=True),) or ((), (), ())
        sources, pages, addresses = others
        return OwnLinks((*events.sources, *sources), (*events.addresses, *pages), (*events.own_links, *addresses))

    @cached_property
    def public(self) -> set[str]:
        """The files of which something is published. It is asked for only where a file leads to another."""
        return {*self.entries.occurrences.column("source"), *(series.source for series in self.entries.series), *self.shown}

    @cached_property
    def public_as_typed(self) -> set[str]:
        return set(map(typed, self.public))

    def due(self) -> datetime | None:
        news = (record.front.date for record in self.records.news if not record.front.draft)
        dates = [date for date in (instant(moment, self.frame.site.zone) for moment in news) if date > self.now]
        return min((*dates, *self.entries.due), default=None)

    def check_uuids(self, found: Occurrences) -> None:
        """No two files have one uuid; and one that a date is given is nobody else's."""
        if all(len(frozenset(uuids)) == len(uuids) for uuids in (self.entries.uuids, found.column("uuid"))):
            return
        files: dict[str, str] = {}
        for source, uuid in sorted(zip(self.entries.sources, self.entries.uuids, strict=True)):
            other_file = files.setdefault(uuid, source)
            if other_file != source:
                remedy = f"write one of its own, such as this new one: {uuid4()}"
                self.fault_in(source)(("uuid",), f"the uuid of {other_file} as well", remedy)
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
            path=self.frame.addresses[typed(composition.path)],
            description=front.description or "",
            image=composition.picture(front.image, ("image",)) if front.image else None,
            body=self.linked(composition),
            date=date,
            updated_at=composition.dates(front.created, front.updated)[1],
            hidden=front.status == "hidden",
            source=composition.record.path,
        )

    def linked(self, composition: Composition) -> str:
        """The body, in which ``[[name]]`` is a link to the form that a record leads to."""
        body = composition.body()
        if "[[" not in body:
            return body
        from opslag.forms.record_link import with_record_links

        return with_record_links(body, self.records.forms.links(), composition.in_body)

    def forms(self) -> tuple[Form, ...]:
        if self.records.forms == FormFiles():
            return ()
        from opslag.forms.making import make_forms

        return make_forms(self.records.forms, self.frame.site, self.frame.tree.read, self.problems)

    def taken(self, composition: Composition, make: Callable[[Composition], T]) -> T:
        """What is made of one file, and all that was noted while it was."""
        made = make(composition)
        self.problems.extend(composition.problems)
        self.links.extend((composition.record.path, *link) for link in composition.links)
        self.others.append((composition.record.path, self.frame.addresses[typed(composition.path)], composition.own_links))
        for picture in composition.pictures.values():
            self.used.setdefault(picture.path, picture)
        return made

    # What only all together show

    def check_addresses(self) -> None:
        """Every file has an address that is nobody else's. Events were asked when they were composed whether it is the site's."""
        records: tuple[Record[Any], ...] = (*self.records.branches, *self.records.pages, *self.records.news)
        others = {record.path: self.frame.addresses[typed(below(record.path))] for record in records}
        for source, address in others.items():
            if reserved(address):
                self.fault_in(source)(("slug",), its_own(address), _renaming(source))
        addresses = [*self.entries.addresses, *others.values()]
        if len(frozenset(addresses)) == len(addresses):
            return
        first: dict[str, str] = {}
        for source, address in (*sorted(zip(self.entries.sources, self.entries.addresses, strict=True)), *others.items()):
            if (other := first.setdefault(address, source)) != source and not reserved(address):
                self.fault_in(source)(("slug",), f"the same address as {other}, {address}", _renaming(source))

    def check_links(self) -> None:
        """A link from a page that is published to one that is not."""
        for source, target, path in self.links:
            faultless = self.frame.addresses.get(path)
            if faultless and source in self.public and named(path) not in self.public_as_typed:
                found = f'a link to "{target}", which is not published'
                remedy = "it leads nowhere until that is"
                self.problems.append(self.places(source).in_body(target, found, remedy, Severity.WARNING))

    def check_remnants(self) -> None:
        """A file with a faulty key is not published. What is wrong with the rest of it is told all the same."""
        for remnant in self.records.remnants:
            self.problems.extend(remnant.own(self._faults(remnant.record)))

    def _faults(self, record: Record[Any]) -> Sequence[Problem]:
        """What is wrong with a file of which nothing is published."""
        if isinstance(record.front, Event):
            return self.frame.entry(record).problems
        composition = Composition(record, self.frame.around)
        if isinstance(record.front, BranchFile):
            self.frame.branch(composition)
            composition.body()
        else:
            self._page(composition, None)
        return composition.problems

    def check_branches(self) -> None:
        ids: dict[int, str] = {}
        for record in self.records.branches:
            first = ids.setdefault(record.front.id, record.path)
            if first != record.path:
                remedy = f"write one that is free, such as {max(ids) + 1}"
                self.fault_in(record.path)(("id",), f"the id of {first} as well", remedy)

    def redirects(self) -> tuple[tuple[str, str], ...]:
        """(old address, address that it leads to), of all that is published."""
        leads: dict[str, str] = {}
        said = [*self.entries.redirects]
        texts: tuple[Record[Any], ...] = (*self.records.pages, *self.records.news)
        said += [(one.path, self.frame.addresses[typed(below(one.path))], one.front.redirect_from) for one in texts]
        taken = self.taken_addresses() if any(olds for _, _, olds in said) else {}
        for source, leads_to, olds in said:
            for index, old in enumerate(olds):
                where, address = ("redirect_from", index), old if old.endswith("/") else old + "/"
                if address in taken:
                    self.fault_in(source)(where, f"{old}, which is the address of {taken[address]}", "delete the line")
                elif reserved(address):
                    self.fault_in(source)(where, f"{old}, which the site itself uses", "delete the line")
                elif source in self.public and leads.setdefault(address, leads_to) != leads_to:
                    self.fault_in(source)(where, f"{old}, which leads to {leads[address]} already", "delete one of the two")
        return tuple(sorted(leads.items()))

    def taken_addresses(self) -> dict[str, str]:
        """The file by each address that is one's own, or that of a date of a series."""
        dates = self.entries.occurrences
        taken = dict(zip(dates.column("path"), dates.column("source"), strict=True))
        return taken | {address: named(path) for path, address in self.frame.addresses.items()}

    def highlight(self, found: Occurrences) -> Occurrence | None:
        wanted = self.frame.site.highlight
        if wanted is None:
            return None
        source = named(wanted if wanted.startswith("events/") else f"events/{wanted}")
        if source not in self.entries.sources:  # as it is typed
            source = next((one for one in self.entries.sources if typed(one) == typed(source)), source)
        broken = map(typed, self.records.broken)
        if source not in self.entries.sources and typed(below(source)) not in broken:
            known = [one.removeprefix("content/") for one in self.entries.sources]
            self.problems.append(self.site_places().problem(("highlight",), f'no event file "{wanted}"', nearest(wanted, known)))
        dates = found.those([one == source for one in found.column("source")])
        return next((one for one in dates if one.end > self.now), None)

    # Where faults stand

    def fault_in(self, source: str) -> Fault:
        def fault(where: KeyPath, found: str, remedy: str, severity: Severity = Severity.ERROR) -> None:
            self.problems.append(self.places(source).problem(where, found, remedy, severity))

        return fault

    def places(self, source: str) -> Places:
        if source not in self._places:
            self._places[source] = Places.of_file(source, self.frame.tree.read(below(source)))
        return self._places[source]

    def site_places(self) -> Places:
        return Places.of_document(named("site.yaml"), self.frame.tree.read("site.yaml"))


def _renaming(source: str) -> str:
    return "rename the file" if source.startswith("content/branches/") else "rename the file, or give it a slug of its own"
