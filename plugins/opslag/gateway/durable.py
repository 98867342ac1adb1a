"""What is on the disk once it is written, and is not lost with the power."""

from __future__ import annotations

import os
from pathlib import Path


def write(file: Path, data: bytes, mode: int = 0o666) -> None:
    """Writes a file; its bytes are on the disk then. ``mode``: who may read it, where it is new and the umask allows it."""
    with os.fdopen(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, mode), "wb") as opened:
        opened.write(data)
        opened.flush()
        os.fsync(opened.fileno())


def sync(folder: Path) -> None:
    """Brings to the disk which names are in a folder."""
    opened = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(opened)
    finally:
        os.close(opened)
