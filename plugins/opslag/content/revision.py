"""The files of ``content/`` as they stood in a git revision."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from copy import copy
from dataclasses import replace
from functools import cached_property
from pathlib import Path

from opslag.content.git import NoRepositoryError, Question, SilentError
from opslag.content.history import History
from opslag.content.tree import File, Tree
from opslag.errors import ContentError, OpslagError, Problem, Severity


class RevisionError(ContentError):
    """What is wrong stands in a commit, where no edit mends it."""


class Revision(Tree):
    """The same as ``tree.Tree``, of a commit. Everything is read in two calls of git, however many files there are."""

    def __init__(self, content: Path, name: str) -> None:
        """Raises OpslagError where the folder is in no repository, or the repository knows no such revision."""
        super().__init__(content)
        self.name = name
        asked = Question(content, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{name}^{{commit}}")
        try:
            self.commit = asked.text().strip()
        except FileNotFoundError:
            raise OpslagError("git is not installed, so there is nothing to compare with; install it") from None
        except NoRepositoryError:
            found = f"{content}: a folder in no git repository, so there is nothing to compare with"
            raise OpslagError(f"{found}; begin one: git init, git add --all, git commit") from None
        except SilentError:
            if name == "HEAD":
                found = f"nothing is committed yet in the repository of {content}, so there is nothing to compare with"
                raise OpslagError(f"{found}; commit it: git add --all, git commit") from None
            raise OpslagError(f'no revision "{name}" in the repository of {content}') from None

    def without(self, paths: Collection[str]) -> Revision:
        """The same commit, as if these files were not in it."""
        rest = copy(self)
        rest._data = {path: data for path, data in self._data.items() if path not in paths}
        return rest

    def earlier(self, most: int) -> Iterator[Revision]:
        """The commits before this one in which something else stood in the folder, the latest first; of merges, what was merged
        into."""
        asked = ("log", "--first-parent", f"--max-count={most + 1}", "--format=%h", self.commit, "--", ".")
        for name in Question(self.root, *asked).text().split()[1:]:  # the first made what stands there now
            yield Revision(self.root, name)

    def files(self, problems: list[Problem] | None = None) -> dict[str, File]:  # noqa: ARG002 - git keeps links as such: none is read
        return {path: File(path, (len(data), 0, 0, 0)) for path, data in self._data.items()}

    def read(self, path: str) -> bytes:
        return self._data[path]

    def modified(self, path: str) -> float:  # noqa: ARG002 - a revision has one time for all its files
        return float(Question(self.root, "show", "--no-patch", "--format=%ct", self.commit).text())

    def faulty(self, error: ContentError) -> RevisionError:
        """What is wrong in the revision, by a name that nobody takes for the file as it stands in the folder."""
        faults = [problem for problem in error.problems if problem.severity is Severity.ERROR]
        return RevisionError(replace(problem, path=f"in {self.name}, {problem.path}") for problem in faults)

    def history(self) -> History:
        """Without dates: those who compare revisions look at what changed, not at when."""
        return History(self.commit)

    @cached_property
    def _data(self) -> dict[str, bytes]:
        listed = Question(self.root, "ls-tree", "-r", "-z", self.commit, "--", ".").data().split(b"\0")
        entries = [line.partition(b"\t") for line in listed if line]
        blobs = [
            (path.decode(errors="surrogateescape"), meta.split()[2]) for meta, _, path in entries if meta.split()[1] == b"blob"
        ]
        shown = [(path, blob) for path, blob in blobs if not any(part.startswith((".", "_")) for part in path.split("/"))]
        answer = Question(self.root, "cat-file", "--batch", said=b"".join(blob + b"\n" for _, blob in shown)).data()
        data: dict[str, bytes] = {}
        at = 0
        for path, _ in shown:
            head = answer.index(b"\n", at)
            size = int(answer[at:head].split()[2])
            data[path] = answer[head + 1 : head + 1 + size]
            at = head + size + 2
        return data
