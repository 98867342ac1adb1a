"""What an import writes into front matter is read as the same values again."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from opslag.importing.values import printable
from opslag.source.marks import load
from opslag.source.notation import Value, lines

WORDS = st.text().map(printable)
VALUES = st.recursive(
    WORDS,
    lambda inside: st.lists(inside, max_size=4) | st.dictionaries(WORDS.filter(lambda key: key != "<<"), inside, max_size=4),
    max_leaves=12,
)


@given(st.sampled_from(["title", "tags", "repeat", "instances", "tickets", "changes"]), VALUES)
def test_any_value_is_read_as_it_was_written(key: str, value: Value) -> None:
    assert load("\n".join(lines(key, value))) == {key: value}


def test_values_look_as_a_person_writes_them() -> None:
    assert lines("start", "2026-12-03 19:00") == ["start: 2026-12-03 19:00"]
    assert lines("title", "Krimiaften med tre forfattere – gratis!") == ["title: Krimiaften med tre forfattere – gratis!"]
    assert lines("title", "Film: Fyret") == ['title: "Film: Fyret"']
    assert lines("tags", ["krimi", "fri entré"]) == ["tags: [krimi, fri entré]"]
    assert lines("tickets", [{"title": "Voksen", "price": "59.50"}]) == ["tickets:", "  - {title: Voksen, price: 59.50}"]
    assert lines("instances", {"2026-12-08": {"state": "Cancelled"}}) == ["instances:", "  2026-12-08: {state: Cancelled}"]


def test_a_list_that_is_too_long_for_a_line_goes_on_below() -> None:
    dates = [f"2026-{month:02}-01 19:00" for month in range(1, 13)]
    written = lines("repeat", {"also": dates})
    assert written[1] == "  also: ["
    assert max(map(len, written)) <= 120
    assert load("\n".join(written)) == {"repeat": {"also": dates}}
