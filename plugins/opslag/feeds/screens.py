"""``GET /skaerm/<screen>/feed.json``: what one big screen shows, for another maker's player; rows of the events feed."""

from __future__ import annotations

from collections.abc import Callable

from opslag.events.occurrence import Occurrence
from opslag.events.screen import Screen
from opslag.feeds.events import events_feed


def screen_feed(screen: Screen, item: Callable[[Occurrence], bytes]) -> bytes:
    """``item`` gives the JSON of an event as the events feed has it."""
    return events_feed(map(item, screen.occurrences))
