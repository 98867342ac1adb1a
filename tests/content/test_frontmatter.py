"""A content file taken apart."""

from __future__ import annotations

import pytest
from opslag.content.frontmatter import Parts, take_apart
from opslag.errors import ContentError


@pytest.mark.parametrize(
    ("data", "parts"),
    [
        ("---\ntitle: a\n---\nTekst\n", Parts("title: a\n", "Tekst\n", 4)),
        ("---\ntitle: a\n---\n", Parts("title: a\n", "", 4)),
        ("---\ntitle: a\n---", Parts("title: a\n", "", 3)),
        ("--- \ntitle: a\n---\t\nTekst", Parts("title: a\n", "Tekst", 4)),
        ("---\n---\nTekst", Parts("", "Tekst", 3)),
        ("---\ntitle: a\n---\nTekst\n\n---\n\nMere", Parts("title: a\n", "Tekst\n\n---\n\nMere", 4)),
        ("---\ntitle: ---\nnote: |\n  ---\n---\nTekst", Parts("title: ---\nnote: |\n  ---\n", "Tekst", 6)),
    ],
)
def test_front_matter_and_body_are_told_apart(data: str, parts: Parts) -> None:
    assert take_apart("f.md", data.encode()) == parts


@pytest.mark.parametrize("ends", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_a_bom_and_other_line_ends_make_no_difference(ends: str, mark: str) -> None:
    text = "---\ntitle: Åben scene\n---\nTekst\n\nMere\n"
    assert take_apart("f.md", (mark + text.replace("\n", ends)).encode()) == take_apart("f.md", text.encode())


NONE = "f.md:1:1: no front matter; begin the file with a line of ---, then the keys, then a line of ---"


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "f.md:1:1: an empty file; begin it with --- and the keys, or delete it"),
        (b" \n\n", "f.md:1:1: an empty file; begin it with --- and the keys, or delete it"),
        (b"Tekst\n", NONE),
        (b"\n---\ntitle: a\n---\n", NONE),
        (b"----\ntitle: a\n----\n", NONE),
        (b"---\ntitle: a\n", "f.md:1:1: front matter that is never closed; write a line of --- behind the last key"),
        (b"---\ntitle: a\n----\n", "f.md:1:1: front matter that is never closed; write a line of --- behind the last key"),
        (b"---\n" + b"x" * 10_000_000, "f.md:1:1: 10 MB in one file; divide it: a content file has at most 1 MB"),
        (b"---\ntitle: bl\xe5\n---\n", "f.md:2:10: a byte that is not UTF-8 (0xe5); save the file as UTF-8"),
        (b"---\ntitle: a\n---\nTekst\x00\n", "f.md:4:6: a character that cannot be printed (U+0000); delete it"),
    ],
)
def test_a_file_that_cannot_be_taken_apart_says_why(data: bytes, said: str) -> None:
    with pytest.raises(ContentError) as caught:
        take_apart("f.md", data)
    assert str(caught.value) == said
