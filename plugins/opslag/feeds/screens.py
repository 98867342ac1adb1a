"""``GET /skaerm/<screen>/feed.json``: what one big screen shows, for another maker's player; rows of the events feed."""

from __future__ import annotations

from opslag.events.screen import Screen
from opslag.feeds.events import events_feed, item
from opslag.settings import Site


def screen_feed(screen: Screen, site: Site) -> bytes:
    return events_feed(item(one, site) for one in screen.occurrences)
