"""What an answer says of itself beside its bytes, whoever gives it: a web host, the gateway, or ``opslag serve``."""

from __future__ import annotations

from collections.abc import Iterable

OPEN = {"Access-Control-Allow-Origin": "*"}
"""Pages of other sites may read it (Fetch, "CORS protocol"): it is public, and nothing in it depends on who asks."""

PLAIN = {"X-Content-Type-Options": "nosniff"}
"""Of whatever is no page: it is what it says that it is."""

EXPOSED = "ETag"
READABLE = {**OPEN, "Access-Control-Expose-Headers": EXPOSED, **PLAIN}
"""Of a feed: who has a copy may say which one."""

READS = ("GET", "HEAD")
CONDITIONS = ("If-None-Match", "If-Modified-Since")
PREFLIGHT_AGE = 86400
"""Seconds for which a browser need not ask again."""


def guarded(policy: str) -> dict[str, str]:
    """Of a page with this Content-Security-Policy."""
    return {"Content-Security-Policy": policy, **PLAIN, "Referrer-Policy": "strict-origin-when-cross-origin"}


def preflight(methods: Iterable[str], headers: Iterable[str]) -> dict[str, str]:
    """Of the answer to a browser that asks what a page of another site may send (Fetch, "CORS-preflight request")."""
    return {
        **OPEN,
        "Access-Control-Allow-Methods": ", ".join((*methods, "OPTIONS")),
        "Access-Control-Allow-Headers": ", ".join(headers),
        "Access-Control-Max-Age": str(PREFLIGHT_AGE),
    }


READING = preflight(READS, CONDITIONS)
