"""Everything but pages and news, for Pelican run by hand: the same artefacts as ``opslag build`` writes."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from markupsafe import Markup
from pelican.generators import Generator

from opslag.artefacts import Plan
from opslag.feeds import events
from opslag.site.opened import KEY, OpenedSite


class LibraryGenerator(Generator):  # type: ignore[misc]
    """A generator of our own, because Pelican's article pipeline costs 4 ms a page."""

    def generate_output(self, writer: Any) -> None:  # noqa: ARG002 - Pelican's writer writes templates, we have bytes
        site: OpenedSite = self.settings[KEY]
        opened = site.opened
        plan = Plan(opened.library, site.theme, site.contract, opened.tree.read)
        rows = {one.uuid: Markup(plan.row(one)) for one in plan.rows()}  # noqa: S704 - rendered by the theme
        output = Path(self.output_path)
        for artefact in plan.artefacts(rows):
            _write(output / artefact.path, artefact.make())
        _write(output / events.PATH[1:], events.events_feed(map(plan.item, plan.feed())))
        for picture in opened.library.pictures:
            for rendition, data in drawn(picture, opened.tree.read(picture.path)):
                _write(output / rendition.path[1:], data)


def _write(file: Path, data: bytes) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(data)
