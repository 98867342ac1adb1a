"""What a browser is told to refuse: the Content Security Policy that fits the pages as they are, and the headers beside it."""

from __future__ import annotations

import re
from base64 import b64encode
from collections.abc import Iterable
from hashlib import sha256

_INLINE = re.compile(rb"<(style|script)\b([^>]*)>(.*?)</\1\s*>", re.DOTALL | re.IGNORECASE)
_STYLED = re.compile(rb"<[a-z][^<>]*\sstyle=[\"'][^<>]*>", re.IGNORECASE)
_DATA = re.compile(rb"\btype\s*=\s*[\"']?application/(ld\+)?json", re.IGNORECASE)
_SOURCED = re.compile(rb"\bsrc\s*=", re.IGNORECASE)

MOST = 12
"""Inline styles or scripts, beyond which the header would be longer than some hosts send."""


def policy(pages: Iterable[bytes]) -> str:
    """The Content-Security-Policy of a site (CSP level 3). Styles and scripts that stand in a page are allowed by their hashes;
    data blocks are no scripts (HTML, "prepare the script element")."""
    styles: set[str] = set()
    scripts: set[str] = set()
    attributes = False
    for page in pages:
        for name, within, inside in _INLINE.findall(page):
            if name.lower() == b"style":
                styles.add(_hash(inside))
            elif not _SOURCED.search(within) and not _DATA.search(within):
                scripts.add(_hash(inside))
        attributes = attributes or _STYLED.search(page) is not None
    allowed = {
        "default-src": ["'self'"],
        "style-src": ["'self'", *(sorted(styles) if len(styles) <= MOST else ["'unsafe-inline'"])],
        "script-src": ["'self'", *(sorted(scripts) if len(scripts) <= MOST else ["'unsafe-inline'"])],
        "img-src": ["'self'", "data:"],
        "font-src": ["'self'", "data:"],
        "object-src": ["'none'"],
        "base-uri": ["'none'"],
        "form-action": ["'self'"],
        "frame-ancestors": ["'self'"],
    }
    if attributes:
        allowed["style-src-attr"] = ["'unsafe-inline'"]
    return "; ".join(f"{name} {' '.join(sources)}" for name, sources in allowed.items())


def _hash(inside: bytes) -> str:
    """As a browser counts it: over the text with its line breaks made plain."""
    plain = inside.replace(b"\r\n", b"\n")
    return f"'sha256-{b64encode(sha256(plain).digest()).decode()}'"
