"""Pages and news, rendered by Pelican with its plugins, in a process of its own and only when something they show has changed."""

from __future__ import annotations

import hashlib
import os
import pickle
import shutil
import time
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

from opslag import sealed
from opslag.artefacts import Artefact
from opslag.building.code import code_digest
from opslag.building.context import installed
from opslag.building.due import update
from opslag.building.project import Project
from opslag.building.workers import Aside
from opslag.composing import Opened
from opslag.errors import OpslagError
from opslag.pages.theme import Theme

UNUSED = 3600.0
"""Seconds after which kept pages that no build has asked for are removed."""


class PelicanPages:
    """Runs beside the rest of the build: ``start`` it early, and ask for its ``artefacts`` late."""

    def __init__(self, project: Project, opened: Opened, theme: Theme, contract: dict[str, Any]) -> None:
        self._project, self._opened, self._theme, self._contract = project, opened, theme, contract
        library = opened.library
        self._needed = bool(library.pages or library.news or project.plugins)
        self._key = self._key_of()
        self._kept = project.cache / "pages" / self._key
        self._unfinished = self._kept.with_name(f"{self._key}.{os.getpid()}")
        self._pages: dict[str, bytes] = {}
        self._rendered: Callable[[], None] | None = None

    def start(self, aside: Aside) -> None:
        """Begins rendering, unless the kept pages are still true, and are as they were left."""
        if not self._needed:
            return
        pages = sealed.read_values(self._kept, self._key)
        if pages is not None:
            self._pages = pages
            return
        shutil.rmtree(self._unfinished, ignore_errors=True)
        self._unfinished.mkdir(parents=True)
        self._rendered = aside.start(self._render, apart=True)

    def artefacts(self) -> Iterator[Artefact]:
        """The files that Pelican made. Raises OpslagError where it failed, ContentError where that is the content's fault."""
        if not self._needed:
            return
        if self._rendered is not None:
            self._rendered()
            self._pages = self._keep()
        os.utime(self._kept)
        for path, data in self._pages.items():
            yield Artefact(path, partial(bytes, data))

    def _keep(self) -> dict[str, bytes]:
        """The finished pages, all sealed in one file. What no build has used for an hour is removed."""
        files = (file for file in sorted(self._unfinished.rglob("*")) if file.is_file())
        pages = {file.relative_to(self._unfinished).as_posix(): file.read_bytes() for file in files}
        sealed.write_values(self._kept, pages, self._key)
        shutil.rmtree(self._unfinished, ignore_errors=True)
        for other in self._kept.parent.iterdir():
            if other != self._kept and _unused(other):
                _remove(other)
        return pages

    def _key_of(self) -> str:
        """Changes when anything does that a page or news item shows."""
        library, settings = self._opened.library, self._project.settings
        extra = {path: record.extra for path, record in self._opened.pages.items()}
        branches = [(branch.title, branch.path, branch.address, branch.phone, branch.email) for branch in library.branches]
        shown = (code_digest(), library.site, branches, library.pages, library.news, library.logo, sorted(extra.items()))
        digest = hashlib.sha256(pickle.dumps(shown))
        digest.update(self._theme.signature.encode())
        digest.update(settings.read_bytes() if settings else b"")
        digest.update(installed().encode())  # Pelican, and plugins that are installed
        for folder, files in self._project.plugin_code():
            update(digest, folder, files)
        return digest.hexdigest()[:24]

    def _render(self) -> None:
        from opslag.site.rendering import render_pages

        try:
            said = render_pages(self._project.settings, self._opened, self._theme, self._contract, self._unfinished)
        except OpslagError:
            raise
        except (Exception, SystemExit):  # of a plugin, or of Pelican itself: whoever mends it must see where
            import traceback

            traceback.print_exc()
            raise OpslagError("Pelican failed while it rendered the pages; what it said stands above") from None
        if said:
            raise OpslagError(said)


def _unused(file: Path) -> bool:
    """Whether no build can be at work with kept pages: builds into other outputs use the same ones."""
    try:
        return file.stat().st_mtime < time.time() - UNUSED
    except FileNotFoundError:
        return False


def _remove(file: Path) -> None:
    """Kept pages, or the folder that a killed build left unfinished."""
    if file.is_dir():
        shutil.rmtree(file, ignore_errors=True)
    else:
        file.unlink(missing_ok=True)
