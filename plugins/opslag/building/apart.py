"""A folder that has nothing to do with its neighbours, and is told to the file system as such.

ext4 puts a folder, and all that is made in it, beside its parent's other folders. Where it keeps no journal, as on some machines
that continuous integration rents, it looks at every inode there that was freed in the last minutes before it takes one: after an
output of 10,000 events was deleted, each file of the next one costs half a millisecond, and not a fortieth of that. So a
generation is put where the disk is empty, where a file is made at once, and goes on elsewhere when that is no longer so.
"""

from __future__ import annotations

import fcntl
import os
import shutil
import time
from array import array
from pathlib import Path

GET_FLAGS, SET_FLAGS = 0x80086601, 0x40086602
"""FS_IOC_GETFLAGS and FS_IOC_SETFLAGS of Linux, where a long has 64 bits."""

TOPDIR = 0x00020000
"""FS_TOPDIR_FL, ``chattr +T``: the folders in this one are spread over the disk."""


DRAWS = 8
"""Places on the disk that are tried."""

AT_ONCE = 0.0001
"""Seconds. A file is made in a tenth of that, where the file system need not look for room."""

SLOW = 2 * AT_ONCE
"""Seconds. A folder that takes as long, and is moved besides, was looked for."""

FEW = 8
"""Slow folders, more than quick ones, after which another place is drawn."""

MOVES = 64
"""Places that one process draws at most: on a disk where all is slow, another place is no better."""


class Ground:
    """Makes the folders of one tree. A place that was empty where it began may be full further on: those that follow are made in
    another one then, and moved to where they belong. What is made in a folder lies beside it."""

    def __init__(self, around: Path, name: str) -> None:
        """Places are folders in ``around`` that are called after ``name``."""
        self._around, self._name = around, name
        self._place = ""
        """Where folders are made, by processes side by side; "" for where they belong."""
        self._slow = self._moves = 0

    def make(self, folder: str) -> None:
        """Raises OSError as ``mkdir`` does."""
        began = time.perf_counter()
        if self._place:
            _make_beside(f"{self._place}/{os.getpid()}", folder)
        else:
            os.mkdir(folder)  # noqa: PTH102 - a Path takes as long again as the folder
        if time.perf_counter() - began < SLOW:
            self._slow -= self._slow > 0
            return
        self._slow += 1
        if self._slow >= FEW and self._moves < MOVES:
            self._move()

    def _move(self) -> None:
        self._slow, self._moves = 0, self._moves + 1
        try:
            spread_below(self._around)
        except OSError:
            self._moves = MOVES
            return
        self._place = str(_drawn(self._around, self._name))

    def leave(self) -> None:
        """Takes away the places that were drawn, by whichever process."""
        self._place = ""
        for place in self._around.glob(f".{self._name}.*"):
            shutil.rmtree(place, ignore_errors=True)  # a kill may have left a folder in it


def _make_beside(beside: str, folder: str) -> None:
    new = Path(beside)
    new.mkdir()
    try:
        new.rename(folder)
    except OSError:
        new.rmdir()
        Path(folder).mkdir()  # which says why


def make_apart(folder: Path) -> None:
    """Makes a folder apart from its neighbours; those around it are made where they are missing. What knows no such wish, as most
    file systems do not, makes it anywhere. Raises OSError as ``mkdir`` does."""
    around = folder.parent
    around.mkdir(parents=True, exist_ok=True)
    try:
        spread_below(around)
    except OSError:
        folder.mkdir()
        return
    _drawn(around, folder.name).rename(folder)


def _drawn(around: Path, name: str) -> Path:
    """A new folder in a good place."""
    for draw in range(DRAWS):
        place = around / f".{name}.{os.urandom(4).hex()}"  # from the name follows where on the disk a folder comes to lie
        place.mkdir()
        if _takes_files_at_once(place) or draw == DRAWS - 1:
            break
        place.rmdir()
    return place


def _takes_files_at_once(folder: Path) -> bool:
    file = folder / "file"
    began = time.perf_counter()
    file.touch()
    took = time.perf_counter() - began
    file.unlink()
    return took < AT_ONCE


def spread_below(folder: Path) -> None:
    """Raises OSError where the file system does not know what is asked."""
    flags = array("i", [0, 0])
    asked = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    try:
        fcntl.ioctl(asked, GET_FLAGS, flags)
        flags[0] |= TOPDIR
        fcntl.ioctl(asked, SET_FLAGS, flags)
    finally:
        os.close(asked)
