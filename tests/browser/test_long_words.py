"""Danish makes words as long as it likes: none of them pushes a page sideways, or a picture out of its place."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest

from tests.browser.host import Host, serving
from tests.browser.sample import build_wordy
from tests.browser.visit import OUTSIDE, Visit

PAGES = ("/", "/arrangementer/", "/arrangementer/sang/", "/filialer/", "/filialer/sang/", "/nyheder/", "/nyheder/sang/")


@pytest.fixture(scope="module")
def wordy(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Host]:
    root = tmp_path_factory.mktemp("wordy") / "site"
    with serving(root / "output") as host:
        build_wordy(root, host.address)
        yield host


@pytest.mark.parametrize("width", [320, 360, 800, 900, 1000, 1100, 1280])
def test_no_word_reaches_out_of_the_window(visit: Callable[..., Visit], wordy: Host, width: int) -> None:
    page = visit(wordy.address, size=(width, 800)).page
    found = {}
    for path in (*PAGES, *lists(wordy)):
        page.goto(wordy.address + path)
        found[path] = page.evaluate("document.documentElement.scrollWidth"), page.evaluate(OUTSIDE)
    assert found == dict.fromkeys(found, (width, []))


def test_a_filter_that_is_chosen_is_seen_whole(visit: Callable[..., Visit], wordy: Host) -> None:
    page = visit(wordy.address, size=(320, 800)).go("/arrangementer/")
    page.locator("[data-kind=tag] summary").click()
    assert page.evaluate(OUTSIDE) == []
    page.locator("[data-kind=tag] a").first.click()
    page.locator("#chosen a").wait_for()
    assert page.evaluate(OUTSIDE) == []


@pytest.mark.parametrize("width", [900, 1000, 1100])
@pytest.mark.parametrize("path", ["/", "/arrangementer/sang/"])
def test_however_long_a_word_is_a_third_of_a_poster_is_its_picture_s(
    visit: Callable[..., Visit], wordy: Host, path: str, width: int
) -> None:
    page = visit(wordy.address, size=(width, 800)).go(path)
    shown = page.locator(".shown").evaluate("(one) => one.getBoundingClientRect().width")
    assert width / 3 <= round(shown) <= width * 0.5


def lists(host: Host) -> list[str]:
    """The addresses of the narrowed programmes."""
    kinds = (host.folder / "arrangementer").glob("*/*/index.html")
    return ["/" + file.parent.relative_to(host.folder).as_posix() + "/" for file in kinds]
