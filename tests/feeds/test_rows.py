"""Of two feeds, only the rows in which they differ are read."""

from __future__ import annotations

import json
import tracemalloc

import pytest
from hypothesis import given
from hypothesis import strategies as st
from opslag.feeds.rows import apart, rows

FEEDS = st.lists(st.integers(0, 12), max_size=9, unique=True).map(sorted)


@given(FEEDS, FEEDS)
def test_nothing_in_which_they_differ_is_left_out_and_nothing_else_is_told(one: list[int], other: list[int]) -> None:
    old, new = ([json.loads(row)["n"] for row in side] for side in apart(*(rows({"n": n} for n in ns) for ns in (one, other))))
    assert old == [n for n in one if n not in other]
    assert new == [n for n in other if n not in one]


def test_two_rows_with_one_hash_are_two_rows(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("builtins.hash", len)
    old, new = apart(rows({"n": n} for n in (1, 2, 3, 4, 7)), rows({"n": n} for n in (5, 2, 4, 3, 7)))
    assert [json.loads(row)["n"] for row in (*old, *new)] == [1, 5]


def test_white_space_is_no_row() -> None:
    assert apart(b'[{"n":1},\n \n,\n{"n":2}]\n', b'[{"n":3}]\n') == ([b'{"n":1}', b'{"n":2}'], [b'{"n":3}'])


def test_of_two_long_feeds_the_rows_of_both_are_not_in_memory_once_more() -> None:
    """A start that moves shifts all others, and of a hundred thousand events a feed has a quarter of a gigabyte."""
    one = [{"n": n, "title": "Krimi" * 200} for n in range(10_000)]
    before, after = rows(one), rows([*one[1:], one[0], {"n": 10_000}])
    tracemalloc.start()
    apart(before, after)
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert most < len(before) / 2, f"{most >> 10} KiB for feeds of {len(before) >> 10} KiB"


def test_of_ten_thousand_rows_with_one_edit_a_few_are_read() -> None:
    one, other = [{"n": n, "title": "Krimi"} for n in range(10_000)], [{"n": n, "title": "Krimi"} for n in range(10_000)]
    other[5000]["title"] = "Jazz"
    del other[5001]
    old, new = apart(rows(one), rows(other))
    assert [json.loads(row)["n"] for row in old] == [5000, 5001]
    assert [json.loads(row)["n"] for row in new] == [5000]


TEXT = st.text(st.characters(exclude_categories=["Cs"])) | st.sampled_from(['},{"n":', '\\"},{\\"n\\":', "},\n{"])


@given(st.lists(st.tuples(TEXT, st.dictionaries(TEXT, TEXT, max_size=2))))
def test_each_object_stands_on_a_line_of_its_own(drawn: list[tuple[str, dict[str, str]]]) -> None:
    values = [{"n": text, "more": more} for text, more in drawn]
    data = rows(values)
    assert json.loads(data) == values
    assert [json.loads(line.removesuffix(",")) for line in data.decode()[1:-2].split("\n") if line] == values
