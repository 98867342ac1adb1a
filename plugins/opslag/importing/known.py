"""What is in the content folder already: who has which uuid, which addresses and names are taken."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from typing import Any

from opslag.content.frontmatter import take_apart
from opslag.content.slug import slug
from opslag.content.tree import Tree, named
from opslag.errors import ContentError
from opslag.frozen import frozen
from opslag.places.branch import BranchFile
from opslag.source.marks import MarkedError, load
from opslag.source.shape import ShapeError, shaped

_LISTS = re.compile(r"side|filial|kategori|maalgruppe|emne|\d{4}")
"""Names below ``/arrangementer/`` that the site's own lists have."""


@frozen
class KnownBranch:
    path: str
    """Below content/."""
    front: Mapping[str, Any]
    """As it stands in the file: text, lists and mappings."""
    file: BranchFile


@dataclass(slots=True)
class Known:
    """A content folder as an import finds it. Files that cannot be read are left to the check of the whole."""

    paths: dict[str, str] = field(default_factory=dict)
    """Of each uuid that a file or a date of a series has, the file."""
    fronts: dict[str, Mapping[str, Any]] = field(default_factory=dict)
    """Of each event file, by its path."""
    branches: dict[str, KnownBranch] = field(default_factory=dict)
    """By title."""
    taken: set[str] = field(default_factory=set)
    """Paths of all files below content/, in small letters."""
    stems: set[str] = field(default_factory=set)
    """The last parts of addresses that events have."""

    def stem(self, wanted: str, *more: str) -> str:
        """A free name for an event file like ``wanted``, with as much of ``more`` behind it as is needed; taken from then on."""
        for name in _candidates(slug(wanted)[:80].rstrip("-"), [slug(one) for one in more]):
            if name not in self.stems and not _LISTS.fullmatch(name):
                self.stems.add(name)
                return name
        raise AssertionError  # the candidates never end

    def path(self, folder: str, wanted: str, ending: str, fits: Callable[[str], bool] = lambda _: False) -> str:
        """A path like ``folder/wanted.ending`` that is free, or that ``fits`` although it is not. It is taken from then on."""
        for name in _candidates(wanted, []):
            path = f"{folder}/{name}{ending}"
            if fits(path):
                return path
            if path.lower() not in self.taken and str(PurePosixPath(path).with_suffix(".yaml")).lower() not in self.taken:
                self.taken.add(path.lower())
                return path
        raise AssertionError


def _candidates(wanted: str, more: list[str]) -> Iterator[str]:
    name = wanted
    yield name
    for one in more:
        name = f"{name}-{one}"
        yield name
    number = 2
    while True:
        yield f"{name}-{number}"
        number += 1


def look_around(tree: Tree) -> Known:
    """What stands in a content folder."""
    known = Known()
    for path in tree.files():
        known.taken.add(path.lower())
        if path.startswith("events/") and path.endswith(".md"):
            _event(tree, path, known)
        elif path.startswith("branches/") and path.endswith(".md"):
            _branch(tree, path, known)
    return known


def _event(tree: Tree, path: str, known: Known) -> None:
    front = _front(tree, path)
    known.fronts[path] = front
    known.stems.add(str(front.get("slug") or slug(PurePosixPath(path).stem)))
    for uuid in (front.get("uuid"), *(_own_uuid(own) for own in _mapping(front.get("instances")).values())):
        if isinstance(uuid, str):
            known.paths.setdefault(uuid.strip().lower(), path)


def _own_uuid(own: Any) -> Any:
    return _mapping(own).get("uuid")


def _branch(tree: Tree, path: str, known: Known) -> None:
    front = _front(tree, path)
    try:
        file = shaped(BranchFile, front)
    except ShapeError:
        return
    if not file.draft:
        known.branches.setdefault(file.title, KnownBranch(path, front, file))


def _front(tree: Tree, path: str) -> Mapping[str, Any]:
    try:
        return _mapping(load(take_apart(named(path), tree.read(path)).front))
    except (ContentError, MarkedError):
        return {}


def _mapping(value: Any) -> Mapping[str, Any]:
    return value if isinstance(value, Mapping) else {}
