"""What is public in a place: the manifest that is kept there, written last and on a condition."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import field
from datetime import datetime

from opslag.frozen import frozen
from opslag.publishing.part import Part, checked, parts_from_json, parts_to_json
from opslag.publishing.store import ROOM

PATH = f"{ROOM}/published.json"


@frozen
class Published:
    """The site that was last published whole."""

    base_url: str
    built: str
    """When, ISO 8601."""
    next_change: str
    """From when on a build would make something else of the same content, ISO 8601."""
    source: str
    """What it was made from (``building.due``)."""
    parts: Mapping[str, Part]
    gone: Mapping[str, datetime] = field(default_factory=dict)
    """What is no longer part of the site and still lies there, and since when: whoever holds an old page may still ask for it."""

    def to_json(self) -> bytes:
        value = {
            "base_url": self.base_url,
            "built": self.built,
            "next_change": self.next_change,
            "source": self.source,
            "gone": {path: since.isoformat() for path, since in sorted(self.gone.items())},
            **parts_to_json(dict(sorted(self.parts.items()))),
        }
        return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()


def read_published(data: bytes) -> Published | None:
    """None where it is no such manifest."""
    try:
        value = json.loads(data)
        base_url, built, turns, source = (str(value[key]) for key in ("base_url", "built", "next_change", "source"))
        gone = {checked(path): datetime.fromisoformat(since) for path, since in value["gone"].items()}
        return Published(base_url, built, turns, source, parts_from_json(value), gone)
    except (KeyError, TypeError, IndexError, AttributeError, ValueError):
        return None
