"""When each content file was made and last changed, from git: one pass over the log."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

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


def read_history(content: Path) -> History | None:
    """The history of a content folder; None where the folder is in no repository, or git is not installed.

    Author dates: they survive a rebase. A renamed file keeps the dates of its former name; what a merge itself changed counts.
    Raises ContentError where the clone is shallow, because every date would be wrong, and OpslagError where git refuses to tell.
    """
    try:
        shallow = _git(content, "rev-parse", "--is-shallow-repository")
    except FileNotFoundError:
        return None
    except OpslagError as error:
        if "not a git repository (or any" in str(error):
            return None
        raise
    if shallow.strip() == "true":
        found, remedy = "a shallow clone, whose dates would be wrong", "fetch the whole history: git fetch --unshallow"
        raise ContentError([Problem("content", 0, 0, "", found, remedy)])
    prefix = _git(content, "rev-parse", "--show-prefix").removesuffix("\n")
    head = _head(content)
    dates = _dates(_git(content, *_LOG), prefix) if head else {}
    status = _git(content, "status", "--porcelain=v1", "-z", "--no-renames", "--untracked-files=all", "--", ".")
    dirty = frozenset(entry[3:].removeprefix(prefix) for entry in status.split("\0") if entry)
    return History(head, dates, dirty)


_LOG = (
    "log", "-z", "--topo-order", "--diff-merges=combined", "--name-status", "--find-renames", "--no-show-signature",
    "--format=%x01%at", "--", ".",
)  # fmt: skip
"""Children before parents, so that a file's name of today is known when its former name comes up."""


def _head(content: Path) -> str:
    """The commit that is checked out; "" where the branch has none yet."""
    try:
        return _git(content, "rev-parse", "--verify", "--quiet", "HEAD").strip()
    except OpslagError:
        return ""


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


def _git(folder: Path, *arguments: str) -> str:
    """What git says, whoever asks: no setting of the user's or of a hook that runs the build may change it."""
    settings = ("diff.renameLimit=10000", "core.fsmonitor=false")
    named = [part for setting in settings for part in ("-c", setting)]
    run = subprocess.run(["git", "-C", str(folder), *named, *arguments], capture_output=True, check=False, env=_environment())
    if run.returncode:
        raise OpslagError(f"git {arguments[0]}: {run.stderr.decode(errors='replace').strip()}")
    return run.stdout.decode(errors="surrogateescape")


def _environment() -> dict[str, str]:
    """Without what a hook of git's is told, which would lead to another repository; and in English, to understand the answer."""
    kept = {name: value for name, value in os.environ.items() if name not in _LOCAL}
    return {**kept, "LC_ALL": "C", "GIT_OPTIONAL_LOCKS": "0"}


_LOCAL = frozenset(
    {"GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_PREFIX", "GIT_OBJECT_DIRECTORY", "GIT_ALTERNATE_OBJECT_DIRECTORIES"}
)


@dataclass(frozen=True, slots=True)
class Standing:
    """What git knows of a content folder, in a few words: two that are equal have the same files with the same dates."""

    tree: str
    """Names the committed bytes."""
    commit: str
    """The last one that touched the folder: its dates, and those before it."""
    differing: tuple[str, ...]
    """Files below the folder that are not as they were committed, those that git ignores included."""


def read_standing(content: Path) -> Standing | None:
    """None where git knows nothing of the folder."""
    try:
        tree = _git(content, "rev-parse", "HEAD:./")
        commit = _git(content, "log", "-1", "--no-show-signature", "--format=%H", "--", ".")
        prefix = _git(content, "rev-parse", "--show-prefix").removesuffix("\n")
        options = ("--porcelain=v1", "-z", "--no-renames", "--untracked-files=all", "--ignored=traditional")
        status = _git(content, "status", *options, "--", ".")
    except (FileNotFoundError, OpslagError):
        return None
    paths = (entry[3:].removeprefix(prefix) for entry in status.split("\0") if entry)
    return Standing(tree.strip(), commit.strip(), tuple(sorted(paths)))
