"""What files that are no events came to by themselves, as they were last read: settings, branches, pages, news, reports."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any, TypeVar

from opslag import sealed
from opslag.building.kept.packing import pack, unpack
from opslag.building.workers import spread
from opslag.content.record import Record
from opslag.content.tree import File, Tree
from opslag.errors import ContentError
from opslag.reading import read_one
from opslag.sealed import digest_of

T = TypeVar("T")

Kept = Mapping[str, tuple[bytes, bytes]]
"""By path below content/: the digest of the file's bytes, and what they came to, packed. One with a fault is read each time."""


class Readings:
    """Asked for each such file of a build; what nobody has asked for is not kept any longer."""

    def __init__(self, cache: Path, name: str) -> None:
        """``name``: what readings follow from besides the bytes."""
        self._file, self._name = cache / "readings", name
        self._before: Kept = sealed.read_values(self._file, name) or {}
        self._now: dict[str, tuple[bytes, bytes]] = {}

    def recall(self, path: str, data: bytes, read: Callable[[bytes], T]) -> T:
        """As ``reading.Recall``."""
        found = self._recalled(path, data)
        return self._noted(path, data, read(data)) if found is None else found

    def records(self, tree: Tree, files: list[File], jobs: int) -> Iterator[Record[Any] | ContentError]:
        """As ``reading.one_by_one``; what is not known is read on several processors."""
        found: dict[str, Record[Any] | ContentError] = {}
        unknown: dict[str, bytes] = {}
        for path in (file.path for file in files):
            try:
                data = tree.read(path)
            except ContentError as error:
                found[path] = error
                continue
            known = self._recalled(path, data)
            if known is None:
                unknown[path] = data
            else:
                found[path] = known
        for part in spread(lambda some: [(path, read_one(path, data)) for path, data in some], [*unknown.items()], jobs):
            for path, record in part:
                found[path] = self._noted(path, unknown[path], record) if isinstance(record, Record) else record
        return (found[file.path] for file in files)

    def save(self) -> None:
        """Keeps what was asked for, if that is anything else than before."""
        if self._now != self._before:
            sealed.write_values(self._file, self._now, self._name)

    def _recalled(self, path: str, data: bytes) -> Any:
        kept = self._before.get(path)
        if kept is None or kept[0] != digest_of(data):
            return None
        self._now[path] = kept
        return unpack(kept[1])

    def _noted(self, path: str, data: bytes, found: T) -> T:
        self._now[path] = digest_of(data), pack(found)
        return found
