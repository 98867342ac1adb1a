"""The first half of a build: a tree of files read into records, each file by itself, all faults collected."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import field
from functools import partial
from typing import Any, Protocol, TypeVar
from unicodedata import normalize

from opslag.content import imported
from opslag.content.calendar import DayCalendar, read_calendar
from opslag.content.page import NewsFile, PageFile
from opslag.content.record import Check, Record, keys_of, read_record
from opslag.content.registration import NAME as REGISTRATION
from opslag.content.registration import Registration, read_registration
from opslag.content.remnant import Remnant, RemnantError
from opslag.content.stray import stray_keys
from opslag.content.tree import File, Tree, named
from opslag.errors import ContentError, Problem, Severity, nearest
from opslag.events.event import Event
from opslag.events.override import with_overrides
from opslag.events.update import Update
from opslag.forms.files import FormFiles
from opslag.frozen import frozen
from opslag.places.branch import BranchFile
from opslag.settings import Site, read_site
from opslag.source.comments import doubtful_comments
from opslag.source.document import decoded, read_document

T = TypeVar("T")

SHAPES: dict[str, type[Any]] = {"events": Event, "branches": BranchFile, "pages": PageFile, "news": NewsFile}
"""The folders of content/ that hold Markdown, and what the front matter of a file in each must be."""

_ELSEWHERE = {key: folder for folder in ("branches", "events") for key in keys_of(SHAPES[folder])}

CHECKS: dict[str, Check] = {
    folder: partial(stray_keys, known=keys_of(SHAPES[folder]), elsewhere=_ELSEWHERE) for folder in ("pages", "news")
}
"""What is held against the keys of the two that let through those that they do not know."""

FOLDERS = (*SHAPES, "updates", "images", "calendars", "forms", "records")
"""Every folder that content/ may have."""

_AT_THE_ROOT = ("site.yaml", REGISTRATION)
"""The files that people write directly in content/."""

ReadAll = Callable[[Tree, list[File]], Iterable["Record[Any] | ContentError"]]


class Recall(Protocol):
    """Gives what ``read`` makes of a file's bytes, which may have been found out before; it raises what ``read`` does."""

    def __call__(self, path: str, data: bytes, read: Callable[[bytes], T], /) -> T: ...


@frozen
class Records:
    """All that a content tree says, file by file."""

    site: Site
    files: dict[str, File]
    events: tuple[Record[Event], ...] = ()
    branches: tuple[Record[BranchFile], ...] = ()
    pages: tuple[Record[PageFile], ...] = ()
    news: tuple[Record[NewsFile], ...] = ()
    updates: tuple[tuple[str, Update], ...] = ()
    """(the occurrence's uuid, what was reported), by uuid."""
    calendars: Mapping[str, DayCalendar] = field(default_factory=dict)
    """The library's own calendars, by the name of the file."""
    registration: Registration | None = None
    forms: FormFiles = field(default_factory=FormFiles)
    imported: Mapping[str, str] = field(default_factory=dict)
    """What an import wrote: path below content/ to the SHA-256 of the file as the import left it."""
    warnings: tuple[Problem, ...] = ()
    faults: tuple[Problem, ...] = ()
    """What files have wrong by themselves; what between them can be judged all the same."""
    broken: frozenset[str] = frozenset()
    """The Markdown files, below content/, that are not among the records, because their front matter cannot be used."""
    remnants: tuple[Remnant, ...] = ()
    """What is left of these."""


def one_by_one(tree: Tree, files: list[File]) -> Iterator[Record[Any] | ContentError]:
    """Reads the files in this process. A build may hand another reader to ``read_records``, which gives the same."""
    for file in files:
        yield read_file(tree, file.path)


def anew(_path: str, data: bytes, read: Callable[[bytes], T], /) -> T:
    """A ``Recall`` of nothing."""
    return read(data)


def read_file(tree: Tree, path: str) -> Record[Any] | ContentError:
    """As ``read_one``, of a file of the tree."""
    try:
        return read_one(path, tree.read(path))
    except ContentError as error:
        return error


def read_one(path: str, data: bytes) -> Record[Any] | ContentError:
    """The record of a Markdown file, or all that is wrong with it where there can be none; a pure function of path and bytes."""
    try:
        folder = path.partition("/")[0]
        return read_record(named(path), data, SHAPES[folder], with_overrides if folder == "events" else None, CHECKS.get(folder))
    except ContentError as error:
        return error


def read_records(
    tree: Tree, read_all: ReadAll = one_by_one, *, recall: Recall = anew, events: bool = True, updates: bool = True
) -> Records:
    """Everything in the tree, read: Markdown by ``read_all``, else by way of ``recall``; without ``events`` where somebody
    else reads those, and without ``updates`` where nobody asks what was reported. Raises ContentError where without ``site.yaml``
    nothing more can be said."""
    problems: list[Problem] = []
    files = tree.files(problems)
    site = _site(tree, files, problems, recall)
    events = events or site is None  # where nothing comes of it, all faults are told here
    # all but the event files, of which there are thousands
    besides = {path: file for path, file in files.items() if not path.startswith("events/") or not path.endswith(".md")}
    wanted = [file for path, file in (files if events else besides).items() if _is_markdown(path)]
    kinds: dict[str, list[Record[Any]]] = {kind: [] for kind in SHAPES}
    broken: set[str] = set()
    remnants: list[Remnant] = []
    for file, result in zip(wanted, read_all(tree, wanted), strict=True):
        if isinstance(result, ContentError):
            problems.extend(result.problems)
            broken.add(file.path)
            if isinstance(result, RemnantError):
                remnants.append(result.remnant)
        else:
            kinds[file.path.partition("/")[0]].append(result)
    reported = tuple(_updates(tree, besides, problems, recall)) if updates else ()
    in_bodies = [problem for records in kinds.values() for record in records for problem in record.problems]
    problems.extend(problem for problem in in_bodies if problem.severity is Severity.ERROR)
    warnings = [problem for problem in in_bodies if problem.severity is Severity.WARNING]
    calendars = dict(_calendars(tree, besides, problems, recall))
    registration = _registration(tree, besides, problems, recall)
    forms = _forms(tree, besides, problems)
    wrote = _imported(tree, besides, problems)
    problems.extend(_strangers(besides))
    warnings.extend(_doubtful(tree, besides))
    if site is None:
        raise ContentError([*problems, *warnings])
    return Records(
        site,
        files,
        updates=reported,
        calendars=calendars,
        registration=registration,
        forms=forms,
        imported=wrote,
        warnings=tuple(warnings),
        faults=tuple(problems),
        broken=frozenset(broken),
        remnants=tuple(remnants),
        **{kind: tuple(records) for kind, records in kinds.items()},
    )


def event_files(files: Iterable[str]) -> list[str]:
    """Those of the paths below content/ that are event files."""
    return [path for path in files if path.startswith("events/") and path.endswith(".md") and not path.endswith("/README.md")]


def _is_markdown(path: str) -> bool:
    return path.endswith(".md") and path.partition("/")[0] in SHAPES and not _is_readme(path)


def _site(tree: Tree, files: dict[str, File], problems: list[Problem], recall: Recall) -> Site | None:
    if "site.yaml" not in files:
        remedy = "write one with name, base_url, language and timezone; content/README.md shows how"
        problems.append(Problem(named("site.yaml"), 0, 0, "", "missing", remedy))
        return None
    try:
        return recall("site.yaml", tree.read("site.yaml"), read_site)
    except ContentError as error:
        problems.extend(error.problems)
        return None


def _updates(tree: Tree, files: dict[str, File], problems: list[Problem], recall: Recall) -> Iterator[tuple[str, Update]]:
    for path in _yaml_in("updates/", files):
        try:
            update = recall(path, tree.read(path), partial(_update, path))
            yield path.removeprefix("updates/").removesuffix(".yaml"), update
        except ContentError as error:
            problems.extend(error.problems)


def _update(path: str, data: bytes) -> Update:
    return read_document(named(path), data, Update)


def _calendars(tree: Tree, files: dict[str, File], problems: list[Problem], recall: Recall) -> Iterator[tuple[str, DayCalendar]]:
    for path in _yaml_in("calendars/", files):
        name = normalize("NFC", path.removeprefix("calendars/").removesuffix(".yaml"))
        try:
            yield name, recall(path, tree.read(path), partial(read_calendar, named(path)))
        except ContentError as error:
            problems.extend(error.problems)
            yield name, DayCalendar(name, ())  # known by its name, so that it is not told as missing as well


def _yaml_in(folder: str, files: Iterable[str]) -> list[str]:
    return sorted(path for path in files if path.startswith(folder) and path.endswith(".yaml"))


def _registration(tree: Tree, files: dict[str, File], problems: list[Problem], recall: Recall) -> Registration | None:
    if REGISTRATION not in files:
        return None
    try:
        return recall(REGISTRATION, tree.read(REGISTRATION), read_registration)
    except ContentError as error:
        problems.extend(error.problems)
        return None


def _forms(tree: Tree, files: dict[str, File], problems: list[Problem]) -> FormFiles:
    if not any(path.startswith(("forms/", "records/")) for path in files):
        return FormFiles()
    from opslag.forms.reading import read_form_files

    return read_form_files(files, tree.read, problems)


def _imported(tree: Tree, files: dict[str, File], problems: list[Problem]) -> dict[str, str]:
    if imported.NAME not in files:
        return {}
    try:
        return imported.read_imported(tree.read(imported.NAME)).digests()
    except ContentError as error:
        problems.extend(error.problems)
        return {}


def _doubtful(tree: Tree, files: dict[str, File]) -> Iterator[Problem]:
    """What people may not mean so in files that are YAML from their first line on. Those beside pictures are left out: there may
    be thousands, which a build of a single change would have to read for nothing else."""
    for path in files:
        if path.endswith((".yaml", ".yml")) and not path.startswith(("images/", "updates/")):
            with suppress(ContentError):  # which is told where the file is read
                yield from doubtful_comments(named(path), decoded(named(path), tree.read(path)))


def _strangers(files: dict[str, File]) -> Iterator[Problem]:
    """Content that nobody would ever read, because it lies in a folder that does not exist for Opslag."""
    pictures = {_stem(path) for path in files if not path.endswith(".md") and not _is_text(path)}  # the YAML beside one is read
    for path in files:
        folder, slash, _ = path.partition("/")
        if folder in SHAPES and path.endswith(".md"):
            continue  # as nearly all are
        if slash and folder not in FOLDERS:
            found = f"a file in content/{folder}/, which is no folder of the site's content"
            yield Problem(named(path), 1, 1, "", found, nearest(folder, FOLDERS))
        elif not slash and path.endswith(".md") and not _is_readme(path):
            yield Problem(named(path), 1, 1, "", "a file directly in content/", f"move it into one of {', '.join(SHAPES)}")
        elif path.endswith(".yml") and (folder in ("calendars", "updates") or f"{_stem(path)}.yaml" in _AT_THE_ROOT):
            yield Problem(named(path), 1, 1, "", "a file that is not read", f"name it {_stem(path)}.yaml")
        elif slash and folder in SHAPES and _is_text(path) and _stem(path) not in pictures:
            yield Problem(named(path), 1, 1, "", "a file that is not read", f"name it {_stem(path)}.md")


def _is_text(path: str) -> bool:
    return path.lower().endswith((".md", ".markdown", ".txt", ".yaml", ".yml", ".html", ".htm", ".doc", ".docx", ".odt", ".rtf"))


def _stem(path: str) -> str:
    return path.rpartition(".")[0]


def _is_readme(path: str) -> bool:
    return path.rpartition("/")[2] == "README.md"
