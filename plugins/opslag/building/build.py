"""One build, from files to the public output. Read ``build`` first: it is the whole of it."""

from __future__ import annotations

import os
import time
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial
from itertools import chain
from pathlib import Path
from typing import Any

from jinja2 import TemplateError
from markupsafe import Markup

from opslag.artefacts import Artefact, Plan, judged
from opslag.building import consumers
from opslag.building.due import source_of
from opslag.building.generations import UNKNOWN, Generation, Generations, exclusive
from opslag.building.manifest import Entry, Manifest
from opslag.building.memory import keep_out, patient_collector
from opslag.building.pelican_pages import PelicanPages
from opslag.building.previous import Previous, read_previous
from opslag.building.project import Project
from opslag.building.sources import Sources
from opslag.building.workers import spread
from opslag.composing import Opened, open_library
from opslag.content import drawing
from opslag.content.picture import Picture
from opslag.content.record import Record
from opslag.content.rendition import renditions as renditions_of
from opslag.content.tree import File, Tree
from opslag.contract.document import read_contract
from opslag.contract.gate import judge
from opslag.errors import ContentError, OpslagError, Problem, Severity
from opslag.events.occurrence import Occurrence
from opslag.language import Language
from opslag.library import Library
from opslag.pages.theme import Theme, explained
from opslag.reading import read_file

Step = Callable[[str], None]
"""Is told what the build is doing now, in a word or two."""


@dataclass(frozen=True, slots=True)
class Request:
    """What a build is a function of, besides the files."""

    project: Project
    output: Path
    now: datetime
    """Aware."""
    previous: str | None = None
    """A folder or an address of what was published last; None means the present output."""
    base_url: str | None = None
    """In the place of the one in ``site.yaml``."""
    jobs: int = 1
    full: bool = False
    allow_shrink: bool = False
    step: Step = lambda _: None


@dataclass(frozen=True, slots=True)
class Built:
    """What a build did."""

    library: Library
    warnings: tuple[Problem, ...]
    files: int
    changed: int
    removed: int
    seconds: float
    notes: tuple[str, ...] = field(default=())
    """What an operator should know, in whole sentences."""
    advice: tuple[Problem, ...] = ()
    """What those who read the feeds miss in the content; ``opslag check`` tells it."""


def build(request: Request) -> Built:
    """Builds the site and makes it public. Raises ContentError or OpslagError, and then the public output is as it was."""
    try:
        return _build(request)
    except TemplateError as error:  # before OSError, which a missing template is as well
        raise explained(error) from error
    except OSError as error:  # a full disk, a folder that nobody may write to
        raise OpslagError(f"{error.filename or request.output}: {error.strerror}; the public output is as it was") from error


def _build(request: Request) -> Built:
    began = time.monotonic()
    generations = Generations(request.output)
    with generations.locked(), exclusive(request.project.cache), patient_collector():
        previous = read_previous(request.previous, generations.public)
        source = source_of(request.project, request.base_url)  # before anything is read: what is edited meanwhile is due
        request.step("content")
        reader = partial(read_in_parallel, jobs=request.jobs)
        opened = open_library(Tree(request.project.content), request.now, reader, request.base_url)
        library, tree = opened.library, opened.tree
        keep_out()
        request.step("pages and feeds")
        contract = read_contract(request.project.contract.read_bytes())
        theme = Theme(request.project.themes, Language(library.site.language), request.project.cache / "templates")
        plan = Plan(library, theme, contract, tree.read)
        pelican = PelicanPages(request.project, opened, theme, contract, request.full)
        pelican.start()
        generation = generations.next()
        before = generation.entries(trusted=not request.full)
        generation.open()
        given, entries = make(plan, previous, generation, before, request.jobs)
        request.step("pictures")
        entries |= place_pictures(library.pictures, tree, request, generation, before)
        entries |= write_all(pelican.artefacts(), generation, before)
        stale = before.keys() - entries.keys()
        generation.remove(stale)
        request.step("the gate")
        found = pass_gate(request, opened, previous, contract=contract, given=given, entries=entries)
        advice = consumers.advice(library, tree, request.project.content.parent, plan.item)
        generation.close(Manifest.of(library, entries, source))
        generations.swap(generation)
    changed = sum(1 for path, entry in entries.items() if before.get(path) != entry)
    took = time.monotonic() - began
    notes = (*previous.notes, *library_notes(library))
    return Built(library, (*opened.warnings, *found), len(entries), changed, len(stale), took, notes, advice)


def read_in_parallel(tree: Tree, files: list[File], jobs: int) -> Iterable[Record[Any] | ContentError]:
    """As ``reading.one_by_one``, on several processors."""
    return chain.from_iterable(spread(lambda piece: [read_file(tree, file.path) for file in piece], files, jobs))


def make(
    plan: Plan, previous: Previous, generation: Generation, before: Mapping[str, Entry], jobs: int
) -> tuple[dict[str, bytes], dict[str, Entry]]:
    """Writes all that the plan holds; gives the finished bytes that the gate judges, and every entry, by path."""
    listed = plan.rows()
    rendered = chain.from_iterable(spread(partial(rendered_rows, plan), listed, jobs))
    rows = {one.uuid: Markup(row) for one, row in zip(listed, rendered, strict=True)}  # noqa: S704 - rendered by the theme
    feed = plan.feed()
    made = list(chain.from_iterable(spread(lambda piece: [(plan.item(one), plan.entry(one)) for one in piece], feed, jobs)))
    plan.calendars.remember({one.uuid: entry for one, (_, entry) in zip(feed, made, strict=True)})
    items = [item for item, _ in made]
    artefacts = [*plan.artefacts(rows), *plan.event_feeds(items, previous.events, previous.changes)]
    refuse_doubles(artefacts)
    pieces = spread(lambda piece: write_all(piece, generation, before), artefacts, jobs)
    given = {artefact.path: artefact.make() for artefact in artefacts if judged(artefact.path)}
    return given, {path: entry for piece in pieces for path, entry in piece.items()}


def rendered_rows(plan: Plan, occurrences: Iterable[Occurrence]) -> list[str]:
    try:
        return [plan.row(occurrence) for occurrence in occurrences]
    except TemplateError as error:
        raise explained(error) from error


def write_all(artefacts: Iterable[Artefact], generation: Generation, before: Mapping[str, Entry]) -> dict[str, Entry]:
    try:
        return {
            artefact.path: generation.write(artefact.path, artefact.make(), before.get(artefact.path)) for artefact in artefacts
        }
    except TemplateError as error:
        raise explained(error) from error


def refuse_doubles(artefacts: Sequence[Artefact]) -> None:
    """Two artefacts with one path would be written by chance in one order or the other; and no file can be a folder as well."""
    counted = Counter(artefact.path for artefact in artefacts)
    folders = {path.rpartition("/")[0] for path in counted}
    doubles = [path for path, times in counted.items() if times > 1 or path in folders]
    if doubles:
        remedy = "give one of the files a slug of its own"
        raise ContentError(Problem(path, 0, 0, "", "two pages with one address", remedy) for path in doubles)


def place_pictures(
    pictures: Sequence[Picture], tree: Tree, request: Request, generation: Generation, before: Mapping[str, Entry]
) -> dict[str, Entry]:
    """Puts every rendition into the generation: as a link to the cache's file, for its address names its content."""
    there = {picture.path: [one.path[1:] for one in renditions_of(picture)] for picture in pictures}
    listed = {path: before.get(path, UNKNOWN) for paths in there.values() for path in paths}
    placed = {path: entry for path, entry in listed.items() if entry is not UNKNOWN and generation.holds(path, entry)}
    missing = [picture for picture in pictures if not all(path in placed for path in there[picture.path])]

    def draw(piece: Sequence[Picture]) -> list[dict[str, Path] | ContentError]:
        return [_drawn(picture, tree, request.project.cache) for picture in piece]

    drawn = list(chain.from_iterable(spread(draw, missing, request.jobs, fewest=1)))
    faults = [problem for result in drawn if isinstance(result, ContentError) for problem in result.problems]
    if faults:
        raise ContentError(faults)
    entries = dict(placed)
    for files in drawn:
        if isinstance(files, dict):
            entries |= {
                address[1:]: _linked(file, generation, address[1:], placed.get(address[1:])) for address, file in files.items()
            }
    return entries


def _drawn(picture: Picture, tree: Tree, cache: Path) -> dict[str, Path] | ContentError:
    try:
        return drawing.make(picture, lambda: tree.read(picture.path), cache)
    except ContentError as error:
        return error


def _linked(file: Path, generation: Generation, path: str, before: Entry | None) -> Entry:
    data = file.read_bytes()
    entry = Entry.of(data)
    if entry == before:
        return entry
    target = generation.folder / path
    target.parent.mkdir(parents=True, exist_ok=True)
    target.unlink(missing_ok=True)
    try:
        os.link(file, target)
    except OSError:  # another file system
        target.write_bytes(data)
    return entry


def pass_gate(
    request: Request,
    opened: Opened,
    previous: Previous,
    *,
    contract: Mapping[str, Any],
    given: Mapping[str, bytes],
    entries: Mapping[str, Entry],
) -> list[Problem]:
    """The gate's warnings. Raises ContentError where the output must not be published."""
    library = opened.library
    found = judge(
        given,
        contract=contract,
        paths=entries,
        sources=Sources(library, opened.tree),
        previous=previous.events,
        previous_changes=previous.changes,
        now=library.now,
        base_url=library.site.base_url,
        allow_shrink=request.allow_shrink,
        redirects={old for old, _ in library.redirects},
        updates=opened.held,
    )
    if any(problem.severity is Severity.ERROR for problem in found):
        raise ContentError(found)
    return found


def library_notes(library: Library) -> list[str]:
    return [] if library.occurrences else ["There are no events: the feed is an empty list."]
