"""Big screens: each hangs on a wall, and shows the events that name it in ``screens``."""

from __future__ import annotations

from datetime import datetime

from opslag.content.slug import slug
from opslag.events.occurrences import NONE, Occurrences
from opslag.frozen import frozen

ROOM = "/skaerm/"
WORKER = f"{ROOM}worker.js"
"""The service worker of all screens. It stands above their pages, because a worker is in charge of what is below it alone
(Service Workers, "path restriction")."""

MOST = 200
"""Events that one screen is given: days of them, should the network be away."""


@frozen
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
    names = {slug(name): name for called in occurrences.column("screens") for name in called}
    shown = occurrences.ending_after(now).visible().grouped(("screens",), lambda called: {slug(name) for name in called})
    return tuple(Screen(names[at], f"{ROOM}{at}/", shown.get(at, NONE)[:MOST]) for at in sorted(names))
