"""Big screens: each hangs on a wall, and shows the events that name it in ``screens``."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from opslag.content.moment import Anywhere
from opslag.content.slug import slug
from opslag.events.occurrences import Occurrences

ROOM = "/skaerm/"
WORKER = f"{ROOM}worker.js"
"""The service worker of all screens. It stands above their pages, because a worker is in charge of what is below it alone
(Service Workers, "path restriction")."""

MOST = 200
"""Events that one screen is given: days of them, should the network be away."""


@dataclass(frozen=True, slots=True)
class Screen:
    name: str
    path: str
    """``/skaerm/foyer/``."""
    occurrences: Occurrences
    """What it may show: neither over nor hidden, by start, the first ``MOST`` of them."""

    @property
    def feed(self) -> str:
        """The address of the same as data."""
        return f"{self.path}feed.json"


def screens(occurrences: Occurrences, now: datetime) -> tuple[Screen, ...]:
    """Every screen that a public event names, by address; ``occurrences`` are by start.

    Past events count: what hangs on a wall does not go because nothing is on. Names that differ in capitals alone are one screen.
    """
    names: dict[str, str] = {}
    shown: dict[str, list[int]] = {}
    said, ends, hidden = map(occurrences.column, ("screens", "end", "hidden"))
    anywhere = Anywhere(now)
    for at, called in enumerate(said):
        for address, name in {slug(name): name for name in called}.items() if called else ():
            names[address] = name
            coming = shown.setdefault(address, [])
            if len(coming) < MOST and ends[at] > anywhere[ends[at].tzinfo] and not hidden[at]:
                coming.append(at)
    return tuple(Screen(names[address], f"{ROOM}{address}/", occurrences.at(shown[address])) for address in sorted(names))
