"""What a generation's files were made with: what need not be made again is told by it."""

from __future__ import annotations

from collections.abc import Container, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import chain

from opslag.artefacts import Artefact, Group
from opslag.content.inventory import Standing

Noted = tuple[bytes | None, list[str], list[bytes | None]]
"""(the group's key, the paths of its files, their keys)."""


@dataclass(slots=True)
class Notes:
    groups: dict[str, Noted] = field(default_factory=dict)
    """By name; values that ``marshal`` knows."""
    pictures: dict[str, Standing] = field(default_factory=dict)
    """How they were left, by path: they are files of the cache under another name, and change where those do."""

    def hold(self, group: Group) -> bool:
        """Whether the group was made with the same key."""
        return group.key is not None and group.name in self.groups and self.groups[group.name][0] == group.key

    def paths_of(self, group: Group) -> list[str]:
        return self.groups[group.name][1]

    def add(self, group: Group, artefacts: Sequence[Artefact]) -> None:
        """A group of which each file was looked at."""
        self.groups[group.name] = group.key, [one.path for one in artefacts], [one.key for one in artefacts]

    def take(self, group: Group, other: Notes) -> None:
        """A group that is as it was."""
        self.groups[group.name] = other.groups[group.name]

    def paths(self) -> Iterator[str]:
        """Of all files; one that is in two groups twice."""
        return chain.from_iterable(paths for _, paths, _ in self.groups.values())

    def keys(self, besides: Container[str]) -> dict[str, bytes | None]:
        """Of the files, by path, but for those of some groups."""
        noted = (said for name, said in self.groups.items() if name not in besides)
        return {path: key for _, paths, keys in noted for path, key in zip(paths, keys, strict=True)}
