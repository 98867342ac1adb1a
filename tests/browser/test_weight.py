"""A page is there at once, on a telephone in a cellar too: what it weighs, unpacked, without pictures."""

from __future__ import annotations

import re
from base64 import b64decode
from collections.abc import Callable

import pytest

from tests.browser.host import Host
from tests.browser.visit import PHONE, Visit

KB = 1000


@pytest.mark.parametrize("name", ["list", "list-narrowed", "list-month", "list-page-2"])
def test_a_list_with_its_style_weighs_under_60_kb(visit: Callable[..., Visit], addresses: dict[str, str], name: str) -> None:
    one = visit(size=PHONE)
    one.go(addresses[name])
    assert 10 * KB < one.weight("document", "stylesheet") < 60 * KB


def test_the_scripts_weigh_under_10_kb_and_wait_for_the_page(visit: Callable[..., Visit]) -> None:
    one = visit()
    page = one.go("/arrangementer/")
    assert 0 < one.weight("script") < 10 * KB
    assert page.locator("script[src]:not([defer]):not([type=module]), script:not([src]):not([type])").count() == 0


@pytest.mark.parametrize("name", ["home", "event-Active", "branch", "page", "news-item"])
def test_where_nobody_searches_the_script_weighs_under_3_kb(
    visit: Callable[..., Visit], addresses: dict[str, str], name: str
) -> None:
    one = visit()
    one.go(addresses[name])
    assert 0 < one.weight("script") < 3 * KB


def test_the_fonts_weigh_under_60_kb_together(host: Host) -> None:
    styles = [file.read_text(encoding="utf-8") for file in host.folder.rglob("*.css")]
    within = [
        b64decode(data)
        for style in styles
        for data in re.findall(r"url\([\"']?data:(?:font/|application/)[^,]*;base64,([^)\"']+)", style)
    ]
    beside = [file.read_bytes() for file in host.folder.rglob("*.woff2")]
    assert 0 < sum(map(len, within + beside)) < 60 * KB


def test_400_events_in_a_month_make_no_page_heavier(visit: Callable[..., Visit], extreme: Host) -> None:
    one = visit(extreme.address, size=PHONE)
    one.go("/arrangementer/")
    assert one.weight("document", "stylesheet") < 60 * KB
