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


@pytest.fixture
def slow(host: Host) -> Iterator[None]:
    host.delay = 0.4
    yield
    host.delay = 0.0


@pytest.mark.parametrize("size", [PHONE, DESKTOP], ids=["phone", "desktop"])
@pytest.mark.parametrize("name", NAMES)
def test_nothing_jumps(
    slow: None, visit: Callable[..., Visit], addresses: dict[str, str], name: str, size: tuple[int, int]
) -> None:
    one = visit(size=size)
    one.go(addresses[name])
    one.to_the_end()
    shifts = one.shifts()
    assert round(sum(share for share, *_ in shifts), 2) == 0, shifts


@pytest.mark.parametrize("size", [PHONE, DESKTOP], ids=["phone", "desktop"])
@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("/soeg/?q=it", "»it«"),
        ("/soeg/?q=xylofonkvadratrod", "»xylofonkvadratrod«"),
        ("/arrangementer/?q=stjerner", "»stjerner«"),
        ("/arrangementer/filial/vestbyen/?kategori=it-hjaelp", "i It-hjælp"),
    ],
)
def test_an_answer_comes_into_the_room_that_was_kept_for_it(
    slow: None, visit: Callable[..., Visit], path: str, words: str, size: tuple[int, int]
) -> None:
    one = visit(size=size)
    expect(one.go(path).locator("#found")).to_contain_text(words)
    one.to_the_end()
    shifts = one.shifts()
    assert sum(share for share, *_ in shifts) < 0.02, shifts  # on a telephone, what is chosen may need a second line
