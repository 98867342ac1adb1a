"""A copy of git's index, in which what is to change is made ready; one rename puts it in the place of git's own."""

from __future__ import annotations

import os
import shutil
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

from opslag.content.git import GitError
from opslag.gateway.repository.busy import BusyError
from opslag.gateway.repository.change import Change, index_info
from opslag.gateway.repository.git import Git


class Index:
    """Good for one change, by whoever holds ``index.lock``."""

    def __init__(self, git: Git, own: Path, copy: Path) -> None:
        """``git``: in the top folder of the working tree; ``own``: git's index. Raises OSError where there is no room."""
        self._git, self._own, self._copy = git, own, copy
        shutil.copyfile(own, copy)

    def refuse_to_overwrite(self, changes: Sequence[Change]) -> None:
        """Raises BusyError where a file that is to change has edits, or is there and in no commit."""
        with suppress(GitError):
            self._git("update-index", "-q", "--refresh", index=self._copy)
        edited = set(self._git.fields("diff-index", "-z", "--name-only", "HEAD", index=self._copy))
        known = set(self._git.fields("ls-files", "-z", index=self._copy))
        for change in changes:
            if change.path in edited or (change.path not in known and os.path.lexists(self._git.folder / change.path)):
                raise BusyError(f"{change.path} has edits that are in no commit; commit them, or take them back")

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
