"""Which code made something that is kept: an update of Opslag makes it anew."""

from __future__ import annotations

import hashlib
from functools import cache
from pathlib import Path

from opslag import sealed

_kept_in: Path | None = None


def keep_in(folder: Path) -> None:
    """Where the digest is kept: as long as no file of the package has another time or size, that of the last time is true."""
    global _kept_in  # noqa: PLW0603 - of the process, as the code is
    _kept_in = folder


@cache
def code_digest() -> str:
    """Changes with any module or catalogue of the package; hexadecimal."""
    kept = _kept_in and _kept_in / "code"
    package = Path(__file__).parents[1]
    files = sorted([*package.rglob("*.py"), *package.glob("locale/*.po")])
    stamps = [(str(file), (status := file.stat()).st_size, status.st_mtime_ns) for file in files]
    known = kept and sealed.read(kept, repr(stamps))
    if known:
        return known.decode()
    digest = hashlib.sha256()
    for file in files:
        digest.update(file.relative_to(package).as_posix().encode() + b"\0" + hashlib.sha256(file.read_bytes()).digest())
    if kept:
        sealed.write(kept, digest.hexdigest().encode(), repr(stamps))
    return digest.hexdigest()
