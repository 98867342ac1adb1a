"""The shelf: a folder of what one build keeps for the next. It may be deleted; nothing damaged is read from it."""

from __future__ import annotations

import os
import shutil
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any
from unicodedata import normalize
from zlib import crc32

from opslag import sealed
from opslag.building.kept.entries import KeptEntry, KeptPieces
from opslag.building.kept.volumes import Piece, Volumes
from opslag.content.tree import File, Stamp
from opslag.sealed import digest_of

SHARDS = 64
"""The list of entries is in so many files: an edit writes one of them."""

CONTEXTS = 3
"""Sites that are built from one folder (with another theme, for another address) of which something is kept."""

UNSETTLED = 100_000_000
"""Nanoseconds: what was changed so shortly before it was read may change again without its time showing it (git's rule)."""

SMALL = 4 << 20
"""Bytes. Past SPREAD volumes, those that are smaller are gathered in one."""
SPREAD = 24

Stamped = tuple[Stamp, bytes]
"""(a file's stamp, the digest of its bytes)."""


class Shelf:
    """What is kept under one context: whatever every event file rests on."""

    def __init__(self, folder: Path, context: str, *, fresh: bool = False) -> None:
        """``fresh``: nothing of what is there is used."""
        self._room, self.folder = folder, folder / context
        self.entries: dict[str, KeptEntry] = {}
        """By path below content/."""
        self._stamps: dict[str, Stamped] = {}
        self._on_disk: tuple[dict[str, KeptEntry], dict[str, Stamped]] = {}, {}
        if fresh:
            shutil.rmtree(self.folder, ignore_errors=True)
        self.folder.mkdir(parents=True, exist_ok=True)
        self.volumes = Volumes(self.folder, sealed.read_values(self.folder / "stamps") or {})
        self._load()

    # Which files have the bytes that they had

    def look(self, files: Mapping[str, File], read: Callable[[str], bytes]) -> Fingerprints:
        return Fingerprints(files, read, self._stamps)

    def save(self, entries: dict[str, KeptEntry], fingerprints: Fingerprints) -> dict[str, KeptEntry]:
        """Puts the sound entries on the shelf, and takes away what they do not use. Gives all entries, as they are to be used."""
        self.volumes.close()
        self._look_at_the_doubtful(entries)
        entries = self._gathered(entries)
        self.entries = {path: entry for path, entry in entries.items() if entry.sound}
        self._stamps = fingerprints.settled()
        self._write_shards()
        self.volumes.remove_others({entry.packed[0] for entry in entries.values() if entry.packed})
        sealed.write_values(self.folder / "stamps", self.volumes.stamps())
        self._forget_contexts()
        return entries

    def _load(self) -> None:
        for number in range(SHARDS):
            if (shard := sealed.read_values(self._file(number))) is not None:
                entries, stamps = shard
                self.entries.update(zip(entries, map(KeptEntry._make, entries.values()), strict=True))
                self._stamps.update(stamps)
        self._on_disk = self.entries, self._stamps

    def _write_shards(self) -> None:
        """Those in which something is not as it stands on disk."""
        entries, stamps = self._on_disk
        changed = {path for path, entry in self.entries.items() if entries.get(path) is not entry}
        changed |= {path for path, stamped in self._stamps.items() if stamps.get(path) != stamped}
        changed |= entries.keys() - self.entries.keys() | stamps.keys() - self._stamps.keys()
        if not changed:
            return
        shards: dict[int, tuple[dict[str, tuple[Any, ...]], dict[str, Stamped]]] = {_shard(path): ({}, {}) for path in changed}
        for path in self.entries.keys() | self._stamps.keys():
            if (shard := shards.get(_shard(path))) is not None:
                if path in self.entries:
                    shard[0][path] = tuple(self.entries[path])
                if path in self._stamps:
                    shard[1][path] = self._stamps[path]
        for number, shard in shards.items():
            sealed.write_values(self._file(number), shard)
        self._on_disk = self.entries, self._stamps

    def _file(self, number: int) -> Path:
        return self.folder / f"{number:02}.index"

    def _look_at_the_doubtful(self, entries: Mapping[str, KeptEntry]) -> None:
        """Reads all that is used of volumes that do not stand as they were left: after this build they are believed."""

        def looked_at(piece: Piece | None) -> None:
            if piece and piece[0] in self.volumes.doubtful:
                self.volumes.read(piece)

        for entry in entries.values() if self.volumes.doubtful else ():
            looked_at(entry.packed)
            for kept in entry.pieces:
                KeptPieces._make(kept).moved(looked_at)

    def _gathered(self, entries: dict[str, KeptEntry]) -> dict[str, KeptEntry]:
        """The entries, with the pieces of many small volumes in one."""
        small = {file.name for file in self.folder.glob("*.volume") if file.stat().st_size < SMALL}
        if len(small) <= SPREAD:
            return entries

        def moved(piece: Piece | None) -> Piece | None:
            return self.volumes.write(bytes(self.volumes.read(piece))) if piece and piece[0] in small else piece

        found = {}
        for path, entry in entries.items():
            if entry.packed and entry.packed[0] in small:  # all pieces of an entry are in one volume
                pieces = tuple([tuple(KeptPieces._make(kept).moved(moved)) for kept in entry.pieces])
                entry = entry._replace(pieces=pieces, packed=moved(entry.packed))
            found[path] = entry
        self.volumes.close()
        return found

    def _forget_contexts(self) -> None:
        os.utime(self.folder)
        others = sorted((each for each in self._room.iterdir() if each.is_dir()), key=lambda each: -each.stat().st_mtime_ns)
        for other in others[CONTEXTS:]:
            shutil.rmtree(other, ignore_errors=True)


class Fingerprints:
    """The digest of each file's bytes. A file whose stamp is as it was is not read."""

    def __init__(self, files: Mapping[str, File], read: Callable[[str], bytes], known: Mapping[str, Stamped]) -> None:
        self._files, self._read, self._known = files, read, known
        self._found: dict[str, Stamped] = {}
        self._looked = time.time_ns()
        self._names: dict[str, str] | None = None

    def unread(self, path: str) -> bytes | None:
        """The digest, if it can be told without reading the file."""
        known = self._known.get(path)
        if known is None or known[0] != self._files[path].stamp:
            return None
        self._found[path] = known
        return known[1]

    def note(self, path: str, digest: bytes) -> None:
        """The file was read, and has this digest."""
        self._found[path] = self._files[path].stamp, digest

    def of(self, path: str) -> bytes | None:
        """None where there is no such file."""
        name = path if path in self._files else self._named(path)
        if name is None:
            return None
        if name not in self._found and self.unread(name) is None:
            self.note(name, digest_of(self._read(name)))
        return self._found[name][1]

    def settled(self) -> dict[str, Stamped]:
        """Those that may be believed by the next build."""
        latest = self._looked - UNSETTLED
        return {path: found for path, found in self._found.items() if found[0][1] < latest and found[0][2] < latest}

    def _named(self, path: str) -> str | None:
        if self._names is None:
            self._names = {normalize("NFC", name): name for name in self._files}
        return self._names.get(normalize("NFC", path))


def _shard(path: str) -> int:
    return crc32(path.encode(errors="surrogateescape")) % SHARDS
