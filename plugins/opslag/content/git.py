"""git as a child process: no setting of the user's, or of a hook that runs us, may change what it says."""

from __future__ import annotations

import os
import subprocess
import tempfile
from collections.abc import Sequence
from contextlib import suppress
from functools import cached_property
from pathlib import Path

from opslag.errors import OpslagError

_LOCAL = frozenset(
    {"GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_PREFIX", "GIT_OBJECT_DIRECTORY", "GIT_ALTERNATE_OBJECT_DIRECTORIES"}
)


_KEEPS_MEMORY = dict.fromkeys(("MALLOC_MMAP_THRESHOLD_", "MALLOC_TRIM_THRESHOLD_"), str(1 << 28))
"""glibc would give what a folder of thousands of files takes back to the system after each commit: an eighth of the time."""


class GitError(OpslagError):
    """git did not do as it was asked; the message is git's own."""


class SilentError(GitError):
    """git says no without a word, as where it is asked with ``--quiet`` for what is not there."""


class NoRepositoryError(GitError):
    """The folder is in no repository."""


def command(folder: Path, *arguments: str, settings: Sequence[str] = ()) -> list[str]:
    """The words of a command of git's in a folder. ``settings`` go before the user's own: ``core.quotePath=false``."""
    named = [part for setting in ("core.fsmonitor=false", *settings) for part in ("-c", setting)]
    return ["git", "-C", str(folder), *named, *arguments]


def environment() -> dict[str, str]:
    """Without what a hook of git's is told, which would lead to another repository; and in English, to understand the answer."""
    kept = {name: value for name, value in os.environ.items() if name not in _LOCAL}
    return {**kept, **_KEEPS_MEMORY, "LC_ALL": "C", "GIT_OPTIONAL_LOCKS": "0"}


def refused(what: str, status: int, complaint: str) -> GitError:
    """The error of a command that ended with a status that is not 0. ``what``: its first word; ``complaint``: its stderr."""
    told = complaint.strip()
    if "not a git repository (or any" in told:  # without "or any", one that a setting names is not there
        return NoRepositoryError(f"git {what}: {told}")
    return GitError(f"git {what}: {told}") if told else SilentError(f"git {what}: exit status {status}")


class Question:
    """A question to git, whose answer is taken when it is there."""

    def __init__(self, folder: Path, *arguments: str, said: bytes = b"") -> None:
        """``said``: what git reads on its standard input."""
        self._what = arguments[0]
        self._answer, self._complaint = tempfile.TemporaryFile(), tempfile.TemporaryFile()  # noqa: SIM115 - a pipe would fill up
        self._process: subprocess.Popen[bytes] | None = None
        heard = tempfile.TemporaryFile()  # noqa: SIM115 - closed below, once git has it
        with heard, suppress(FileNotFoundError):
            heard.write(said)
            heard.seek(0)
            asked = command(folder, *arguments)
            self._process = subprocess.Popen(asked, stdin=heard, stdout=self._answer, stderr=self._complaint, env=environment())

    def data(self) -> bytes:
        """Raises GitError where git refuses, FileNotFoundError where there is none."""
        answer, complaint = self._whole
        if self._process is None:
            raise FileNotFoundError("git")
        if self._process.returncode:
            raise refused(self._what, self._process.returncode, complaint.decode(errors="replace"))
        return answer

    def text(self) -> str:
        """The answer, in which a path of any bytes can be; raises as ``data``."""
        return self.data().decode(errors="surrogateescape")

    def end(self) -> None:
        """Waits until it has ended, whatever it says."""
        _ = self._whole

    @cached_property
    def _whole(self) -> tuple[bytes, bytes]:
        """What it said, and what it complained of, when it has ended."""
        if self._process is not None:
            self._process.wait()
        with self._answer as answer, self._complaint as complaint:
            answer.seek(0)
            complaint.seek(0)
            return answer.read(), complaint.read()
