"""The public output: a symbolic link to one of two generations. The other one is brought up to date, then the link is renamed."""

from __future__ import annotations

import fcntl
import json
import os
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from opslag.errors import OpslagError


@dataclass(frozen=True, slots=True)
class Entry:
    """What is known of a file that a generation holds."""

    digest: str
    """SHA-256, hexadecimal."""
    size: int

    @classmethod
    def of(cls, data: bytes) -> Entry:
        return cls(sha256(data).hexdigest(), len(data))


class Generation:
    """One folder, and the list of what is in it. While it is written the list is away: a kill leaves no false list behind."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._list = folder.with_suffix(".manifest.json")
        self._made: set[str] = set()

    def entries(self) -> dict[str, Entry]:
        """What the generation holds, by path. Where the list is missing it is made anew from the files."""
        try:
            listed = json.loads(self._list.read_bytes())
            return {path: Entry(digest, size) for path, (digest, size) in listed["files"].items()}
        except (OSError, ValueError, KeyError, TypeError):
            return dict(_found(self.folder)) if self.folder.is_dir() else {}

    def open(self) -> None:
        """From here on the generation is being changed."""
        self.folder.mkdir(parents=True, exist_ok=True)
        self._list.unlink(missing_ok=True)

    def close(self, entries: Mapping[str, Entry]) -> None:
        """The generation is whole, and holds these files."""
        listed = {path: [entry.digest, entry.size] for path, entry in sorted(entries.items())}
        beside = self._list.with_suffix(".new")
        beside.write_text(json.dumps({"files": listed}, ensure_ascii=False, separators=(",", ":")), encoding="utf-8")
        beside.replace(self._list)

    def remove(self, paths: Iterable[str]) -> None:
        """Deletes files, and the folders that are empty then."""
        folders: set[str] = set()
        for path in paths:
            (self.folder / path).unlink(missing_ok=True)
            parent = path.rpartition("/")[0]
            while parent and parent not in folders:
                folders.add(parent)
                parent = parent.rpartition("/")[0]
        for parent in sorted(folders, key=len, reverse=True):
            try:
                (self.folder / parent).rmdir()
            except OSError:
                continue  # not empty: another file lives there

    def write(self, path: str, data: bytes, before: Entry | None) -> Entry:
        """Writes a file unless it holds these bytes already, as ``before`` says."""
        entry = Entry.of(data)
        if entry == before:
            return entry
        target = f"{self.folder}/{path}"
        try:
            file = open(target, "wb")
        except FileNotFoundError:
            os.makedirs(os.path.dirname(target), exist_ok=True)
            file = open(target, "wb")
        with file:
            file.write(data)
        return entry


class Generations:
    """The link and its two generations, in the hidden folder beside it: ``output`` and ``.output/a``, ``.output/b``."""

    def __init__(self, output: Path) -> None:
        self.link = output.absolute()
        self.room = self.link.parent / f".{self.link.name}"

    @property
    def public(self) -> Path | None:
        """The folder that is public now, if any."""
        return Path(os.path.realpath(self.link)) if self.link.is_symlink() and self.link.is_dir() else None

    def next(self) -> Generation:
        """The generation that is not public."""
        public = self.public
        return Generation(self.room / ("b" if public == self.room.resolve() / "a" else "a"))

    def swap(self, generation: Generation) -> None:
        """Makes a generation public, in one rename."""
        beside = self.link.with_name(f".{self.link.name}.new")
        beside.unlink(missing_ok=True)
        beside.symlink_to(os.path.relpath(generation.folder, self.link.parent), target_is_directory=True)
        beside.replace(self.link)

    @contextmanager
    def locked(self) -> Iterator[None]:
        """Held by one build at a time; it dies with its process. Raises OpslagError where the output cannot be ours."""
        if self.link.exists() and not self.link.is_symlink():
            if not self.link.is_dir() or any(self.link.iterdir()):
                raise OpslagError(f"{self.link}: a folder that Opslag did not make; name another with --output, or move it away")
            self.link.rmdir()
        with exclusive(self.room):
            yield


@contextmanager
def exclusive(room: Path) -> Iterator[None]:
    """A folder that one process at a time may change; others wait. Made where it is missing; the lock dies with its process."""
    try:
        room.mkdir(parents=True, exist_ok=True)
        file = (room / "lock").open("a")
    except OSError as error:
        raise OpslagError(f"{room}: {error.strerror}; Opslag must be able to write there") from None
    with file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


def _found(folder: Path) -> Iterator[tuple[str, Entry]]:
    for parent, _, names in os.walk(folder):
        for name in names:
            file = Path(parent, name)
            yield file.relative_to(folder).as_posix(), Entry.of(file.read_bytes())
