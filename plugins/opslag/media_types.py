"""The Content-Type of each file of the output, by its path: the feeds' addresses have no endings to go by."""

from __future__ import annotations

JSON = "application/json"

EXACT = {
    "api/v1/events": JSON,
    "api/v1/event-changes": JSON,
    "api/v1/opening_hours": JSON,
    "opening_hours/instances": JSON,
    "ding-redia-rss/event": "application/rss+xml; charset=utf-8",
    "nyheder/atom.xml": "application/atom+xml; charset=utf-8",
    "arrangementer/atom.xml": "application/atom+xml; charset=utf-8",
}

ENDINGS = {
    "html": "text/html; charset=utf-8",
    "css": "text/css; charset=utf-8",
    "js": "text/javascript; charset=utf-8",
    "json": JSON,
    "xml": "application/xml; charset=utf-8",
    "rss": "application/rss+xml; charset=utf-8",
    "atom": "application/atom+xml; charset=utf-8",
    "ics": "text/calendar; charset=utf-8",
    "txt": "text/plain; charset=utf-8",
    "svg": "image/svg+xml",
    "webp": "image/webp",
    "jpg": "image/jpeg",
    "png": "image/png",
    "gif": "image/gif",
    "ico": "image/x-icon",
    "woff2": "font/woff2",
    "webmanifest": "application/manifest+json",
}


def media_type(path: str) -> str:
    """For a path below the output, such as ``api/v1/events``. JSON is UTF-8 by definition (RFC 8259) and says no charset."""
    name = path.rpartition("/")[2]
    return EXACT.get(path) or ENDINGS.get(name.rpartition(".")[2] if "." in name else "", "application/octet-stream")
