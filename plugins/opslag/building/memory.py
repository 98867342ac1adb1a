"""Python's garbage collector during a build, which makes a million values that stay until its end."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager

THRESHOLD = (100_000, 20, 100)
"""Allocations before the youngest are looked at, and so on: the usual 700 cost a fifth of a build, and find nothing."""


@contextmanager
def patient_collector() -> Iterator[None]:
    """Looks for garbage seldom, and after ``keep_out`` not among what was there by then."""
    usual = gc.get_threshold()
    gc.set_threshold(*THRESHOLD)
    try:
        yield
    finally:
        gc.unfreeze()
        gc.set_threshold(*usual)


def keep_out() -> None:
    """What lives now is not looked through again. Worker processes then share its memory, for nobody writes to it."""
    gc.freeze()
