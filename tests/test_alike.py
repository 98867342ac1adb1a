"""What is in common at the ends of two texts is found in full, and counted once."""

from __future__ import annotations

import os

from hypothesis import given
from hypothesis import strategies as st
from opslag.alike import alike


@given(st.text("ab", max_size=12).map(str.encode), st.text("ab", max_size=12).map(str.encode))
def test_all_that_is_in_common_is_found(one: bytes, other: bytes) -> None:
    beginning, ending = alike(one, other)
    assert one[:beginning] == other[:beginning]
    assert beginning == min(len(one), len(other)) or one[beginning] != other[beginning]
    assert one[len(one) - ending :] == other[len(other) - ending :]
    rest, its_rest = one[beginning : len(one) - ending], other[beginning : len(other) - ending]
    assert not rest or not its_rest or rest[-1] != its_rest[-1]


def test_long_texts_too() -> None:
    one = os.urandom(300_000)
    other = one[:100_000] + b"x" + one[100_000:]
    assert sum(alike(one, other)) in (len(one), len(one) - 1)  # the byte may happen to be an x
    assert alike(one, one) == (len(one), 0)
