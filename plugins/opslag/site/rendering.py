"""Pelican run within ``opslag build``: pages and news, with the site's own plugins, into a folder."""

from __future__ import annotations

import logging
import sys
from pathlib import Path

from pelican import Pelican, console
from pelican.settings import configure_settings, read_settings

from opslag.composing import Opened
from opslag.pages.theme import Theme
from opslag.site.opened import KEY, OpenedSite, unmade


def render_pages(settings_file: Path | None, opened: Opened, theme: Theme, contract: dict[str, object], output: Path) -> str:
    """Renders them; "" where all went well, else what Pelican said."""
    said = _Said()
    logging.getLogger().addHandler(said)
    console.quiet = True
    overrides = {"PATH": str(opened.tree.root), "OUTPUT_PATH": str(output), "THEME": str(theme.folders[-1])}
    settings = read_settings(str(settings_file) if settings_file else None, override=overrides)
    settings["DELETE_OUTPUT_DIRECTORY"] = False
    plugins = [plugin for plugin in settings.get("PLUGINS") or () if plugin != "opslag.site"]
    settings["PLUGINS"] = ["opslag.site", *plugins]
    settings = configure_settings(settings)
    site = settings[KEY] = OpenedSite(opened, theme, contract, pages_only=True)
    Pelican(settings).run()
    return "\n".join(said.errors or unmade(site, output))


class _Said(logging.Handler):
    """Collects what Pelican logs as an error: it would go on, and publish a site with a page missing."""

    def __init__(self) -> None:
        super().__init__(logging.ERROR)
        self.errors: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        cause = sys.exception()  # Pelican hands it on with --debug alone
        self.errors.append(f"pelican: {record.getMessage()}" + (f": {type(cause).__name__}: {cause}" if cause else ""))
