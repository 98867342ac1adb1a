"""The shelf: a folder of what one build keeps for the next. It may be deleted; nothing damaged is read from it."""

from __future__ import annotations

import os
import shutil
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from itertools import chain
from pathlib import Path
from zlib import crc32

from opslag import sealed
from opslag.building.kept.drawer import Drawer
from opslag.building.kept.entries import KeptDate, KeptEntry
from opslag.building.kept.fingerprints import Fingerprints, Stamped
from opslag.building.kept.places import named, of_file, pieces_in
from opslag.building.kept.volumes import Volumes
from opslag.content.tree import File, Stamp

DRAWERS = 64
"""An edit writes one of them; a drawer in which nothing has changed is taken over as a whole."""

CONTEXTS = 3
"""Sites that are built from one folder (with another theme, for another address) of which something is kept."""

SMALL = 4 << 20
"""Bytes. Past SPREAD volumes, those that are smaller are gathered in one."""
SPREAD = 24

Change = tuple[Stamp | None, KeptEntry | None]
"""(a file's stamp, None where it is to be read before it is believed; what it comes to now, None where that is what it was)."""


class Shelf:
    """What is kept under one context: whatever every event file rests on."""

    def __init__(self, folder: Path, context: str) -> None:
        self._room, self.folder = folder, folder / context
        self.folder.mkdir(parents=True, exist_ok=True)
        self.volumes = Volumes(self.folder, sealed.read_values(self.folder / "stamps") or {})
        self.drawers = [Drawer(*(sealed.read_values(self._file(number)) or ())) for number in range(DRAWERS)]
        """What all event files came to; each is in the drawer that its path says."""
        self._on_disk = [*self.drawers]
        self._others: Mapping[str, Stamped] = sealed.read_values(self.folder / "others") or {}
        """Of the files that event files name."""

    def look(self, files: Mapping[str, File], read: Callable[[str], bytes]) -> Fingerprints:
        known: dict[str, tuple[Stamp | None, bytes]] = {**self._others}
        for drawer in self.drawers:
            known.update(zip(drawer.paths, zip(drawer.stamps, drawer.digests, strict=True), strict=True))
        return Fingerprints(files, read, known)

    def addresses(self) -> dict[str, str]:
        """Of the pages of all files that are kept, by path."""
        return dict(chain.from_iterable(zip(drawer.paths, drawer.addresses, strict=True) for drawer in self.drawers))

    def save(self, changes: Mapping[str, Change | None], others: Mapping[str, Stamped]) -> None:
        """Puts what has changed, by path, into its drawer, and takes away what nothing uses any more. None is for a file that is
        to be forgotten; ``others`` are the files that event files name."""
        self.volumes.close()
        self._put(changes)
        if self.volumes.doubtful:
            self.volumes.look_through(self._used())  # after this build they are believed
        self._gather()
        for number, drawer in enumerate(self.drawers):
            if drawer is not self._on_disk[number]:
                sealed.write_values(self._file(number), tuple(drawer))
        self._on_disk = [*self.drawers]
        if others != self._others:
            sealed.write_values(self.folder / "others", others)
        self.volumes.remove_others(self._used())
        sealed.write_values(self.folder / "stamps", self.volumes.believe())
        self._forget_contexts()

    def _put(self, changes: Mapping[str, Change | None]) -> None:
        sorted_out: dict[int, dict[str, Change | None]] = defaultdict(dict)
        for path, change in changes.items():
            sorted_out[crc32(path.encode(errors="surrogateescape")) % DRAWERS][path] = change
        for number, new in sorted_out.items():
            whole = {path: (stamp, entry) for path, stamp, entry in self.drawers[number].entries()}
            for path, change in new.items():
                before = whole.pop(path, None)
                if change and (entry := change[1] or (before and before[1])):
                    whole[path] = change[0], entry
            self.drawers[number] = Drawer.of((path, *one) for path, one in whole.items())

    def _file(self, number: int) -> Path:
        return self.folder / f"{number:02}.drawer"

    def _used(self) -> set[int]:
        """The volumes in which something is that is kept; all pieces of a file are in one."""
        return {piece[0] for drawer in self.drawers for piece in pieces_in(drawer.packed)}

    def _gather(self) -> None:
        """Puts the pieces of many small volumes into one."""
        small = self.volumes.small(SMALL)
        if len(small) <= SPREAD:
            return

        def moved(entry: KeptEntry) -> KeptEntry:
            pieces = [*pieces_in(b"".join((entry.packed, *[date.pieces for date in entry.dates])))]
            if pieces[0][0] not in small:
                return entry
            read = ((name, bytes(self.volumes.read(name, piece))) for name, piece in named(pieces))
            packed, places = of_file(self.volumes.write(read))
            return entry._replace(packed=packed, dates=tuple(map(_placed_anew, entry.dates, places)))

        def gathered(drawer: Drawer) -> Iterator[tuple[str, Stamp | None, KeptEntry]]:
            return ((path, stamp, moved(entry)) for path, stamp, entry in drawer.entries())

        for number, drawer in enumerate(self.drawers):
            if not small.isdisjoint(piece[0] for piece in pieces_in(drawer.packed)):
                self.drawers[number] = Drawer.of(gathered(drawer))
        self.volumes.close()

    def _forget_contexts(self) -> None:
        os.utime(self.folder)
        others = sorted((each for each in self._room.iterdir() if each.is_dir()), key=lambda each: -each.stat().st_mtime_ns)
        for other in others[CONTEXTS:]:
            shutil.rmtree(other, ignore_errors=True)


def _placed_anew(date: KeptDate, places: bytes) -> KeptDate:
    return date._replace(pieces=places)
