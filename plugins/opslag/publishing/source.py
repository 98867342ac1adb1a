"""What is published: the output of a build, file by file, each as the build's manifest has it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from hashlib import sha256
from pathlib import Path

from opslag.building.digests import digests
from opslag.building.manifest import Manifest, read_manifest
from opslag.errors import OpslagError
from opslag.publishing.leading_page import leading_pages
from opslag.publishing.part import encoded, parts_of
from opslag.publishing.published import Published
from opslag.publishing.store import Upload


class Source:
    def __init__(self, output: Path, *, headed: bool, compressed: bool) -> None:
        """``headed``: the place keeps headers; it cannot redirect then, so the pages that lead on are files as well."""
        built = read_manifest(output)
        self._folder = output.resolve()
        self._made = leading_pages(built) if headed else {}
        sizes = {path: len(data) for path, data in self._made.items()}
        try:
            hashed = digests(output)
        except OSError as error:
            raise _changed(error.filename) from None
        hashed |= {path: _digest(data) for path, data in self._made.items()}
        self.manifest: Manifest = replace(built, files={**built.files, **sizes})
        self.parts = parts_of(self.manifest, hashed, headed=headed, compressed=compressed)

    def size(self, path: str) -> int:
        """Bytes, as the build made it."""
        return self.manifest.files[path]

    def upload(self, path: str) -> Upload:
        """Raises OpslagError where the file is not the one that the build listed."""
        part = self.parts[path]
        headers = dict(part.headers)
        if path in self._made:
            return Upload(path, encoded(self._made[path], headers), headers, 0)
        data, modified = _read(self._folder / path)
        if len(data) != self.size(path) or _digest(data) != part.digest:
            raise _changed(self._folder / path)
        return Upload(path, encoded(data, headers), headers, modified)

    def published(self, gone: Mapping[str, datetime]) -> Published:
        """What is said of the place once all is there."""
        made = self.manifest
        return Published(made.base_url, made.built.isoformat(), made.next_change.isoformat(), made.source, self.parts, gone)


def _changed(file: Path | str) -> OpslagError:
    return OpslagError(f"{file}: not as the build listed it, for there was another build meanwhile; publish again")


def _digest(data: bytes) -> str:
    return sha256(data).hexdigest()


def _read(file: Path) -> tuple[bytes, int]:
    try:
        return file.read_bytes(), file.stat().st_mtime_ns
    except OSError:
        return b"", 0
