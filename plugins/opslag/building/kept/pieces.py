"""The pieces of occurrences, read from where they are kept."""

from __future__ import annotations

from collections.abc import Iterable

from opslag.building.kept.light import LightOccurrence
from opslag.building.kept.volumes import Piece, Volumes
from opslag.events.occurrence import Occurrence
from opslag.feeds import calendar_files
from opslag.pieces import Made


class Read:
    """As ``pieces.Made`` gives them; what is not kept is made by it."""

    def __init__(self, volumes: Volumes, made: Made) -> None:
        self._volumes, self._made = volumes, made

    def row(self, occurrence: Occurrence) -> str:
        kept = self._bytes(occurrence, 0)
        return self._made.row(occurrence) if kept is None else str(kept, "utf-8")

    def item(self, occurrence: Occurrence) -> bytes:
        kept = self._bytes(occurrence, 1)
        return self._made.item(occurrence) if kept is None else bytes(kept)

    def calendar(self, occurrence: Occurrence) -> calendar_files.Entry:
        kept = self._bytes(occurrence, 2)
        return self._made.calendar(occurrence) if kept is None else calendar_files.Entry(bytes(kept), occurrence.kept.years)  # type: ignore[attr-defined]

    def redia(self, occurrence: Occurrence) -> bytes:
        kept = self._bytes(occurrence, 4)
        return self._made.redia(occurrence) if kept is None else bytes(kept)

    def found(self, occurrence: Occurrence) -> bytes:
        kept = self._bytes(occurrence, 5)
        return self._made.found(occurrence) if kept is None else bytes(kept)

    def marks(self, occurrences: Iterable[Occurrence]) -> list[bytes] | None:
        return [one.mark for one in occurrences]  # type: ignore[attr-defined]

    def _bytes(self, occurrence: Occurrence, number: int) -> memoryview | None:
        if not isinstance(occurrence, LightOccurrence):
            return None
        piece: Piece | None = occurrence.kept[number]
        return self._volumes.read(piece) if piece else None
