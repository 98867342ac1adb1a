"""Of two feeds, only the rows in which they differ are read."""

from __future__ import annotations

import json

from hypothesis import given
from hypothesis import strategies as st
from opslag.feeds.rows import apart, rows

FEEDS = st.lists(st.integers(0, 12), max_size=9, unique=True).map(sorted)


@given(FEEDS, FEEDS)
def test_nothing_in_which_they_differ_is_left_out(one: list[int], other: list[int]) -> None:
    old, new = ([json.loads(row)["n"] for row in side] for side in apart(*(rows({"n": n} for n in ns) for ns in (one, other))))
    assert set(one) ^ set(other) <= {*old, *new}
    assert set(old) <= set(one) and set(new) <= set(other)
    assert set(one) - set(old) == set(other) - set(new)


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
