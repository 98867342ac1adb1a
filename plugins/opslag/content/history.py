"""When each content file was made and last changed, from git: one pass over the log."""

from __future__ import annotations

import os
import subprocess
import tempfile
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from opslag import sealed
from opslag.errors import ContentError, OpslagError, Problem


@dataclass(frozen=True, slots=True)
class Dates:
    """Seconds since 1970, of a file's first and last commit."""

    created: int
    updated: int


@dataclass(frozen=True, slots=True)
class History:
    """The dates of the committed files, by their path below content/; and what is edited and not yet committed."""

    head: str
    """The commit that the dates are true of; "" where there is no history."""
    dates: Mapping[str, Dates] = field(default_factory=dict)
    dirty: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Standing:
    """What git knows of a content folder, in a few words: two that are equal have the same files with the same dates."""

    tree: str
    """Names the committed bytes."""
    commit: str
    """The last one that touched the folder: its dates, and those before it."""
    differing: tuple[str, ...]
    """Files below the folder that are not as they were committed, those that git ignores included."""


def read_history(content: Path, kept: Path | None = None) -> History | None:
    """The history of a content folder; see ``Repository.history``."""
    return Repository(content).history(kept)


class Repository:
    """What git says of a content folder. It is asked when this is made, and goes on looking while others work."""

    def __init__(self, content: Path) -> None:
        self._content = content
        options = ("--porcelain=v1", "-z", "--no-renames", "--untracked-files=all", "--ignored=traditional")
        self._status = _Asked(content, "status", *options, "--", ".")
        self._place = _Asked(content, "rev-parse", "--is-shallow-repository", "--show-prefix")
        self._commit = _Asked(content, "rev-parse", "--verify", "--quiet", "HEAD")

    def __enter__(self) -> Repository:
        return self

    def __exit__(self, *_: object) -> None:
        """No question outlives it, whether or not anybody has waited for the answer."""
        self._end()
        for asked in self._head_asked if "_head_asked" in self.__dict__ else ():
            asked.end()

    @cached_property
    def _head_asked(self) -> tuple[_Asked, _Asked]:
        last = ("log", "-1", "--no-show-signature", "--format=%H", "--", ".")
        return _Asked(self._content, "rev-parse", "HEAD:./"), _Asked(self._content, *last)

    def ask_standing(self) -> None:
        """For whoever asks for ``standing`` later, and wants it as of now."""
        _ = self._head_asked

    def standing(self) -> Standing | None:
        """None where git knows nothing of the folder."""
        tree, last = self._head_asked
        self._end()
        for asked in (tree, last):
            asked.end()
        try:
            differing = tuple(sorted(path for _, path in self._differing()))
            return Standing(tree.answer().strip(), last.answer().strip(), differing)
        except (FileNotFoundError, OpslagError):
            return None

    def history(self, kept: Path | None = None) -> History | None:
        """None where the folder is in no repository, or git is not installed. ``kept`` is a file for the dates of the last time.

        Author dates: they survive a rebase. A renamed file keeps the dates of its former name; what a merge itself changed
        counts. Raises ContentError where the clone is shallow, because every date would be wrong, and OpslagError where git
        refuses to tell.
        """
        self._end()
        try:
            shallow, prefix = self._place.answer().removesuffix("\n").split("\n", 1)
        except FileNotFoundError:
            return None
        except OpslagError as error:
            if "not a git repository (or any" in str(error):
                return None
            raise
        if shallow == "true":
            found, remedy = "a shallow clone, whose dates would be wrong", "fetch the whole history: git fetch --unshallow"
            raise ContentError([Problem("content", 0, 0, "", found, remedy)])
        head = self._head()
        dates = self._dates(head, prefix, kept) if head else {}
        return History(head, dates, frozenset(path for state, path in self._differing() if state != "!!"))

    def _end(self) -> None:
        for asked in (self._place, self._commit, self._status):
            asked.end()

    def _head(self) -> str:
        """The commit that is checked out; "" where the branch has none yet."""
        try:
            return self._commit.answer().strip()
        except OpslagError:
            return ""

    def _differing(self) -> list[tuple[str, str]]:
        """(how, path below the folder) of the files that are not as they were committed."""
        prefix = self._place.answer().removesuffix("\n").split("\n", 1)[1]
        return [(entry[:2], entry[3:].removeprefix(prefix)) for entry in self._status.answer().split("\0") if entry]

    def _dates(self, head: str, prefix: str, kept: Path | None) -> dict[str, Dates]:
        """They follow from the commit, so those of the last time are true where it is the same one."""
        name = f"{head} {prefix}"
        known = sealed.read_values(kept, name) if kept else None
        if known is not None:
            return {path: Dates(*dates) for path, dates in known.items()}
        dates = _dates(_git(self._content, *_LOG), prefix)
        if kept:
            sealed.write_values(kept, {path: (one.created, one.updated) for path, one in dates.items()}, name)
        return dates


_LOG = (
    "log", "-z", "--topo-order", "--diff-merges=combined", "--name-status", "--find-renames", "--no-show-signature",
    "--format=%x01%at", "--", ".",
)  # fmt: skip
"""Children before parents, so that a file's name of today is known when its former name comes up."""


def _dates(log: str, prefix: str) -> dict[str, Dates]:
    """Reads ``git log -z --name-status``: a rename leads a former name's commits to the present one."""
    present: dict[str, str] = {}
    dates: dict[str, Dates] = {}
    fields = iter(log.split("\0"))
    at = 0
    for word in fields:
        word = word.lstrip("\n")
        if word.startswith("\1"):
            stamp, _, status = word[1:].partition("\n")
            at = int(stamp)
            word = status.lstrip("\n")
        if not word:
            continue
        name = next(fields, "")
        if word[0] in "RC" and word[1:].isdigit():  # a merge's own changes have a letter for each parent, and one name
            former, name = name, next(fields, "")
            if word[0] == "R":
                present[former] = present.get(name, name)
        path = present.get(name, name).removeprefix(prefix)
        known = dates.get(path)
        dates[path] = Dates(min(known.created, at), max(known.updated, at)) if known else Dates(at, at)
    return dates


class _Asked:
    """A question to git, whose answer is taken when it is there. No setting of the user's, or of a hook that runs the build, may
    change it."""

    def __init__(self, folder: Path, *arguments: str) -> None:
        settings = ("diff.renameLimit=10000", "core.fsmonitor=false")
        command = ["git", "-C", str(folder), *(part for setting in settings for part in ("-c", setting)), *arguments]
        self._what = arguments[0]
        self._said, self._complaint = tempfile.TemporaryFile(), tempfile.TemporaryFile()  # noqa: SIM115 - a pipe would fill up
        self._process: subprocess.Popen[bytes] | None = None
        with suppress(FileNotFoundError):
            self._process = subprocess.Popen(command, stdout=self._said, stderr=self._complaint, env=_environment())

    def answer(self) -> str:
        """Raises OpslagError where git refuses, FileNotFoundError where there is none."""
        said, complaint = self._whole
        if self._process is None:
            raise FileNotFoundError("git")
        if self._process.returncode:
            raise OpslagError(f"git {self._what}: {complaint.decode(errors='replace').strip()}")
        return said.decode(errors="surrogateescape")

    @cached_property
    def _whole(self) -> tuple[bytes, bytes]:
        """What it said, when it has ended."""
        if self._process is not None:
            self._process.wait()
        with self._said as said, self._complaint as complaint:
            said.seek(0)
            complaint.seek(0)
            return said.read(), complaint.read()

    def end(self) -> None:
        """Waits until it has ended, whatever it says."""
        _ = self._whole


def _git(folder: Path, *arguments: str) -> str:
    return _Asked(folder, *arguments).answer()


def _environment() -> dict[str, str]:
    """Without what a hook of git's is told, which would lead to another repository; and in English, to understand the answer."""
    kept = {name: value for name, value in os.environ.items() if name not in _LOCAL}
    return {**kept, "LC_ALL": "C", "GIT_OPTIONAL_LOCKS": "0"}


_LOCAL = frozenset(
    {"GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_PREFIX", "GIT_OBJECT_DIRECTORY", "GIT_ALTERNATE_OBJECT_DIRECTORIES"}
)
