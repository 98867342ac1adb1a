"""The pieces of occurrences, read from where they are kept."""

from __future__ import annotations

from collections.abc import Iterable
from operator import attrgetter

from opslag.building.kept.entries import KeptPieces
from opslag.building.kept.light import LightOccurrence
from opslag.building.kept.volumes import Volumes
from opslag.events.occurrence import Occurrence
from opslag.feeds import calendar_files
from opslag.pieces import Made


class Read:
    """As ``pieces.Made`` gives them; what is not kept is made by it."""

    def __init__(self, volumes: Volumes, made: Made) -> None:
        self._volumes, self._made = volumes, made

    def row(self, occurrence: Occurrence) -> str:
        piece = _kept(occurrence).row
        return str(self._volumes.read(piece), "utf-8") if piece else self._made.row(occurrence)

    def item(self, occurrence: Occurrence) -> bytes:
        piece = _kept(occurrence).item
        return bytes(self._volumes.read(piece)) if piece else self._made.item(occurrence)

    def calendar(self, occurrence: Occurrence) -> calendar_files.Entry:
        kept = _kept(occurrence)
        if not kept.calendar:
            return self._made.calendar(occurrence)
        return calendar_files.Entry(bytes(self._volumes.read(kept.calendar)), kept.years)

    def redia(self, occurrence: Occurrence) -> bytes:
        piece = _kept(occurrence).redia
        return bytes(self._volumes.read(piece)) if piece else self._made.redia(occurrence)

    def found(self, occurrence: Occurrence) -> bytes:
        piece = _kept(occurrence).found
        return bytes(self._volumes.read(piece)) if piece else self._made.found(occurrence)

    def marks(self, occurrences: Iterable[Occurrence]) -> list[bytes] | None:
        return list(map(_mark, occurrences))


_mark = attrgetter("mark")
_NONE = KeptPieces(None, None, None, (), None, None)


def _kept(occurrence: Occurrence) -> KeptPieces:
    return occurrence.kept if isinstance(occurrence, LightOccurrence) else _NONE
