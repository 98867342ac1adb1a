"""A document held against what its keys declare: every key of every kind of file, with everything that can be wrong in it."""

from __future__ import annotations

import dataclasses
import re
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from opslag.content.page import NewsFile, PageFile
from opslag.events.event import Event
from opslag.events.update import Update
from opslag.places.branch import BranchFile
from opslag.settings import Site
from opslag.source.marks import load_marked, load_with_empty
from opslag.source.shape import ShapeError, shaped

FILES: dict[type, str] = {
    Event: "title: a\nuuid: 5f0c1f0e-8a55-4a3e-9a07-3f0f7f0f2b11\nstart: 2026-12-03 19:00\n",
    BranchFile: "title: a\nid: 1\naddress: {street: a, zip_code: 8000, city: b}\n",
    PageFile: "title: a\n",
    NewsFile: "title: a\ndate: 2026-11-01\n",
    Update: "vendor: a\nat: 2026-11-01 12:00\n",
    Site: "name: a\nbase_url: https://a.example\nlanguage: da\ntimezone: Europe/Copenhagen\n",
}
KEYS = [(shape, field.name) for shape in FILES for field in dataclasses.fields(shape)]
WRONG = ["[]", "[a]", "[[a]]", "{}", "{a: b}", "[{a: b}]", "''", '"  "', "☃", "-1", "{a: {b: {c: d}}}", "[~, {}]", "9" * 20]

JARGON = re.compile(r"Input should|Value error|valid (string|list|dict|tuple)|Assertion|NoneType|<class|Traceback")
"""Words of libraries, which mean nothing to an editor."""


def faults(shape: type, text: str) -> list[str]:
    _, marks = load_marked(text)
    try:
        shaped(shape, *load_with_empty(text))
    except ShapeError as error:
        return [str(problem) for problem in error.problems("f.md", marks)]
    return []


def written(shape: type, key: str, value: str) -> str:
    """A file that is in order, with one key as given."""
    others = [line for line in FILES[shape].splitlines() if not line.startswith(f"{key}:")]
    return "\n".join([*others, f"{key}: {value}"])


@pytest.mark.parametrize("shape", FILES)
def test_what_the_tests_begin_with_is_in_order(shape: type) -> None:
    assert faults(shape, FILES[shape]) == []


@pytest.mark.parametrize(("shape", "key"), KEYS)
def test_a_key_with_a_wrong_value_is_told_at_its_line_in_words_that_an_editor_knows(shape: type, key: str) -> None:
    said = {value: faults(shape, written(shape, key, value)) for value in WRONG}
    assert any(said.values())
    for value, problems in said.items():
        for problem in problems:
            line = written(shape, key, value).count("\n") + 1
            assert problem.startswith(f"f.md:{line}:"), (value, problem)
            assert key in problem
            assert re.search(r"; \S", problem), f"no remedy: {problem}"
            assert not JARGON.search(problem), problem


@pytest.mark.parametrize("shape", [Event, BranchFile, Update, Site])
def test_an_unknown_key_is_told_with_the_nearest_one_that_is_known(shape: type) -> None:
    for field in dataclasses.fields(shape):
        if len(field.name) > 3:
            typo = field.name[:1] + field.name[2:]
            assert faults(shape, FILES[shape] + f"{typo}: x\n")[-1].startswith(
                f'f.md:{FILES[shape].count(chr(10)) + 1}:1: {typo}: unknown key; did you mean "{field.name}"?'
            )


@pytest.mark.parametrize("shape", [Event, BranchFile, Update, Site])
def test_an_unknown_key_is_told_when_nothing_stands_behind_it_as_well(shape: type) -> None:
    for field in dataclasses.fields(shape):
        if len(field.name) > 3:
            typo = field.name[:1] + field.name[2:]
            for text in (f"{typo}:\n", f"{typo}: # x\n"):
                assert faults(shape, FILES[shape] + text) == [
                    f'f.md:{FILES[shape].count(chr(10)) + 1}:1: {typo}: unknown key; did you mean "{field.name}"?'
                ]


@pytest.mark.parametrize(
    ("shape", "text", "said"),
    [
        (Event, "tickets:\n- {title: a, prise: , price: 2}\n", 'f.md:5:14: tickets.0.prise: unknown key; did you mean "price"?'),
        (Event, "image:\n  path: images/a.png\n  atl:\n", 'f.md:6:3: image.atl: unknown key; did you mean "alt"?'),
        (Event, "repeat: {every: week, untill: }\n", 'f.md:4:23: repeat.untill: unknown key; did you mean "until"?'),
        (BranchFile, "hours:\n  - category: A\n    days: daily\n    open: '10:00'\n    close: '12:00'\n    form:\n",
         'f.md:9:5: hours.0.form: unknown key; did you mean "from"?'),
        (BranchFile, "changes:\n  2026-12-24: [{category: A, open: '10:00', close: '12:00', days: }]\n",
         "f.md:5:61: changes.2026-12-24.0.days: unknown key; known here: category, close, open"),
        (Site, "feeds: {events: {keep_pst: }}\n", 'f.md:5:18: feeds.events.keep_pst: unknown key; did you mean "keep_past"?'),
    ],
)  # fmt: skip
def test_an_unknown_key_without_a_value_is_told_wherever_it_stands(shape: type, text: str, said: str) -> None:
    assert faults(shape, FILES[shape] + text) == [said]


HIDING = [(Event, "draft"), (Event, "hidden"), (Event, "publish"), (Event, "unpublish"), (BranchFile, "draft")]
HIDING += [(shape, key) for shape in (PageFile, NewsFile) for key in ("draft", "status")]


@pytest.mark.parametrize(("shape", "key"), HIDING)
def test_a_key_that_hides_something_says_so_or_is_not_there(shape: type, key: str) -> None:
    line = FILES[shape].count("\n") + 1
    said = f"f.md:{line}:1: {key}: nothing; write what is meant, or delete the line: left like this it would hide nothing"
    assert faults(shape, f"{FILES[shape]}{key}:\n") == [said]


@pytest.mark.parametrize(("shape", "key"), [one for one in KEYS if one not in HIDING])
def test_a_known_key_without_a_value_is_as_if_it_were_not_there(shape: type, key: str) -> None:
    key = {"from_": "from", "except_": "except"}.get(key, key)
    others = "\n".join(line for line in FILES[shape].splitlines() if not line.startswith(f"{key}:")) or "x: y"
    assert [fault.split(":", 3)[3] for fault in faults(shape, f"{others}\n{key}:\n")] == [
        fault.split(":", 3)[3] for fault in faults(shape, others + "\n")
    ]


def test_names_that_people_choose_may_have_nothing_behind_them() -> None:
    assert faults(Event, FILES[Event] + "instances: {2026-12-08: }\n") == []
    assert faults(BranchFile, FILES[BranchFile] + "changes: {2026-12-24: }\n") == []
    assert faults(Site, FILES[Site] + "consumers: {place2book: }\n") == []
    assert faults(PageFile, FILES[PageFile] + "translations:\n") == []


@pytest.mark.parametrize("shape", [PageFile, NewsFile])
def test_pages_and_news_let_the_keys_of_other_plugins_through(shape: type) -> None:
    assert faults(shape, FILES[shape] + "translations: {en: hello}\n") == []


@pytest.mark.parametrize("shape", FILES)
def test_a_key_that_is_missing_is_told(shape: type) -> None:
    for line in FILES[shape].splitlines():
        key = line.partition(":")[0]
        others = FILES[shape].replace(line + "\n", "") or "x: y\n"
        assert f"f.md:1:1: {key}: missing; add it: {key}: …" in faults(shape, others)


def test_a_key_that_is_missing_because_it_is_misspelt_is_told_once() -> None:
    assert faults(Event, FILES[Event].replace("start:", "starts:")) == ['f.md:3:1: starts: unknown key; did you mean "start"?']
    assert [one.split(": ")[1:3] for one in faults(Event, FILES[Event].replace("start:", "x:"))] == [
        ["start", "missing; add it"],
        ["x", "unknown key; known here"],
    ]


def test_all_that_is_wrong_is_told_at_once() -> None:
    text = (
        "titel: Krimi\nuuid: 5f\nstart: i morgen\nbranch: [a, [b]]\n"
        "tickets:\n  - {title: Voksen, price: 120 kr., antal: 3}\n  - title: Barn\nstate: Aflyst\n"
    )
    assert [re.sub(r"for you: .*", "for you: …", fault) for fault in faults(Event, text)] == [
        'f.md:2:7: uuid: "5f"; write a UUID; a new one for you: …',
        'f.md:3:8: start: "i morgen"; write a date and a time, such as 2026-12-03 19:00',
        "f.md:4:13: branch.1: a list; write text",
        'f.md:6:28: tickets.0.price: "120 kr."; write an amount such as 120 or 59.50 (with a point, and without the currency)',
        'f.md:6:37: tickets.0.antal: unknown key; known here: price, title, uuid',
        "f.md:7:5: tickets.1.price: missing; add it: price: …",
        'f.md:8:8: state: "Aflyst"; write one of TicketSaleNotOpen, Active, SoldOut, Cancelled',
        'f.md:1:1: titel: unknown key; did you mean "title"?',
    ]  # fmt: skip


anything = st.recursive(
    st.text(max_size=12) | st.sampled_from(["2026-12-03 19:00", "19:00", "true", "images/a.jpg", "week", "tuesday", "80"]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from([key for _, key in KEYS]), inner, max_size=3),
    max_leaves=8,
)


@settings(max_examples=300)
@given(st.sampled_from(list(FILES)), st.dictionaries(st.sampled_from([key for _, key in KEYS]), anything, max_size=6))
def test_no_document_brings_the_reading_down(shape: type, document: dict[str, Any]) -> None:
    try:
        assert isinstance(shaped(shape, document), shape)
    except ShapeError as error:
        assert error.faults
