"""One SSH connection for all that one publishing does: to greet and to prove who one is takes longer than most of the work."""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

LONGEST = 90
"""Letters that the name of a socket may have, with some to spare for what ssh puts behind it (unix(7): 108)."""


class SharedLine:
    """Lives as long as its own input is open: when the process that opened it dies, however it dies, so does the line."""

    def __init__(self, shell: Sequence[str], host: str) -> None:
        self._shell, self._host = shell, host
        self._room = Path(tempfile.mkdtemp(prefix="opslag-"))
        self._line: subprocess.Popen[bytes] | None = None

    @property
    def options(self) -> list[str]:
        """For ssh, so that it goes by this line; where the line is not there, ssh makes one of its own. Opens it at first."""
        socket = str(self._room / "line")
        if len(socket) > LONGEST:
            return []
        if self._line is None:
            self._line = subprocess.Popen(
                [*self._shell, "-o", "ControlMaster=yes", "-o", f"ControlPath={socket}", self._host, "exec cat"],
                stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, bufsize=0,
            )  # fmt: skip
            self._await()
        return ["-o", f"ControlPath={socket}"]

    def _await(self) -> None:
        """What is said there comes back once the line is open; nothing does where it is not, and the next command says why."""
        assert self._line is not None and self._line.stdin is not None and self._line.stdout is not None  # noqa: S101
        with suppress(OSError):
            self._line.stdin.write(b"\n")
            self._line.stdout.read(1)

    def close(self) -> None:
        if self._line is not None:
            assert self._line.stdin is not None and self._line.stdout is not None  # noqa: S101
            with suppress(OSError):
                self._line.stdin.close()
            self._line.stdout.close()
            self._line.terminate()
            self._line.wait()
        shutil.rmtree(self._room, ignore_errors=True)
