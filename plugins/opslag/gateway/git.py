"""git as a child process: whoever runs the gateway, no setting of his and no question of git's gets in between."""

from __future__ import annotations

import os
import re
import subprocess
from collections.abc import Mapping, Sequence
from pathlib import Path

from opslag.errors import OpslagError

LOCAL_SECONDS = 60.0
"""No command on this machine takes so long, unless its disk hangs."""

_SETTINGS = (
    "core.fsync=all",  # what was answered with 200 survives a power cut
    "core.fsmonitor=false",
    "core.quotePath=false",
    "fastimport.unpackLimit=0",  # a pack for each group of commits costs two writes, its objects one by one many
    "gc.autoDetach=false",
    "maintenance.auto=false",
)

_SECRET = re.compile(r"(?<=://)[^/@\s]+@")


class GitError(OpslagError):
    """git did not do as it was asked; the message is git's own, without passwords."""


class Git:
    """Commands of git in one working tree."""

    def __init__(self, folder: Path, inherited: Sequence[int] = ()) -> None:
        """``inherited``: file descriptors that every command keeps open while it runs, such as that of a lock."""
        self.folder, self._inherited = folder, tuple(inherited)

    def __call__(
        self,
        *arguments: str,
        said: bytes | None = None,
        index: Path | None = None,
        seconds: float = LOCAL_SECONDS,
        settings: Sequence[str] = (),
    ) -> bytes:
        """What the command prints. Raises GitError. ``index``: in the place of the working tree's own."""
        named = [part for setting in (*_SETTINGS, *settings) for part in ("-c", setting)]
        more = {"GIT_INDEX_FILE": str(index)} if index else {}
        try:
            run = subprocess.run(
                ("git", "-C", self.folder, *named, *arguments),
                input=said if said is not None else b"",
                capture_output=True,
                check=False,
                env=_environment(more),
                timeout=seconds,
                pass_fds=self._inherited,
            )
        except FileNotFoundError:
            raise GitError("git is not installed, or the folder is gone") from None
        except subprocess.TimeoutExpired:
            raise GitError(f"git {arguments[0]}: no end after {seconds:.0f} s") from None
        if run.returncode:
            told = run.stderr.decode(errors="replace").strip() or f"exit status {run.returncode}"
            raise GitError(f"git {arguments[0]}: {without_secrets(told)}")
        return run.stdout

    def line(self, *arguments: str) -> str:
        """The one line that a command prints; "" where git says no without a word."""
        try:
            return self(*arguments).decode(errors="surrogateescape").removesuffix("\n")
        except GitError as error:
            if "exit status 1" in str(error):
                return ""
            raise


def without_secrets(text: str) -> str:
    """The text with no user name or password in its addresses."""
    return _SECRET.sub("", text)


def _environment(more: Mapping[str, str]) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("GIT_", "OPSLAG_")) or name in _KEPT}
    ssh = os.environ.get("GIT_SSH_COMMAND", "ssh -o BatchMode=yes -o ConnectTimeout=10")
    return {**kept, "LC_ALL": "C", "GIT_OPTIONAL_LOCKS": "0", "GIT_TERMINAL_PROMPT": "0", "GIT_SSH_COMMAND": ssh, **more}


_KEPT = frozenset(
    {"GIT_CONFIG_GLOBAL", "GIT_CONFIG_SYSTEM", "GIT_CONFIG_NOSYSTEM", "GIT_EXEC_PATH", "GIT_ASKPASS", "GIT_SSL_CAINFO"}
)
