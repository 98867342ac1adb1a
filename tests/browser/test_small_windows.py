"""A telephone on its side has little height, and one with large letters little width: all that matters can be reached still."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.chromium import FLAGS, executable
from tests.browser.host import Host
from tests.browser.visit import OUTSIDE, Visit, visiting


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


def test_name_search_and_menu_stand_on_one_line_of_the_smallest_telephone(visit: Callable[..., Visit]) -> None:
    page = visit(size=(320, 568)).go("/")
    boxes = [box for one in page.locator(".top > :visible").all() if (box := one.bounding_box())]
    assert len(boxes) == 3
    assert max(box["y"] for box in boxes) < min(box["y"] + box["height"] for box in boxes)


@pytest.fixture(scope="module", params=[24, 32], ids=["letters half as large again", "letters twice as large"])
def large(browser: Browser, request: pytest.FixtureRequest) -> Iterator[Browser]:
    """The browser of somebody who told it to write larger than the usual 16 pixels."""
    flags = [*FLAGS, f"--blink-settings=defaultFontSize={request.param}"]
    large = browser.browser_type.launch(executable_path=executable(), args=flags)
    yield large
    large.close()


@pytest.mark.parametrize("width", [320, 360])
def test_whoever_reads_large_letters_on_a_telephone_misses_nothing(
    large: Browser, host: Host, addresses: dict[str, str], width: int
) -> None:
    with visiting(large, host.address, size=(width, 740)) as one:
        found = {}
        for path in (*addresses.values(), "/bliv-laaner/tilmelding/"):
            page = one.go(path)
            found[path] = page.evaluate("document.documentElement.scrollWidth"), page.evaluate(OUTSIDE)
            expect(page.get_by_role("button", name="Menu")).to_be_in_viewport(ratio=1)
            expect(page.locator(".top").get_by_role("link", name="Søg")).to_be_in_viewport(ratio=1)
        assert found == dict.fromkeys(found, (width, []))


def test_the_menu_does_not_cover_the_button_that_closes_it(large: Browser, host: Host) -> None:
    with visiting(large, host.address, size=(360, 740)) as one:
        page = one.go("/")
        button = page.get_by_role("button", name="Menu")
        button.click()
        expect(page.locator(".menu")).to_be_visible()
        button.click(timeout=5000)
        expect(page.locator(".menu")).to_be_hidden()
