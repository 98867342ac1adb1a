"""Whom an address stands for, where something is counted by address."""

from __future__ import annotations

import pytest
from opslag.gateway.forms.rate import Rate
from opslag.gateway.subscriber import subscriber


@pytest.mark.parametrize(
    ("address", "whom"),
    [
        ("192.0.2.7", "192.0.2.7"),
        ("::ffff:192.0.2.7", "192.0.2.7"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::"),
        ("testclient", "testclient"),
    ],
)
def test_an_address_stands_for_a_household(address: str, whom: str) -> None:
    assert subscriber(address) == whom


def test_two_senders_in_the_notation_of_ipv6_have_a_limit_each() -> None:
    rate = Rate(1)
    assert [rate.wait(f"::ffff:192.0.2.{number}", 0.0) for number in (1, 2)] == [0.0, 0.0]
    assert rate.wait("::ffff:192.0.2.1", 0.0) > 0
