"""Everything but pages and news, for Pelican run by hand: the same artefacts as ``opslag build`` writes."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any

from pelican.generators import Generator

from opslag.artefacts import Artefact, Plan
from opslag.content.drawing import make
from opslag.errors import ContentError, Problem
from opslag.site.ending import ends_with_its_message
from opslag.site.opened import KEY, OpenedSite


class LibraryGenerator(Generator):  # type: ignore[misc]
    """A generator of our own, because Pelican's article pipeline costs 4 ms a page."""

    @ends_with_its_message
    def generate_output(self, writer: Any) -> None:  # noqa: ARG002 - Pelican's writer writes templates, we have bytes
        site: OpenedSite = self.settings[KEY]
        output = Path(self.output_path)
        for artefact in artefacts(site):
            file = _file(output, artefact.path)
            file.write_bytes(bytes(artefact.make()))
        for address, file in pictures(site, Path(self.path).parent / ".build" / "cache"):
            shutil.copyfile(file, _file(output, address[1:]))


def artefacts(site: OpenedSite) -> Iterator[Artefact]:
    opened = site.opened
    plan = Plan(opened.library, site.theme, site.contract, opened.tree.read)
    return plan.artefacts()


def pictures(site: OpenedSite, cache: Path) -> Iterator[tuple[str, Path]]:
    """(address, file) of every picture in every size. Raises ContentError with all that are broken."""
    problems: list[Problem] = []
    tree = site.opened.tree
    for picture in site.opened.library.pictures:
        try:
            yield from make(picture, partial(tree.read, picture.path), cache).items()
        except ContentError as error:
            problems.extend(error.problems)
    if problems:
        raise ContentError(problems)


def _file(output: Path, path: str) -> Path:
    file = output / path
    file.parent.mkdir(parents=True, exist_ok=True)
    return file
