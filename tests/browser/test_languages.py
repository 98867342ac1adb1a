"""What scripts say is said as the built page says it, in each language that a site can speak."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from opslag.language import LOCALES
from playwright.sync_api import Browser, Page, expect

from tests.browser.host import Host, serving
from tests.browser.sample import build_speaking
from tests.browser.visit import Visit
from tests.browser.wall import hanging

EVENING = "2026-12-01T19:05:00+01:00"


@pytest.fixture(scope="module", params=LOCALES)
def host(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Host]:
    """A library that speaks one of the languages."""
    root = tmp_path_factory.mktemp("speaking") / "site"
    with serving(root / "output") as host:
        build_speaking(root, host.address, request.param)
        yield host


def rows(page: Page) -> list[tuple[str, str, str]]:
    """Of each row: its class within the narrow column, its time and its title."""
    found: list[tuple[str, str, str]] = page.locator("#list .row").evaluate_all(
        """all => all.map((row) => [
            row.querySelector(".clock").className.trim(),
            row.querySelector(".clock").innerText.trim(),
            row.querySelector("h3").innerText.trim(),
        ])"""
    )
    return found


def test_a_big_screen_tells_the_time_by_the_clock_of_24_hours(browser: Browser, host: Host) -> None:
    with hanging(browser, host, "foyer", now=EVENING) as wall:
        assert wall.page.locator(".now").inner_text() in ("19.05", "19:05")


def test_a_row_that_is_found_looks_like_the_one_that_was_built(visit: Callable[..., Visit]) -> None:
    """``20. joulukuuta asti`` begins with a number, and is no time of day."""
    built, searched = visit(script=False).go("/arrangementer/"), visit().go("/arrangementer/?q=a")
    expect(searched.locator("#found")).to_contain_text("a")
    searched.wait_for_function("document.querySelector('#list .row')")
    found = rows(searched)
    assert [one for one in rows(built) if one in found] == found != []
    assert {said for said, _, _ in found} == {"clock", "clock words"}


@pytest.mark.parametrize("audience", ["voksne", "dr-lyttere"])
def test_what_is_chosen_is_said_as_the_page_says_it(visit: Callable[..., Visit], audience: str) -> None:
    path = f"/arrangementer/maalgruppe/{audience}/"
    built = visit(script=False).go(path).locator("#found").inner_text()
    page = visit().go("/arrangementer/")
    page.locator(".filters [data-kind=audience] summary").click()
    page.locator(f".filters a[href='{path}']").click()
    expect(page.locator("#found")).to_have_text(built)
