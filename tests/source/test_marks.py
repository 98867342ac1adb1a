"""YAML as people write it: the text of every value, and where it stands."""

from __future__ import annotations

from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st
from opslag.source.marks import MAX_DEPTH, MAX_VALUES, MarkedError, load, load_marked, load_with_empty

MISFIT = "a line that does not fit those around it; give it the same indentation, or put the text in quotes"


def refused(text: str) -> str:
    with pytest.raises(MarkedError) as caught:
        load(text)
    with pytest.raises(MarkedError) as again:
        load_marked(text)
    assert str(again.value) == str(caught.value)
    return str(caught.value)


@pytest.mark.parametrize(
    "written",
    ["1984", "19:00", "no", "on", "00100", "~", "null", "1e3", "0x1F", "0o17", ".inf", "2026-12-03 19:00", "=", "C#", "a:b"],
)
def test_a_plain_value_stays_the_text_that_stands_in_the_file(written: str) -> None:
    assert load(f"title: {written}\n") == {"title": written}
    assert load(f"{written}: title\n") == {written: "title"}
    assert load(f"tags: [{written}, {written}]\n") == {"tags": [written, written]}


def test_an_empty_value_is_left_out_and_an_empty_text_is_not() -> None:
    assert load("title:\nroom: ''\naddress: {street: , city: a}\n") == {"room": "", "address": {"city": "a"}}


def test_the_keys_that_are_left_out_are_known_wherever_they_stand() -> None:
    assert load_with_empty("title:\nroom: ''\n") == ({"room": ""}, [("title",)])
    text = 'tickets:\n  - {title: a, uuid: , price: 2}\n  - prise:\nroom: # later\n"state":\n'
    empty = [("tickets", 0, "uuid"), ("tickets", 1, "prise"), ("room",), ("state",)]
    assert load_with_empty(text) == ({"tickets": [{"title": "a", "price": "2"}, {}]}, empty)


def test_within_braces_a_key_may_be_empty_as_long_as_it_has_its_colon() -> None:
    assert load("a: {b: , c: d, 'e' : , f: # why: because\n}\n") == {"a": {"c": "d"}}
    assert load("a: {price: 120,}\n") == {"a": {"price": "120"}}, "a comma at the end"


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("{title: Voksen, price: 59,50}", '30: a.price: "50": a comma within { } ends a value; write 59.50 with a point'),
        ("{price: 59,50 kr., title: Voksen}", '15: a.price: "50 kr.": a comma within { } ends a value; write 59.50 with a point'),
        ("{price: 59,-, title: Voksen}", '15: a.price: "-": a comma within { } ends a value; write 59'),
    ],
)  # fmt: skip
def test_an_amount_with_a_comma_is_told_as_it_is_to_be_written(written: str, said: str) -> None:
    assert refused(f"\na: {written}\n") == f"2:{said}, and put text with a comma in quotes"


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("{title: Voksen, inkl. kaffe, price: 5}", '20: a.title: "inkl. kaffe": COMMA: "Voksen, inkl. kaffe"'),
        ("{street: Søvejen 9, 2. sal, zip_code: 8397}", '24: a.street: "2. sal": COMMA: "Søvejen 9, 2. sal"'),
        ("{lines: 1,250, title: b}", '14: a.lines: "250": COMMA: "1,250"'),
        ("{title: \"Voksen\", 'barn'}", '22: a.title: "barn": COMMA: "Voksen, barn"'),
        ("{title: Voksen, gratis # til: kl. 12\n  , price: 5}", '20: a.title: "gratis": COMMA: "Voksen, gratis"'),
        ("{title: Voksen, ? gratis}", '22: a: "gratis", NO COLON'),
        ("{gratis, price: 5}", '5: a: "gratis", NO COLON'),
        ("{title:Voksen, price: 5}", '5: a: "title:Voksen", NO COLON'),
        ("{price: 5, title:Voksen}", '15: a: "title:Voksen", NO COLON'),
        ("{price: 5, uuid: , gratis}", '23: a: "gratis", NO COLON'),
        ("{tags: [a, b], gratis}", '19: a: "gratis", NO COLON'),
        ("[? gratis, b]", '7: a.0: "gratis", NO COLON'),
    ],
)
def test_what_a_comma_within_braces_cuts_off_is_told_where_it_stands_and_never_lost(written: str, said: str) -> None:
    said = said.replace("COMMA", "a comma within { } ends a value; put the text in quotes")
    said = said.replace("NO COLON", 'which has no ": " in it; write key: value, with a space behind the colon')
    assert refused(f"# æøå\na: {written}\n") == f"2:{said}"


def test_a_key_without_a_colon_is_told_outside_of_braces_too() -> None:
    assert refused("? a\n: x\n? b\n") == '3:3: : "b", which has no ": " in it; write key: value, with a space behind the colon'


def test_aliases_stand_for_what_they_name() -> None:
    assert load("a: &place {city: Lillerup}\nb: *place\nc: &word krimi\nd: [*word, *word]\n") == {
        "a": {"city": "Lillerup"}, "b": {"city": "Lillerup"}, "c": "krimi", "d": ["krimi", "krimi"],
    }  # fmt: skip


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("title: a\ntitle: b\n", '2:1: title: "title" stands twice; keep one of them'),
        ("title:\ntitle: b\n", '2:1: title: "title" stands twice; keep one of them'),
        ("a: {b: 1, b: 2}\n", '1:11: b: "b" stands twice; keep one of them'),
        ("a:\n\tb: c\n", "2:1: : a tab; indent with spaces"),
        ("\ta: b\n", "1:1: : a tab; indent with spaces"),
        ("title: Kl. 19: Krimi\n", '1:14: : a second ":" in the line; put the text in quotes: "…"'),
        ("title Krimi\nstart: x\n", '1:1: : a line with no ": " in it; write key: value, with a space behind the colon'),
        ("title:Krimi\nstart: x\n", '1:1: : a line with no ": " in it; write key: value, with a space behind the colon'),
        ("a: 1\ntitle\nb: 2\n", '2:1: : a line with no ": " in it; write key: value, with a space behind the colon'),
        ("title: Krimi\n  start: x\n", f"2:3: : {MISFIT}"),
        ("  title: Krimi\nstart: x\n", "2:1: : a line that does not fit those around it; give every key the same indentation"),
        ("a:\n- b\nc\n", '3:1: : a line with no ": " in it; write key: value, with a space behind the colon'),
        ("tags: [a, b\nroom: c\n", "1:7: : a [ that is never closed; end the list with ]"),
        ("address: {city: a\nroom: c\nx: y\n", "1:10: : a { that is never closed; end it with }"),
        ('title: "Krimi\nroom: c\n', "1:8: : a quotation mark that is never closed; close it"),
        ('title: "Krimi"aften\nroom: c\n', f"1:15: : {MISFIT}"),
        ('title: "C:\\Brugere"\n', r"1:11: : a \ within quotes; write it twice, or put the text in single quotes"),
        ('title: "\\ud800"\n', r"1:11: : a \ within quotes; write it twice, or put the text in single quotes"),
        ('title: "\\0"\n', "1:8: : a character that cannot be printed; delete it"),
        ("title: a\x07b\n", "1:9: : a character that cannot be printed (U+0007); delete it"),
        ("æøå: åå\x07b\n", "1:8: : a character that cannot be printed (U+0007); delete it"),
        ("title: @home\n", "1:8: : a character that begins no value; put the text in quotes"),
        ("title: %\n", "1:8: : a character that begins no value; put the text in quotes"),
        ("title: !Husk billet\n", '1:8: title: a "!" that begins a value; put the text in quotes'),
        ("title: !!str 3\n", '1:8: title: a "!" that begins a value; put the text in quotes'),
        ("a: !!python/object:os.system {}\n", '1:4: a: a "!" that begins a value; put the text in quotes'),
        ("title: !æ!ø x\n", '1:8: : a "!" that begins a value; put the text in quotes'),
        ("title: * stjerner\n", "1:8: : a & or * that begins a value; put the text in quotes"),
        ("title: *stjerner\n", '1:8: : "*stjerner" points at nothing; write the value itself, in quotes if it begins with *'),
        ("title: -\n", '1:8: : a "-" that begins a value; put the text in quotes, or the list below'),
        ("body: | tekst\n  x\n", "1:7: : text behind a | or >; write it on the lines below"),
        ("tags: [,]\n", "1:8: : no value where one is expected; write one, or delete the comma"),
        ("? [a]\n: b\n", "1:3: : a key in brackets or braces; a key is one word"),
        ("a: &k b\n*k : c\n", "2:1: : a key that is an alias; write the key itself"),
        ("<<: {a: b}\n", "1:1: <<: merge keys are not used here; write the keys themselves"),
        ("a: b\n---\nc: d\n", "2:1: : a second --- in the same place; keep one block of settings"),
        ("a: &x\n  b: *x\n", '2:6: : "*x" points at nothing; write the value itself, in quotes if it begins with *'),
    ],
)  # fmt: skip
def test_an_editor_is_told_what_is_wrong_with_the_yaml_where_it_is_wrong(text: str, said: str) -> None:
    assert refused(text) == said


def test_line_breaks_that_no_editor_shows_do_not_move_the_lines_below_them() -> None:
    assert load("a: b\u2028c\u0085d\n") == {"a": "b c d"}
    assert refused("a: b\u2028c\nx: y: z\n").startswith("2:5:")


def test_nesting_has_a_limit_and_so_has_what_aliases_unfold_to() -> None:
    deep = "".join("  " * level + f"k{level}:\n" for level in range(100))
    assert refused(f"{deep}{'  ' * 100}end: x\n").endswith(f"nested deeper than {MAX_DEPTH} levels; write it flatter")
    assert f"{MAX_DEPTH} levels" in refused("a: " + "[" * 10_000)
    laughs = "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n" + "".join(
        f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]\n" for n in range(1, 10)
    )
    assert f"unfolds to more than {MAX_VALUES} values" in refused(laughs)
    assert "unfolds" in refused(f"a: &a {'x' * 500_000}\nb: [{', '.join(['*a'] * 1000)}]\n")


def test_every_value_and_key_knows_its_line_and_column() -> None:
    value, marks = load_marked("title: Krimi\ntickets:\n  - {title: Voksen, price: 120}\n  - title: Barn\n    price: 60\n")
    assert value["tickets"][1]["price"] == "60"
    assert marks.of(("tickets", 0, "price")) == (3, 28)
    assert marks.of_key(("tickets", 0, "price")) == (3, 21)
    assert marks.of(("tickets", 1)) == (4, 5)
    assert marks.of(("tickets", 1, "uuid")) == (4, 5), "a key that is not there has the place of what it is missing in"
    assert marks.of(()) == (1, 1)


# Any document: PyYAML's own loader is the oracle for structure and places.

words = st.text(st.sampled_from("abcæøå 019:#-,[]{}'\"!&*%@`~?|>\\\n"), max_size=8)
names = st.text(st.sampled_from("abcæøå"), min_size=1, max_size=3)
values = st.recursive(words, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(names, inner, max_size=3), max_leaves=12)


@given(st.dictionaries(names, values, min_size=1, max_size=5), st.sampled_from([True, False, None]), st.sampled_from(["'", '"']))
def test_what_is_written_is_read_as_it_was_and_each_value_knows_its_place(
    document: dict[str, Any], flow: bool | None, style: str
) -> None:
    text = yaml.dump(document, default_flow_style=flow, default_style=style, allow_unicode=True, Dumper=yaml.CSafeDumper)
    value, marks = load_marked(text)
    assert load(text) == value == document
    assert {path: mark for path, mark in marks.values.items() if path} == places(yaml.compose(text, yaml.CBaseLoader))


def places(node: yaml.Node, path: tuple[str | int, ...] = ()) -> dict[tuple[str | int, ...], tuple[int, int]]:
    """The line and column of every value below a node, by path."""
    found: dict[tuple[str | int, ...], tuple[int, int]] = {}
    inside: list[tuple[str | int, yaml.Node]] = []
    if isinstance(node, yaml.MappingNode):
        inside = [(key.value, value) for key, value in node.value]
    elif isinstance(node, yaml.SequenceNode):
        inside = list(enumerate(node.value))
    for key, value in inside:
        found[(*path, key)] = (value.start_mark.line + 1, value.start_mark.column + 1)
        found |= places(value, (*path, key))
    return found


@settings(max_examples=1000)
@given(st.text(st.sampled_from("ab: \n-[]{},'\"#&*!|>\t?%"), max_size=40))
def test_any_text_is_a_value_or_a_fault_with_a_place_and_never_a_crash(text: str) -> None:
    try:
        value = load(text)
    except MarkedError as error:
        assert 1 <= error.line <= text.count("\n") + 2
        assert error.column >= 1
        assert error.found
        assert error.remedy
    else:
        assert value == load_marked(text)[0]
        assert value == composed(text)


def composed(text: str) -> Any:
    """What PyYAML's composer makes of a text that is in order: a key with nothing behind it is left out."""
    return value_of(yaml.compose(text, yaml.CBaseLoader))


def value_of(node: yaml.Node | None) -> Any:
    if isinstance(node, yaml.MappingNode):
        pairs = [(key.value, value_of(value)) for key, value in node.value]
        assert len({key for key, _ in pairs}) == len(pairs), "load() took a key that stands twice"
        return {key: value for key, value in pairs if value is not None}
    if isinstance(node, yaml.SequenceNode):
        return [value_of(value) for value in node.value]
    return None if node is None or (node.value == "" and not node.style) else node.value
