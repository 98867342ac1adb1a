"""Files that are kept for the next time: written whole or not at all, and believed only where not a bit of them has changed."""

from __future__ import annotations

import marshal
import os
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import blake2b
from pathlib import Path
from typing import Any

SEAL = 16
"""Bytes of the hash that a file begins with."""


class DamagedError(Exception):
    """Something is not what was kept."""


def write(file: Path, data: bytes, name: str = "") -> None:
    """``name`` says what the bytes follow from: under another one they are not found again."""
    file.parent.mkdir(parents=True, exist_ok=True)
    beside = file.with_name(f"{file.name}.{os.getpid()}.new")  # the workers of a build may come to write the same file at once
    with naming(file):
        beside.write_bytes(_seal(name, data) + data)
    beside.replace(file)


@contextmanager
def naming(file: Path) -> Iterator[None]:
    """A full disk has no name of its own, and there may be two of them: a fault without one is told as this file's."""
    try:
        yield
    except OSError as error:
        if error.filename is None:
            raise OSError(error.errno, error.strerror, str(file)) from None
        raise


def read(file: Path, name: str = "") -> bytes | None:
    """None where there is no such file, or it is not what was written under this name."""
    try:
        sealed = file.read_bytes()
    except OSError:
        return None
    data = sealed[SEAL:]
    return data if sealed[:SEAL] == _seal(name, data) else None


def write_values(file: Path, values: Any, name: str = "") -> None:
    """As ``write``: what ``marshal`` knows, which is read in a tenth of the time of anything else."""
    write(file, marshal.dumps(values), name)


def read_values(file: Path, name: str = "") -> Any:
    """As ``read``, of what ``write_values`` wrote. It may be trusted, for it is as we left it."""
    data = read(file, name)
    return None if data is None else marshal.loads(data)  # noqa: S302 - as the docstring says


def digest_of(data: bytes) -> bytes:
    """By which bytes are told from others."""
    return blake2b(data, digest_size=SEAL).digest()


def _seal(name: str, data: bytes) -> bytes:
    hashed = blake2b(name.encode(errors="surrogateescape") + b"\0", digest_size=SEAL)
    hashed.update(data)
    return hashed.digest()
