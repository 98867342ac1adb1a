"""Where a site's parts are: its content, its theme, its contract, and the room for what a build keeps."""

from __future__ import annotations

import runpy
from collections.abc import Iterator
from glob import escape
from pathlib import Path
from typing import Any

from opslag import shipped
from opslag.errors import OpslagError
from opslag.frozen import frozen
from opslag.pages.theme import SHIPPED


@frozen
class Project:
    """The folders of one site."""

    content: Path
    themes: tuple[Path, ...]
    """What the first lacks is taken from the next."""
    contract: Path
    cache: Path
    """May be deleted at any time."""
    settings: Path | None
    """``pelicanconf.py``, where the site has one."""
    plugins: tuple[str, ...] = ()
    """Pelican plugins besides Opslag's own."""
    plugin_folders: tuple[Path, ...] = ()
    """Where the site keeps those that it has not installed."""

    def plugin_code(self) -> Iterator[tuple[Path, Iterator[Path]]]:
        """(folder, files in it) of the plugins that the site keeps."""
        for folder in self.plugin_folders:
            for name in dict.fromkeys(plugin.partition(".")[0] for plugin in self.plugins):
                yield folder, folder.glob(f"{escape(name)}.py")
                yield folder, (file for file in (folder / name).rglob("*") if "__pycache__" not in file.parts)


def find_project(content: Path) -> Project:
    """The project of a content folder: the folder around it. Raises OpslagError where a part that it names is missing."""
    content = content.absolute()
    root = content.parent
    settings = root / "pelicanconf.py"
    named: dict[str, Any] = _run(settings) if settings.is_file() else {}
    theme = named.get("THEME")
    chosen = [root / str(theme)] if theme else []
    fallback = shipped.THEMES / SHIPPED
    themes = (*chosen, *([] if chosen and chosen[0].resolve() == fallback.resolve() else [fallback]))
    contract = root / "feeds" / "openapi.yaml"
    return Project(
        content=content,
        themes=tuple(themes),
        contract=contract if contract.is_file() else shipped.CONTRACT,
        cache=root / ".build" / "cache",
        settings=settings if settings.is_file() else None,
        plugins=tuple(str(plugin) for plugin in named.get("PLUGINS") or () if plugin != "opslag.site"),
        plugin_folders=tuple(root / str(folder) for folder in named.get("PLUGIN_PATHS") or ()),
    )


def _run(settings: Path) -> dict[str, Any]:
    try:
        return runpy.run_path(str(settings))
    except OpslagError:
        raise
    except Exception as error:
        raise OpslagError(f"{settings.name}: {type(error).__name__}: {error}") from error
