"""Files that are kept for the next time: written whole or not at all, and believed only where not a bit of them has changed."""

from __future__ import annotations

import os
from hashlib import blake2b
from pathlib import Path

SEAL = 16
"""Bytes of the hash that a file begins with."""


def write(file: Path, data: bytes, name: str = "") -> None:
    """``name`` says what the bytes follow from: under another one they are not found again."""
    file.parent.mkdir(parents=True, exist_ok=True)
    beside = file.with_name(f"{file.name}.{os.getpid()}.new")  # the workers of a build may come to write the same file at once
    beside.write_bytes(_seal(name, data) + data)
    beside.replace(file)


def read(file: Path, name: str = "") -> bytes | None:
    """None where there is no such file, or it is not what was written under this name."""
    try:
        sealed = file.read_bytes()
    except OSError:
        return None
    data = sealed[SEAL:]
    return data if sealed[:SEAL] == _seal(name, data) else None


def _seal(name: str, data: bytes) -> bytes:
    hashed = blake2b(name.encode(errors="surrogateescape") + b"\0", digest_size=SEAL)
    hashed.update(data)
    return hashed.digest()
