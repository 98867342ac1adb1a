"""Bytes kept on disk, many pieces to a file: nothing damaged is ever used.

Each piece is checked when it is read, but in a file that stands as it was left: its size, times and inode tell, as they do for
what git has in its index.
"""

from __future__ import annotations

import mmap
import os
from collections.abc import Container, Iterable, Iterator, Mapping
from contextlib import suppress
from pathlib import Path
from struct import Struct
from typing import TYPE_CHECKING
from zlib import crc32

from opslag.content.tree import Stamp, stamp_of

if TYPE_CHECKING:
    from typing_extensions import Buffer

Piece = tuple[int, int, int, int]
"""(number of the volume, where it begins, size in bytes, CRC-32)."""

NOWHERE: Piece = 0, 0, 0, 0
"""What is not kept."""

PLACE = Struct("<QQII")
"""A Piece as bytes."""

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
        self._open: dict[int, tuple[memoryview | _Unmapped, bool]] = {}
        """Each with whether it must be checked."""
        self._writer: _Writer | None = None
        self.doubtful = frozenset(volume for volume, stamp in self.stamps().items() if stamps.get(volume) != stamp)
        """Those that do not stand as they were left."""

    def write(self, data: Buffer) -> Piece:
        """Adds a piece; it can be read after ``flush``."""
        if self._writer is None or self._writer.process != os.getpid():
            self._writer = _Writer(self.folder)
        return self._writer.write(data)

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
        number, at, size, check = piece
        volume, unsure = self._open.get(number, _NONE)
        if len(volume) < at + size:
            volume, unsure = self._open[number] = self._opened(number)
        data = volume[at : at + size]
        if unsure and (len(data) != size or crc32(data) != check):
            raise DamagedError(number)
        return data

    def read_all(self, pieces: Iterable[Piece]) -> list[memoryview | bytes]:
        """As ``read`` each, in a third of the time; none where any is NOWHERE."""
        found: list[memoryview | bytes] = []
        for piece in pieces:
            number, at, size, _ = piece
            if not number:
                return []
            volume, unsure = self._open.get(number, _NONE)
            found.append(self.read(piece) if unsure or len(volume) < at + size else volume[at : at + size])
        return found

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

    def _opened(self, number: int) -> tuple[memoryview | _Unmapped, bool]:
        try:
            file = os.open(file_of(self.folder, number), os.O_RDONLY | os.O_CLOEXEC)
        except OSError:
            raise DamagedError(number) from None
        unmapped = _Unmapped(file)
        unsure = self._stamps.get(number) != stamp_of(os.fstat(file))
        if len(unmapped) > LARGE:
            return unmapped, unsure
        try:
            return memoryview(mmap.mmap(file, 0, access=mmap.ACCESS_READ)), unsure
        except (OSError, ValueError):  # empty
            raise DamagedError(number) from None


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


_NONE = memoryview(b""), True


class _Writer:
    def __init__(self, folder: Path) -> None:
        self.process = os.getpid()
        self._number = (
            int.from_bytes(os.urandom(8), "little") | 1
        )  # nobody's before: what is kept may still name one that is gone
        self._file = file_of(folder, self._number).open("xb", buffering=1 << 20)
        self._at = 0

    def write(self, data: Buffer) -> Piece:
        piece = (self._number, self._at, memoryview(data).nbytes, crc32(data))
        self._file.write(data)
        self._at += piece[2]
        return piece

    def flush(self) -> None:
        self._file.flush()

    def close(self) -> None:
        self._file.close()
