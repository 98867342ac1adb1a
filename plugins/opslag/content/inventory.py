"""What is in a folder of drawn files: of each its digest, and how it was left. Nothing that has changed since is believed."""

from __future__ import annotations

import os
from pathlib import Path
from stat import S_ISREG
from uuid import uuid4

from opslag import sealed
from opslag.sealed import digest_of, naming

Standing = tuple[int, int, int]
"""Of a file: its size in bytes, its time of modification in nanoseconds, and its inode. Not its time of change, which a ``Stamp``
has too: each link from an output, made or taken away, changes that."""

NAME = "inventory"


def standing(file: Path | str) -> Standing | None:
    """None where no ordinary file has that name."""
    try:
        status = os.lstat(file)
    except OSError:
        return None
    return standing_of(status) if S_ISREG(status.st_mode) else None


def standing_of(status: os.stat_result) -> Standing:
    return status.st_size, status.st_mtime_ns, status.st_ino


class Inventory:
    """Any number of processes may have one of the same folder at once, as long as all put the same bytes under the same name."""

    def __init__(self, folder: Path, made_of: str) -> None:
        """``made_of`` says what the files follow from: one of other files is not believed."""
        self._folder, self._made_of = folder, made_of
        self._noted: dict[str, tuple[Standing, bytes]] = sealed.read_values(folder / NAME, made_of) or {}
        self._on_disk = dict(self._noted)

    def holds(self, name: str, *, read: bool = False) -> bool:
        """Whether a file is as it was put here. One that stands as it was left is believed, unless it is to be ``read``; of any
        other, as in a cache that came from another machine, the bytes are."""
        file = self._folder / name
        left, digest = self._noted.get(name, (None, b""))
        stands = standing(file)
        if left is None or stands is None or stands[0] != left[0]:
            return False
        if read or stands != left:
            if digest_of(file.read_bytes()) != digest:
                return False
            self._noted[name] = stands, digest
        return True

    def put(self, name: str, data: bytes) -> None:
        """Under its name at once or not at all, whoever else is making the same. It is a new file: what outputs link to is never
        written to."""
        unfinished = self._folder / f".{name}.{uuid4().hex}"
        with naming(self._folder / name):
            unfinished.write_bytes(data)
        self._noted[name] = standing_of(unfinished.stat()), digest_of(data)
        unfinished.replace(self._folder / name)

    def save(self) -> None:
        if self._noted != self._on_disk:
            sealed.write_values(self._folder / NAME, self._noted, self._made_of)
            self._on_disk = dict(self._noted)
