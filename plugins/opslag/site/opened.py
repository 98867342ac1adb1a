"""What the plugin knows while Pelican runs: the library, its theme, and whether Pelican makes the whole site or only its pages."""

from __future__ import annotations

import sys
from collections.abc import MutableMapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from opslag.artefacts import file_of
from opslag.composing import Opened, open_library
from opslag.contract.document import EVENTS, PUBLISHED, read_contract
from opslag.contract.gate import judge as judged
from opslag.errors import ContentError, OpslagError, Severity
from opslag.pages.theme import Theme

KEY = "OPSLAG"
"""The Pelican setting that holds the OpenedSite."""

Settings = MutableMapping[str, Any]


@dataclass(frozen=True, slots=True)
class OpenedSite:
    """One run of Pelican."""

    opened: Opened
    theme: Theme
    contract: dict[str, Any]
    pages_only: bool
    """Pelican renders pages and news, and nothing else: ``opslag build`` makes the rest itself."""


def open_by_hand(settings: Settings) -> OpenedSite:
    """For ``pelican`` run by hand in the root: ``OPSLAG_NOW`` (ISO 8601) may set the moment."""
    now = settings.get("OPSLAG_NOW")
    moment = datetime.fromisoformat(now) if now else datetime.now(UTC)
    opened = open_library(Path(settings["PATH"]), moment.astimezone(UTC), base_url=settings.get("SITEURL") or None)
    for warning in opened.warnings:
        print(f"warning: {warning}", file=sys.stderr)
    from opslag import shipped
    from opslag.pages.theme import SHIPPED

    chosen, fallback = Path(settings["THEME"]), shipped.THEMES / SHIPPED
    theme = Theme((chosen,) if chosen.resolve() == fallback.resolve() else (chosen, fallback))
    written = Path(settings["PATH"]).parent / "feeds" / "openapi.yaml"
    return OpenedSite(opened, theme, read_contract((written if written.is_file() else shipped.CONTRACT).read_bytes()), pages_only=False)


def judge(settings: Settings) -> None:
    """Holds the finished output against the contract. Raises ContentError where it must not be published."""
    site: OpenedSite = settings[KEY]
    output = Path(settings["OUTPUT_PATH"])
    library = site.opened.library
    missing = [page for page in (*library.pages, *library.news) if not (output / file_of(page.path)).is_file()]
    if missing:
        raise OpslagError("\n".join(f"{page.source}: Pelican made no page of it; its log says why" for page in missing))
    if site.pages_only:
        return
    found = judged(
        {path: (output / path).read_bytes() for path in (EVENTS, PUBLISHED)},
        contract=site.contract,
        paths={file.relative_to(output).as_posix() for file in output.rglob("*") if file.is_file()},
        sources={(one.uuid, ""): f"{one.source}:1:1" for one in library.occurrences},
        previous=None,
        now=library.now,
        base_url=library.site.base_url,
        redirects={old for old, _ in library.redirects},
    )
    if any(problem.severity is Severity.ERROR for problem in found):
        raise ContentError(found)


