"""What the gateway is in the middle of, kept for the next one should this one be killed."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

from opslag.frozen import frozen
from opslag.gateway import durable


@frozen
class Begun:
    """What was begun."""

    before: str
    """The commit from which the branch is to move, or has moved."""
    paths: frozenset[str]
    """What is to change, from the top of the repository on."""


class Journal:
    """The file ``under-way``: on the disk before the branch moves, gone when index and files have followed."""

    def __init__(self, room: Path) -> None:
        self._file = room / "under-way"

    def begin(self, before: str, paths: Sequence[str]) -> None:
        durable.write(self._file, json.dumps({"before": before, "paths": paths}).encode())
        durable.sync(self._file.parent)

    def begun(self) -> Begun | None:
        """None where nothing was begun; a journal that was not written to its end is no beginning, for the branch moves after."""
        try:
            begun = json.loads(self._file.read_bytes())
        except (FileNotFoundError, ValueError):
            return None
        return Begun(begun["before"], frozenset(begun["paths"]))

    def end(self) -> None:
        self._file.unlink(missing_ok=True)
