"""A copy of git's index, in which what is to change is made ready; one rename puts it in the place of git's own."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterable, Sequence
from contextlib import suppress
from pathlib import Path

from opslag.content.git import SilentError
from opslag.gateway.repository.busy import BusyError
from opslag.gateway.repository.change import Change, index_info, new_bytes
from opslag.gateway.repository.git import Git


class Index:
    """Good for one change, by whoever holds ``index.lock``."""

    def __init__(self, git: Git, own: Path, copy: Path) -> None:
        """``git``: in the top folder of the working tree; ``own``: git's index. Raises OSError where there is no room."""
        self._git, self._own, self._copy = git, own, copy
        shutil.copyfile(own, copy)

    def unlike(self, paths: Sequence[str], algorithm: str) -> list[str]:
        """Those of a few paths that may have been edited: whose file is not, byte for byte, what index and commit have. The rest
        was not; to look at every file there is, as ``edited`` does, takes longer than a commit."""
        few = [f":(literal){path}" for path in paths]
        staged = set(self._git.fields("diff-index", "--cached", "-z", "--name-only", "HEAD", "--", *few, index=self._copy))
        entries = (entry.split("\t", 1) for entry in self._git.fields("ls-files", "-s", "-z", "--", *few, index=self._copy))
        held = {path: entry.split()[1] for entry, path in entries}
        return [path for path in paths if path in staged or self._blob(path, algorithm) != held.get(path)]

    def edited(self, paths: Iterable[str]) -> list[str]:
        """Those of the paths whose file has edits, or is there and in no commit."""
        with suppress(SilentError):  # files that are to be merged
            self._git("update-index", "-q", "--refresh", index=self._copy)
        edited = set(self._git.fields("diff-index", "-z", "--name-only", "HEAD", index=self._copy))
        known = set(self._git.fields("ls-files", "-z", index=self._copy))
        return [path for path in paths if path in edited or (path not in known and os.path.lexists(self._git.folder / path))]

    def enter(self, changes: Sequence[Change]) -> None:
        """Writes down what the commit has that is to come; no file is touched."""
        self._git("update-index", "-z", "--index-info", said=index_info(changes), index=self._copy)

    def check_out(self, changes: Sequence[Change]) -> None:
        """Brings the files to what was entered, whatever is in them."""
        there = "\0".join(change.path for change in changes if change.there)
        said = there.encode(errors="surrogateescape")
        self._git("checkout-index", "--force", "-u", "-z", "--stdin", said=said, index=self._copy)
        for change in changes:
            if not change.there:
                _remove(self._git.folder / change.path, self._git.folder)

    def take_effect(self) -> None:
        """From now on it is git's."""
        self._copy.replace(self._own)

    def discard(self) -> None:
        """Nothing is to change."""
        self._copy.unlink()

    def _blob(self, path: str, algorithm: str) -> str | None:
        """The name of the object that would hold the file's bytes."""
        try:
            return new_bytes(path, (self._git.folder / path).read_bytes(), algorithm).blob
        except FileNotFoundError:
            return None


def would_overwrite(path: str) -> BusyError:
    """What is said where a file has edits, and is to change."""
    return BusyError(f"{path} has edits that are in no commit; commit them, or take them back")


def _remove(file: Path, top: Path) -> None:
    """Deletes a file, and the folders that are empty then."""
    file.unlink(missing_ok=True)
    for folder in file.parents:
        if folder == top:
            return
        try:
            folder.rmdir()
        except OSError:
            return
