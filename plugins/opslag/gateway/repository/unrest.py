"""Whether the files of a working tree belong together: git may be changing them, or have stopped for an editor to go on."""

from __future__ import annotations

from pathlib import Path

from opslag.frozen import frozen
from opslag.gateway.repository.busy import BusyError
from opslag.gateway.repository.locks import IndexLock

_STOPPED = (
    "MERGE_HEAD", "CHERRY_PICK_HEAD", "REVERT_HEAD", "rebase-merge", "rebase-apply", "sequencer", "BISECT_LOG",
)  # fmt: skip
"""What git keeps while an editor is in the middle of something; ``sequencer`` between two of several cherry-picks."""


@frozen
class Unrest:
    """Of one working tree. Another process may be asked as well."""

    folder: Path
    """git's own: ``.git``."""
    lock: IndexLock

    def refuse_while_editing(self) -> None:
        """Raises BusyError where an editor has begun something that he has not finished."""
        if under_way := [name for name in _STOPPED if (self.folder / name).exists()]:
            raise BusyError(f"an editor is in the middle of something ({under_way[0]})")

    def refuse(self) -> None:
        """Raises BusyError where the files are what nobody has meant: half of one commit, half of another."""
        self.refuse_while_editing()
        self.lock.refuse_while_at_work()

    def why(self) -> str | None:
        """What ``refuse`` would say; None where the files can be read."""
        try:
            self.refuse()
        except BusyError as error:
            return str(error)
        return None
