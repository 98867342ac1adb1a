"""How a check tells a fault at a key of the file at hand, without knowing where the file is or how it is read again."""

from __future__ import annotations

from typing import Protocol

from opslag.errors import Severity
from opslag.source.marks import Path


class Fault(Protocol):
    """Notes a Problem: the path of the key, what was found, what to write instead."""

    def __call__(self, where: Path, found: str, remedy: str, severity: Severity = Severity.ERROR) -> None: ...
