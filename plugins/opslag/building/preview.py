"""``opslag diff``: what an edit will change for those who read the feeds, before anything is published."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import suppress
from datetime import date, datetime
from pathlib import Path
from typing import Any

from opslag.composing import Opened, open_library
from opslag.content.revision import Revision
from opslag.content.tree import Tree, below, named
from opslag.errors import ContentError, Severity
from opslag.events.occurrence import Occurrence
from opslag.feeds import events
from opslag.feeds.change import Change, changes
from opslag.frozen import frozen

NEAR = 31
"""Days within which a date that is gone may have become another one."""

SHOWN = 5
"""Names of files in one sentence."""

FURTHEST = 8
"""Commits back to look for one without a fault: each is read as a whole."""


@frozen
class Pin:
    """A line to paste under ``instances``, so that a date keeps the uuid of the one that it takes the place of."""

    name: str
    """The date that the rule gives now."""
    uuid: str
    was: date


@frozen
class FilePreview:
    """The changes that come of one file."""

    source: str
    title: str
    changes: tuple[Change, ...]
    pins: tuple[Pin, ...]


@frozen
class Preview:
    """What is different between a commit and the folder as it stands."""

    files: tuple[FilePreview, ...]
    note: str = ""
    """What it is not compared with, where the commit that was named has faults; a whole sentence."""


def preview(content: Path, revision: str, now: datetime) -> Preview:
    """What is different between a revision and the folder as it stands, by file. Raises ContentError where the folder has faults,
    RevisionError where nothing of the revision can be compared with."""
    old, after = Revision(content, revision), open_library(Tree(content), now)
    before, left_out, note = _comparable(old, now)
    sources = _sources(before) | _sources(after)
    by_file: dict[str, list[Change]] = {}
    for change in changes(_feed(before), _feed(after)):
        by_file.setdefault(sources[change.uuid].source, []).append(change)
    compared = sorted((source, found) for source, found in by_file.items() if below(source) not in left_out)
    return Preview(tuple(_file(source, found, sources) for source, found in compared), note)


def _comparable(old: Revision, now: datetime) -> tuple[Opened, frozenset[str], str]:
    """What to compare with, without which of its files, and what to say of that. What has a fault was never public: those who
    read the feeds have what stood there before."""
    try:
        return open_library(old, now), frozenset(), ""
    except ContentError as error:
        first = error
    for older in old.earlier(FURTHEST):
        with suppress(ContentError):
            found = f"{old.name} has faults, in {_several(_faulty(first))}, so nobody has read it"
            instead = f"compared with {older.name}, the last commit before it that has none"
            return open_library(older, now), frozenset(), f"{found}; {instead}"
    before, left_out = _readable(old, now, first)
    return before, left_out, f"{old.name} has faults, and so have the commits before it; not compared: {_several(left_out)}"


def _readable(old: Revision, now: datetime, first: ContentError) -> tuple[Opened, frozenset[str]]:
    """All of a faulty commit but the files that have a fault, or would have one without these; and which they are. Raises
    RevisionError with what is wrong in it at ``first`` where nothing is left."""
    left_out: frozenset[str] = frozenset()
    while True:
        try:
            return open_library(old.without(left_out), now), left_out
        except ContentError as error:
            more = _faulty(error) - left_out
            if not more <= old.files().keys() or not more:
                raise old.faulty(first) from None
            left_out |= more


def _faulty(error: ContentError) -> frozenset[str]:
    return frozenset(below(problem.path) for problem in error.problems if problem.severity is Severity.ERROR)


def _several(paths: Collection[str]) -> str:
    first, more = sorted(paths)[:SHOWN], len(paths) - SHOWN
    return ", ".join(map(named, first)) + (f" and {more} more" if more > 0 else "")


def _file(source: str, found: Sequence[Change], sources: Mapping[str, Occurrence]) -> FilePreview:
    gone = [sources[change.uuid] for change in found if change.kind == "removed"]
    new = [sources[change.uuid] for change in found if change.kind == "added"]
    return FilePreview(source, found[0].item["title"], tuple(found), tuple(_pins(gone, new)))


def _pins(gone: Sequence[Occurrence], new: Sequence[Occurrence]) -> Iterator[Pin]:
    """Each date that a series has lost, with the nearest new one that no other has taken: both lists are by date."""
    free = [one for one in new if one.series_path]
    for lost in gone:
        if not free:
            return
        nearest = min(free, key=lambda one: (abs(one.date - lost.date), one.date))
        if abs(nearest.date - lost.date).days <= NEAR:
            free.remove(nearest)
            yield Pin(nearest.path.rstrip("/").rpartition("/")[2], lost.uuid, lost.date)


def _feed(opened: Opened) -> dict[str, Any]:
    library = opened.library
    return {one.uuid: json.loads(events.item(one, library.site)) for one in events.in_feed(library)}


def _sources(opened: Opened) -> dict[str, Occurrence]:
    return {one.uuid: one for one in opened.library.occurrences}


def told(found: Preview) -> Iterator[str]:
    """The preview, line by line, for the person who made the edit."""
    if found.note:
        yield found.note
    if not found.files:
        yield "nothing changes for those who read the feeds"
        return
    counts = {"added": 0, "updated": 0, "removed": 0}
    for file in found.files:
        yield f"{file.source}: {file.title}"
        for change in file.changes:
            counts[change.kind] += 1
            start = datetime.fromisoformat(change.item["date_time"]["start"])
            fields = f"  {', '.join(change.fields)}" if change.fields else ""
            yield f"  {change.kind:8}{start:%Y-%m-%d %a %H:%M}  {change.uuid}{fields}"
        if file.pins:
            yield "  these dates would lose the ids that partners know them by; to keep them, paste:"
            yield "    instances:"
            yield from (f'      "{pin.name}": {{uuid: {pin.uuid}}}   # was {pin.was:%Y-%m-%d %a}' for pin in file.pins)
    yield ", ".join(f"{number} {kind}" for kind, number in counts.items())
