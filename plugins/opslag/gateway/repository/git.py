"""git as the gateway asks it: to write what survives a power cut, and to end; nothing of git's or the user's gets in between."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Mapping, Sequence
from pathlib import Path

from opslag.content.git import GitError, SilentError, command, environment, refused

LOCAL_SECONDS = 60.0
"""No command on this machine takes so long, unless its disk hangs."""

_SETTINGS = (
    "core.fsync=all",  # what was answered with 200 survives a power cut
    "core.quotePath=false",
    "fastimport.unpackLimit=0",  # a pack for each group of commits costs two writes, its objects one by one many
    "gc.autoDetach=false",
    "maintenance.auto=false",
)

_KEPT = frozenset(
    {
        "GIT_ASKPASS",
        "GIT_CONFIG_GLOBAL",
        "GIT_CONFIG_NOSYSTEM",
        "GIT_CONFIG_SYSTEM",
        "GIT_EXEC_PATH",
        "GIT_OPTIONAL_LOCKS",
        "GIT_SSH_COMMAND",
        "GIT_SSL_CAINFO",
    }
)
"""All that git is told by variables of its own."""

_SECRET = re.compile(r"(?<=://)[^/@\s]+@")


class Git:
    """Commands of git in one working tree."""

    def __init__(self, folder: Path, inherited: Sequence[int] = ()) -> None:
        """``inherited``: file descriptors that every command keeps open while it runs, such as that of a lock."""
        self.folder, self._inherited = folder, tuple(inherited)

    def __call__(self, *arguments: str, said: bytes = b"", index: Path | None = None, seconds: float = LOCAL_SECONDS) -> bytes:
        """What the command prints. Raises GitError, without passwords. ``index``: in the place of the working tree's own."""
        try:
            run = subprocess.run(
                command(self.folder, *arguments, settings=_SETTINGS),
                input=said,
                capture_output=True,
                check=False,
                env=_environment({"GIT_INDEX_FILE": str(index)} if index else {}),
                timeout=seconds,
                pass_fds=self._inherited,
            )
        except FileNotFoundError:
            raise GitError("git is not installed, or the folder is gone") from None
        except subprocess.TimeoutExpired:
            raise GitError(f"git {arguments[0]}: no end after {seconds:.0f} s") from None
        if run.returncode:
            raise refused(arguments[0], run.returncode, without_secrets(run.stderr.decode(errors="replace")))
        return run.stdout

    def line(self, *arguments: str) -> str:
        """The one line that a command prints; "" where git says no without a word. Raises GitError."""
        try:
            return self(*arguments).decode(errors="surrogateescape").removesuffix("\n")
        except SilentError:
            return ""

    def fields(self, *arguments: str, index: Path | None = None) -> list[str]:
        """What a command with ``-z`` prints, one by one. Raises GitError."""
        return self(*arguments, index=index).decode(errors="surrogateescape").split("\0")[:-1]


def without_secrets(text: str) -> str:
    """The text with no user name or password in its addresses."""
    return _SECRET.sub("", text)


def _environment(more: Mapping[str, str]) -> dict[str, str]:
    """No secret of the gateway's is in it, and no question of git's is asked of anybody."""
    kept = {name: value for name, value in environment().items() if not name.startswith(("GIT_", "OPSLAG_")) or name in _KEPT}
    return {"GIT_SSH_COMMAND": "ssh -o BatchMode=yes -o ConnectTimeout=10", **kept, "GIT_TERMINAL_PROMPT": "0", **more}
