"""What all event files come to, together: a column for each thing that is asked of every one of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import field
from datetime import datetime
from operator import attrgetter

from opslag.content.picture import Picture
from opslag.errors import Problem
from opslag.events.occurrences import NONE, Occurrences
from opslag.events.programme import Entry
from opslag.events.series import Series
from opslag.frozen import frozen


@frozen
class Entries:
    """In the order of the files; the attributes of ``Entry`` tell what they are."""

    sources: Sequence[str] = ()
    uuids: Sequence[str] = ()
    addresses: Sequence[str] = ()
    occurrences: Occurrences = NONE
    """By start, then uuid."""
    series: Sequence[Series] = ()
    pins: Sequence[str] = ()
    redirects: Sequence[tuple[str, str, tuple[str, ...]]] = ()
    """(source, address, the old addresses that lead there), of files that have some."""
    links: Sequence[tuple[str, str, str]] = ()
    """(source, the target as it is written, the path below content/ that it names)."""
    own_links: Sequence[tuple[str, ...]] = ()
    pictures: Mapping[str, Picture] = field(default_factory=dict)
    """By path."""
    due: Sequence[datetime] = ()
    problems: Sequence[Problem] = ()


def entries_of(entries: Sequence[Entry]) -> Entries:
    found = sorted([one for entry in entries for one in entry.occurrences], key=attrgetter("start", "uuid"))
    return Entries(
        sources=[entry.source for entry in entries],
        uuids=[entry.uuid for entry in entries],
        addresses=[entry.address for entry in entries],
        occurrences=Occurrences.of(found),
        series=[entry.series for entry in entries if entry.series],
        pins=[pin for entry in entries for pin in entry.pins],
        redirects=[(entry.source, entry.address, entry.redirects) for entry in entries if entry.redirects],
        links=[(entry.source, *link) for entry in entries for link in entry.links],
        own_links=[entry.own_links for entry in entries],
        pictures={picture.path: picture for entry in reversed(entries) for picture in entry.pictures},
        due=[due for entry in entries for due in entry.due],
        problems=[problem for entry in entries for problem in entry.problems],
    )
