"""Telling a content delivery network which copies to drop, by a command of the operator's choice: each network has its own."""

from __future__ import annotations

import shlex
import subprocess
from collections.abc import Iterable
from urllib.parse import quote

from opslag.errors import OpslagError
from opslag.frozen import frozen
from opslag.publishing.rule import rule_of

EVERYTHING = "/*"
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

    def tell(self, addresses: list[str]) -> None:
        """Raises OpslagError where the command cannot be run, or fails."""
        try:
            command = shlex.split(self.command)
            ended = subprocess.run([*command, *addresses], stdin=subprocess.DEVNULL, capture_output=True, check=False)
        except (OSError, ValueError, IndexError) as error:
            raise OpslagError(f"--invalidate: {self.command}: {error}; {_LEFT}") from None
        if ended.returncode:
            said = " ".join((ended.stderr or ended.stdout).decode(errors="replace").split())[-300:]
            raise OpslagError(f"--invalidate: {self.command} ended with {ended.returncode}: {said}; {_LEFT}")


def address(path: str) -> str:
    """``/arrangementer/krimi/`` for its index.html."""
    return "/" + quote(path.removesuffix("index.html") if path.rpartition("/")[2] == "index.html" else path)
