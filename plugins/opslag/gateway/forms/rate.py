"""How often one address may send: enough for a school class at the library's own machines, too little for a flood."""

from __future__ import annotations

from opslag.gateway.subscriber import subscriber

WINDOW = 600.0
"""Seconds."""
_MOST = 50_000


class Rate:
    """Counts by address, in memory alone; an IPv6 subscriber has a /64 to write from."""

    def __init__(self, most: int) -> None:
        """``most`` in a window; 0 for no limit."""
        self._most = most
        self._seen: dict[str, tuple[float, int]] = {}

    def wait(self, address: str, now: float) -> float:
        """Counts one more, and gives the seconds until the next may come; 0 where it may come now."""
        if not self._most:
            return 0.0
        key = subscriber(address)
        began, count = self._seen.pop(key, (now, 0))
        if now - began >= WINDOW:
            began, count = now, 0
        self._seen[key] = (began, count + 1)
        while len(self._seen) > _MOST:
            del self._seen[next(iter(self._seen))]
        return began + WINDOW - now if count >= self._most else 0.0
