"""The pieces of occurrences, read from where they are kept."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from opslag.building.kept.volumes import Volumes
from opslag.events.occurrence import Occurrence
from opslag.events.occurrences import Occurrences, column
from opslag.feeds import calendar_files
from opslag.pieces import Made

if TYPE_CHECKING:
    from typing_extensions import Buffer


class Read:
    """As ``pieces.Made`` gives them; what is not kept is made by it."""

    def __init__(self, volumes: Volumes, made: Made) -> None:
        self._volumes, self._made = volumes, made

    def row(self, occurrence: Sequence[Occurrence]) -> bytes:
        kept = self._volumes.read("row", *occurrence.column("row")) if isinstance(occurrence, Occurrences) else b""
        return bytes(kept) or self._made.row(occurrence)

    def items(self, occurrences: Sequence[Occurrence]) -> Sequence[Buffer]:
        return self._kept(occurrences, "item") or list(self._made.items(occurrences))

    def calendars(self, occurrences: Sequence[Occurrence]) -> calendar_files.Entries:
        kept = self._kept(occurrences, "calendar")
        if not kept:
            return self._made.calendars(occurrences)
        return calendar_files.Entries(kept, frozenset().union(*frozenset(column(occurrences, "years"))))

    def redia(self, occurrences: Sequence[Occurrence]) -> Sequence[Buffer]:
        return self._kept(occurrences, "redia") or list(self._made.redia(occurrences))

    def found(self, occurrences: Sequence[Occurrence]) -> Sequence[Buffer]:
        return self._kept(occurrences, "found") or list(self._made.found(occurrences))

    def marks(self, occurrences: Sequence[Occurrence]) -> Sequence[bytes]:
        return column(occurrences, "mark")

    def _kept(self, occurrences: Sequence[Occurrence], name: str) -> Sequence[Buffer]:
        """One of the ``KeptPieces`` of each; none where any of them is not kept, or it is not known where they are."""
        return self._volumes.read_all(name, occurrences.column(name)) if isinstance(occurrences, Occurrences) else ()
