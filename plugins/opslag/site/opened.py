"""What the plugin knows while Pelican runs: the library, its theme, and whether Pelican makes the whole site or pages alone."""

from __future__ import annotations

from collections.abc import MutableMapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from opslag import shipped
from opslag.artefacts import file_of
from opslag.composing import Opened, open_library
from opslag.content.tree import Tree
from opslag.contract import gate
from opslag.contract.document import described, read_contract, with_prices_in
from opslag.errors import ContentError, OpslagError, Severity
from opslag.frozen import frozen
from opslag.language import Language
from opslag.pages.theme import SHIPPED, Theme
from opslag.site.ending import say

KEY = "OPSLAG"
"""The Pelican setting that holds the OpenedSite."""

Settings = MutableMapping[str, Any]


@frozen
class OpenedSite:
    """One run of Pelican."""

    opened: Opened
    theme: Theme
    contract: dict[str, Any]
    pages_only: bool
    """Pelican renders pages and news, and nothing else: ``opslag build`` makes the rest itself."""


def open_by_hand(settings: Settings) -> OpenedSite:
    """For ``pelican`` run by hand in the root: ``OPSLAG_NOW`` (ISO 8601) may set the moment."""
    tree = Tree(Path(settings["PATH"]))
    opened = open_library(tree, moment(settings.get("OPSLAG_NOW")), base_url=settings.get("SITEURL") or None)
    say(opened.warnings)
    chosen, fallback = Path(settings["THEME"]), shipped.THEMES / SHIPPED
    folders = (chosen,) if chosen.resolve() == fallback.resolve() else (chosen, fallback)
    theme = Theme(folders, Language(opened.library.site.language))
    written = Path(settings["PATH"]).parent / "feeds" / "openapi.yaml"
    contract = read_contract((written if written.is_file() else shipped.CONTRACT).read_bytes())
    contract = with_prices_in(contract, opened.library.site.feeds.events.price_unit)
    return OpenedSite(opened, theme, contract, pages_only=False)


def moment(now: str | None) -> datetime:
    """The moment to build for. Raises OpslagError."""
    if now is None:
        return datetime.now(UTC)
    try:
        named = datetime.fromisoformat(now)
    except (TypeError, ValueError):
        named = None
    if named is None or named.tzinfo is None:
        raise OpslagError(f"OPSLAG_NOW: {now!r} is no date and time with an offset; write 2026-12-01T08:00+01:00")
    return named.astimezone(UTC)


def unmade(site: OpenedSite, output: Path) -> list[str]:
    """A line for each page and news item of which Pelican made nothing: it logs what goes wrong, and goes on."""
    library = site.opened.library
    missing = [page for page in (*library.pages, *library.news) if not (output / file_of(page.path)).is_file()]
    return [f"{page.source}: Pelican made no page of it; pelican --debug says why" for page in missing]


def judge(site: OpenedSite, output: Path) -> None:
    """Holds a finished output against the contract. Raises OpslagError where it must not be published."""
    if lines := unmade(site, output):
        raise OpslagError("\n".join(lines))
    library = site.opened.library
    paths = {file.relative_to(output).as_posix() for file in output.rglob("*") if file.is_file()}
    found = gate.judge(
        {path: (output / path).read_bytes() for path in described(site.contract, paths)},
        contract=site.contract,
        paths=paths,
        sources={
            (uuid, ""): f"{source}:1:1" for uuid, source in zip(*map(library.occurrences.column, ("uuid", "source")), strict=True)
        },
        previous=None,
        now=library.now,
        base_url=library.site.base_url,
        redirects={old for old, _ in library.redirects},
    )
    if any(problem.severity is Severity.ERROR for problem in found):
        raise ContentError(found)
