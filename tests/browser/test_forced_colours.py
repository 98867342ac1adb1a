"""Whoever sees the machine's own colours, and no grounds, still sees what can be pressed and what stands out."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.browser.visit import PHONE, Visit

EDGELESS = """(all) => all.filter((one) => one.checkVisibility() && getComputedStyle(one).borderTopStyle === "none")
    .map((one) => one.outerHTML.slice(0, 120))"""


@pytest.mark.parametrize("name", ["home", "list-narrowed", "event-SoldOut", "event-Cancelled", "branch", "form", "search"])
def test_what_has_a_ground_has_an_edge_too(visit: Callable[..., Visit], addresses: dict[str, str], name: str) -> None:
    page = visit(size=PHONE).go(addresses[name])
    page.emulate_media(forced_colors="active")
    grounded = page.locator("main :is(.button, .state, .mark, .sticker, .facts, .finder button, .filters summary, .chosen a)")
    assert grounded.count() > 0
    assert grounded.evaluate_all(EDGELESS) == []
