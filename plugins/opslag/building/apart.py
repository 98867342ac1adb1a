"""A folder that has nothing to do with its neighbours, and is told to the file system as such.

ext4 puts a folder, and all that is made in it, beside its parent's other folders. Where it keeps no journal, as on some machines
that continuous integration rents, it looks at every inode there that was freed in the last minutes before it takes one: after an
output of 10,000 events was deleted, each file of the next one costs half a millisecond, and not a fortieth of that. So a
generation is put where the disk is empty, and where a file is made at once.
"""

from __future__ import annotations

import fcntl
import os
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
    for draw in range(DRAWS):
        beside = around / f".{folder.name}.{os.urandom(4).hex()}"  # from the name follows where on the disk a folder comes to lie
        beside.mkdir()
        if _takes_files_at_once(beside) or draw == DRAWS - 1:
            break
        beside.rmdir()
    beside.rename(folder)


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
