"""A content folder as it would be with other files in it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from hashlib import sha256

from opslag.content.history import History
from opslag.content.tree import File, Tree
from opslag.errors import Problem


class Overlay(Tree):
    """The tree below, with these files in the place of its own, or beside them."""

    def __init__(self, below: Tree, files: Mapping[str, bytes]) -> None:
        super().__init__(below.root)
        self._below, self._files = below, files

    def files(self, problems: list[Problem] | None = None) -> dict[str, File]:
        own = {path: File(path, (len(data), int(sha256(data).hexdigest()[:12], 16), 0, 0)) for path, data in self._files.items()}
        return dict(sorted({**self._below.files(problems), **own}.items()))

    def read(self, path: str) -> bytes:
        return self._files[path] if path in self._files else self._below.read(path)

    def modified(self, path: str) -> float:
        return 0.0 if path in self._files else self._below.modified(path)

    def history(self) -> History | None:
        history = self._below.history()
        return replace(history, dirty=history.dirty | self._files.keys()) if history else None
