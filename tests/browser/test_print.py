"""On paper, for the board by the door: the programme, and nothing that one would press."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.browser.sample import NAMES
from tests.browser.visit import DESKTOP, PHONE, Visit


@pytest.mark.parametrize("size", [PHONE, DESKTOP], ids=["phone", "desktop"])
@pytest.mark.parametrize("name", NAMES)
def test_nothing_is_printed_that_one_can_only_press(
    visit: Callable[..., Visit], addresses: dict[str, str], name: str, size: tuple[int, int]
) -> None:
    page = visit(size=size).go(addresses[name])
    page.emulate_media(media="print")
    pressable = page.locator(
        "nav:visible, form:visible, input:visible, button:visible, .button:not(strong):visible, .skip:visible"
    )
    assert pressable.all_inner_texts() == []
    assert page.locator("h1:visible, h1.unseen").count() == 1
    assert len(page.locator("main").inner_text()) > 40 or name == "search"


def test_the_programme_is_printed_whole(visit: Callable[..., Visit]) -> None:
    page = visit().go("/arrangementer/")
    shown = page.locator(".row h3").all_inner_texts()
    page.emulate_media(media="print")
    assert page.locator(".row h3:visible").all_inner_texts() == shown != []


@pytest.mark.parametrize("name", ["home", "list", "event-Active", "page"])
def test_ink_is_dark_on_paper_for_whoever_reads_dark_screens_too(
    visit: Callable[..., Visit], addresses: dict[str, str], name: str
) -> None:
    page = visit(scheme="dark").go(addresses[name])
    page.emulate_media(media="print")
    light = page.evaluate(
        """() => [...document.querySelectorAll("main :is(h1, h2, h3, p, a, dd, dt, li)")]
            .filter((one) => one.checkVisibility() && one.innerText.trim())
            .filter((one) => getComputedStyle(one).backgroundColor === "rgba(0, 0, 0, 0)")
            .map((one) => [one.outerHTML.slice(0, 80), ...getComputedStyle(one).color.match(/[\\d.]+/g).slice(0, 3).map(Number)])
            .filter(([, red, green, blue]) => 0.2126 * red + 0.7152 * green + 0.0722 * blue > 130)"""
    )
    assert light == []


@pytest.mark.parametrize("name", ["event-Active", "branch"])
def test_a_picture_is_printed_below_the_words_and_begins_where_they_do(
    visit: Callable[..., Visit], addresses: dict[str, str], name: str
) -> None:
    page = visit().go(addresses[name])
    page.emulate_media(media="print")
    words, picture = (page.locator(one).bounding_box() for one in (".poster h1", ".poster img"))
    assert words is not None
    assert picture is not None
    assert (round(picture["x"]), picture["y"] > words["y"]) == (round(words["x"]), True)
