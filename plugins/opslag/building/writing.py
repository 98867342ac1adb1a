"""What a plan holds, written into a generation: only what is not there already."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass, field
from itertools import chain

from opslag.artefacts import Artefact, Group
from opslag.building.few import few
from opslag.building.generations import Generation
from opslag.building.notes import Notes
from opslag.building.workers import spread
from opslag.errors import ContentError, Problem
from opslag.frozen import frozen

AT_ONCE = 256 << 10
"""Bytes of files that are made before the first of them is written."""


@dataclass(slots=True)
class Written:
    """What came of files: their sizes by path, and how many of them had to be made and written."""

    sizes: dict[str, int] = field(default_factory=dict)
    made: int = 0
    changed: int = 0
    bytes: int = 0
    """Of the files that were written."""

    def add(self, other: Written) -> None:
        self.sizes |= other.sizes
        self.made += other.made
        self.changed += other.changed
        self.bytes += other.bytes


@frozen
class Before:
    """What a generation holds before it is brought up to date."""

    sizes: Mapping[str, int]
    """Of all that is there, by path."""
    notes: Notes
    """What it was made with."""
    altered: Set[str]
    """What is not there as it was made."""


@frozen
class Looked:
    """What there is to do about a plan."""

    notes: Notes
    """For whoever brings this generation up to date the next time."""
    stale: tuple[Artefact, ...]
    """What must be made."""
    held: Mapping[str, int]
    """The sizes of what is as it should be, by path, in the order in which they were known."""


def look_through(groups: Iterable[Group], before: Before, judged: Sequence[Artefact] = ()) -> Looked:
    """Looks through a plan. Nothing is made yet; and what is ``judged`` is made elsewhere, in any case."""
    notes = Notes()
    notes.add(Group("judged", lambda: judged), judged)
    looked_at: list[Artefact] = []
    taken: set[str] = set()
    for group in groups:
        if before.notes.hold(group) and before.altered.isdisjoint(before.notes.paths_of(group)):
            notes.take(group, before.notes)
            taken.add(group.name)
        else:
            members = list(group.artefacts())
            notes.add(group, members)
            looked_at += members
    paths = list(notes.paths())
    refuse_doubles(paths, before.notes.paths())
    keys = before.notes.keys(besides=taken)
    stale = tuple([
        artefact
        for artefact in looked_at
        if artefact.key is None or keys.get(artefact.path) != artefact.key or artefact.path in before.altered
    ])  # fmt: skip
    held = frozenset(paths).difference([artefact.path for artefact in (*judged, *stale)])
    return Looked(notes, stale, {path: size for path, size in before.sizes.items() if path in held})


def write(artefacts: Sequence[Artefact], generation: Generation, before: Before, jobs: int) -> Written:
    """Makes artefacts, and brings a generation up to date with them, on several processors."""
    written = Written()
    for piece in spread(lambda piece: write_all(piece, generation, before.sizes), artefacts, jobs):
        written.add(piece)
    return written


def write_all(artefacts: Iterable[Artefact], generation: Generation, before: Mapping[str, int]) -> Written:
    written = Written()
    made = ((artefact, artefact.make()) for artefact in artefacts)
    for artefact, data in chain.from_iterable(few(made, AT_ONCE, lambda one: len(one[1]))):
        if generation.write(artefact.path, data, before.get(artefact.path)):
            written.changed += 1
            written.bytes += len(data)
        written.made += 1
        written.sizes[artefact.path] = len(data)
    return written


def refuse_doubles(paths: list[str], before: Iterable[str] = ()) -> None:
    """Two artefacts with one path would be written by chance in one order or the other; and no file can be a folder as well.
    ``before``: those of the last time."""
    if paths == list(before):
        return
    counted = Counter(paths)
    folders = {path.rpartition("/")[0] for path in counted}
    doubles = [path for path, times in counted.items() if times > 1 or path in folders]
    if doubles:
        remedy = "give one of the files a slug of its own"
        raise ContentError(Problem(path, 0, 0, "", "two pages with one address", remedy) for path in doubles)
