"""Everything works from the keyboard, and one sees where one is."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser.visit import DESKTOP, PHONE, Visit

STOP = """() => {
    const one = document.activeElement, box = one.getBoundingClientRect(), style = getComputedStyle(one);
    const within = (middle, end) => Math.min(Math.max(middle, 1), end - 1);
    const top = document.elementFromPoint(within(box.x + box.width / 2, innerWidth), within(box.y + box.height / 2, innerHeight));
    return {
        what: one.outerHTML.slice(0, 120),
        body: one === document.body,
        outlined: style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2,
        inside: box.width * box.height > 0 && box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth,
        covered: !!top && !one.contains(top) && !top.contains(one) && !top.closest("li, .linked")?.contains(one),
    };
}"""


def stops(page: Page, most: int = 60) -> list[dict[str, Any]]:
    """Where the tab key leads, one after the other."""
    found = []
    for _ in range(most):
        page.keyboard.press("Tab")
        stop = page.evaluate(STOP)
        if stop["body"]:
            break
        found.append(stop)
    return found


@pytest.mark.parametrize("size", [PHONE, DESKTOP], ids=["phone", "desktop"])
@pytest.mark.parametrize("name", ["home", "list", "event-Active", "branch", "search", "form"])
def test_the_place_where_one_is_can_be_seen(
    visit: Callable[..., Visit], addresses: dict[str, str], name: str, size: tuple[int, int]
) -> None:
    found = stops(visit(size=size).go(addresses[name]))
    assert len(found) > 5
    assert [stop["what"] for stop in found if not stop["outlined"]] == []
    assert [stop["what"] for stop in found if not stop["inside"]] == []
    assert [stop["what"] for stop in found if stop["covered"]] == []


def test_the_first_stop_leads_past_the_menu(visit: Callable[..., Visit]) -> None:
    page = visit().go("/arrangementer/")
    page.keyboard.press("Tab")
    skip = page.locator(":focus")
    expect(skip).to_be_in_viewport()
    assert skip.get_attribute("href") == "#main"
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("#main$"))
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('main') !== null")


def test_the_menu_opens_and_closes(visit: Callable[..., Visit]) -> None:
    page = visit(size=PHONE).go("/")
    page.get_by_role("button", name="Menu").focus()
    page.keyboard.press("Enter")
    link = page.get_by_role("navigation").get_by_role("link", name="Arrangementer")
    expect(link).to_be_visible()
    page.keyboard.press("Escape")
    expect(link).to_be_hidden()
    expect(page.locator(":focus")).to_have_text("Menu")


def test_a_filter_is_chosen_and_the_place_is_kept(visit: Callable[..., Visit]) -> None:
    page = visit().go("/arrangementer/")
    page.locator(".filters summary").first.focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator("#chosen a")).to_have_count(1)
    assert page.evaluate("document.activeElement.localName") == "summary"


def test_escape_closes_a_filter(visit: Callable[..., Visit]) -> None:
    page = visit().go("/arrangementer/")
    page.locator(".filters summary").first.click()
    page.keyboard.press("Tab")
    page.keyboard.press("Escape")
    expect(page.locator(".filters [open]")).to_have_count(0)
    assert page.evaluate("document.activeElement.localName") == "summary"


def test_nobody_is_shaken_who_asked_for_calm(visit: Callable[..., Visit], addresses: dict[str, str]) -> None:
    one = visit()
    one.page.emulate_media(reduced_motion="reduce")
    for path in addresses.values():
        moving = one.go(path).evaluate(
            """() => [...document.querySelectorAll("*")].map((one) => getComputedStyle(one))
                .filter((style) => parseFloat(style.transitionDuration) > 0.01 || style.animationName !== "none").length"""
        )
        assert (path, moving) == (path, 0)
