"""Telling a content delivery network which copies to drop, by a command of the operator's choice: each network has its own."""

from __future__ import annotations

import shlex
import subprocess
import time
from collections.abc import Callable, Iterable
from urllib.parse import quote

from opslag.errors import OpslagError
from opslag.frozen import frozen
from opslag.publishing.claim import BEAT
from opslag.publishing.rule import rule_of

EVERYTHING = "/*"
LONGEST = 600.0
"""Seconds after which a command is given up: nobody else can publish while it runs."""
_LEFT = "the site is published; its old copies are dropped when it is published again with a command that works"


@frozen
class Invalidation:
    command: str
    """The addresses are put after it, each as an argument of its own; no shell reads it."""
    most: int
    """Beyond so many addresses the command is given EVERYTHING instead."""

    def addresses(self, paths: Iterable[str]) -> list[str]:
        """As visitors ask for them. What is kept for ever never changes, so nobody need drop it."""
        found = sorted({address(path) for path in paths if not rule_of(path).lasting})
        return [EVERYTHING] if len(found) > self.most else found

    def tell(self, addresses: list[str], beat: Callable[[], None]) -> None:
        """Calls ``beat`` every BEAT while the command runs, for some wait until the network has done it. Raises OpslagError where
        the command cannot be run, fails, or does not end."""
        try:
            command = [*shlex.split(self.command), *addresses]
            code, said = _run(command, beat)
        except subprocess.TimeoutExpired:
            raise OpslagError(f"--invalidate: {self.command} had not ended after {LONGEST:.0f} seconds; {_LEFT}") from None
        except (OSError, ValueError, IndexError) as error:
            raise OpslagError(f"--invalidate: {self.command}: {error}; {_LEFT}") from None
        if code:
            words = " ".join(said.decode(errors="replace").split())[-300:]
            raise OpslagError(f"--invalidate: {self.command} ended with {code}: {words}; {_LEFT}")


def _run(command: list[str], beat: Callable[[], None]) -> tuple[int, bytes]:
    """How it ended, and what it said last. Raises OSError, and TimeoutExpired after LONGEST."""
    until = time.monotonic() + LONGEST
    with subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        try:
            while True:
                try:
                    said, wrong = process.communicate(timeout=BEAT)
                    return process.returncode, wrong or said
                except subprocess.TimeoutExpired:
                    if time.monotonic() > until:
                        raise
                    beat()
        except BaseException:
            process.kill()
            raise


def address(path: str) -> str:
    """``/arrangementer/krimi/`` for its index.html."""
    return "/" + quote(path.removesuffix("index.html") if path.rpartition("/")[2] == "index.html" else path)
