"""The cache: one folder of what builds keep for the next one, at which one build at a time is at work."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from opslag.building.generations import exclusive

LEFT = frozenset(("lock", "pictures"))
"""What a build from nothing leaves there: to draw a picture takes a third of a second, and a library has thousands."""


@contextmanager
def held(cache: Path, *, emptied: bool) -> Iterator[None]:
    """The cache, for one build; ``emptied`` of all but drawn pictures. Raises OSError where something cannot be taken away, for
    it would be used."""
    with exclusive(cache):
        if emptied:
            for kept in cache.iterdir():
                if kept.name not in LEFT:
                    _remove(kept)
        yield


def _remove(kept: Path) -> None:
    if kept.is_dir() and not kept.is_symlink():
        shutil.rmtree(kept)
    else:
        kept.unlink()
