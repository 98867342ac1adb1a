"""However a feed is laid out, its events are the same."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st
from opslag.contract import feed
from opslag.contract.feed import read_feed
from opslag.contract.rows import JsonError, lines, parse, parse_row, rows

TEXT = st.text(st.characters(exclude_categories=["Cs"]))
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | TEXT,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(TEXT, inner, max_size=3),
    max_leaves=8,
)
LAYOUTS = st.fixed_dictionaries(
    {
        "indent": st.sampled_from([None, 0, 2, "\t"]),
        "ensure_ascii": st.booleans(),
        "separators": st.sampled_from([(",", ":"), (" , ", " : ")]),
    }
)


@given(st.lists(VALUES), LAYOUTS)
def test_each_row_of_an_array_is_one_of_its_values(values, layout):
    data = json.dumps(values, **layout).encode()
    assert [parse(row) for row in rows(data)] == values


@given(st.lists(VALUES, min_size=1), st.booleans())
def test_one_value_a_line_is_read_as_the_array_that_it_is(values, ascii_only):
    whole = [json.dumps(value, ensure_ascii=ascii_only).encode() for value in values]
    for before, after in ((b"[", b"]"), (b"[\n", b"\n]\n")):
        data = before + b",\n".join(whole) + after
        found = list(lines(data))
        assert [row for _, row in found] == list(rows(data)) == whole
        assert all(data[at:].lstrip().startswith(row) for at, row in found)


@given(st.lists(st.dictionaries(TEXT, VALUES, max_size=3)), LAYOUTS)
def test_a_feed_has_as_many_events_as_its_array_has_values(values, layout):
    assert len(read_feed(json.dumps(values, **layout).encode(), None)) == len(values)


@given(
    st.binary() | st.lists(VALUES).map(lambda values: json.dumps(values, indent=0, ensure_ascii=False).encode()),
    st.integers(0, 40),
    st.integers(0, 9),
)
def test_bytes_that_python_s_own_reader_refuses_are_refused(data, at, length):
    data = data[:at] + data[at + length :]
    try:
        whole = json.loads(data.decode(), parse_constant=int)
    except ValueError:
        whole = None
    if isinstance(whole, list):
        assert [parse(row) for row in rows(data)] == whole
        assert len(read_feed(data, None)) == len(whole)
    else:
        with pytest.raises(JsonError):
            list(rows(data))
        with pytest.raises(JsonError):
            read_feed(data, None)


def test_a_list_of_objects_that_breaks_within_an_object_is_read_too():
    data = b'[{"a":[{"b":1},\n{"b":2}]},\n{"c":3}]\n'
    assert [parse(row) for row in rows(data)] == [{"a": [{"b": 1}, {"b": 2}]}, {"c": 3}]
    assert len(read_feed(data, None)) == 2


@given(st.lists(st.sampled_from("abcdefgh")), st.lists(st.sampled_from("abcdefgh")), LAYOUTS, LAYOUTS)
def test_a_feed_beside_another_is_read_as_it_is_by_itself(one, other, layout, its_layout):
    plain = {"separators": (",\n", ":")}
    for before, now in ((layout, its_layout), (plain, plain)):
        last = read_feed(json.dumps([{"uuid": name} for name in one], **before).encode(), None)
        data = json.dumps([{"uuid": name} for name in other], **now).encode()
        beside = read_feed(data, None, last)
        assert beside == read_feed(data, None)
        assert [beside.event(at).uuid for at in range(len(beside))] == beside.column("uuid") == other


@pytest.mark.parametrize(
    "edit", [slice(0, 1), slice(0, 0), slice(500, 501), slice(500, 500), slice(999, 1000), slice(1000, 1000)]
)
def test_beside_another_feed_only_what_is_different_is_read(edit, monkeypatch):
    whole = [{"uuid": str(number)} for number in range(1000)]
    last = read_feed(json.dumps(whole, separators=(",\n", ":")).encode(), None)
    whole[edit] = [{"uuid": "new"}]
    data = json.dumps(whole, separators=(",\n", ":")).encode()
    read = []
    monkeypatch.setattr(feed, "parse_row", lambda row: read.append(row) or parse_row(row))
    beside = read_feed(data, None, last)
    monkeypatch.undo()
    assert len(read) == 1
    assert beside.event(edit.start).uuid == "new"
    assert beside == read_feed(data, None)


def test_a_row_that_has_only_moved_is_not_read_again(monkeypatch):
    whole = [{"uuid": str(number)} for number in range(1000)]
    last = read_feed(json.dumps(whole, separators=(",\n", ":")).encode(), None)
    whole.append(whole.pop(0))
    data = json.dumps(whole, separators=(",\n", ":")).encode()
    monkeypatch.setattr(feed, "parse_row", pytest.fail)
    assert read_feed(data, None, last).column("uuid") == [*map(str, range(1, 1000)), "0"]


def test_bytes_between_that_are_no_json_are_found():
    whole = json.dumps([{"uuid": str(number)} for number in range(1000)], separators=(",\n", ":")).encode()
    last = read_feed(whole, None)
    for data in (whole.replace(b'{"uuid":"500"}', b'{"uuid":"500"'), whole.replace(b'{"uuid":"500"},\n', b",\n"), whole[:-1]):
        with pytest.raises(JsonError):
            read_feed(data, None, last)
