"""A whole YAML file as a typed value, or every fault in it."""

from __future__ import annotations

from dataclasses import dataclass

import pytest
from opslag.errors import ContentError
from opslag.source.document import decoded, read_document
from opslag.source.scalars import Count, Text
from opslag.source.shape import STRICT


@dataclass(frozen=True)
class Shelf:
    __pydantic_config__ = STRICT
    name: Text
    books: Count = 0


def faults(data: bytes) -> list[str]:
    with pytest.raises(ContentError) as caught:
        read_document("content/shelf.yaml", data, Shelf)
    return list(map(str, caught.value.problems))


def test_a_file_is_read_whatever_program_saved_it() -> None:
    wanted = Shelf("Krimi på øen", 3)
    text = "name: Krimi på øen\nbooks: 3\n"
    for data in (text, "\ufeff" + text, text.replace("\n", "\r\n"), "\ufeff" + text.replace("\n", "\r"), text.rstrip()):
        assert read_document("content/shelf.yaml", data.encode(), Shelf) == wanted


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", ["1:1: no keys at all; write key: value on each line"]),
        (b"- a\n", ["1:1: no line of the form key: value; write key: value on each line"]),
        (b"books: 3\r\n", ["1:1: name: missing; add it: name: …"]),
        (b"\xef\xbb\xbfname: bl\xe5b\xe6r\n", ["1:9: a byte that is not UTF-8 (0xe5); save the file as UTF-8"]),
        ("name: æøå\nbooks: å".encode() + b"\xe5", ["2:9: a byte that is not UTF-8 (0xe5); save the file as UTF-8"]),
        (b"\xff\xfen\0a\0m\0e\0", ["1:1: a byte that is not UTF-8 (0xff); save the file as UTF-8"]),
        (b"name: a\n\0", ["2:1: a character that cannot be printed (U+0000); delete it"]),
        (b"name: " + b"x" * 10_000_000, ["1:1: 10 MB in one file; divide it: a content file has at most 1 MB"]),
        (b"name: a: b\n", ['1:8: a second ":" in the line; put the text in quotes: "…"']),
        (
            b"nmae: Krimi\nbooks: many\n",
            [
                '1:1: nmae: unknown key; did you mean "name"?',
                '2:8: books: "many"; write a whole number, such as 80',
            ],
        ),
    ],
)
def test_an_editor_is_told_every_fault_of_a_file(data: bytes, said: list[str]) -> None:
    assert faults(data) == [f"content/shelf.yaml:{one}" for one in said]


OURS = "<<<<<<< HEAD\nname: Krimi\n=======\nname: Jazz\n>>>>>>> eva\n"
CONFLICT = (
    "a conflict that git left; choose one of the two versions, and delete the other and the lines <<<<<<<, ======= and >>>>>>>"
)


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        (OURS, [1]),
        (OURS.replace("=======\n", "||||||| 1a2b3c4\nname: Rock\n=======\n"), [1]),
        (OURS.replace("\n", "\r\n"), [1]),
        (f"books: 3\n{OURS}# og\n{OURS}", [2, 8]),
    ],
    ids=["as usual", "with what both began with", "saved on Windows", "two"],
)
def test_a_conflict_that_git_left_is_told_in_plain_words_where_it_begins(text: str, lines: list[int]) -> None:
    assert faults(text.encode()) == [f"content/shelf.yaml:{line}:1: {CONFLICT}" for line in lines]


@pytest.mark.parametrize("text", ["Krimi\n=======\n", "<<<<<<< HEAD\n", "<<<<<<< HEAD\n>>>>>>> eva\n", "=======\n>>>>>>> eva\n"])
def test_lines_that_are_no_conflict_are_text_as_any_other(text: str) -> None:
    assert decoded("content/pages/om.md", text.encode()) == text
