"""Python's garbage collector during a build, which makes a million values that stay until its end."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def patient_collector() -> Iterator[None]:
    """Looks for garbage when the build is over. It makes next to none that goes round in a circle, and all else goes by itself;
    to look for it would take a thirtieth of the time, and worker processes would no longer share the memory looked through."""
    usual = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if usual:
            gc.enable()
