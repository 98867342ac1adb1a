"""The address of a site that somebody may have meant who wrote one that is none."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from functools import cache, cached_property

from opslag.errors import closest

_FEW = 64
"""As many words before a word and behind it, in the order of the alphabet, are compared with it."""
_SURE = 0.8
"""How alike the last parts must be where nothing else is."""


class NearAddress:
    def __init__(self, files: Iterable[str]) -> None:
        """``files``: all of the output, as paths below its folder."""
        self._files = files
        self.to = cache(self._to)
        self._in_order = cache(self._sorted)

    def _to(self, path: str) -> str | None:
        """The address that is nearest to a path: of the same last part somewhere else, else of one that is like it."""
        folder, name = _parts(path)
        if name in self._names:
            return self._names[name]
        if found := closest(name, self._around(folder, name)):
            return self._folders[folder][found]
        found = closest(name, self._around("", name), _SURE)
        return self._names[found] if found else None

    @cached_property
    def _folders(self) -> dict[str, dict[str, str]]:
        """Each address by its last part, by the folder in which it is."""
        found: dict[str, dict[str, str]] = {}
        for file in sorted(self._files):
            address = f"/{file}"
            address = address.removesuffix("index.html") if address.endswith("/index.html") else address
            folder, name = _parts(address)
            found.setdefault(folder, {}).setdefault(name, address)
        return found

    @cached_property
    def _names(self) -> dict[str, str]:
        """The first address with each last part, but for those that are numbers and dates: there is one in many folders."""
        found: dict[str, str] = {}
        for folder in sorted(self._folders, key=lambda folder: (folder.count("/"), folder)):
            for name, address in self._folders[folder].items():
                if any(map(str.isalpha, name)):
                    found.setdefault(name, address)
        return found

    def _around(self, folder: str, name: str) -> list[str]:
        """The words that can be alike: whoever writes one letter wrong writes the beginning right, or the end. There may be
        thousands of events, and to compare two words takes a while."""
        words, ends = self._in_order(folder)
        at, end = bisect_left(words, name), bisect_left(ends, name[::-1])
        return [*_few(words, at), *(word[::-1] for word in _few(ends, end))]

    def _sorted(self, folder: str) -> tuple[list[str], list[str]]:
        """The last parts of the addresses in a folder, or of all ("") of them: as they are, and read from their ends."""
        words = self._folders.get(folder, {}) if folder else self._names
        return sorted(words), sorted(word[::-1] for word in words)


def _few(words: Sequence[str], at: int) -> Sequence[str]:
    return words[max(at - _FEW, 0) : at + _FEW]


def _parts(path: str) -> tuple[str, str]:
    """``/filialer/`` and ``havnen`` of ``/filialer/havnen/``."""
    folder, slash, name = path.rstrip("/").rpartition("/")
    return folder + (slash or "/"), name
