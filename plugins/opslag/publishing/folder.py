"""Publishing into a folder of this machine, for a web server that serves it. Each file is put in place by one rename."""

from __future__ import annotations

import errno
import fcntl
import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from hashlib import sha256
from pathlib import Path
from stat import S_IMODE
from uuid import uuid4

from opslag.publishing.store import MAKE_ROOM, ROOM, Kept, Overtaken, StoreError, Upload


class Folder:
    """The folder is made where it is missing, but nothing around it: a name with a slip in it is no new site."""

    keeps_headers = False
    batch = 20
    workers = 2

    def __init__(self, root: Path) -> None:
        self.root = root
        self._room = root / ROOM

    def read(self, path: str) -> Kept | None:
        with self._told():
            if not self.root.parent.is_dir():
                raise StoreError(f"{self.root.parent}: no such folder; make it first, if the name is right")
            try:
                data = (self.root / path).read_bytes()
            except FileNotFoundError:
                return None
            return Kept(data, sha256(data).hexdigest())

    def replace(self, path: str, data: bytes, version: str | None) -> str:
        with self._told():
            self._make(self._room)
            with (self._room / "lock").open("a") as lock:
                fcntl.flock(lock, fcntl.LOCK_EX)
                kept = self.read(path)
                if (kept and kept.version) != version:
                    raise Overtaken(path)
                self._place(path, data, None)
            return sha256(data).hexdigest()

    def put(self, uploads: Sequence[Upload]) -> None:
        with self._told():
            for upload in uploads:
                self._place(upload.path, upload.data, upload.modified)

    def delete(self, paths: Sequence[str]) -> None:
        with self._told():
            for path in paths:
                (self.root / path).unlink(missing_ok=True)
            for folder in folders_of(paths):
                with suppress(OSError):  # not empty: another file lives there
                    (self.root / folder).rmdir()

    def tidy(self) -> None:
        with self._told():
            for part in self._room.glob("*.part"):
                part.unlink(missing_ok=True)

    def close(self) -> None:
        """Nothing is open."""

    def _place(self, path: str, data: bytes, modified: int | None) -> None:
        target, beside = self.root / path, self._room / f"{uuid4().hex}.part"
        self._make(target.parent)
        try:
            beside.write_bytes(data)
            beside.chmod(0o644)
            if modified is not None:
                os.utime(beside, ns=(modified, modified))
            beside.replace(target)
        finally:
            beside.unlink(missing_ok=True)

    def _make(self, folder: Path) -> None:
        """Open to the web server, which is somebody else, whatever the umask of who publishes. What is open wider stays so."""
        if folder.is_dir():
            return
        if folder != self.root:
            self._make(folder.parent)
        folder.mkdir(exist_ok=True)
        folder.chmod(S_IMODE(folder.stat().st_mode) | 0o755)

    @contextmanager
    def _told(self) -> Iterator[None]:
        try:
            yield
        except OSError as error:
            place = self.root if error.filename is None else error.filename
            raise StoreError(f"{place}: {error.strerror}; {_remedy(error)}") from None


def folders_of(paths: Sequence[str]) -> list[str]:
    """The folders that hold these files, each before those around it."""
    found = {path[:at] for path in paths for at, letter in enumerate(path) if letter == "/"}
    return sorted(found, key=lambda folder: (-folder.count("/"), folder))


def _remedy(error: OSError) -> str:
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return MAKE_ROOM
    if error.errno in (errno.EACCES, errno.EPERM, errno.EROFS):
        return "whoever publishes must be able to write there"
    return "mend that, and publish again: it goes on where it stopped"
