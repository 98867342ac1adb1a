"""``GET /skaerm/<screen>/feed.json``: what one big screen shows, for another maker's player; rows of the events feed."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING

from opslag.events.occurrence import Occurrence
from opslag.events.screen import Screen
from opslag.feeds.events import events_feed

if TYPE_CHECKING:
    from typing_extensions import Buffer


def screen_feed(screen: Screen, items: Callable[[Sequence[Occurrence]], Iterable[Buffer]]) -> bytes:
    """``items`` gives the JSON of events as the events feed has it."""
    return events_feed(items(screen.occurrences))
