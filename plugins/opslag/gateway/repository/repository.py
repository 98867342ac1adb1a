"""The git repository that content/ lies in, written as if the power could fail at any instant.

A group of updates becomes commits in one run of ``git fast-import``, which leaves index and files alone. The two follow by
renames of what was made ready before, all under git's own ``index.lock``, so that no command of an editor's comes between:

    index.lock taken -> files and index made ready in .git/opslag -> the branch moves -> files and index renamed -> lock gone

Before the branch moves, nothing has happened. From then on the updates are there; a gateway that is killed before the end
leaves the journal, and the next one finishes (``recover``).
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path

from opslag.content.git import GitError
from opslag.errors import OpslagError
from opslag.gateway import durable
from opslag.gateway.repository import packs
from opslag.gateway.repository.busy import BusyError
from opslag.gateway.repository.change import Change, new_bytes, read_changes
from opslag.gateway.repository.git import Git
from opslag.gateway.repository.index import Index, would_overwrite
from opslag.gateway.repository.journal import Journal
from opslag.gateway.repository.locks import IndexLock, one_gateway, take_away
from opslag.gateway.repository.new_commit import NewCommit, stream
from opslag.gateway.repository.unrest import Unrest

_WHERE = (
    "rev-parse", "--show-toplevel", "--show-prefix", "--show-object-format", "--is-shallow-repository",
    "--absolute-git-dir", "--path-format=absolute", "--git-common-dir",
)  # fmt: skip


class Repository:
    """The working tree around a content folder. One thread uses it at a time, and one process (``locked``)."""

    def __init__(self, content: Path) -> None:
        """Raises OpslagError where content/ is in no repository, or its history is not whole."""
        self.content = content.resolve()
        try:
            top, self._prefix, self._algorithm, shallow, folder, shared = Git(self.content).line(*_WHERE).split("\n")
        except GitError as error:
            raise OpslagError(f"{content}: {error}; the gateway needs a git repository around the content") from None
        if shallow == "true":
            raise OpslagError(f"{content}: a shallow clone, whose dates would be wrong; git fetch --unshallow")
        self.folder = Path(folder)
        """git's own, of this working tree: ``.git``."""
        self._shared = Path(shared)
        """git's own, of all working trees of the repository."""
        self._room = self.folder / "opslag"
        self._journal = Journal(self._room)
        self._index_lock = IndexLock(self.folder, self._room)
        self.unrest = Unrest(self.folder, self._index_lock)
        self._settled = False
        self._top = Path(top)
        self.git = Git(self._top)

    @contextmanager
    def locked(self) -> Iterator[None]:
        """Held by one gateway at a time; it ends with its process and those that it started. Raises OpslagError."""
        with one_gateway(self._room) as lock:
            self.git = Git(self._top, inherited=[lock])
            yield

    # What is there

    def standing(self) -> tuple[str, str]:
        """The commit that is checked out, and its branch: ``refs/heads/main``. Raises GitError, BusyError where there is none."""
        head, branch = self.git.line("rev-parse", "HEAD^{commit}", "--symbolic-full-name", "HEAD").split("\n")
        if branch == "HEAD":
            raise BusyError("no branch is checked out (a rebase under way?); git switch to one")
        return head, branch

    def changes(self, before: str, after: str) -> list[Change]:
        """What differs between two commits, by path."""
        return read_changes(self.git.fields("diff-tree", "-r", "-z", "--no-renames", before, after))

    # What is changed

    def kept(self, path: str, data: bytes) -> Change:
        """What changes where a file below content/ is to hold these bytes."""
        return new_bytes(self._prefix + path, data, self._algorithm)

    def made(self, branch: str, parent: str, commits: Sequence[NewCommit]) -> str:
        """Makes commits, one on top of the other, and gives the last. The branch leads there, and nothing else has changed."""
        options = ("--quiet", "--done", "--cat-blob-fd=1", *(() if branch.startswith("refs/heads/") else ("--force",)))
        return self.git("fast-import", *options, said=stream(branch, parent, commits)).decode().split()[-1]

    def commit(self, paths: Collection[str], decide: Callable[[Collection[str]], Sequence[NewCommit]]) -> str | None:
        """Makes the commits of new bytes that ``decide`` asks for, and gives the last; None where it asks for none. They are on
        disk then, and the files hold the bytes.

        ``decide`` is asked while no command of an editor's comes between, so that what it reads still holds when the branch
        moves. It is told which of the paths, which lie below content/, have edits that are in no commit. Raises BusyError where
        a commit is not possible now, or it asks for one of these.
        """
        with self._writing() as index:
            head, branch = self.standing()
            edited = self._edited(index, paths)
            commits = decide(edited)
            last = {change.path: change for commit in commits for change in commit.changes}
            for path in edited:
                if self._prefix + path in last:
                    raise would_overwrite(self._prefix + path)
            if not commits:
                index.discard()
                self._index_lock.release()
                return None
            ready = {self._room / f"file-{number}": change for number, change in enumerate(last.values())}
            for file, change in ready.items():
                durable.write(file, change.data or b"")
            index.enter(list(last.values()))
            self._journal.begin(head, list(last))
            commit = self.made(branch, head, commits)
            self._sync(branch)
            for file, change in ready.items():
                target = self._top / change.path
                target.parent.mkdir(exist_ok=True)
                file.replace(target)
            self._finish(index)
        return commit

    def look(self, paths: Collection[str]) -> list[str]:
        """Those of the paths, which lie below content/, that have edits in no commit. Raises BusyError where a commit is not
        possible now, as far as can be seen without holding an editor up."""
        try:
            self._refuse_while_unsettled()
            self._index_lock.refuse_if_held()
            self.standing()
            index = self._index()
            edited = self._edited(index, paths)
            index.discard()
        except (OSError, GitError) as error:
            raise BusyError(str(error)) from error
        return edited

    def advance(self, before: str, after: str) -> list[Change]:
        """Moves the branch, index and files from one commit to another, and gives what changed.

        Raises BusyError where an editor's edits that are not committed would be overwritten, and nothing has changed then.
        """
        with self._writing() as index:
            head, branch = self.standing()
            if head != before:
                raise BusyError("the branch has moved meanwhile")
            changes = self.changes(before, after)
            for path in index.edited(change.path for change in changes):
                raise would_overwrite(path)
            index.enter(changes)
            self._journal.begin(before, [change.path for change in changes])
            self.git("update-ref", "-m", "opslag: take in what editors pushed", "HEAD", after, before)
            self._sync(branch)
            index.check_out(changes)
            self._finish(index)
        return changes

    def recover(self) -> None:
        """Finishes what a gateway that was killed had begun.

        Raises BusyError, GitError or OSError where that is not possible now.
        """
        self._room.mkdir(exist_ok=True)
        if begun := self._journal.begun():
            _, branch = self.standing()
            for lock in (self.folder / "HEAD.lock", self._shared / f"{branch}.lock"):
                take_away(lock)
            self._index_lock.take()
            index = self._index()
            head, _ = self.standing()
            changes = [change for change in self.changes(begun.before, head) if change.path in begun.paths]
            index.enter(changes)
            index.check_out(changes)
            self._finish(index)
        else:
            self._journal.end()
            self._index_lock.release()
        for left in (*self._room.glob("file-*"), *self._room.glob("index*"), *self.folder.glob("fast_import_crash_*")):
            left.unlink()
        self._settled = True

    def tidy(self) -> None:
        """Rolls the packs of many commits into few, now and then. May take a while, and disturbs nobody."""
        packs.tidy(self.git, self._packs)

    # The steps

    @contextmanager
    def _writing(self) -> Iterator[Index]:
        """Holds ``index.lock``; gives a copy of the index. Whatever fails before the branch moves is as if it had never begun."""
        try:
            self._refuse_while_unsettled()
            self._index_lock.take()
            try:
                self.unrest.refuse_while_editing()  # whoever held the lock until now may have begun
                yield self._index()
            except BaseException:
                self._settled = False
                self._forget_unless_moved()
                raise
        except (OSError, GitError) as error:
            raise BusyError(str(error)) from error

    def _refuse_while_unsettled(self) -> None:
        if not self._settled:
            self.recover()
        self.unrest.refuse_while_editing()

    def _edited(self, index: Index, paths: Collection[str]) -> list[str]:
        unlike = index.unlike([self._prefix + path for path in paths], self._algorithm) if paths else []
        return [path.removeprefix(self._prefix) for path in index.edited(unlike)] if unlike else []

    def _index(self) -> Index:
        return Index(self.git, self.folder / "index", self._room / "index")

    def _sync(self, branch: str) -> None:
        """git writes the branch's file to the disk, but not the folder that names it."""
        for folder in ((self._shared / branch).parent, self._packs):
            if folder.is_dir():
                durable.sync(folder)

    def _finish(self, index: Index) -> None:
        index.take_effect()
        self._journal.end()
        self._index_lock.release()

    def _forget_unless_moved(self) -> None:
        """After a failure: where the branch is still where it was, nothing has happened; else ``recover`` will finish."""
        with suppress(OSError, GitError):
            begun = self._journal.begun()
            if begun is None or begun.before == self.standing()[0]:
                self._journal.end()
                self.recover()

    @property
    def _packs(self) -> Path:
        return self._shared / "objects" / "pack"
