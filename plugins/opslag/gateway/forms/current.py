"""The forms as the content has them now: read again when a file that they are made of has changed."""

from __future__ import annotations

import asyncio
import time
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

from opslag.building.project import Project
from opslag.composing import open_forms
from opslag.content.tree import Tree
from opslag.errors import OpslagError
from opslag.forms.form import Form
from opslag.frozen import frozen
from opslag.gateway.log import Log
from opslag.gateway.repository.unrest import Unrest
from opslag.language import Language
from opslag.library import Library
from opslag.pages.form_pages import FormPages
from opslag.pages.site_view import dress_as
from opslag.pages.theme import Theme

LOOK = 1.0
"""Seconds between two looks at the files."""
_READ = ("forms", "records", "branches")


@frozen
class Reading:
    """One reading of the forms, whole and right."""

    library: Library
    pages: FormPages
    forms: dict[str, Form]
    """By id."""


class Current:
    """A mistake in the content leaves the forms as they were, and is told to the operator: a visitor must not meet it. So does a
    rebase, in the middle of which a form may be missing that somebody is filling in."""

    def __init__(self, project: Project, log: Log, unrest: Unrest | None = None) -> None:
        """``unrest``: of the clone that the content lies in. Raises OpslagError where the forms cannot be read now."""
        self._project, self._log, self._unrest = project, log, unrest
        self._seen = _state(project.content)
        self._looked = time.monotonic()
        self._looking = asyncio.Lock()
        self.reading = self._read()
        self.fault: str | None = None

    def form(self, name: str) -> Form | None:
        return self.reading.forms.get(name)

    async def look(self) -> Reading:
        """What is right now; asks the file system once a second at most."""
        if time.monotonic() - self._looked >= LOOK and not self._looking.locked():
            async with self._looking:
                await asyncio.to_thread(self._look)
        return self.reading

    def _look(self) -> None:
        self._looked = time.monotonic()
        if self._unrest and self._unrest.why():
            return
        state = _state(self._project.content)
        if state == self._seen:
            return
        self._seen = state
        try:
            self.reading = self._read()
        except OpslagError as error:
            self.fault = "the forms are as they were before the last change, which has a fault"
            self._log.error("forms not read", why=str(error))
        else:
            self.fault = None
            self._log.info("forms read", forms=sorted(self.reading.forms))

    def _read(self) -> Reading:
        tree = Tree(self._project.content)
        library = open_forms(tree, datetime.now(UTC))
        theme = Theme(self._project.themes, Language(library.site.language), self._project.cache / "templates")
        pages = FormPages(library, theme, dress_as(theme, library, tree.read))
        return Reading(library, pages, {form.id: form for form in library.forms})


def _state(content: Path) -> dict[Path, tuple[int, int, int]]:
    """What changes when one of the files does. The thousands of event files are not looked at: this is asked each second."""
    found: dict[Path, tuple[int, int, int]] = {}
    for file in (content / "site.yaml", *(file for folder in _READ for file in (content / folder).rglob("*"))):
        with suppress(FileNotFoundError):
            status = file.stat()
            found[file] = (status.st_mtime_ns, status.st_size, status.st_ino)
    return found
