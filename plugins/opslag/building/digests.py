"""The SHA-256 of what an output holds: for whoever publishes it. A build does without, for hashing takes longer than writing."""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path

from opslag import sealed
from opslag.building.manifest import read_manifest

Known = dict[str, tuple[int, int, str]]
"""(size, modification time in nanoseconds, SHA-256), by path. A file that stays the same from build to build keeps its time, and
one that changes never has that of the one before (``generations``)."""


def digests(output: Path) -> dict[str, str]:
    """Hexadecimal, by path, of every file that the manifest names. What was hashed before and has not changed since is not read.

    Raises OpslagError where there is no output.
    """
    folder = output.resolve()
    kept = folder.parent / "digests"
    known: Known = sealed.read_values(kept) or {}
    found: Known = {}
    for path in read_manifest(output).files:
        file = folder / path
        status = file.stat()
        before = known.get(path)
        if before is None or before[:2] != (status.st_size, status.st_mtime_ns):
            before = (status.st_size, status.st_mtime_ns, sha256(file.read_bytes()).hexdigest())
        found[path] = before
    if found != known:
        sealed.write_values(kept, found)
    return {path: digest for path, (_, _, digest) in found.items()}
