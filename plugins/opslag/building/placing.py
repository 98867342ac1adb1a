"""Pictures put into a generation: as links to the files of the cache, for their addresses name their content."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from itertools import chain
from pathlib import Path

from opslag.building.generations import Generation
from opslag.building.workers import spread
from opslag.building.writing import Written
from opslag.content import drawing
from opslag.content.picture import Picture
from opslag.content.rendition import renditions
from opslag.content.tree import Tree
from opslag.errors import ContentError


def files_of(picture: Picture) -> list[str]:
    """The files of its renditions."""
    return [one.path[1:] for one in renditions(picture)]


def place_pictures(
    pictures: Sequence[Picture], tree: Tree, cache: Path, generation: Generation, before: Mapping[str, int], *, jobs: int
) -> Written:
    """Every rendition of every picture. Those that are not in the cache are drawn, on several processors; raises ContentError
    with all pictures that cannot be."""
    there = {picture.path: files_of(picture) for picture in pictures}
    held = (path for paths in there.values() for path in paths if generation.holds(path, before.get(path, -1)))
    written = Written({path: before[path] for path in held})
    missing = [picture for picture in pictures if not all(path in written.sizes for path in there[picture.path])]

    def draw(piece: Sequence[Picture]) -> list[dict[str, Path] | ContentError]:
        return [_drawn(picture, tree, cache) for picture in piece]

    drawn = list(chain.from_iterable(spread(draw, missing, jobs, fewest=1)))
    faults = [problem for result in drawn if isinstance(result, ContentError) for problem in result.problems]
    if faults:
        raise ContentError(faults)
    for files in drawn:
        if isinstance(files, dict):
            for address, file in files.items():
                written.sizes[address[1:]] = _linked(file, generation.folder / address[1:])
                written.changed += 1
    return written


def _drawn(picture: Picture, tree: Tree, cache: Path) -> dict[str, Path] | ContentError:
    try:
        return drawing.make(picture, lambda: tree.read(picture.path), cache)
    except ContentError as error:
        return error


def _linked(file: Path, target: Path) -> int:
    """Gives the file another name, or a copy where it is on another file system; its size."""
    target.parent.mkdir(parents=True, exist_ok=True)
    target.unlink(missing_ok=True)
    try:
        os.link(file, target)
    except OSError:
        target.write_bytes(file.read_bytes())
    return target.stat().st_size
