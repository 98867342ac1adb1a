"""Waiting for what another process or thread does."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Coroutine
from concurrent.futures import ThreadPoolExecutor
from typing import Any, TypeVar

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


def awaited(coroutine: Coroutine[Any, Any, Value]) -> Value:
    """What it gives. It runs in a thread of its own: in this one a loop runs already for as long as a browser is open."""
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(asyncio.run, coroutine).result()
