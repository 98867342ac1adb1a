"""One build, from files to the public output. Read ``build`` first: it is the whole of it."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import field, replace
from datetime import datetime
from functools import partial
from pathlib import Path

from opslag import language
from opslag.artefacts import Plan, file_of
from opslag.building import code, consumers
from opslag.building.cache import held
from opslag.building.context import context_of, installed, shown_everywhere
from opslag.building.dead_links import dead_links
from opslag.building.due import source_of
from opslag.building.filing import file_events
from opslag.building.generations import Generations
from opslag.building.identity_colour import colour_advice
from opslag.building.judging import Judging
from opslag.building.kept.contract import kept_contract
from opslag.building.kept.pieces import Read
from opslag.building.kept.readings import Readings
from opslag.building.kept.shelf import Shelf
from opslag.building.manifest import Manifest
from opslag.building.memory import patient_collector
from opslag.building.notes import Notes
from opslag.building.pelican_pages import PelicanPages
from opslag.building.placing import Drawn, files_of, place_pictures
from opslag.building.previous import find_previous
from opslag.building.project import Project
from opslag.building.theme_advice import theme_advice
from opslag.building.workers import Aside, Later
from opslag.building.writing import Before, Written, look_through, write, write_all
from opslag.composing import Opened, open_with
from opslag.content.drawing import prune_daily
from opslag.content.tree import Tree
from opslag.contract.document import with_prices_in
from opslag.errors import OpslagError, Problem
from opslag.framing import Frame, open_frame
from opslag.frozen import frozen
from opslag.language import Language
from opslag.library import Library
from opslag.pages.site_view import dress_as
from opslag.pages.theme import Theme
from opslag.pieces import Made, Pieces
from opslag.reading import Records, event_files, read_records
from opslag.sealed import DamagedError

Step = Callable[[str], None]
"""Is told what the build is doing now, in a word or two."""


@frozen
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
    certain: Callable[[Tree], None] = lambda _: None
    """Is asked when all is done and nothing is public yet. What it raises ends the build, and the public output is as it was."""


@frozen
class Built:
    """What a build did."""

    library: Library
    frame: Frame
    plan: Plan
    """With the frame, for whoever goes on with it in the same process."""
    warnings: tuple[Problem, ...]
    files: int
    changed: int
    removed: int
    seconds: float
    notes: tuple[str, ...] = field(default=())
    """What an operator should know, in whole sentences."""
    advice: tuple[Problem, ...] = ()
    """What those who read the feeds miss in the content; ``opslag check`` tells it."""
    composed: int = 0
    """Event files that were not taken from what is kept."""
    made: int = 0
    """Files of the output whose bytes had to be made, to be written or to be compared with those that are there."""
    written_bytes: int = 0
    """Of the changed files, but for pictures, which are linked."""


def build(request: Request) -> Built:
    """Builds the site and makes it public. Raises ContentError or OpslagError, and then the public output is as it was."""
    try:
        try:
            return _build(request)
        except DamagedError:  # then nothing that is kept is to be trusted, and nothing of it was used
            return _build(replace(request, full=True))
    except OSError as error:  # a full disk, a folder that nobody may write to
        raise OpslagError(f"{error.filename or request.output}: {error.strerror}; the public output is as it was") from error


def _build(request: Request) -> Built:
    began = time.monotonic()
    generations = Generations(request.output)
    tree = Tree(request.project.content, request.project.cache / "dates")
    with (
        generations.locked(),
        held(request.project.cache, emptied=request.full),
        patient_collector(),
        tree.repository,
        Later[frozenset[str]].known() as paths,
        Aside(request.jobs) as aside,
    ):
        tree.repository.ask_standing()  # git looks meanwhile
        code.keep_in(request.project.cache)
        made_by = f"{code.code_digest()} {installed()}"
        language.keep_in(request.project.cache, made_by)
        previous = find_previous(request.previous, generations.public)
        generation = generations.next()
        sizes, made_with = generation.look(trusted=not request.full)
        altered = aside.start(lambda: generation.altered(sizes))
        request.step("content")
        frame = open_frame(tree, records_of(tree, request, made_by), request.now, request.base_url)
        source = source_of(request.project, tree, request.base_url)  # before the theme is read: what is edited later is due
        theme = theme_of(request, frame)
        shelf = Shelf(request.project.cache / "events", context_of(frame, theme))
        opened, pieces, composed = open_from_shelf(frame, theme, shelf, request.jobs)
        library = opened.library
        request.step("pages and feeds")
        contract = with_prices_in(
            kept_contract(request.project.contract, request.project.cache), library.site.feeds.events.price_unit
        )
        plan = Plan(library, theme, contract, tree.read, pieces=pieces, context=shown_everywhere(library, theme))
        pelican = PelicanPages(request.project, opened, theme, contract)
        pelican.start(aside)
        before = Before(sizes, made_with, altered())
        generation.open()
        judging = Judging(request, opened, previous, contract, plan, paths, generation, before)
        gate = aside.start(judging.pass_gate, after=paths)
        looked = look_through(plan.groups(), before, tuple(plan.judged()))
        paths.tell(paths_in(looked.notes, library))
        written = Written(dict(looked.held))
        written.add(write(looked.stale, generation, before, request.jobs))
        request.step("pictures")
        drawn = Drawn(tree, request.project.cache, request.full, request.jobs)
        written.add(place_pictures(library.pictures, drawn, generation, made_with, looked.notes))
        written.add(write_all(pelican.artefacts(), generation, sizes))
        generation.note(looked.notes)
        request.step("the gate")
        judged = gate()
        written.add(judged.written)
        stale = sizes.keys() - written.sizes.keys()
        generation.remove(stale)
        advice = consumers.advice(library, tree, request.project.content.parent, pieces.items)
        generation.close(Manifest.of(library, written.sizes, source))
        request.certain(tree)
        generations.swap(generation, other_doubted=request.full)
        prune_daily(request.project.cache, library.pictures, time.time())
    language.keep()
    dead = dead_links(opened, frame, written.sizes.keys())
    warnings = (*opened.warnings, *colour_advice(library.site, tree), *theme_advice(theme, opened), *dead, *judged.warnings)
    return Built(
        library,
        frame,
        plan,
        warnings,
        len(written.sizes),
        written.changed,
        len(stale),
        time.monotonic() - began,
        (*judged.notes, *library_notes(library)),
        advice,
        composed=composed,
        made=written.made,
        written_bytes=written.bytes,
    )


def records_of(tree: Tree, request: Request, made_by: str) -> Records:
    """Whatever is no event; what was read before is not read again."""
    readings = Readings(request.project.cache, made_by)
    records = read_records(tree, partial(readings.records, jobs=request.jobs), recall=readings.recall, events=False)
    readings.save()
    return records


def theme_of(request: Request, frame: Frame) -> Theme:
    """With its templates as they were last compiled."""
    return Theme(request.project.themes, Language(frame.site.language), request.project.cache / "templates")


def open_from_shelf(frame: Frame, theme: Theme, shelf: Shelf, jobs: int) -> tuple[Opened, Pieces, int]:
    """The library, the pieces of its events, kept ones where nothing has changed, and how many event files were composed."""
    bare = frame.bare()
    made = Made(bare, theme, dress_as(theme, bare, frame.tree.read))
    filed = file_events(frame, event_files(frame.records.files), made, shelf, jobs)
    return open_with(frame, filed.entries, filed.problems, filed.broken), Read(shelf.volumes, made), filed.composed


def paths_in(notes: Notes, library: Library) -> frozenset[str]:
    """Every file of the output that a feed may name: the plan's, the pictures, and the pages that Pelican makes."""
    pictures = (path for picture in library.pictures for path in files_of(picture))
    pages = (file_of(page.path) for page in (*library.pages, *library.news))
    return frozenset((*notes.paths(), *pictures, *pages))


def library_notes(library: Library) -> list[str]:
    return [] if library.occurrences else ["There are no events: the feed is an empty list."]
