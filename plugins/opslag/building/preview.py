"""``opslag diff``: what an edit will change for those who read the feeds, before anything is published."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any

from opslag.composing import Opened, open_library
from opslag.content.revision import Revision, RevisionError
from opslag.content.tree import Tree
from opslag.errors import ContentError
from opslag.events.occurrence import Occurrence
from opslag.feeds import events
from opslag.feeds.change import Change, changes
from opslag.frozen import frozen

NEAR = 31
"""Days within which a date that is gone may have become another one."""


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


def preview(content: Path, revision: str, now: datetime) -> tuple[FilePreview, ...]:
    """What is different between a revision and the folder as it stands, by file. Raises ContentError where the folder has faults,
    RevisionError with those of both where the revision has."""
    before, after = _opened(Revision(content, revision), Tree(content), now)
    sources = _sources(before) | _sources(after)
    by_file: dict[str, list[Change]] = {}
    for change in changes(_feed(before), _feed(after)):
        by_file.setdefault(sources[change.uuid].source, []).append(change)
    return tuple(_file(source, found, sources) for source, found in sorted(by_file.items()))


def _opened(old: Revision, new: Tree, now: datetime) -> tuple[Opened, Opened]:
    try:
        before = open_library(old, now)
    except ContentError as error:
        faults = old.faults(error)
        try:
            open_library(new, now)
        except ContentError as also:
            faults += also.problems
        raise RevisionError(faults) from None
    return before, open_library(new, now)


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


def told(files: Sequence[FilePreview]) -> Iterator[str]:
    """The preview, line by line, for the person who made the edit."""
    if not files:
        yield "nothing changes for those who read the feeds"
        return
    counts = {"added": 0, "updated": 0, "removed": 0}
    for file in files:
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
