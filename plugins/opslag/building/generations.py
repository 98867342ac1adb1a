"""The public output: a symbolic link to one of two generations. The other one is brought up to date, then the link is renamed."""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from io import FileIO
from pathlib import Path
from stat import S_ISREG
from typing import TYPE_CHECKING

import orjson

from opslag import sealed
from opslag.building.apart import Ground, make_apart
from opslag.building.manifest import Manifest, listed_files, manifest_of
from opslag.building.notes import Notes
from opslag.content.inventory import Standing, standing
from opslag.content.tree import Stamp, stamp_of
from opslag.errors import OpslagError
from opslag.parts import Parts

if TYPE_CHECKING:
    from typing_extensions import Buffer

NOTES = "groups of paths and keys, and pictures"
"""What is in the file of notes: another version of this code that wrote anything else there is not misunderstood."""

AT_ONCE = 1024
"""Parts of a file that the system writes in one call (IOV_MAX of Linux)."""

LOOKED_AT = 1 << 20
"""Bytes of a file that are compared at once."""

UNKNOWN = -1
"""The size of a file that nobody has vouched for."""


class Generation:
    """One folder, and the list of what is in it. While it is written the list is away: a kill leaves no false list behind."""

    def __init__(self, folder: Path, public: Path | None = None) -> None:
        """``public`` is the folder of the other generation, where there is one."""
        self.folder = folder
        self._root = str(folder)  # a Path is asked for its text as long as a folder is looked up
        self._public = public
        self._list = manifest_of(folder)
        self._notes_file = folder.with_suffix(".notes")
        self._folders: set[str] = set()
        self._ground = Ground(folder.parent, folder.name)

    def look(self, trusted: bool = True) -> tuple[dict[str, int], Notes]:
        """What the generation holds: each file's size by its path, as its list says, and what they were made with. Where there is
        no list, or it is not to be ``trusted``, only that the files are there is known; their size is UNKNOWN."""
        if trusted and self.folder.is_dir():
            with suppress(OSError, ValueError, KeyError, TypeError):
                notes = sealed.read_values(self._notes_file, NOTES)
                return listed_files(orjson.loads(self._list.read_bytes())), Notes(*(notes or ()))
        return dict.fromkeys(_files(str(self.folder), ""), UNKNOWN), Notes()

    def altered(self, sizes: Mapping[str, int]) -> set[str]:
        """Those of the files that are not there in their size: somebody has changed them. The bytes of the others are believed:
        to read all files would take longer than to write them."""
        return {path for path, size in sizes.items() if not self.holds(path, size)}

    def holds(self, path: str, size: int) -> bool:
        """Whether there is a file of that size."""
        try:
            return os.lstat(f"{self.folder}/{path}").st_size == size
        except OSError:
            return False

    def standing(self, path: str) -> Standing | None:
        """None where there is no ordinary file."""
        return standing(f"{self._root}/{path}")

    def stamp(self, path: str) -> Stamp:
        """Of a file that is there."""
        return stamp_of((self.folder / path).stat())

    def open(self) -> None:
        """From here on the generation is being changed."""
        if not self.folder.is_dir():
            make_apart(self.folder)
        self.doubt()
        self._folders.clear()

    def doubt(self) -> None:
        """Nothing that is known of it is believed any longer."""
        self._list.unlink(missing_ok=True)
        self._notes_file.unlink(missing_ok=True)

    def note(self, notes: Notes) -> None:
        """What the files are made with. It says nothing before the generation is closed."""
        sealed.write_values(self._notes_file, (notes.groups, notes.pictures), NOTES)

    def close(self, manifest: Manifest) -> None:
        """The generation is whole, and holds what the manifest names."""
        beside = self._list.with_suffix(".new")
        with sealed.naming(self._list):
            beside.write_bytes(manifest.to_json())
        beside.replace(self._list)
        self._ground.leave()

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

    def write(self, path: str, data: bytes | Parts, before: int | None) -> bool:
        """Writes a file unless it holds these bytes already; whether it did. ``before`` is its size as far as it is known."""
        target = f"{self._root}/{path}"
        if before == len(data) and _holds(target, data):
            return False
        if before is not None:
            Path(target).unlink(missing_ok=True)  # it may be a link to whatever file: nothing may be written through it
        try:
            self._put(path, data)
        except FileNotFoundError:  # another process has put its own in the place of a folder, at that very moment
            self._folders.clear()
            self._put(path, data)
        if self._public is not None:
            _dated(target, f"{self._public}/{path}", data)
        return True

    def _put(self, path: str, data: bytes | Parts) -> None:
        self._make_folder(path.rpartition("/")[0])
        _write(f"{self._root}/{path}", data)

    def _make_folder(self, path: str) -> None:
        """The folder and those around it; each is seen to once."""
        if path in self._folders:
            return
        if not path:
            self.folder.mkdir(parents=True, exist_ok=True)
        else:
            self._make_folder(path.rpartition("/")[0])
            with suppress(FileExistsError):
                self._ground.make(f"{self._root}/{path}")
        self._folders.add(path)


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
        return Generation(self.room / ("b" if public == self.room.resolve() / "a" else "a"), public)

    def swap(self, generation: Generation, *, other_doubted: bool = False) -> None:
        """Makes a generation public, in one rename. Where the other one is doubted, the next build makes it anew."""
        new = self.room / "link"  # where nobody's git sees it, and a kill may leave it
        new.unlink(missing_ok=True)
        new.symlink_to(os.path.relpath(generation.folder, self.link.parent), target_is_directory=True)
        new.replace(self.link)
        if other_doubted:
            self.next().doubt()

    @contextmanager
    def locked(self) -> Iterator[None]:
        """Held by one build at a time; it dies with its process. Raises OpslagError where the output cannot be ours."""
        if self.link.is_symlink():
            if Path(os.path.realpath(self.link)).parent != self.room.resolve():
                what = f"a link that Opslag did not make, to {self.link.readlink()}"
                raise OpslagError(f"{self.link}: {what}; name another folder with --output, or delete it")
        elif self.link.exists():
            if not self.link.is_dir() or any(self.link.iterdir()):
                raise OpslagError(f"{self.link}: a folder that Opslag did not make; name another with --output, or move it away")
            self.link.rmdir()
        with exclusive(self.room):
            yield


@contextmanager
def exclusive(room: Path) -> Iterator[None]:
    """A folder that one process at a time may change; others wait. Made where it is missing.

    The lock dies with its process and those that it started: where a build was killed, the next one waits until its last
    worker has ended, and nobody writes into what it makes.
    """
    try:
        room.mkdir(parents=True, exist_ok=True)
        file = (room / "lock").open("a")
    except OSError as error:
        raise OpslagError(f"{room}: {error.strerror}; Opslag must be able to write there") from None
    with file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


def _holds(file: str, data: bytes | Parts) -> bool:
    """Whether there is an ordinary file of these bytes, which has no other name."""
    try:
        status = os.lstat(file)
        return S_ISREG(status.st_mode) and status.st_nlink == 1 and status.st_size == len(data) and _is(file, data)
    except OSError:
        return False


def _is(file: str, data: bytes | Parts) -> bool:
    """Whether a file that has their size holds these bytes. Of a large one only some are in memory at once, and none are read
    behind the first that differ."""
    with FileIO(file) as found:
        if isinstance(data, Parts):
            parts = data.together(AT_ONCE)
        else:
            parts = (data[at : at + LOOKED_AT] for at in range(0, len(data), LOOKED_AT))
        return all(found.read(len(part)) == part for part in parts)


def _write(target: str, data: bytes | Parts) -> None:
    """By the system's own calls: of 100,000 small files, a Path and a buffer for each take longer than the writing."""
    file = os.open(target, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_CLOEXEC, 0o666)
    try:
        if isinstance(data, Parts):
            data = _many_written(file, data.parts)
        while data:
            data = data[os.write(file, data) :]
    except OSError as error:
        raise OSError(error.errno, error.strerror, target) from None  # a full disk has no name of its own
    finally:
        os.close(file)


def _many_written(file: int, parts: Sequence[Buffer]) -> bytes:
    """Writes them as they stand in memory. Gives what is left of them where the system takes no more at once."""
    for at in range(0, len(parts), AT_ONCE):
        some = parts[at : at + AT_ONCE]
        written, size = os.writev(file, some), len(Parts(some))
        if written < size:
            return b"".join(parts[at:])[written:]
    return b""


def _files(folder: str, below: str) -> Iterator[str]:
    """The path of every file and link."""
    try:
        with os.scandir(folder) as entries:
            for entry in entries:
                if entry.is_dir(follow_symlinks=False):
                    yield from _files(entry.path, f"{below}{entry.name}/")
                else:
                    yield below + entry.name
    except FileNotFoundError:
        return


def _dated(written: str, public: str, data: bytes | Parts) -> None:
    """Gives a file the time of the public one where they hold the same bytes, a later second where only their size is the same.

    Hosts make a file's ETag of its time, in seconds, and its size. Who asks whether a feed has changed must not be told that it
    has because there was a build, nor that it has not because the build was quick.
    """
    try:
        before = Path(public).stat()
    except FileNotFoundError:
        return
    if before.st_size != len(data):
        return
    if _is(public, data):
        os.utime(written, ns=(before.st_mtime_ns, before.st_mtime_ns))
    elif int(Path(written).stat().st_mtime) <= int(before.st_mtime):
        later = before.st_mtime_ns + 1_000_000_000
        os.utime(written, ns=(later, later))
