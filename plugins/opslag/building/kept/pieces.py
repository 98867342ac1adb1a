"""The pieces of occurrences, read from where they are kept."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from operator import attrgetter
from typing import TYPE_CHECKING

from opslag.building.kept.entries import KeptPieces
from opslag.building.kept.volumes import Piece, Volumes
from opslag.events.occurrence import Occurrence
from opslag.feeds import calendar_files
from opslag.pieces import Made

if TYPE_CHECKING:
    from typing_extensions import Buffer


class Read:
    """As ``pieces.Made`` gives them; what is not kept is made by it."""

    def __init__(self, volumes: Volumes, made: Made) -> None:
        self._volumes, self._made = volumes, made

    def row(self, occurrence: Occurrence) -> str:
        piece: Piece | None = _row(occurrence)
        return str(self._volumes.read(piece), "utf-8") if piece else self._made.row(occurrence)

    def items(self, occurrences: Iterable[Occurrence]) -> Sequence[Buffer]:
        return self._all(occurrences, _item, self._made.items)

    def calendars(self, occurrences: Sequence[Occurrence]) -> calendar_files.Entries:
        kept = self._volumes.read_all(map(_calendar, occurrences))
        if not kept:
            return self._made.calendars(occurrences)
        return calendar_files.Entries(kept, frozenset().union(*map(_years, occurrences)))

    def redia(self, occurrences: Iterable[Occurrence]) -> Sequence[Buffer]:
        return self._all(occurrences, _redia, self._made.redia)

    def found(self, occurrences: Iterable[Occurrence]) -> Sequence[Buffer]:
        return self._all(occurrences, _found, self._made.found)

    def marks(self, occurrences: Iterable[Occurrence]) -> list[bytes] | None:
        return list(map(_mark, occurrences))

    def _all(
        self,
        occurrences: Iterable[Occurrence],
        piece_of: Callable[[Occurrence], Piece | None],
        make: Callable[[Iterable[Occurrence]], Iterable[Buffer]],
    ) -> Sequence[Buffer]:
        occurrences = list(occurrences)
        return self._volumes.read_all(map(piece_of, occurrences)) or list(make(occurrences))


_mark = attrgetter("mark")
_row, _item, _calendar, _years, _redia, _found = map(attrgetter, (f"kept.{name}" for name in KeptPieces._fields))
