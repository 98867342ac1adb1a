"""Whoever has no JavaScript misses no event and no page."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import datetime

import pytest
from opslag.pages.programme_list import FEWEST, MOST
from playwright.sync_api import Page

from tests.browser.host import Host
from tests.browser.sample import ROOT
from tests.browser.visit import NOW, Visit, next_page


def rows(page: Page) -> list[str]:
    """The addresses that the list on a page leads to."""
    found: list[str] = page.locator(".row h3 a").evaluate_all("all => all.map((one) => one.getAttribute('href'))")
    return found


def upcoming(host: Host) -> set[str]:
    """The addresses of the feed's events that are not over, but for those that their editor keeps out of the lists."""
    feed = json.loads((host.folder / "api/v1/events").read_bytes())
    now = datetime.fromisoformat(NOW)
    coming = {
        event["url"].removeprefix(host.address) for event in feed if datetime.fromisoformat(event["date_time"]["end"]) > now
    }
    kept_out = {
        file.stem
        for file in (ROOT / "content" / "events").rglob("*.md")
        if "\nhidden: true\n" in file.read_text(encoding="utf-8")
    }
    return {path for path in coming if path.strip("/").rpartition("/")[2] not in kept_out}


def test_every_coming_event_stands_on_the_pages_of_the_list(visit: Callable[..., Visit], host: Host) -> None:
    one = visit(script=False)
    page = one.go("/arrangementer/")
    found = rows(page)
    while (further := page.locator("a[rel=next], .pager a:has-text('Næste')")).count():
        page = one.go(str(further.first.get_attribute("href")))
        found += rows(page)
    assert len(found) > 24
    assert len(found) == len(set(found))
    assert set(found) == upcoming(host)


@pytest.mark.parametrize("kind", ["branch", "category", "audience", "tag", "month"])
def test_each_filter_is_a_link_to_a_list_of_its_own(visit: Callable[..., Visit], kind: str) -> None:
    one = visit(script=False)
    page = one.go("/arrangementer/")
    group = page.locator(f".filters [data-kind={kind}]")
    group.locator("summary").click()
    link = group.get_by_role("link").first
    count = int(link.locator("small").inner_text())
    title = link.inner_text().removesuffix(str(count)).strip()
    with next_page(page):
        link.click()
    assert page.locator("h1").inner_text().casefold() == title.casefold()
    assert page.locator("#found").inner_text().split()[0] == str(count)
    assert len(rows(page)) == count if count <= MOST else FEWEST <= len(rows(page)) <= MOST
    assert str(page.locator(".filters [aria-current]").text_content()).startswith(title)


def test_the_menu_opens(visit: Callable[..., Visit]) -> None:
    page = visit(size=(360, 780), script=False).go("/")
    page.get_by_role("button", name="Menu").click()
    with next_page(page):
        page.get_by_role("navigation").get_by_role("link", name="Nyheder").click()
    assert page.url.endswith("/nyheder/")


def test_the_search_says_where_the_programme_stands(visit: Callable[..., Visit]) -> None:
    page = visit(script=False).go("/arrangementer/")
    page.get_by_role("searchbox").fill("jul")
    with next_page(page):
        page.get_by_role("searchbox").press("Enter")
    assert "/soeg/" in page.url
    with next_page(page):
        page.locator("#main").get_by_role("link", name="program").click()
    assert rows(page) != []


def test_no_button_stands_there_that_does_nothing(visit: Callable[..., Visit], addresses: dict[str, str]) -> None:
    one = visit(script=False)
    for path in addresses.values():
        idle = one.go(path).locator("button:visible:not([popovertarget]):not(form button)")
        assert (path, idle.all_inner_texts()) == (path, [])
