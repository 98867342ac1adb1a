"""Who reads the site is known to the library's host and to nobody else: nothing is ever asked of a stranger."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.browser.host import Host
from tests.browser.sample import NAMES
from tests.browser.test_finder import search
from tests.browser.visit import Visit

LOADED = re.compile(
    r"""<(?:img|source|script|iframe|video|audio|embed|object|input)\b[^>]*?\s(?:src|srcset|poster|data)="([^"]*)"
    | <link\b(?=[^>]*\brel="[^"]*(?:stylesheet|icon|preload|prefetch|preconnect|manifest))[^>]*?\shref="([^"]*)\"""",
    re.VERBOSE,
)
"""Every address in a page that a browser asks for by itself; a ``srcset`` holds several."""


@pytest.mark.parametrize("name", NAMES)
def test_a_visit_asks_nobody_but_the_site(visit: Callable[..., Visit], addresses: dict[str, str], name: str) -> None:
    one = visit()
    one.go(addresses[name])
    one.to_the_end()
    assert len(one.requests) > 1
    assert (one.strangers, one.complaints) == ([], [])


def test_a_search_asks_nobody_but_the_site(visit: Callable[..., Visit]) -> None:
    one = visit()
    page = one.go("/arrangementer/")
    search(page, "jul")
    assert any(url.endswith(".json") for url in one.requests)
    assert one.strangers == []


def test_no_page_at_all_names_a_stranger_to_load_from(host: Host) -> None:
    pages = list(host.folder.rglob("*.html"))
    assert len(LOADED.findall((host.folder / "index.html").read_text(encoding="utf-8"))) > 5
    assert [(str(page), one) for page in pages for one in from_elsewhere(page) if not one.startswith(host.address + "/")] == []


def from_elsewhere(page: Path) -> Iterator[str]:
    for found in LOADED.finditer(page.read_text(encoding="utf-8")):
        for address in (found[1] or found[2]).split(", "):
            if not re.match(r"/[^/]|data:", address):
                yield address


def test_no_style_names_a_stranger_to_load_from(host: Host) -> None:
    styles = [file.read_text(encoding="utf-8") for file in host.folder.rglob("*.css")]
    assert styles
    assert [style for style in styles if "http:" in style or "https:" in style or "@import" in style] == []


def test_nothing_is_kept_in_the_visitors_browser(visit: Callable[..., Visit]) -> None:
    page = visit().go("/arrangementer/")
    search(page, "jul")
    assert page.context.cookies() == []
    assert page.evaluate("[localStorage.length, sessionStorage.length]") == [0, 0]
