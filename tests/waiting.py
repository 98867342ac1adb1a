"""Waiting for what another process or thread does."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import TypeVar

Value = TypeVar("Value")

WITHIN = 60.0
"""Seconds for what takes one on a quiet machine."""


def until(true: Callable[[], Value], what: str = "it", within: float = WITHIN) -> Value:
    """Waits for a condition, and gives its value."""
    end = time.monotonic() + within
    while not (value := true()):
        assert time.monotonic() < end, f"{what} did not come true within {within} s"
        time.sleep(0.01)
    return value
