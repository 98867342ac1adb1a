"""Bytes kept on disk, many pieces to a file: nothing damaged is ever used.

A volume is a file for each name that its pieces have, so what is read of all events together lies together. It is written in
blocks, each with its checksum before it. They are checked when it is opened, but in a file that stands as it was left: its size,
times and inode tell, as they do for what git has in its index.
"""

from __future__ import annotations

import mmap
import os
from collections import Counter, defaultdict
from collections.abc import Container, Iterable, Iterator, Mapping, Set
from contextlib import suppress
from io import BytesIO
from pathlib import Path
from struct import Struct
from typing import BinaryIO, cast
from zlib import crc32

from opslag.content.tree import Stamp, stamp_of
from opslag.sealed import DamagedError, naming

Piece = tuple[int, int, int]
"""(number of the volume, where it begins, size in bytes)."""

NOWHERE: Piece = 0, 0, 0
"""What is not kept; so is whatever has no bytes."""

BLOCK = 1 << 20
"""Bytes. With no more than this waiting in memory, a volume is written by few calls."""

HEAD = Struct("<QI")
"""What a block begins with: its size in bytes, and the CRC-32 of them."""

LARGE = 32 << 20
"""Bytes. A file of more is not mapped where its pieces are read one by one: what lies around each of those of twenty years would
come to be in a small machine's memory too."""


class Volumes:
    """The files of a folder. Every process that writes has a volume of its own; none is ever changed after it was closed."""

    def __init__(self, folder: Path, stamps: Mapping[str, Stamp]) -> None:
        """``stamps``: how the files were left, by name."""
        self.folder = folder
        self._stamps = stamps
        self._open: dict[str, dict[int, _File]] = defaultdict(dict)
        """Those of which a piece was read by itself, by name and number."""
        self._mapped: dict[str, dict[int, memoryview]] = defaultdict(dict)
        """Those of which many were read together."""
        self._last = ""
        """The name of what was read together last."""
        self._writer: _Writer | None = None
        self.doubtful = frozenset(name for name, _ in self.stamps().items() ^ stamps.items())
        """Files that do not stand as they were left, or are gone."""

    def write(self, pieces: Iterable[tuple[str, bytes]]) -> list[Piece]:
        """Adds pieces, (name, bytes) each, all to one volume; they can be read after ``flush``."""
        if self._writer is None or self._writer.process != os.getpid():
            self._writer = _Writer(self.folder)
        return self._writer.write(pieces)

    def flush(self) -> None:
        if self._writer is not None and self._writer.process == os.getpid():
            self._writer.flush()

    def close(self) -> None:
        """What is written from here on goes to another volume."""
        if self._writer is not None and self._writer.process == os.getpid():
            self._writer.close()
        self._writer = None

    def read(self, name: str, piece: Piece) -> memoryview | bytes:
        """Raises DamagedError where the piece is not there as it was written."""
        number, at, size = piece
        if not size:
            return b""
        file = self._open[name].get(number)
        if file is None:
            found = self._looked_through(file_of(self.folder, number, name))
            file = self._open[name][number] = found if len(found) > LARGE else found.mapped()
        if len(file) < at + size:
            raise DamagedError(number)
        return file[at : at + size]

    def read_all(self, name: str, pieces: Iterable[Piece]) -> list[memoryview | bytes]:
        """As ``read``, of many; none where any is NOWHERE."""
        if name != self._last:
            self._release(self._last)
            self._last = name
        found: list[memoryview | bytes] = []
        mapped = self._mapped[name]
        for number, at, size in pieces:
            if not size:
                return []
            file = mapped.get(number)
            if file is None:
                file = mapped[number] = self._looked_through(file_of(self.folder, number, name)).mapped()
            if len(file) < at + size:
                raise DamagedError(number)
            found.append(file[at : at + size])
        return found

    def look_through(self, used: Set[int]) -> None:
        """Sees to it that the volumes that are used are whole, though nobody should have asked for what is in them. Raises
        DamagedError."""
        for name in self.doubtful:
            if _number(name) in used:
                self._looked_through(self.folder / name)

    def believe(self) -> dict[str, Stamp]:
        """How the files stand now; from here on they are believed as long as they stand so."""
        self._stamps = stamps = self.stamps()
        return stamps

    def stamps(self) -> dict[str, Stamp]:
        """How the files stand now."""
        return {file.name: stamp_of(file.stat()) for _, file in self._files()}

    def remove_others(self, used: Container[int]) -> None:
        """Deletes every volume but those that are used."""
        for number, file in self._files():
            if number not in used:
                file.unlink(missing_ok=True)

    def small(self, size: int) -> frozenset[int]:
        """Those of less than so many bytes."""
        sizes: Counter[int] = Counter()
        for number, file in self._files():
            sizes[number] += file.stat().st_size
        return frozenset(number for number, found in sizes.items() if found < size)

    def _files(self) -> Iterator[tuple[int, Path]]:
        for file in self.folder.glob("*.volume"):
            with suppress(ValueError):
                yield _number(file.name), file

    def _release(self, name: str) -> None:
        """What was read together of this name leaves memory. Whatever somebody still looks at comes back."""
        for mapped in self._mapped[name].values():
            cast("mmap.mmap", mapped.obj).madvise(mmap.MADV_DONTNEED)

    def _looked_through(self, file: Path) -> _Unmapped:
        """Unless it stands as it was left. Raises DamagedError."""
        try:
            found = _Unmapped(os.open(file, os.O_RDONLY | os.O_CLOEXEC))
        except OSError:
            raise DamagedError(file) from None
        if self._stamps.get(file.name) != found.stamp() and not _is_whole(found):
            raise DamagedError(file)
        return found


def file_of(folder: Path, number: int, name: str) -> Path:
    return folder / f"{number:016x}.{name}.volume"


def _number(name: str) -> int:
    return int(name.partition(".")[0], 16)


class _Unmapped:
    """A file of which each part is read when it is asked for."""

    def __init__(self, file: int) -> None:
        """``file`` is closed with this."""
        self._file, self._status = file, os.fstat(file)

    def stamp(self) -> Stamp:
        return stamp_of(self._status)

    def mapped(self) -> memoryview:
        """Raises DamagedError where it is empty."""
        try:
            return memoryview(mmap.mmap(self._file, 0, access=mmap.ACCESS_READ))
        except (OSError, ValueError):
            raise DamagedError from None

    def __len__(self) -> int:
        return self._status.st_size

    def __getitem__(self, part: slice) -> bytes:
        size = part.stop - part.start
        data = os.pread(self._file, size, part.start)
        if len(data) != size:
            raise DamagedError
        return data

    def __del__(self) -> None:
        os.close(self._file)


_File = memoryview | _Unmapped


def _is_whole(volume: _Unmapped) -> bool:
    """Whether each of its blocks is as it was written."""
    at = 0
    while at + HEAD.size <= len(volume):
        size, check = HEAD.unpack(volume[at : at + HEAD.size])
        at += HEAD.size + size
        if at > len(volume) or crc32(volume[at - size : at]) != check:
            return False
    return at == len(volume)


class _Writer:
    """A volume that is being written."""

    def __init__(self, folder: Path) -> None:
        self.process = os.getpid()
        # Nobody's before: what is kept may still name one that is gone
        self._number = int.from_bytes(os.urandom(8), "little") | 1
        self._folder = folder
        self._strips: dict[str, _Strip] = {}

    def write(self, pieces: Iterable[tuple[str, bytes]]) -> list[Piece]:
        places = []
        for name, piece in pieces:
            strip = self._strips.get(name)
            if strip is None:
                strip = self._strips[name] = _Strip(file_of(self._folder, self._number, name))
            places.append((self._number, strip.at, len(piece)))
            strip.add(piece)
        return places

    def flush(self) -> None:
        for strip in self._strips.values():
            strip.flush()

    def close(self) -> None:
        for strip in self._strips.values():
            strip.close()


class _Strip:
    """The pieces of one name, in a file that is made with the first byte."""

    def __init__(self, name: Path) -> None:
        self._name = name
        self._file: BinaryIO | None = None
        self._block = BytesIO()
        self.at = self._first = HEAD.size
        """Where the next piece begins, and where the first of its block does."""

    def add(self, piece: bytes) -> None:
        self.at += self._block.write(piece)
        if self.at - self._first > BLOCK:
            self.flush()

    def flush(self) -> None:
        if size := self.at - self._first:
            self._file = self._file or self._name.open("xb")
            with naming(self._name), self._block.getbuffer()[:size] as data:
                self._file.write(HEAD.pack(size, crc32(data)))
                self._file.write(data)
                self._file.flush()
            self._block.seek(0)
            self.at = self._first = self.at + HEAD.size

    def close(self) -> None:
        self.flush()
        if self._file:
            self._file.close()
