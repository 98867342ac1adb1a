"""The files of ``content/``, as they stand in a folder."""

from __future__ import annotations

import os
from collections.abc import Iterator
from functools import cached_property
from operator import attrgetter
from pathlib import Path
from typing import NamedTuple
from unicodedata import normalize

from opslag.content.history import History, Repository
from opslag.errors import ContentError, OpslagError, Problem

_PIECE = 1 << 16
"""So many bytes of a file whose size is not known are asked for at once: content files are smaller, pictures are not."""


Stamp = tuple[int, int, int, int]
"""Of a file: its size in bytes, its times of modification and of change in nanoseconds, and its inode. It changes when the bytes
do, by the rule that git's index uses."""


def stamp_of(status: os.stat_result) -> Stamp:
    return status.st_size, status.st_mtime_ns, status.st_ctime_ns, status.st_ino


class File(NamedTuple):
    """A file of the tree."""

    path: str
    """Below content/, with ``/`` between folders."""
    stamp: Stamp


class Tree:
    """A content folder. Its name in messages is always ``content/``, wherever it stands."""

    def __init__(self, root: Path, kept_dates: Path | None = None) -> None:
        """``kept_dates``: a file for what git said of the dates, for the next time."""
        if not root.is_dir():
            raise OpslagError(f"{root}: no such folder; name the content folder with --content")
        self.root = root
        self._root = str(root)
        self._kept_dates = kept_dates
        self._listed: tuple[dict[str, File], list[Problem]] | None = None

    def files(self, problems: list[Problem] | None = None) -> dict[str, File]:
        """Every file by its path, without hidden ones, as it stood when this was first asked. What nobody should read, such as a
        link that leads out of the folder, is left out, and noted in ``problems``."""
        if self._listed is None:
            self._listed = self._list()
        if problems is not None:
            problems.extend(self._listed[1])
        return self._listed[0]

    def _list(self) -> tuple[dict[str, File], list[Problem]]:
        found: dict[str, File] = {}
        problems: list[Problem] = []
        inside = os.path.realpath(self.root) + os.sep
        for entry, path in _walk(_open(self._root), self._root):  # each is forgotten before the next comes
            fault = None if path.isascii() and not entry.is_symlink() else _stray(self._root, path, inside)
            if fault is None:
                found[path] = File(path, stamp_of(entry.stat()))
            else:
                problems.append(fault)
        return found, problems

    def is_as_listed(self, path: str) -> bool:
        """Whether a file has not been touched since the tree was listed. Nothing is known of what was left out then."""
        file = self.files().get(path)
        try:
            return file is None or file.stamp == stamp_of((self.root / path).stat())
        except OSError:
            return False

    def read(self, path: str) -> bytes:
        """Raises ContentError where the file is gone, or nobody may read it."""
        listed = self._listed and self._listed[0].get(path)
        try:
            # What open() gives is made ready for all that one may do with a file, which takes as long as to read one.
            file = os.open(f"{self._root}/{path}", os.O_RDONLY)
            try:
                return _whole(file, listed.stamp[0] if listed else _PIECE)
            finally:
                os.close(file)
        except OSError as error:
            remedy = "see that it is there, and that whoever builds the site may read it"
            raise ContentError([Problem(named(path), 0, 0, "", f"cannot be read ({error.strerror})", remedy)]) from None

    def modified(self, path: str) -> float:
        """Seconds since 1970, by the file system."""
        return (self.root / path).stat().st_mtime

    def history(self) -> History | None:
        """When each file was made and changed, by git; None where the folder is in no repository."""
        return self.repository.history()

    @cached_property
    def repository(self) -> Repository:
        """What git says; it begins to look when this is first asked for."""
        return Repository(self.root, self._kept_dates)


def _whole(file: int, size: int) -> bytes:
    """What is in an open file. One that has the size that is expected of it is not asked again whether there is more."""
    first = os.read(file, size + 1)
    if len(first) == size:
        return first
    pieces = [first]
    while piece := os.read(file, _PIECE):
        pieces.append(piece)
    return b"".join(pieces)


def named(path: str) -> str:
    """A path below content/ as messages name it."""
    return f"content/{path}"


def below(name: str) -> str:
    """The path below content/ of what messages name so."""
    return name.removeprefix("content/")


def typed(path: str) -> str:
    """A path as people type it. Some systems take an å apart in the names of files (Unicode's NFD); nobody does."""
    return path if path.isascii() else normalize("NFC", path)


def _stray(root: str, path: str, inside: str) -> Problem | None:
    """Why a file is none of the content, if it is not."""
    if not path.isascii() and any("\ud800" <= letter <= "\udfff" for letter in path):
        shown = path.encode(errors="backslashreplace").decode()
        return Problem(named(shown), 0, 0, "", "a file name that is not UTF-8", "rename the file")
    file = Path(root, path)
    if file.is_symlink():
        target = os.path.realpath(file)
        if not target.startswith(inside):
            return Problem(named(path), 1, 1, "", "a link to a file outside content/", "copy the file itself here")
        if not Path(target).is_file():
            return Problem(named(path), 1, 1, "", "a link that leads to no file", "delete it, or copy the file itself here")
    return None


def _walk(folder: int, root: str, prefix: str = "") -> Iterator[tuple[os.DirEntry[str], str]]:
    """Every file and link of an open folder with its path below ``root``, in the order of their names. The system finds each from
    its folder in half the time that it takes from the root."""
    try:
        with os.scandir(folder) as entries:
            left = sorted(entries, key=_name, reverse=True)
        while left:
            entry = left.pop()
            name = entry.name
            if name[0] in "._" or name[-1] == "~":
                continue
            if entry.is_file(follow_symlinks=False) or entry.is_symlink():
                yield entry, prefix + name
            elif entry.is_dir(follow_symlinks=False):
                yield from _walk(_open(f"{root}/{prefix}{name}"), root, f"{prefix}{name}/")
    finally:
        os.close(folder)


def _open(folder: str) -> int:
    return os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)


_name = attrgetter("name")
