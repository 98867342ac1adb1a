"""The git repository that content/ lies in, written as if the power could fail at any instant.

A group of updates becomes commits in one run of ``git fast-import``, which leaves index and files alone. The two follow by
renames of what was made ready before, all under git's own ``index.lock``, so that no command of an editor's comes between:

    index.lock taken -> files and index made ready in .git/opslag -> the branch moves -> files and index renamed -> lock gone

Before the branch moves, nothing has happened. From then on the updates are there; a gateway that is killed before the end
leaves the journal ``.git/opslag/under-way``, and the next one finishes (``recover``). ``index.lock`` is a hard link to a file
of ours, so the lock that a killed gateway left is known from that of an editor, whose git is at work.
"""

from __future__ import annotations

import fcntl
import hashlib
import json
import os
import shutil
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from opslag.errors import OpslagError
from opslag.gateway.git import Git, GitError
from opslag.gateway.new_commit import File, NewCommit, stream
from opslag.gateway.report import Report

PATIENCE = 1.0
"""Seconds that an editor's command, which holds ``index.lock``, is waited for before a vendor is asked to come again."""

STARTS_WITHIN = 30.0
"""Seconds that a gateway waits for the one before it to end."""

MOST_PACKS = 50
"""So many packs are rolled into few: each group of commits is one."""

ABANDONED = 3600.0
"""Seconds after which nobody writes to a temporary file of git's any more."""

_WHILE = ("MERGE_HEAD", "CHERRY_PICK_HEAD", "REVERT_HEAD", "rebase-merge", "rebase-apply")
"""What git keeps while an editor is in the middle of something."""


class BusyError(OpslagError):
    """The repository cannot be written now; the message says why. Nothing was changed."""


@dataclass(frozen=True, slots=True)
class Change:
    """One path that differs between two commits; a mode of 000000 where it is not there."""

    path: str
    mode: str
    blob: str

    @property
    def there(self) -> bool:
        """Whether the later commit has it."""
        return self.mode != "000000"


class Repository:
    """The working tree around a content folder. One thread uses it at a time, and one process (``locked``)."""

    def __init__(self, content: Path) -> None:
        """Raises OpslagError where content/ is in no repository."""
        self.content = content.resolve()
        self.git = Git(self.content)
        try:
            self.top = Path(self.git.line("rev-parse", "--show-toplevel"))
            self.folder = Path(self.git.line("rev-parse", "--absolute-git-dir"))
        except GitError as error:
            raise OpslagError(f"{content}: {error}; the gateway needs a git repository around the content") from None
        if self.git.line("rev-parse", "--is-shallow-repository") == "true":
            raise OpslagError(f"{content}: a shallow clone, whose dates would be wrong; git fetch --unshallow") from None
        self._hash = self.git.line("rev-parse", "--show-object-format")
        self.prefix = self.git.line("rev-parse", "--show-prefix")
        """Of content/ below ``top``: ``content/``; "" where they are the same."""
        self._shared = Path(self.git.line("rev-parse", "--path-format=absolute", "--git-common-dir"))
        self.room = self.folder / "opslag"
        self._journal = self.room / "under-way"
        self._settled = False

    @contextmanager
    def locked(self) -> Iterator[None]:
        """Held by one gateway at a time; it ends with its process and those that it started. Raises OpslagError."""
        try:
            self.room.mkdir(exist_ok=True)
            file = os.fdopen(os.open(self.room / "lock", os.O_RDONLY | os.O_CREAT | os.O_CLOEXEC, 0o666))
        except OSError as error:
            raise OpslagError(f"{self.room}: {error.strerror}; the gateway must be able to write the repository") from None
        with file:
            until = time.monotonic() + STARTS_WITHIN
            while True:
                try:
                    fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
                    break
                except BlockingIOError:
                    if time.monotonic() > until:
                        raise OpslagError(f"{self.top}: another gateway writes this repository; stop it first") from None
                    time.sleep(0.05)
            self.git = Git(self.top, inherited=[file.fileno()])
            yield

    # What is there

    def standing(self) -> tuple[str, str]:
        """The commit that is checked out, and its branch: ``refs/heads/main``. Raises GitError, BusyError where there is none."""
        head, branch = self.git.line("rev-parse", "HEAD^{commit}", "--symbolic-full-name", "HEAD").split("\n")
        if branch == "HEAD":
            raise BusyError("no branch is checked out (a rebase under way?); git switch to one")
        return head, branch

    def head(self) -> str:
        return self.standing()[0]

    def branch(self) -> str:
        return self.standing()[1]

    def changes(self, before: str, after: str) -> list[Change]:
        """What differs between two commits, by path."""
        fields = self.git("diff-tree", "-r", "-z", "--no-renames", before, after).decode(errors="surrogateescape").split("\0")
        pairs = zip(fields[0::2], fields[1::2], strict=False)
        return [Change(path, meta.split()[1], meta.split()[3]) for meta, path in pairs]

    def read(self, path: str) -> bytes | None:
        """A file below content/ as the builds see it; None where there is none."""
        try:
            return (self.content / path).read_bytes()
        except FileNotFoundError:
            return None

    # What is changed

    def commit(self, reports: Sequence[Report]) -> str:
        """Commits the reports, those of one vendor together, and gives the commit that they end in. They are on disk then.

        Raises BusyError where that is not possible now.
        """
        with self._writing() as index:
            head, branch = self.standing()
            last = {report.path: report for report in reports}
            for number, report in enumerate(last.values()):
                _kept(self.room / f"file-{number}", report.data)
            paths = [self.prefix + path for path in last]
            self._enter(index, [Change(self.prefix + path, "100644", self._blob(one.data)) for path, one in last.items()])
            self._begin(head, paths)
            commit = self.made(branch, head, [self._new_commit(group) for group in _by_vendor(reports)])
            self._durable(branch)
            for number, path in enumerate(last):
                target = self.content / path
                target.parent.mkdir(exist_ok=True)
                (self.room / f"file-{number}").replace(target)
            self._finish(index)
        return commit

    def advance(self, before: str, after: str) -> list[Change]:
        """Moves the branch, index and files from one commit to another, and gives what changed.

        Raises BusyError where an editor's edits that are not committed would be overwritten, and nothing has changed then.
        """
        with self._writing() as index:
            if self.head() != before:
                raise BusyError("the branch has moved meanwhile")
            changes = self.changes(before, after)
            self._refuse_to_overwrite(index, changes)
            self._enter(index, changes)
            self._begin(before, [change.path for change in changes])
            self.git("update-ref", "-m", "opslag: take in what editors pushed", "HEAD", after, before)
            self._durable(self.branch())
            self._check_out(index, changes)
            self._finish(index)
        return changes

    def made(self, branch: str, parent: str, commits: Sequence[NewCommit]) -> str:
        """Makes commits, one on top of the other, and gives the last. The branch leads there, and nothing else has changed."""
        said = stream(branch, parent, commits)
        options = ("--quiet", "--done", "--cat-blob-fd=1", *(() if branch.startswith("refs/heads/") else ("--force",)))
        return self.git("fast-import", *options, said=said).decode().split()[-1]

    def recover(self) -> None:
        """Finishes what a gateway that was killed had begun. Raises BusyError where that is not possible now."""
        self.room.mkdir(exist_ok=True)
        if self._journal.is_file():
            for lock in (self.folder / "HEAD.lock", self._shared / f"{self.branch()}.lock"):
                _given_up(lock)
            begun = json.loads(self._journal.read_text(encoding="utf-8"))
            if not self._holds_index():
                self._take_index()
            index = self.room / "index"
            shutil.copyfile(self.folder / "index", index)
            paths = set(begun["paths"])
            changes = [change for change in self.changes(begun["before"], self.head()) if change.path in paths]
            self._enter(index, changes)
            self._check_out(index, changes)
            self._finish(index)
        elif self._holds_index():
            (self.folder / "index.lock").unlink()
        for left in (*self.room.glob("file-*"), *self.room.glob("index*"), *self.folder.glob("fast_import_crash_*")):
            left.unlink()
        self._settled = True

    def tidy(self) -> None:
        """Rolls the packs of many commits into few, now and then. May take a while, and disturbs nobody."""
        packs = self._shared / "objects" / "pack"
        for left in packs.glob("tmp_*"):
            if time.time() - left.stat().st_mtime > ABANDONED:
                left.unlink()
        if sum(1 for _ in packs.glob("*.pack")) > MOST_PACKS:
            self.git("repack", "-d", "--quiet", "--geometric=2", seconds=600)

    # The steps

    @contextmanager
    def _writing(self) -> Iterator[Path]:
        """Holds ``index.lock``; gives a copy of the index. Whatever fails before the branch moves is as if it had never begun."""
        try:
            if not self._settled:
                self.recover()
            self._refuse_while_editing()
            self._take_index()
            index = self.room / "index"
            try:
                shutil.copyfile(self.folder / "index", index)
                yield index
            except BaseException:
                self._settled = False
                self._forget_unless_moved()
                raise
        except (OSError, GitError) as error:
            raise BusyError(str(error)) from error

    def _refuse_while_editing(self) -> None:
        under_way = [name for name in _WHILE if (self.folder / name).exists()]
        if under_way:
            raise BusyError(f"an editor is in the middle of something ({under_way[0]})")

    def _take_index(self) -> None:
        held = self.room / "held"
        held.touch()
        lock = self.folder / "index.lock"

        def taken() -> bool:
            with suppress(FileExistsError):
                lock.hardlink_to(held)
                return True
            return False

        if not _wait_until(taken):
            raise BusyError(f"{lock} is held: a command of git's is at work, or was killed")

    def _holds_index(self) -> bool:
        with suppress(FileNotFoundError):
            return (self.folder / "index.lock").samefile(self.room / "held")
        return False

    def _begin(self, before: str, paths: Sequence[str]) -> None:
        _kept(self._journal, json.dumps({"before": before, "paths": paths}).encode())
        _sync(self.room)

    def _forget_unless_moved(self) -> None:
        """After a failure: where the branch is still where it was, nothing has happened; else ``recover`` will finish."""
        with suppress(OSError, GitError, ValueError):
            if not self._journal.is_file() or json.loads(self._journal.read_bytes())["before"] == self.head():
                self._journal.unlink(missing_ok=True)
                self.recover()

    def _durable(self, branch: str) -> None:
        """git writes the branch's file to the disk, but not the folder that names it."""
        for folder in ((self._shared / branch).parent, self._shared / "objects" / "pack"):
            if folder.is_dir():
                _sync(folder)

    def _enter(self, index: Path, changes: Sequence[Change]) -> None:
        entries = b"".join(f"{one.mode} {one.blob}\t{one.path}\0".encode(errors="surrogateescape") for one in changes)
        self.git("update-index", "-z", "--index-info", said=entries, index=index)

    def _check_out(self, index: Path, changes: Sequence[Change]) -> None:
        there = [change.path for change in changes if change.there]
        said = "\0".join(there).encode(errors="surrogateescape")
        self.git("checkout-index", "--force", "-u", "-z", "--stdin", said=said, index=index)
        for change in changes:
            if not change.there:
                _removed(self.top / change.path, self.top)

    def _finish(self, index: Path) -> None:
        index.replace(self.folder / "index")
        self._journal.unlink(missing_ok=True)
        (self.folder / "index.lock").unlink(missing_ok=True)

    def _refuse_to_overwrite(self, index: Path, changes: Sequence[Change]) -> None:
        """Raises BusyError where a file that is to change has edits, or is there and in no commit."""
        with suppress(GitError):
            self.git("update-index", "-q", "--refresh", index=index)
        edited = set(
            self.git("diff-index", "-z", "--name-only", "HEAD", index=index).decode(errors="surrogateescape").split("\0")
        )
        known = set(self.git("ls-files", "-z", index=index).decode(errors="surrogateescape").split("\0"))
        for change in changes:
            if change.path in edited or (change.path not in known and os.path.lexists(self.top / change.path)):
                raise BusyError(f"{change.path} has edits that are in no commit; commit them, or take them back")

    def _new_commit(self, group: Sequence[Report]) -> NewCommit:
        """Reports of one vendor; of several on one event the last."""
        vendor, at = group[0].vendor, int(group[-1].at.timestamp())
        files = {report.path: File(self.prefix + report.path, report.data) for report in group}
        author = f"{vendor} <{vendor}@vendor.invalid> {at} +0000"
        return NewCommit(author.encode(), at, _message(group).encode(), list(files.values()))

    def _blob(self, data: bytes) -> str:
        return hashlib.new(self._hash, b"blob %d\0" % len(data) + data, usedforsecurity=False).hexdigest()


def _by_vendor(reports: Sequence[Report]) -> list[list[Report]]:
    """Those of each vendor together; in the order in which they came where two vendors reported on one event."""
    whose: dict[str, set[str]] = {}
    for report in reports:
        whose.setdefault(report.path, set()).add(report.vendor)
    if all(len(vendors) == 1 for vendors in whose.values()):
        reports = sorted(reports, key=lambda report: report.vendor)
    groups: list[list[Report]] = []
    for report in reports:
        if not groups or groups[-1][0].vendor != report.vendor:
            groups.append([])
        groups[-1].append(report)
    return groups


def _message(group: Sequence[Report]) -> str:
    if len(group) == 1:
        return f"{group[0].says}\n"
    return f"{len(group)} reports of {group[0].vendor}\n\n" + "".join(f"- {report.says}\n" for report in group)


def _kept(file: Path, data: bytes) -> None:
    """Writes a file; it is on the disk then."""
    with file.open("wb") as opened:
        opened.write(data)
        opened.flush()
        os.fsync(opened.fileno())


def _sync(folder: Path) -> None:
    opened = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(opened)
    finally:
        os.close(opened)


def _removed(file: Path, top: Path) -> None:
    """Deletes a file, and the folders that are empty then."""
    file.unlink(missing_ok=True)
    for folder in file.parents:
        if folder == top:
            return
        try:
            folder.rmdir()
        except OSError:
            return


def _given_up(lock: Path) -> None:
    """Takes away a lock of git's that nobody holds any more: git holds it for an instant, unless it was killed with us."""
    if not _wait_until(lambda: not lock.exists()):
        lock.unlink(missing_ok=True)


def _wait_until(done: Callable[[], bool]) -> bool:
    """Whether it came true within ``PATIENCE``."""
    until = time.monotonic() + PATIENCE
    while not done():
        if time.monotonic() > until:
            return False
        time.sleep(0.02)
    return True
