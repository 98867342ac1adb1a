"""What has been painted stays where it is, also where pictures and fonts arrive late: the layout shift is 0.00.

Two decimals, as browsers tell it: while the display face is unpacked, a number on a line of its own is a hair wider.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest

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
