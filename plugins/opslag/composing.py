"""The second half of a build's reading: from records to a Library, by way of the frame in which events stand."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from opslag.assembling import Assembly
from opslag.content.gallery import Gallery
from opslag.content.history import History
from opslag.content.own_links import OwnLinks
from opslag.content.record import Record
from opslag.content.tree import File, Tree, named
from opslag.errors import ContentError, Problem, Severity
from opslag.events.entries import Entries, entries_of
from opslag.framing import Frame, open_frame
from opslag.frozen import frozen
from opslag.library import Library
from opslag.reading import ReadAll, Records, one_by_one, read_file, read_records


@frozen
class Opened:
    """A content folder, read as a whole."""

    library: Library
    tree: Tree
    pages: Mapping[str, Record[Any]]
    """The records of pages and news, by the path that messages use; Pelican's plugins get their keys."""
    warnings: tuple[Problem, ...]
    own_links: OwnLinks
    held: Mapping[str, str]
    """The ticket updates of dates that follow from a rule: the file by the uuid. No editor can have taken out just these."""


def open_library(tree: Tree, now: datetime, read_all: ReadAll = one_by_one, base_url: str | None = None) -> Opened:
    """The library in a content tree at ``now``. Raises ContentError with every fault: of each file, and between them."""
    frame = open_frame(tree, read_records(tree, read_all), now, base_url)
    return open_with(frame, entries_of([frame.entry(record) for record in frame.records.events]))


def open_with(frame: Frame, entries: Entries, problems: Iterable[Problem] = (), broken: Collection[str] = ()) -> Opened:
    """Everything, given what the event files came to; ``problems`` are those of files that cannot be read, ``broken`` their paths
    below content/. Raises ContentError with every fault."""
    known = frame.records
    records = replace(known, faults=(*known.faults, *problems), broken=known.broken.union(broken))
    assembly = Assembly(frame, records, entries)
    library, warnings = assembly.library()
    texts: tuple[Record[Any], ...] = (*records.pages, *records.news)
    written = {*entries.uuids, *entries.pins} if records.updates else ()
    held = {uuid: named(f"updates/{uuid}.yaml") for uuid, _ in records.updates if uuid not in written}
    return Opened(library, frame.tree, {record.path: record for record in texts}, warnings, assembly.own_links(), held)


def open_forms(tree: Tree, now: datetime) -> Library:
    """A library with nothing but its settings, branches, logo, forms and records: what the gateway shows a form again with. Reads
    a few files, however many events there are. Raises ContentError with every fault in them."""
    from opslag.forms.making import make_forms

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
    return Assembly(frame, records, entries_of([frame.entry(record) for record in records.events])).library()
