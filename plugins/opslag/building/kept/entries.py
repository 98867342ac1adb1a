"""What one event file came to, in the form in which it is kept."""

from __future__ import annotations

import marshal
from collections.abc import Iterable, Sequence
from dataclasses import astuple, replace
from itertools import chain, compress, islice
from typing import Any, NamedTuple, TypeVar

from opslag.building.kept.footing import Footing
from opslag.building.kept.light import Card, card, packed
from opslag.building.kept.places import named, of_file
from opslag.building.kept.volumes import NOWHERE, Volumes
from opslag.errors import Problem, Severity
from opslag.events.occurrence import Occurrence
from opslag.events.programme import Entry
from opslag.pieces import Made
from opslag.sealed import digest_of

T = TypeVar("T")


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


NOTHING = Rest()


class KeptDate(NamedTuple):
    """An occurrence."""

    mark: bytes
    """No other occurrence's, and changes with anything that the file comes to."""
    card: Card
    pieces: bytes
    """Where they are, as ``places`` tells it."""
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
    packed: bytes
    """Where what is not on the cards is, as ``places`` tells it."""
    own_links: tuple[str, ...]
    rest: Rest
    dates: tuple[KeptDate, ...]

    @property
    def sound(self) -> bool:
        return all(problem_of(said).severity is not Severity.ERROR for said in self.rest.problems)


FOREVER = float("inf")


class Composed(NamedTuple):
    """An event file that was read, and what it comes to."""

    entry: Entry
    footing: Footing
    digest: bytes
    """Of the file's bytes."""


class _Shown(NamedTuple):
    """What is shown of an occurrence."""

    pieces: tuple[bytes, ...]
    """In the order of their NAMES."""
    years: tuple[int, ...]
    """In which its calendar entry says local times."""


def kept_entries(composed: Sequence[Composed], made: Made, volumes: Volumes) -> list[KeptEntry]:
    """Entries in the form in which they are kept; the pieces of all of them are made first."""
    sound = [one.entry if _is_sound(one.entry) else replace(one.entry, occurrences=(), series=None) for one in composed]
    shown = iter(_shown([*chain.from_iterable([entry.occurrences for entry in sound])], made))
    return [
        _kept(entry, one, [*islice(shown, len(entry.occurrences))], made.now, volumes)
        for entry, one in zip(sound, composed, strict=True)
    ]


def _is_sound(entry: Entry) -> bool:
    return all(problem.severity is not Severity.ERROR for problem in entry.problems)


def _kept(entry: Entry, composed: Composed, shown: Sequence[_Shown], now: float, volumes: Volumes) -> KeptEntry:
    """All pieces of the file are written together."""
    occurrences = entry.occurrences
    ends = [one.end.timestamp() for one in occurrences]
    until = min([*[end for end in ends if end > now], *[due.timestamp() for due in entry.due], FOREVER])
    rests_on = tuple(composed.footing)
    identity = digest_of(marshal.dumps((entry.source, composed.digest, rests_on, until), _BY_VALUE))
    pieces = [packed(occurrences, entry.series)] if occurrences or entry.series else []
    pieces += chain.from_iterable([one.pieces for one in shown])
    place, places = of_file(volumes.write(named(pieces)) or [NOWHERE])
    marks = [identity + number.to_bytes(4, "big") for number in range(len(occurrences))]
    dates = tuple(map(KeptDate, marks, map(card, occurrences), places, [one.years for one in shown]))
    head = composed.digest, entry.uuid, entry.address, rests_on, now, until, place, entry.own_links
    return KeptEntry(*head, _rest(entry), dates)


def _shown(occurrences: Sequence[Occurrence], made: Made) -> list[_Shown]:
    """One kind of piece after the other."""
    ends = [one.end.timestamp() for one in occurrences]
    public = [end > made.kept_since for end in ends]
    listed = [end > made.now and not one.hidden for end, one in zip(ends, occurrences, strict=True)]
    to_come = [*compress(occurrences, listed)]
    items = made.items(compress(occurrences, public))
    calendars = [*map(made.calendar, compress(occurrences, public))]
    rows, found = zip(*[(made.row((one,)), *made.found((one,))) for one in to_come], strict=True) if to_come else ((), ())
    pieces = zip(
        _among(listed, rows, b""),
        _among(public, items, b""),
        _among(public, [one.data for one in calendars], b""),
        _among(listed, made.redia(to_come), b""),
        _among(listed, found, b""),
        strict=True,
    )
    return [*map(_Shown, pieces, _among(public, [one.years for one in calendars], ()))]


def _among(chosen: Sequence[bool], things: Iterable[T], nothing: T) -> list[T]:
    """What there is of each that was chosen, and ``nothing`` of the others."""
    those = iter(things)
    return [next(those) if one else nothing for one in chosen]


def problem_of(said: tuple[Any, ...]) -> Problem:
    path, line, column, field, found, remedy, severity = said
    return Problem(path, line, column, field, found, remedy, Severity(severity))


def _rest(entry: Entry) -> Rest:
    series = entry.series
    if not any((entry.pins, entry.redirects, entry.links, entry.pictures, entry.due, entry.problems, series)):
        return NOTHING
    return Rest(
        entry.pins, entry.redirects, entry.links, tuple(map(astuple, entry.pictures)),
        tuple([due.isoformat() for due in entry.due]),
        tuple([(*astuple(problem)[:-1], problem.severity.value) for problem in entry.problems]),
        (series.uuid, series.path) if series else None,
    )  # fmt: skip


_BY_VALUE = 2
"""The form of ``marshal`` that is the same for equal values, whether or not they are one object."""
