"""Who asks: the credentials of a request, and the patience with wrong ones."""

from __future__ import annotations

import base64
import binascii
import time
from collections import deque
from collections.abc import Callable

from opslag.gateway.subscriber import subscriber

MINUTE = 60.0
MOST_ADDRESSES = 10_000
"""Remembered at once; beyond that those that were quiet longest are forgotten."""


def basic(header: str | None) -> tuple[str, str] | None:
    """Name and password of an Authorization header (RFC 7617); None where it holds none."""
    scheme, _, token = (header or "").partition(" ")
    if scheme.lower() != "basic":
        return None
    try:
        name, colon, password = base64.b64decode(token.strip(" "), validate=True).decode().partition(":")
    except (binascii.Error, ValueError):
        return None
    return (name, password) if colon else None


class Failures:
    """Wrong credentials by address, for the last minute."""

    def __init__(self, most: int, clock: Callable[[], float] = time.monotonic) -> None:
        """``most`` in a minute; 0 means that nobody is ever stopped."""
        self._most, self._clock = most, clock
        self._times: dict[str, deque[float]] = {}

    def wait(self, address: str) -> int:
        """Seconds until this address may try again; 0 for at once."""
        times = self._times.get(subscriber(address))
        if not self._most or not times or len(times) < self._most:
            return 0
        return max(0, -int(-(times[0] + MINUTE - self._clock()) // 1))

    def note(self, address: str) -> None:
        """One more failure."""
        if not self._most:
            return
        who = subscriber(address)
        times = self._times.pop(who, None) or deque(maxlen=self._most)
        times.append(self._clock())
        self._times[who] = times  # at the end: the first is who was quiet longest
        if len(self._times) > MOST_ADDRESSES:
            del self._times[next(iter(self._times))]
