"""Bytes kept on disk, many pieces to a file: nothing damaged is ever used.

A volume is written in blocks, each with its checksum before it. They are checked when it is opened, but in a file that stands as
it was left: its size, times and inode tell, as they do for what git has in its index.
"""

from __future__ import annotations

import mmap
import os
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence, Set
from contextlib import suppress
from itertools import accumulate, repeat
from pathlib import Path
from struct import Struct
from zlib import crc32

from opslag.content.tree import Stamp, stamp_of

Piece = tuple[int, int, int]
"""(number of the volume, where it begins, size in bytes)."""

NOWHERE: Piece = 0, 0, 0
"""What is not kept; so is whatever has no bytes."""

BLOCK = 1 << 20
"""Bytes. With no more than this waiting in memory, a volume is written by few calls."""

HEAD = Struct("<QI")
"""What a block begins with: its size in bytes, and the CRC-32 of them."""

LARGE = 128 << 20
"""Bytes. A volume of more is not mapped: what was read of those of twenty years would stay in a small machine's memory."""


class DamagedError(Exception):
    """A piece is not what was written."""


class Volumes:
    """The files of a folder. Every process that writes has one of its own; none is ever changed after it was closed."""

    def __init__(self, folder: Path, stamps: Mapping[int, Stamp]) -> None:
        """``stamps``: how the files were left, by number."""
        self.folder = folder
        self._stamps = stamps
        self._open: dict[int, _Volume] = {}
        self._writer: _Writer | None = None
        self.doubtful = frozenset(volume for volume, stamp in self.stamps().items() if stamps.get(volume) != stamp)
        """Those that do not stand as they were left."""

    def write(self, pieces: Sequence[bytes]) -> list[Piece]:
        """Adds pieces, one after the other; they can be read after ``flush``."""
        if self._writer is None or self._writer.process != os.getpid():
            self._writer = _Writer(self.folder)
        return self._writer.write(pieces)

    def flush(self) -> None:
        if self._writer is not None and self._writer.process == os.getpid():
            self._writer.flush()

    def close(self) -> None:
        """What is written from here on goes to another file."""
        if self._writer is not None and self._writer.process == os.getpid():
            self._writer.close()
        self._writer = None

    def read(self, piece: Piece) -> memoryview | bytes:
        """Raises DamagedError where the piece is not there as it was written."""
        number, at, size = piece
        volume = self._open.get(number) or self.open(number)
        if len(volume) < at + size:
            raise DamagedError(number)
        return volume[at : at + size]

    def read_all(self, pieces: Iterable[Piece]) -> list[memoryview | bytes]:
        """As ``read`` each, in half the time; none where any is NOWHERE."""
        found: list[memoryview | bytes] = []
        for number, at, size in pieces:
            if not size:
                return []
            volume = self._open.get(number) or self.open(number)
            if len(volume) < at + size:
                raise DamagedError(number)
            found.append(volume[at : at + size])
        return found

    def open(self, number: int) -> _Volume:
        """The volume, looked through where it does not stand as it was left. Raises DamagedError."""
        volume = self._open[number] = _opened(file_of(self.folder, number), self._stamps.get(number))
        return volume

    def look_through(self, used: Set[int]) -> None:
        """Sees to it that the volumes that are used are whole, though nobody should have asked for what is in them. Raises
        DamagedError."""
        for number in used & self.doubtful:
            self.open(number)

    def believe(self) -> dict[int, Stamp]:
        """How the files stand now; from here on they are believed as long as they stand so."""
        self._stamps = stamps = self.stamps()
        return stamps

    def stamps(self) -> dict[int, Stamp]:
        """How the files stand now."""
        return {volume: stamp_of(file.stat()) for volume, file in self._files()}

    def remove_others(self, used: Container[int]) -> None:
        """Deletes every volume but those that are used."""
        for volume, file in self._files():
            if volume not in used:
                file.unlink(missing_ok=True)

    def small(self, size: int) -> frozenset[int]:
        """Those of less than so many bytes."""
        return frozenset(volume for volume, file in self._files() if file.stat().st_size < size)

    def _files(self) -> Iterator[tuple[int, Path]]:
        for file in self.folder.glob("*.volume"):
            with suppress(ValueError):
                yield int(file.stem, 16), file


def file_of(folder: Path, volume: int) -> Path:
    return folder / f"{volume:016x}.volume"


class _Unmapped:
    """A volume of which each part is read when it is asked for."""

    def __init__(self, file: int) -> None:
        """``file`` is closed with this."""
        self._file, self._size = file, os.fstat(file).st_size

    def __len__(self) -> int:
        return self._size

    def __getitem__(self, part: slice) -> bytes:
        size = part.stop - part.start
        data = os.pread(self._file, size, part.start)
        if len(data) != size:
            raise DamagedError
        return data

    def __del__(self) -> None:
        os.close(self._file)


_Volume = memoryview | _Unmapped


def _opened(name: Path, left: Stamp | None) -> _Volume:
    """``left``: how the file was left, as far as it is known."""
    try:
        file = os.open(name, os.O_RDONLY | os.O_CLOEXEC)
    except OSError:
        raise DamagedError(name) from None
    unmapped = _Unmapped(file)
    if left != stamp_of(os.fstat(file)) and not _is_whole(unmapped):
        raise DamagedError(name)
    if len(unmapped) > LARGE:
        return unmapped
    try:
        return memoryview(mmap.mmap(file, 0, access=mmap.ACCESS_READ))
    except (OSError, ValueError):  # empty
        raise DamagedError(name) from None


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
    def __init__(self, folder: Path) -> None:
        self.process = os.getpid()
        # Nobody's before: what is kept may still name one that is gone
        self._number = int.from_bytes(os.urandom(8), "little") | 1
        self._file = file_of(folder, self._number).open("xb")
        self._block: list[bytes] = []
        self._at = self._first = HEAD.size
        """Where the next piece begins, and where the first of its block does."""

    def write(self, pieces: Sequence[bytes]) -> list[Piece]:
        sizes = list(map(len, pieces))
        *begin, self._at = accumulate(sizes, initial=self._at)
        self._block += pieces
        if self._at - self._first > BLOCK:
            self.flush()
        return list(zip(repeat(self._number), begin, sizes))

    def flush(self) -> None:
        if data := b"".join(self._block):
            self._file.write(HEAD.pack(len(data), crc32(data)))
            self._file.write(data)
            self._file.flush()
            self._block.clear()
            self._at = self._first = self._at + HEAD.size

    def close(self) -> None:
        self.flush()
        self._file.close()
