"""The repository that editors push to: their commits come from there, ours go there, put on top of theirs file by file."""

from __future__ import annotations

import time
from contextlib import suppress

from opslag.content.git import GitError
from opslag.gateway.repository.busy import BusyError
from opslag.gateway.repository.change import Change
from opslag.gateway.repository.git import without_secrets
from opslag.gateway.repository.new_commit import NewCommit
from opslag.gateway.repository.repository import Repository

SECONDS = 30.0
"""For a command that asks another machine."""

REPLAYED = "refs/opslag/replayed"


class ConflictError(BusyError):
    """Ours and theirs changed one file, each in their way; nothing was changed here."""


class Remote:
    """One branch there, of the same name as the one here. What asks the other machine may run beside what writes here."""

    def __init__(self, repository: Repository, url: str) -> None:
        self._repository, self._url = repository, url
        self.name = without_secrets(url)

    def fetch(self) -> None:
        """Brings what is there to this machine; index and files are as they were. Raises GitError, BusyError."""
        _, branch = self._repository.standing()
        lock = self._repository.folder / f"{self._known_as(branch)}.lock"
        with suppress(FileNotFoundError):
            if time.time() - lock.stat().st_mtime > 4 * SECONDS:
                lock.unlink()  # of a command that was killed: none takes so long
        if not self._repository.git("ls-remote", "--heads", "--", self._url, branch, seconds=SECONDS):
            return  # nobody has pushed to it yet
        spec = f"+{branch}:{self._known_as(branch)}"
        self._repository.git("fetch", "--quiet", "--no-tags", "--no-write-fetch-head", "--", self._url, spec, seconds=SECONDS)

    def take_in(self) -> list[Change]:
        """Puts our commits on top of what was fetched; gives what changed here. Raises ConflictError, BusyError, GitError."""
        git, (head, branch) = self._repository.git, self._repository.standing()
        theirs = git.line("rev-parse", "--verify", "--quiet", self._known_as(branch))
        if not theirs:
            return []
        base = git.line("merge-base", head, theirs)
        if not base:
            raise ConflictError(f"{self.name} has another history; nothing of it was taken in")
        if base == theirs:
            return []
        return self._repository.advance(head, theirs if base == head else self._replayed(base, head, theirs))

    def push(self) -> bool:
        """Whether nothing is left to push; False where editors were quicker, and are to be fetched first. Raises GitError."""
        head, branch = self._repository.standing()
        if self._repository.git.line("rev-parse", "--verify", "--quiet", self._known_as(branch)) == head:
            return True
        try:
            self._repository.git("push", "--quiet", "--no-verify", "--", self._url, f"{head}:{branch}", seconds=SECONDS)
        except GitError as error:
            if "[rejected]" in str(error):
                return False
            raise
        self._repository.git("update-ref", self._known_as(branch), head)
        return True

    def _known_as(self, branch: str) -> str:
        return branch.replace("refs/heads/", "refs/remotes/opslag/", 1)

    def _replayed(self, base: str, head: str, theirs: str) -> str:
        """Our commits again, with their authors and words, as they would be had they been made after theirs."""
        repository = self._repository
        changed = {change.path: change for change in repository.changes(base, theirs)}
        both = [change for change in repository.changes(base, head) if changed.get(change.path, change) != change]
        if both:
            raise ConflictError(
                f"{', '.join(change.path for change in both[:5])}: changed here and in {self.name}, each in its way"
            )
        lines = repository.git("rev-list", "--reverse", "--topo-order", "--parents", f"{base}..{head}").decode().splitlines()
        commits = []
        for line in lines:
            commit, *parents = line.split()
            if len(parents) != 1:
                raise ConflictError(f"{commit}: a merge, which is not put on top of what {self.name} has; git rebase by hand")
            ours = [change for change in repository.changes(parents[0], commit) if change.path not in changed]
            commits.append(_again(repository.git("cat-file", "commit", commit), ours))
        return repository.made(REPLAYED, theirs, commits)


def _again(commit: bytes, changes: list[Change]) -> NewCommit:
    """A commit once more, from its raw form and what it changed."""
    heading, _, message = commit.partition(b"\n\n")
    author = next(line for line in heading.split(b"\n") if line.startswith(b"author "))
    return NewCommit(author.removeprefix(b"author "), int(time.time()), message, changes)
