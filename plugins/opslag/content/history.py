"""When each content file was made and last changed, from git: one pass over the log."""

from __future__ import annotations

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

    Author dates: they survive a rebase. A renamed file keeps the dates of its former name.
    Raises ContentError where the clone is shallow, because every date would be wrong.
    """
    try:
        top = _git(content, "rev-parse", "--is-shallow-repository", "--show-toplevel").split("\n")
    except (OpslagError, FileNotFoundError):
        return None
    if top[0] == "true":
        raise ContentError([Problem("content", 0, 0, "", "a shallow clone, whose dates would be wrong",
                                    "fetch the whole history: git fetch --unshallow")])
    prefix = _git(content, "rev-parse", "--show-prefix").strip()
    try:
        head = _git(content, "rev-parse", "--verify", "--quiet", "HEAD").strip()
    except OpslagError:
        head = ""
    dates = _dates(_git(content, "log", "-z", "--format=%x01%at", "--name-status", "--find-renames", "--no-show-signature",
                        "--", ".", quiet=True), prefix) if head else {}
    status = _git(content, "status", "--porcelain=v1", "-z", "--no-renames", "--untracked-files=all", "--", ".")
    dirty = frozenset(entry[3:].removeprefix(prefix) for entry in status.split("\0") if entry)
    return History(head, dates, dirty)


def _dates(log: str, prefix: str) -> dict[str, Dates]:
    """Reads ``git log -z --name-status``, newest commit first: a rename leads a former name's commits to the present one."""
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
        if word[0] in "RC":
            former, name = name, next(fields, "")
            if word[0] == "R":
                present[former] = present.get(name, name)
        path = present.get(name, name).removeprefix(prefix)
        known = dates.get(path)
        dates[path] = Dates(min(known.created, at), max(known.updated, at)) if known else Dates(at, at)
    return dates


def _git(folder: Path, *arguments: str, quiet: bool = False) -> str:
    run = subprocess.run(["git", "-C", str(folder), "-c", "core.quotepath=false", *arguments], capture_output=True, check=False)
    if run.returncode and not quiet:
        raise OpslagError(f"git {arguments[0]}: {run.stderr.decode(errors='replace').strip()}")
    return run.stdout.decode(errors="surrogateescape")
