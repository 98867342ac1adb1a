"""Pictures put into a generation: as links to the files of the cache, for their addresses name their content."""

from __future__ import annotations

import os
from collections.abc import Sequence
from functools import partial
from itertools import chain
from pathlib import Path

from opslag.building.generations import Generation
from opslag.building.notes import Notes
from opslag.building.workers import spread
from opslag.building.writing import Written
from opslag.content import drawing
from opslag.content.inventory import Standing, standing_of
from opslag.content.picture import Picture
from opslag.content.rendition import renditions
from opslag.content.tree import Tree
from opslag.errors import ContentError
from opslag.frozen import frozen


def files_of(picture: Picture) -> list[str]:
    """The files of its renditions."""
    return [one.path[1:] for one in renditions(picture)]


def place_pictures(pictures: Sequence[Picture], drawn: Drawn, generation: Generation, before: Notes, now: Notes) -> Written:
    """Every rendition of every picture. One that stands as was noted ``before`` is believed; how all stand ``now`` is noted.
    Raises ContentError with all pictures that cannot be drawn."""
    there = {picture.path: files_of(picture) for picture in pictures}
    stand = ((path, generation.standing(path)) for paths in there.values() for path in paths)
    left = {path: found for path, found in stand if found and before.pictures.get(path) == found}
    missing = [picture for picture in pictures if not all(path in left for path in there[picture.path])]
    files = drawn.files(missing)
    left |= {path: _linked(file, generation.folder / path) for path, file in files.items()}
    now.pictures.update(left)
    return Written({path: size for path, (size, _, _) in left.items()}, changed=len(files))


@frozen
class Drawn:
    """Where drawn pictures come from."""

    tree: Tree
    cache: Path
    doubted: bool
    """Whether what is in the cache is read, to see that it is as it was drawn, however it stands."""
    jobs: int

    def files(self, pictures: Sequence[Picture]) -> dict[str, Path]:
        """By their paths in the output. Those that are not in the cache are drawn, on several processors."""
        results = list(chain.from_iterable(spread(lambda piece: [*map(self._drawn, piece)], pictures, self.jobs, fewest=1)))
        if faults := [problem for result in results if isinstance(result, ContentError) for problem in result.problems]:
            raise ContentError(faults)
        return {address[1:]: file for files in results if isinstance(files, dict) for address, file in files.items()}

    def _drawn(self, picture: Picture) -> dict[str, Path] | ContentError:
        try:
            return drawing.make(picture, partial(self.tree.read, picture.path), self.cache, doubted=self.doubted)
        except ContentError as error:
            return error


def _linked(file: Path, target: Path) -> Standing:
    """Gives the file another name, or a copy where it is on another file system; how that stands."""
    target.parent.mkdir(parents=True, exist_ok=True)
    target.unlink(missing_ok=True)
    try:
        os.link(file, target)
    except OSError:
        target.write_bytes(file.read_bytes())
    return standing_of(target.stat())
