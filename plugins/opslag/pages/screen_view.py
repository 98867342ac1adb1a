"""A big screen's page as its template sees it, and the service worker by which it outlives the network."""

from __future__ import annotations

from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from opslag.content.picture import Picture
from opslag.content.rendition import original, renditions
from opslag.events.screen import WORKER, Screen
from opslag.language import Language
from opslag.library import Library
from opslag.pages.event_view import EventView

WIDTH = 1280
"""Pixels of a picture at the most: a screen shows each one way, so that what is kept for a dead network is what is asked for."""


def screen_view(screen: Screen, library: Library, language: Language) -> dict[str, Any]:
    site = library.site
    return {
        "name": screen.name,
        "path": screen.path,
        "feed": screen.feed,
        "worker": WORKER,
        "zone": site.timezone,
        "host": urlsplit(site.base_url).netloc,
        "events": [
            {"event": EventView(one, library, language), "picture": _picture(one.image or one.teaser_image)}
            for one in screen.occurrences
        ],
    }


def worker() -> bytes:
    """The script of the service worker: what is kept, and when it is shown, is no matter of taste, so no theme has it."""
    return Path(__file__).with_name("screen_worker.js").read_bytes()


def _picture(picture: Picture | None) -> dict[str, Any] | None:
    if picture is None:
        return None
    whole = [one for one in renditions(picture) if one.kind == "wide" and one.format == "WEBP" and one.width <= WIDTH]
    shown = whole[-1] if whole else original(picture)
    return {"src": shown.path, "width": shown.width, "height": shown.height, "alt": picture.alt}
