"""When each content file was made and last changed, from git: by what each commit changed."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import field
from functools import cached_property
from pathlib import Path

from opslag import sealed
from opslag.content.git import GitError, NoRepositoryError, Question
from opslag.errors import ContentError, Problem
from opslag.frozen import frozen


@frozen
class Dates:
    """Seconds since 1970, of a file's first and last commit."""

    created: int
    updated: int


@frozen
class History:
    """The dates of the committed files, by their path below content/; and what is edited and not yet committed."""

    head: str
    """The commit that the dates are true of; "" where there is no history."""
    dates: Mapping[str, Dates] = field(default_factory=dict)
    dirty: frozenset[str] = frozenset()


@frozen
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
    return Repository(content, kept).history()


class Repository:
    """What git says of a content folder. It is asked when this is made, and goes on looking while others work."""

    def __init__(self, content: Path, kept: Path | None = None) -> None:
        """``kept`` is a file for the dates of the last time."""
        self._content, self._kept = content, kept
        options = ("--porcelain=v1", "-z", "--no-renames", "--untracked-files=all", "--ignored=traditional")
        self._status = Question(content, "status", *options, "--", ".")
        self._place = Question(content, "rev-parse", "--is-shallow-repository", "--show-prefix")
        self._commit = Question(content, "rev-parse", "--verify", "--quiet", "HEAD")
        with suppress(FileNotFoundError, GitError):  # told where the answer is needed
            if kept and not kept.exists() and self._head():
                _ = self._changes

    def __enter__(self) -> Repository:
        return self

    def __exit__(self, *_: object) -> None:
        """No question outlives it, whether or not anybody has waited for the answer."""
        self._end()
        for name in ("_head_asked", "_changes"):
            for asked in self.__dict__.get(name, ()):
                asked.end()

    @cached_property
    def _head_asked(self) -> tuple[Question, Question]:
        last = ("log", "-1", "--no-show-signature", "--format=%H", "--", ".")
        return Question(self._content, "rev-parse", "HEAD:./"), Question(self._content, *last)

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
            return Standing(tree.text().strip(), last.text().strip(), differing)
        except (FileNotFoundError, GitError):
            return None

    def history(self) -> History | None:
        """None where the folder is in no repository.

        Author dates: they survive a rebase. A renamed file keeps the dates of its former name; what a merge itself changed
        counts. Raises ContentError where the clone is shallow, or git is not installed, because every date would be wrong, and
        GitError where git refuses to tell.
        """
        self._end()
        try:
            shallow, prefix = self._place.text().removesuffix("\n").split("\n", 1)
        except FileNotFoundError:
            folder = self._content.absolute()
            if not any((around / ".git").exists() for around in (folder, *folder.parents)):
                return None
            found, remedy = "a git repository, whose dates nobody can tell without git", "install git"
            raise ContentError([Problem("content", 0, 0, "", found, remedy)]) from None
        except NoRepositoryError:
            return None
        if shallow == "true":
            found, remedy = "a shallow clone, whose dates would be wrong", "fetch the whole history: git fetch --unshallow"
            raise ContentError([Problem("content", 0, 0, "", found, remedy)])
        head = self._head()
        dates = self._dates(head, prefix) if head else {}
        return History(head, dates, frozenset(path for state, path in self._differing() if state != "!!"))

    def _end(self) -> None:
        for asked in (self._place, self._commit, self._status):
            asked.end()

    def _head(self) -> str:
        """The commit that is checked out; "" where the branch has none yet."""
        try:
            return self._commit.text().strip()
        except GitError:
            return ""

    def _differing(self) -> list[tuple[str, str]]:
        """(how, path below the folder) of the files that are not as they were committed."""
        prefix = self._place.text().removesuffix("\n").split("\n", 1)[1]
        return [(entry[:2], entry[3:].removeprefix(prefix)) for entry in self._status.text().split("\0") if entry]

    @cached_property
    def _changes(self) -> tuple[Question, ...]:
        """What every commit changed, the last third and those before: two processors look at once, and a folder has grown when
        the last ones are made, so that each of them takes longer. Children come before parents, so that a file's name of today
        is known when its former name comes up.

        ``git log`` of a folder compares each commit's files twice: to know whether to tell of it, and what it changed.
        """
        commits = Question(self._content, "rev-list", "--topo-order", self._head()).data().splitlines(keepends=True)
        parts = commits[: len(commits) // 3], commits[len(commits) // 3 :]
        return tuple([Question(self._content, *_CHANGES, said=b"".join(part)) for part in parts])

    def _dates(self, head: str, prefix: str) -> dict[str, Dates]:
        """They follow from the commit, so those of the last time are true where it is the same one."""
        name, kept = f"{head} {prefix}", self._kept
        known = sealed.read_values(kept, name) if kept else None
        if known is not None:
            return {path: Dates(*dates) for path, dates in known.items()}
        dates = _dates("".join([part.text() for part in self._changes]), prefix)
        if kept:
            sealed.write_values(kept, {path: (one.created, one.updated) for path, one in dates.items()}, name)
        return dates


_CHANGES = (
    "diff-tree", "--stdin", "-z", "-r", "--root", "-c", "--name-status", "--find-renames", "-l10000", "--format=%x01%at",
)  # fmt: skip
"""Of the whole repository: to be told of one folder would take git a third longer."""


def _dates(log: str, prefix: str) -> dict[str, Dates]:
    """Reads ``git diff-tree -z --name-status``: a rename leads a former name's commits to the present one."""
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
            if word[0] == "R" and former.startswith(prefix) and name.startswith(prefix):
                present[former] = present.get(name, name)
        if not name.startswith(prefix):
            continue
        path = present.get(name, name).removeprefix(prefix)
        known = dates.get(path)
        dates[path] = Dates(min(known.created, at), max(known.updated, at)) if known else Dates(at, at)
    return dates
