"""What one event file came to, in the form in which it is kept."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from functools import cache
from hashlib import blake2b
from typing import NamedTuple

from opslag.building.kept import packing
from opslag.building.kept.footing import Footing
from opslag.building.kept.light import Card, Unpack, card, light_occurrence, light_series, packed
from opslag.building.kept.volumes import Piece, Volumes
from opslag.content.picture import Picture
from opslag.errors import Problem, Severity
from opslag.events.occurrence import Occurrence
from opslag.events.programme import Entry
from opslag.pieces import Made
from opslag.places.branch import Branch


class KeptPieces(NamedTuple):
    """Where the pieces of an occurrence are; None for one that nothing shows."""

    row: Piece | None
    item: Piece | None
    calendar: Piece | None
    years: tuple[int, ...]
    redia: Piece | None
    found: Piece | None


class KeptEntry(NamedTuple):
    """An ``events.programme.Entry`` and its pieces, as plain values."""

    source: str
    uuid: str
    address: str
    pins: tuple[str, ...]
    redirects: tuple[str, ...]
    links: tuple[tuple[str, str], ...]
    pictures: tuple[Picture, ...]
    due: tuple[datetime, ...]
    problems: tuple[Problem, ...]
    """Of the file itself, and of what it asks of others."""
    series: tuple[str, str] | None
    """Its uuid and path."""
    cards: tuple[Card, ...]
    pieces: tuple[KeptPieces, ...]
    """One for each card."""
    packed: Piece | None
    footing: Footing
    since: datetime
    until: datetime | None
    digest: bytes
    """Of the file's bytes."""
    identity: bytes
    """Changes with anything that the file comes to."""

    @property
    def sound(self) -> bool:
        return all(problem.severity is not Severity.ERROR for problem in self.problems)

    def holds_at(self, now: datetime) -> bool:
        """Whether the clock alone has changed nothing of it."""
        return self.since <= now and (self.until is None or now < self.until)

    def entry(self, branches: Mapping[str, Branch], volumes: Volumes) -> Entry:
        """The entry, of which little is in memory until it is asked for."""
        unpack = _unpacking(volumes, self.packed)
        found = [
            light_occurrence(said, number, branches, unpack, kept=pieces, identity=self.identity)
            for number, (said, pieces) in enumerate(zip(self.cards, self.pieces, strict=True))
        ]
        occurrences = tuple(found)
        series = light_series(*self.series, occurrences, self.source, unpack) if self.series else None
        return Entry(
            self.source, self.uuid, self.address, occurrences, series, self.pins, self.redirects, self.links, self.pictures,
            self.due, self.problems,
        )  # fmt: skip


def _unpacking(volumes: Volumes, piece: Piece | None) -> Unpack:
    @cache
    def unpack() -> tuple[list[tuple[object, ...]], tuple[object, ...] | None]:
        found: tuple[list[tuple[object, ...]], tuple[object, ...] | None]
        found = packing.unpack(volumes.read(piece)) if piece else ([], None)
        return found

    return unpack


def kept_entry(entry: Entry, footing: Footing, digest: bytes, made: Made, volumes: Volumes) -> KeptEntry:
    """``entry`` in the form in which it is kept, its pieces made. ``digest`` is of the file's bytes."""
    now, since = made.library.now, made.library.now - made.library.site.feeds.events.keep_past
    sound = all(problem.severity is not Severity.ERROR for problem in entry.problems)
    occurrences = entry.occurrences if sound else ()
    ends = [one.end for one in occurrences if one.end > now]
    until = min((*ends, *entry.due), default=None)
    series = entry.series if sound else None
    identity = blake2b(digest, digest_size=16)
    identity.update(repr((entry.source, footing, until)).encode())
    pieces = tuple(_pieces(one, now, since, made, volumes) for one in occurrences)
    place = volumes.write(packed(occurrences, series)) if occurrences or series else None
    return KeptEntry(
        entry.source, entry.uuid, entry.address, entry.pins, entry.redirects, entry.links, entry.pictures, entry.due,
        entry.problems, (series.uuid, series.path) if series else None, tuple(map(card, occurrences)), pieces, place, footing,
        now, until, digest, identity.digest(),
    )  # fmt: skip


def _pieces(one: Occurrence, now: datetime, since: datetime, made: Made, volumes: Volumes) -> KeptPieces:
    row = item = calendar = redia = found = None
    years: tuple[int, ...] = ()
    if one.end > since:
        item = volumes.write(made.item(one))
        said = made.calendar(one)
        calendar, years = volumes.write(said.data), said.years
    if one.end > now and not one.hidden:
        row = volumes.write(made.row(one).encode())
        found = volumes.write(made.found(one))
        redia = volumes.write(made.redia(one))
    return KeptPieces(row, item, calendar, years, redia, found)
