"""What has been painted stays where it is, also where pictures and fonts arrive late: the layout shift is 0.00.

Two decimals, as browsers tell it: while the display face is unpacked, a number on a line of its own is a hair wider.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import expect

from tests.browser.host import Host
from tests.browser.sample import NAMES
from tests.browser.visit import DESKTOP, PHONE, Visit

SIZES = [pytest.param(PHONE, id="phone"), pytest.param(DESKTOP, id="desktop", marks=pytest.mark.soak)]


@pytest.fixture
def slow(host: Host) -> Iterator[None]:
    host.delay = 0.4
    yield
    host.delay = 0.0


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("name", NAMES)
def test_nothing_jumps(
    slow: None, visit: Callable[..., Visit], addresses: dict[str, str], name: str, size: tuple[int, int]
) -> None:
    one = visit(size=size)
    one.go(addresses[name])
    one.to_the_end()
    shifts = one.shifts()
    assert round(sum(share for share, *_ in shifts), 2) == 0, shifts


ANSWERED = {
    "/soeg/?q=it": "»it«",
    "/soeg/?q=xylofonkvadratrod": "»xylofonkvadratrod«",
    "/soeg/?q=alt+om+stjerner+over+en+by+som+ingen+kender+og+ingen+har+hørt+om": "ingen kender",
    "/arrangementer/?q=stjerner": "»stjerner«",
    "/arrangementer/?filial=vestbyen": "på Vestbyen",
    "/arrangementer/?filial=vestbyen&kategori=it-hjaelp": "i kategorien It-hjælp",
    "/arrangementer/?filial=vestbyen&kategori=it-hjaelp&2026=12": "i december 2026",
    "/arrangementer/filial/vestbyen/?kategori=it-hjaelp": "i kategorien It-hjælp",
    "/arrangementer/filial/vestbyen/?kategori=it-hjaelp&2026=12": "i december 2026",
    "/arrangementer/filial/vestbyen/?kategori=it-hjaelp&2026=12&q=xylofonkvadratrod": "»xylofonkvadratrod«",
}
"""What the script says of each address that asks it something: of words, and of one, two and three filters."""


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("path", ANSWERED)
def test_an_answer_moves_nothing_that_stands_already(
    slow: None, visit: Callable[..., Visit], path: str, size: tuple[int, int]
) -> None:
    one = visit(size=size)
    expect(one.go(path).locator("#found")).to_contain_text(ANSWERED[path])
    one.to_the_end()
    shifts = one.shifts()
    assert round(sum(share for share, *_ in shifts), 2) == 0, shifts


@pytest.mark.parametrize("size", SIZES)
def test_nothing_moves_when_the_answer_to_a_click_comes_late(
    slow: None, visit: Callable[..., Visit], host: Host, size: tuple[int, int]
) -> None:
    """Half a second after a click, whatever moves is a surprise."""
    one = visit(size=size)
    page = one.go("/arrangementer/")
    host.delay = 1.5
    page.locator("[data-kind=branch] summary").click()
    page.locator("[data-kind=branch] a").first.click()
    expect(page.locator("#chosen a")).to_have_count(1, timeout=1000)
    expect(page.locator("#found")).to_contain_text(page.locator("h1").inner_text())
    one.to_the_end()
    shifts = one.shifts()
    assert round(sum(share for share, *_ in shifts), 2) == 0, shifts
