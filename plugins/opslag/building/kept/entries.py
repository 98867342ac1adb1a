"""What one event file came to, in the form in which it is kept."""

from __future__ import annotations

from dataclasses import astuple
from typing import Any, NamedTuple

from opslag.building.kept.footing import Footing
from opslag.building.kept.light import Card, card, packed
from opslag.building.kept.volumes import NOWHERE, Piece, Volumes
from opslag.errors import Problem, Severity
from opslag.events.occurrence import Occurrence
from opslag.events.programme import Entry
from opslag.feeds.events import kept_since
from opslag.pieces import Made
from opslag.sealed import digest_of


class Rest(NamedTuple):
    """What few files have."""

    pins: tuple[str, ...] = ()
    redirects: tuple[str, ...] = ()
    links: tuple[tuple[str, str], ...] = ()
    pictures: tuple[tuple[Any, ...], ...] = ()
    due: tuple[str, ...] = ()
    """ISO 8601."""
    problems: tuple[tuple[Any, ...], ...] = ()
    """Of the file itself, and of what it asks of others."""
    series: tuple[str, str] | None = None
    """Its uuid and path."""


class KeptPieces(NamedTuple):
    """Where the pieces of an occurrence are; NOWHERE for what nothing shows."""

    row: Piece = NOWHERE
    item: Piece = NOWHERE
    calendar: Piece = NOWHERE
    redia: Piece = NOWHERE
    found: Piece = NOWHERE


class KeptDate(NamedTuple):
    """An occurrence."""

    mark: bytes
    """No other occurrence's, and changes with anything that the file comes to."""
    card: Card
    pieces: KeptPieces
    years: tuple[int, ...]
    """In which its calendar entry says local times."""


class KeptEntry(NamedTuple):
    """An ``events.programme.Entry`` and its pieces, as values that ``marshal`` knows, so that thousands are read at once."""

    digest: bytes
    """Of the file's bytes."""
    uuid: str
    address: str
    footing: tuple[Any, ...]
    """A ``Footing``."""
    since: float
    """When it began to hold, and when it ends to, in seconds since 1970."""
    until: float
    packed: Piece
    rest: Rest
    dates: tuple[KeptDate, ...]

    @property
    def sound(self) -> bool:
        return all(problem_of(said).severity is not Severity.ERROR for said in self.rest.problems)


FOREVER = float("inf")


def kept_entry(entry: Entry, footing: Footing, digest: bytes, made: Made, volumes: Volumes) -> KeptEntry:
    """``entry`` in the form in which it is kept, its pieces made. ``digest`` is of the file's bytes."""
    now = made.library.now
    sound = all(problem.severity is not Severity.ERROR for problem in entry.problems)
    occurrences = entry.occurrences if sound else ()
    ends = [one.end for one in occurrences if one.end > now]
    until = min((*ends, *entry.due), default=None)
    series = entry.series if sound else None
    identity = digest_of(digest + repr((entry.source, footing, until)).encode())
    dates = tuple([_date(one, identity, made, volumes) for one in occurrences])
    place = volumes.write(packed(occurrences, series)) if occurrences or series else NOWHERE
    rest = Rest(
        entry.pins, entry.redirects, entry.links, tuple(map(astuple, entry.pictures)),
        tuple([due.isoformat() for due in entry.due]),
        tuple([(*astuple(problem)[:-1], problem.severity.value) for problem in entry.problems]),
        (series.uuid, series.path) if series else None,
    )  # fmt: skip
    ends_to = until.timestamp() if until else FOREVER
    return KeptEntry(digest, entry.uuid, entry.address, tuple(footing), now.timestamp(), ends_to, place, rest, dates)


def problem_of(said: tuple[Any, ...]) -> Problem:
    path, line, column, field, found, remedy, severity = said
    return Problem(path, line, column, field, found, remedy, Severity(severity))


def _date(one: Occurrence, identity: bytes, made: Made, volumes: Volumes) -> KeptDate:
    row = item = calendar = redia = found = NOWHERE
    years: tuple[int, ...] = ()
    if one.end > kept_since(made.library):
        item = volumes.write(*made.items((one,)))
        said = made.calendar(one)
        calendar, years = volumes.write(said.data), said.years
    if one.end > made.library.now and not one.hidden:
        row = volumes.write(made.row((one,)))
        found = volumes.write(*made.found((one,)))
        redia = volumes.write(*made.redia((one,)))
    return KeptDate(digest_of(identity + one.uuid.encode()), card(one), KeptPieces(row, item, calendar, redia, found), years)
