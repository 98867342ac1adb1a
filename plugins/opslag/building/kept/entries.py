"""What one event file came to, in the form in which it is kept."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import astuple
from datetime import datetime
from typing import Any, NamedTuple

from opslag.building.kept.footing import Footing
from opslag.building.kept.light import Card, card, packed
from opslag.building.kept.volumes import Piece, Volumes
from opslag.errors import Problem, Severity
from opslag.events.occurrence import Occurrence
from opslag.events.programme import Entry
from opslag.feeds.events import kept_since
from opslag.pieces import Made
from opslag.sealed import digest_of


class KeptPieces(NamedTuple):
    """Where the pieces of an occurrence are; None for one that nothing shows."""

    row: Piece | None
    item: Piece | None
    calendar: Piece | None
    years: tuple[int, ...]
    redia: Piece | None
    found: Piece | None

    def moved(self, to: Callable[[Piece | None], Piece | None]) -> KeptPieces:
        """The same pieces in another place."""
        return KeptPieces(to(self.row), to(self.item), to(self.calendar), self.years, to(self.redia), to(self.found))


class KeptEntry(NamedTuple):
    """An ``events.programme.Entry`` and its pieces, as values that ``marshal`` knows, so that thousands are read at once."""

    source: str
    uuid: str
    address: str
    pins: tuple[str, ...]
    redirects: tuple[str, ...]
    links: tuple[tuple[str, str], ...]
    pictures: tuple[tuple[Any, ...], ...]
    due: tuple[str, ...]
    """ISO 8601."""
    problems: tuple[tuple[Any, ...], ...]
    """Of the file itself, and of what it asks of others."""
    series: tuple[str, str] | None
    """Its uuid and path."""
    cards: tuple[Card, ...]
    pieces: tuple[tuple[Any, ...], ...]
    """``KeptPieces``, one for each card."""
    packed: Piece | None
    footing: tuple[Any, ...]
    """A ``Footing``."""
    since: float
    """When it began to hold, and when it ends to, in seconds since 1970."""
    until: float
    digest: bytes
    """Of the file's bytes."""
    identity: bytes
    """Changes with anything that the file comes to."""

    @property
    def sound(self) -> bool:
        return not self.problems or all(problem.severity is not Severity.ERROR for problem in map(problem_of, self.problems))


FOREVER = float("inf")


def kept_entry(entry: Entry, footing: Footing, digest: bytes, made: Made, volumes: Volumes) -> KeptEntry:
    """``entry`` in the form in which it is kept, its pieces made. ``digest`` is of the file's bytes."""
    now, since = made.library.now, kept_since(made.library)
    sound = all(problem.severity is not Severity.ERROR for problem in entry.problems)
    occurrences = entry.occurrences if sound else ()
    ends = [one.end for one in occurrences if one.end > now]
    until = min((*ends, *entry.due), default=None)
    series = entry.series if sound else None
    identity = digest_of(digest + repr((entry.source, footing, until)).encode())
    pieces = tuple([tuple(_pieces(one, now, since, made, volumes)) for one in occurrences])
    place = volumes.write(packed(occurrences, series)) if occurrences or series else None
    return KeptEntry(
        entry.source, entry.uuid, entry.address, entry.pins, entry.redirects, entry.links,
        tuple(map(astuple, entry.pictures)), tuple([due.isoformat() for due in entry.due]),
        tuple([(*astuple(problem)[:-1], problem.severity.value) for problem in entry.problems]),
        (series.uuid, series.path) if series else None, tuple(map(card, occurrences)), pieces, place, tuple(footing),
        now.timestamp(), until.timestamp() if until else FOREVER, digest, identity,
    )  # fmt: skip


def problem_of(said: tuple[Any, ...]) -> Problem:
    path, line, column, field, found, remedy, severity = said
    return Problem(path, line, column, field, found, remedy, Severity(severity))


def _pieces(one: Occurrence, now: datetime, since: datetime, made: Made, volumes: Volumes) -> KeptPieces:
    row = item = calendar = redia = found = None
    years: tuple[int, ...] = ()
    if one.end > since:
        item = volumes.write(*made.items((one,)))
        said = made.calendar(one)
        calendar, years = volumes.write(said.data), said.years
    if one.end > now and not one.hidden:
        row = volumes.write(made.row((one,)).encode())
        found = volumes.write(*made.found((one,)))
        redia = volumes.write(*made.redia((one,)))
    return KeptPieces(row, item, calendar, years, redia, found)
