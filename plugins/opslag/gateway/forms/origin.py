"""Whether a post comes from a page of this site (Fetch Metadata; RFC 6454, section 7)."""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import urlsplit


def is_same_origin(headers: Mapping[str, str], base_url: str) -> bool:
    """By what the browser says, which no page can make it leave out: one that says nothing at all is not believed."""
    site = headers.get("sec-fetch-site")
    if site is not None:
        return site == "same-origin"
    said = headers.get("origin") or headers.get("referer") or ""
    try:
        came = urlsplit(said)
    except ValueError:
        return False
    ours = {urlsplit(base_url).netloc.lower(), headers.get("host", "").lower()}
    return came.scheme in ("http", "https") and came.netloc.lower() in ours
