"""Which files have the bytes that they had, as far as that can be told without reading them."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Mapping
from unicodedata import normalize

from opslag.content.tree import File, Stamp
from opslag.sealed import digest_of

UNSETTLED = 100_000_000
"""Nanoseconds: what was changed so shortly before it was read may change again without its time showing it (git's rule)."""

Stamped = tuple[Stamp, bytes]
"""(a file's stamp, the digest of its bytes)."""


class Fingerprints:
    """The digest of each file's bytes. A file whose stamp is as it was is not read."""

    def __init__(
        self, files: Mapping[str, File], read: Callable[[str], bytes], known: Mapping[str, tuple[Stamp | None, bytes]]
    ) -> None:
        """``known``: as ``Stamped``, by path; a file without a stamp is read."""
        self._files, self._read, self._known = files, read, known
        self._found: dict[str, Stamped] = {}
        self._looked = time.time_ns()
        self._names: dict[str, str] | None = None

    def differing(self, paths: Iterable[str]) -> list[str]:
        """Those that must be read."""
        files, known, none = self._files, self._known, (None,)
        return [path for path in paths if known.get(path, none)[0] != files[path].stamp]

    def unread(self, path: str) -> bytes | None:
        """The digest, if it can be told without reading the file."""
        stamp, digest = self._known.get(path, (None, b""))
        if stamp is None or stamp != self._files[path].stamp:
            return None
        self._found[path] = stamp, digest
        return digest

    def before(self, path: str) -> bytes | None:
        """The digest of the bytes that the file had when it was last looked at."""
        return self._known[path][1] if path in self._known else None

    def note(self, path: str, digest: bytes) -> None:
        """The file was read, and has this digest."""
        self._found[path] = self._files[path].stamp, digest

    def of(self, path: str) -> bytes | None:
        """None where there is no such file."""
        name = path if path in self._files else self._named(path)
        if name is None:
            return None
        if name not in self._found and self.unread(name) is None:
            self.note(name, digest_of(self._read(name)))
        return self._found[name][1]

    def settled(self) -> dict[str, Stamped]:
        """Of the files that were asked for, those that may be believed by the next build."""
        latest = self._looked - UNSETTLED
        return {path: found for path, found in self._found.items() if found[0][1] < latest and found[0][2] < latest}

    def _named(self, path: str) -> str | None:
        if self._names is None:
            self._names = {normalize("NFC", name): name for name in self._files}
        return self._names.get(normalize("NFC", path))
