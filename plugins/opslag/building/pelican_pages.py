"""Pages and news, rendered by Pelican with its plugins, in a process of its own and only when something they show has changed."""

from __future__ import annotations

import hashlib
import multiprocessing
import os
import pickle
import shutil
from collections.abc import Iterator
from multiprocessing.process import BaseProcess
from pathlib import Path
from typing import Any

from opslag import __version__
from opslag.artefacts import Artefact
from opslag.building.project import Project
from opslag.composing import Opened
from opslag.errors import ContentError, OpslagError
from opslag.pages.theme import Theme


class PelicanPages:
    """Runs beside the rest of the build: ``start`` it early, and ask for its ``artefacts`` late."""

    def __init__(self, project: Project, opened: Opened, theme: Theme, contract: dict[str, Any], fresh: bool) -> None:
        """``fresh``: render anew, whatever is kept."""
        self._project, self._opened, self._theme, self._contract, self._fresh = project, opened, theme, contract, fresh
        library = opened.library
        self._needed = bool(library.pages or library.news or project.plugins)
        self._kept = project.cache / "pages" / self._key()
        self._unfinished = self._kept.with_name(f"{self._kept.name}.{os.getpid()}")
        self._child: BaseProcess | None = None

    def start(self) -> None:
        """Begins rendering, unless the kept pages are still true."""
        if not self._needed or (self._kept.is_dir() and not self._fresh):
            return
        unfinished = self._unfinished
        shutil.rmtree(unfinished, ignore_errors=True)
        unfinished.mkdir(parents=True)
        self._child = multiprocessing.get_context("fork").Process(target=self._run, daemon=True)
        self._child.start()

    def artefacts(self) -> Iterator[Artefact]:
        """The files that Pelican made. Raises OpslagError where it failed."""
        if not self._needed:
            return
        if self._child is not None:
            self._child.join()
            self._raise_failure()
            for other in self._kept.parent.iterdir():
                if other != self._unfinished:
                    shutil.rmtree(other, ignore_errors=True)
            self._unfinished.replace(self._kept)
        for file in sorted(self._kept.rglob("*")):
            if file.is_file():
                yield Artefact(file.relative_to(self._kept).as_posix(), file.read_bytes)

    def _key(self) -> str:
        """Changes when anything does that a page or news item shows."""
        library, settings = self._opened.library, self._project.settings
        extra = {path: record.extra for path, record in self._opened.pages.items()}
        branches = [(branch.title, branch.path, branch.address, branch.phone, branch.email) for branch in library.branches]
        shown = pickle.dumps((__version__, library.site, branches, library.pages, library.news, library.logo, sorted(extra.items())))
        digest = hashlib.sha256(shown)
        digest.update(self._theme.signature.encode())
        digest.update(settings.read_bytes() if settings else b"")
        return digest.hexdigest()[:24]

    def _run(self) -> None:
        from opslag.site.rendering import render_pages

        failure = self._unfinished.with_suffix(".failure")
        try:
            said = render_pages(self._project.settings, self._opened, self._theme, self._contract, self._unfinished)
        except OpslagError as error:
            said = error.problems if isinstance(error, ContentError) else str(error)
        if said:
            failure.write_bytes(pickle.dumps(said))
            os._exit(1)

    def _raise_failure(self) -> None:
        assert self._child is not None  # noqa: S101
        failure = self._unfinished.with_suffix(".failure")
        if failure.is_file():
            said = pickle.loads(failure.read_bytes())  # noqa: S301 - written by our own child a moment ago
            failure.unlink()
            raise ContentError(said) if isinstance(said, tuple) else OpslagError(said)
        if self._child.exitcode:
            raise OpslagError(f"Pelican ended with status {self._child.exitcode} while it rendered the pages; what it said stands above")
