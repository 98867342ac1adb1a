"""Everybody can use every page: axe finds nothing wrong, at the width of a phone and of a desk, in light and dark."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from typing import Any

import pytest
from playwright.sync_api import Page

from tests.browser.conftest import MODULES
from tests.browser.host import Host
from tests.browser.sample import NAMES
from tests.browser.visit import DESKTOP, PHONE, Visit

AXE = MODULES / "axe-core" / "axe.min.js"

# Beyond what axe asks by itself: contrast of 7:1 (WCAG 2.2, 1.4.6), and things to press that a thumb can hit (2.5.8).
# What has that contrast has the lesser one too.
EVERYTHING = {
    "rules": {
        "color-contrast-enhanced": {"enabled": True},
        "target-size": {"enabled": True},
        "color-contrast": {"enabled": False},
    }
}
COLOURS = {"runOnly": ["color-contrast-enhanced", "link-in-text-block"]}
"""What may be another thing in the dark, where nothing but colours is."""


def violations(page: Page, rules: Mapping[str, object] = EVERYTHING) -> list[str]:
    """One line for each thing that axe finds wrong with the page as it now stands."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE.read_text(encoding="utf-8"))
    options = json.dumps({**rules, "resultTypes": ["violations"]})
    found: dict[str, Any] = page.evaluate(f"axe.run(document, {options})")
    return [
        f"{one['id']}: {node['target']}: {node['html'][:160]}: {node['failureSummary']}"
        for one in found["violations"]
        for node in one["nodes"]
    ]


def wrong(page: Page) -> dict[str, list[str]]:
    """What is, at every width and in every scheme."""
    found = {}
    for scheme, rules in (("light", EVERYTHING), ("dark", COLOURS)):
        for width, height in (PHONE, DESKTOP):
            page.emulate_media(color_scheme=scheme)
            page.set_viewport_size({"width": width, "height": height})
            found[f"{scheme}, {width} px"] = violations(page, rules)
    return {view: said for view, said in found.items() if said}


@pytest.mark.parametrize("name", NAMES)
def test_every_template_is_accessible(visit: Callable[..., Visit], addresses: dict[str, str], name: str) -> None:
    assert wrong(visit().go(addresses[name])) == {}


def test_the_menu_is_accessible_when_it_is_open(visit: Callable[..., Visit]) -> None:
    page = visit(size=PHONE).go("/")
    page.get_by_role("button", name="Menu").click()
    page.get_by_role("link", name="Bliv låner").first.wait_for()
    assert violations(page) == []
    page.emulate_media(color_scheme="dark")
    assert violations(page, COLOURS) == []


def test_the_filters_are_accessible_when_one_is_open(visit: Callable[..., Visit]) -> None:
    page = visit().go("/arrangementer/")
    page.locator(".filters summary").first.click()
    assert wrong(page) == {}


def test_what_a_search_has_found_is_accessible_and_so_is_what_it_says_for_want_of_it(visit: Callable[..., Visit]) -> None:
    page = visit().go("/soeg/?q=jul")
    page.locator("#list .row").first.wait_for()
    assert wrong(page) == {}
    page.get_by_role("searchbox").fill("åbningstider")
    page.locator("#list .links").wait_for()
    assert wrong(page) == {}


@pytest.mark.parametrize("path", ["/", "/arrangementer/", "/filialer/lillerup/"])
def test_no_events_one_event_and_400_are_accessible(visit: Callable[..., Visit], extreme: Host, path: str) -> None:
    assert wrong(visit(extreme.address).go(path)) == {}


@pytest.mark.parametrize("name", NAMES)
def test_nothing_runs_off_the_side_of_a_small_telephone(
    visit: Callable[..., Visit], addresses: dict[str, str], name: str
) -> None:
    """WCAG 2.2, 1.4.10: 320 px, which is also a desk's window at 400 %."""
    assert_fits(visit(size=(320, 640)).go(addresses[name]))


@pytest.mark.parametrize("path", ["/", "/arrangementer/", "/arrangementer/nr-000/"])
def test_the_longest_title_does_not_run_off_the_side_either(visit: Callable[..., Visit], extreme: Host, path: str) -> None:
    if extreme.file(path):
        assert_fits(visit(extreme.address, size=(320, 640)).go(path))


def assert_fits(page: Page) -> None:
    sticking_out = page.evaluate(
        """() => document.documentElement.scrollWidth <= innerWidth ? [] : [...document.querySelectorAll("body *")]
            .filter((one) => one.getBoundingClientRect().right > innerWidth + 1).map((one) => one.outerHTML.slice(0, 120))"""
    )
    assert sticking_out == []
