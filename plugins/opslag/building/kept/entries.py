"""What one event file came to, in the form in which it is kept."""

from __future__ import annotations

import marshal
from dataclasses import astuple
from itertools import chain
from typing import Any, NamedTuple

from opslag.building.kept.footing import Footing
from opslag.building.kept.light import Card, card, packed
from opslag.building.kept.places import named, of_file, placed
from opslag.building.kept.volumes import NOWHERE, Volumes
from opslag.errors import Problem, Severity
from opslag.events.occurrence import Occurrence
from opslag.events.programme import Entry
from opslag.events.series import Series
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

Shown = tuple[tuple[bytes, ...], tuple[int, ...]]
"""The pieces of an occurrence, in the order of their NAMES, and the years in which its calendar entry says local times."""


def kept_entry(entry: Entry, footing: Footing, digest: bytes, made: Made, volumes: Volumes) -> KeptEntry:
    """``entry`` in the form in which it is kept, its pieces made. ``digest`` is of the file's bytes."""
    sound = all(problem.severity is not Severity.ERROR for problem in entry.problems)
    occurrences = entry.occurrences if sound else ()
    series = entry.series if sound else None
    ends = [one.end.timestamp() for one in occurrences]
    until = min([*[end for end in ends if end > made.now], *[due.timestamp() for due in entry.due], FOREVER])
    rests_on = tuple(footing)
    identity = digest_of(marshal.dumps((entry.source, digest, rests_on, until), _BY_VALUE))
    shown = [_shown(one, end, made) for one, end in zip(occurrences, ends, strict=True)]
    place, dates = _kept(occurrences, shown, series, identity, volumes)
    head = digest, entry.uuid, entry.address, rests_on, made.now, until, place, entry.own_links
    return KeptEntry(*head, _rest(entry, series), dates)


def _kept(
    occurrences: tuple[Occurrence, ...], shown: list[Shown], series: Series | None, identity: bytes, volumes: Volumes
) -> tuple[bytes, tuple[KeptDate, ...]]:
    """Where what is not on the cards is, and the occurrences. All pieces of the file are written together."""
    if not (occurrences or series):
        return placed([NOWHERE]), ()
    pieces = (packed(occurrences, series), *chain.from_iterable([pieces for pieces, _ in shown]))
    place, places = of_file(volumes.write(named(pieces)))
    marks = [identity + number.to_bytes(4, "big") for number in range(len(occurrences))]
    return place, tuple(map(KeptDate, marks, map(card, occurrences), places, [years for _, years in shown]))


def problem_of(said: tuple[Any, ...]) -> Problem:
    path, line, column, field, found, remedy, severity = said
    return Problem(path, line, column, field, found, remedy, Severity(severity))


def _rest(entry: Entry, series: Series | None) -> Rest:
    if not any((entry.pins, entry.redirects, entry.links, entry.pictures, entry.due, entry.problems, series)):
        return NOTHING
    return Rest(
        entry.pins, entry.redirects, entry.links, tuple(map(astuple, entry.pictures)),
        tuple([due.isoformat() for due in entry.due]),
        tuple([(*astuple(problem)[:-1], problem.severity.value) for problem in entry.problems]),
        (series.uuid, series.path) if series else None,
    )  # fmt: skip


def _shown(one: Occurrence, end: float, made: Made) -> Shown:
    """``end``: its own, in seconds since 1970."""
    row = item = calendar = redia = found = b""
    years: tuple[int, ...] = ()
    if end > made.kept_since:
        (item,) = made.items((one,))
        said = made.calendar(one)
        calendar, years = said.data, said.years
    if end > made.now and not one.hidden:
        row = made.row((one,))
        (found,) = made.found((one,))
        (redia,) = made.redia((one,))
    return (row, item, calendar, redia, found), years


_BY_VALUE = 2
"""The form of ``marshal`` that is the same for equal values, whether or not they are one object."""
