"""Trying again: what a network or a busy store refuses now it may take in a moment, and hurrying it makes that worse."""

from __future__ import annotations

import random
import threading
import time
from collections.abc import Callable
from typing import TypeVar

from opslag.publishing.store import Unreached

FIRST, LONGEST = 0.5, 20.0
"""Seconds of the first pause, and of the longest; each is about twice as long as the one before."""

Given = TypeVar("Given")


class Patience:
    """How long to go on. All threads share the pause: a store that says "slow down" means everybody."""

    def __init__(self, seconds: float) -> None:
        """``seconds``: how long a single thing is tried before it is given up."""
        self._seconds = seconds
        self._resume = 0.0
        self._stopped = threading.Event()

    def stop(self) -> None:
        """Wakes whoever pauses, and has nothing tried again."""
        self._stopped.set()

    def tried(self, doing: Callable[[], Given]) -> Given:
        """What ``doing`` gives. Raises its Unreached once the patience is at its end."""
        began, pause = time.monotonic(), FIRST
        while True:
            self._stopped.wait(max(0.0, self._resume - time.monotonic()))
            try:
                return doing()
            except Unreached:
                if self._stopped.is_set() or time.monotonic() - began + pause > self._seconds:
                    raise
                self._resume = time.monotonic() + pause * random.uniform(0.75, 1.25)  # noqa: S311 - so that many do not come at once
                pause = min(2 * pause, LONGEST)
