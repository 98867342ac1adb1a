"""The files of ``content/``, as they stand in a folder."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from opslag.content.history import History, read_history
from opslag.errors import ContentError, OpslagError, Problem


@dataclass(frozen=True, slots=True)
class File:
    """A file of the tree. ``stamp`` changes when its bytes do, by the rule that git's index uses."""

    path: str
    """Below content/, with ``/`` between folders."""
    size: int
    stamp: tuple[int, int, int]
    """Modification time and change time in nanoseconds, and inode."""


class Tree:
    """A content folder. Its name in messages is always ``content/``, wherever it stands."""

    def __init__(self, root: Path) -> None:
        if not root.is_dir():
            raise OpslagError(f"{root}: no such folder; name the content folder with --content")
        self.root = root

    def files(self) -> dict[str, File]:
        """Every file by its path, without hidden ones. Raises ContentError for a link that leads out of the folder."""
        found: dict[str, File] = {}
        problems: list[Problem] = []
        inside = os.path.realpath(self.root) + os.sep
        for entry, path in _walk(str(self.root), ""):
            if entry.is_symlink():
                target = os.path.realpath(entry.path)
                if not target.startswith(inside):
                    problems.append(Problem(named(path), 1, 1, "", "a link to a file outside content/", "copy the file itself here"))
                    continue
                if not Path(target).is_file():
                    problems.append(Problem(named(path), 1, 1, "", "a link that leads to no file", "delete it, or copy the file itself here"))
                    continue
            status = entry.stat()
            found[path] = File(path, status.st_size, (status.st_mtime_ns, status.st_ctime_ns, status.st_ino))
        if problems:
            raise ContentError(problems)
        return found

    def read(self, path: str) -> bytes:
        return (self.root / path).read_bytes()

    def modified(self, path: str) -> float:
        """Seconds since 1970, by the file system."""
        return (self.root / path).stat().st_mtime

    def history(self) -> History | None:
        """When each file was made and changed, by git; None where the folder is in no repository."""
        return read_history(self.root)


def named(path: str) -> str:
    """A path below content/ as messages name it."""
    return f"content/{path}"


def _walk(folder: str, prefix: str) -> Iterator[tuple[os.DirEntry[str], str]]:
    with os.scandir(folder) as entries:
        for entry in sorted(entries, key=lambda entry: entry.name):
            if entry.name.startswith((".", "_")) or entry.name.endswith("~"):
                continue
            path = prefix + entry.name
            if entry.is_dir(follow_symlinks=False):
                yield from _walk(entry.path, path + "/")
            elif entry.is_file() or entry.is_symlink():
                yield entry, path
