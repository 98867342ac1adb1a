"""The packs in which git keeps its objects: each group of commits is one, so they are many soon."""

from __future__ import annotations

import time
from pathlib import Path

from opslag.gateway.repository.git import Git

MOST = 50
"""So many packs are rolled into few."""

ABANDONED = 3600.0
"""Seconds after which nobody writes to a temporary file of git's any more."""


def tidy(git: Git, packs: Path) -> None:
    """Rolls the packs of many commits into few, now and then. May take a while, and disturbs nobody. Raises GitError, OSError."""
    for left in packs.glob("tmp_*"):
        if time.time() - left.stat().st_mtime > ABANDONED:
            left.unlink()
    if sum(1 for _ in packs.glob("*.pack")) > MOST:
        git("repack", "-d", "--quiet", "--geometric=2", seconds=600)
