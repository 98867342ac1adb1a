"""A telephone on its side has little height, and one with large letters little width: all that matters can be reached still."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from tests.browser.visit import Visit


@pytest.mark.parametrize("size", [(740, 360), (667, 375), (640, 320)], ids=lambda size: f"{size[0]} x {size[1]}")
def test_the_last_entry_of_the_menu_can_be_reached_on_a_telephone_on_its_side(
    visit: Callable[..., Visit], size: tuple[int, int]
) -> None:
    page = visit(size=size).go("/")
    page.get_by_role("button", name="Menu").click()
    menu = page.locator(".menu")
    box = menu.bounding_box()
    assert box is not None and box["y"] + box["height"] <= size[1]
    page.mouse.move(size[0] / 2, box["y"] + box["height"] / 2)
    page.mouse.wheel(0, 2000)
    expect(menu.get_by_role("link").last).to_be_in_viewport(ratio=1)
    assert page.evaluate("scrollY") == 0, "the page below does not move along"
