"""What a vendor finds in ``feeds/examples/`` is what a site publishes, byte for byte."""

from __future__ import annotations

import re

import pytest

from tests.feeds.examples import MADE
from tests.feeds.sample import EXAMPLES, example, library


@pytest.mark.parametrize("name", MADE)
def test_an_example_is_what_the_sample_library_publishes(name: str) -> None:
    assert MADE[name](library()) == example(name)


@pytest.mark.parametrize("name", MADE)
def test_the_same_library_gives_the_same_bytes_again(name: str) -> None:
    library.cache_clear()
    assert MADE[name](library()) == MADE[name](library())


def test_no_example_is_left_over_from_a_feed_that_is_no_more() -> None:
    assert {file.name for file in EXAMPLES.iterdir()} == set(MADE)


def test_the_guide_names_every_example_and_none_that_there_is_not() -> None:
    named = set(re.findall(r"`examples/([^`]+)`", (EXAMPLES.parent / "README.md").read_text(encoding="utf-8")))
    assert named == {file.name for file in EXAMPLES.iterdir()}
