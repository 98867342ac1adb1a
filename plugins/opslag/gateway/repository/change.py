"""What becomes of one path from one commit to the next."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable

from opslag.frozen import frozen

_GONE = "000000"


@frozen
class Change:
    """One path, and what the later commit has there."""

    path: str
    """From the top of the repository on."""
    mode: str
    """As git writes it: 100644 is a file; 000000 where there is nothing."""
    blob: str
    """The name of the object that holds its bytes."""
    data: bytes | None = None
    """Its bytes, where there is no such object yet."""

    @property
    def there(self) -> bool:
        """Whether the later commit has it."""
        return self.mode != _GONE


def new_bytes(path: str, data: bytes, algorithm: str) -> Change:
    """A file that is to hold these bytes. ``algorithm``: the one that names the repository's objects, such as ``sha1``."""
    blob = hashlib.new(algorithm, b"blob %d\0" % len(data) + data, usedforsecurity=False).hexdigest()
    return Change(path, "100644", blob, data)


def read_changes(fields: list[str]) -> list[Change]:
    """What ``git diff-tree -r -z`` says, by path: ``:MODE MODE BLOB BLOB STATUS`` and a path in turn."""
    metas = (meta.split() for meta in fields[0::2])
    return [Change(path, mode, blob) for (_, mode, _, blob, _), path in zip(metas, fields[1::2], strict=True)]


def index_info(changes: Iterable[Change]) -> bytes:
    """The changes as ``git update-index -z --index-info`` reads them."""
    return b"".join(f"{one.mode} {one.blob}\t{one.path}\0".encode(errors="surrogateescape") for one in changes)
