"""A comment that may have been meant as text is told; what is a comment to anybody is not."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from opslag.errors import Severity
from opslag.source.comments import doubtful_comments


def told(text: str) -> list[str]:
    problems = doubtful_comments("f.yaml", text)
    assert all(problem.severity is Severity.WARNING for problem in problems)
    return [str(problem).removeprefix("f.yaml:") for problem in problems]


SAID = "what stands behind a # is not read; put the text in quotes; in a comment, put a blank behind the #"


@pytest.mark.parametrize(
    ("text", "at"),
    [
        ("title: Film #3", "1:13: title: #3"),
        ("title: Blå  film\t#3 og #4", "1:18: title: #3"),
        ("a: b\ntitle: #MeToo i litteraturen", "2:8: title: #MeToo"),
        ("colour: #a51d12", "1:9: colour: #a51d12"),
        ("tags:\n  - klub #3\n  - klub", "2:10: tags.0: #3"),
        ("tags: [klub #3\n  , klub]", "1:13: tags.0: #3"),
        ("tickets:\n  - title: Voksen #1\n    price: 5", "2:19: tickets.0.title: #1"),
        ("tickets:\n  - {title: Voksen, price: 5 #kr\n  }", "2:30: tickets.0.price: #kr"),
    ],
)
def test_text_behind_a_number_sign_is_told_where_the_sign_stands(text: str, at: str) -> None:
    assert told(text) == [f"{at}: {SAID}"]


@pytest.mark.parametrize(
    "text",
    [
        "title: Film # the third",
        "title: Film #",
        "title: C#3",
        'title: "Film #3"',
        "title: 'Film' #3",
        "title: |\n  Film #3",
        "title: Film\n#3",
        "tags: #three\n  - klub",
        "tags: [klub, kor] #two",
        "address: {city: By} #here",
        "title: Film #3\nstart: 19:00: x",
    ],
)
def test_what_nobody_takes_for_text_is_not_told(text: str) -> None:
    assert told(text) == []


@given(st.text(st.sampled_from("ab: \n-[]{},'\"#\t"), max_size=40))
def test_every_warning_stands_at_a_number_sign(text: str) -> None:
    for problem in doubtful_comments("f.yaml", text, 2):
        assert text.split("\n")[problem.line - 2][problem.column - 1] == "#"
