"""The dates of files, kept from one build to the next under the name of the commit that they follow from."""

from __future__ import annotations

import marshal
from hashlib import blake2b
from pathlib import Path

Known = dict[str, tuple[int, int]]
"""(first commit, last commit) in seconds since 1970, by path."""


def load(file: Path, name: str) -> Known | None:
    """None where the file holds those of another commit, or is not as it was written."""
    try:
        data = file.read_bytes()
    except OSError:
        return None
    if data[:16] != _check(name, data[16:]):
        return None
    known: Known = marshal.loads(data[16:])  # noqa: S302 - its check says that we wrote it
    return known


def save(file: Path, name: str, known: Known) -> None:
    data = marshal.dumps(known)
    file.parent.mkdir(parents=True, exist_ok=True)
    beside = file.with_suffix(".new")
    beside.write_bytes(_check(name, data) + data)
    beside.replace(file)


def _check(name: str, data: bytes) -> bytes:
    return blake2b(name.encode(errors="surrogateescape") + b"\0" + data, digest_size=16).digest()
