"""What a generation's files were made with: what need not be made again is told by it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import chain
from typing import Any

from opslag.artefacts import Artefact, Group


@dataclass(slots=True)
class Notes:
    keys: dict[str, bytes] = field(default_factory=dict)
    """Of the files that have one, by path."""
    groups: dict[str, tuple[bytes | None, list[str]]] = field(default_factory=dict)
    """Their key and the paths of their files, by name."""

    def hold(self, group: Group) -> bool:
        """Whether the group was made with the same key."""
        return group.key is not None and group.name in self.groups and self.groups[group.name][0] == group.key

    def paths_of(self, group: Group) -> list[str]:
        return self.groups[group.name][1]

    def add(self, group: Group, artefacts: Iterable[Artefact]) -> None:
        """A group of which each file was looked at."""
        self.keys.update((artefact.path, artefact.key) for artefact in artefacts if artefact.key is not None)
        self.groups[group.name] = group.key, [artefact.path for artefact in artefacts]

    def take(self, group: Group, other: Notes) -> None:
        """A group that is as it was."""
        self.groups[group.name] = other.groups[group.name]
        self.keys.update((path, other.keys[path]) for path in other.paths_of(group) if path in other.keys)

    def paths(self) -> Iterator[str]:
        """Of all files; one that is in two groups twice."""
        return chain.from_iterable(paths for _, paths in self.groups.values())

    def values(self) -> tuple[Any, ...]:
        """Plain ones, of which the same notes can be made again."""
        return self.keys, self.groups
