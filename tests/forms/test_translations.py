"""The texts of forms, a file for each language."""

from __future__ import annotations

import pytest
from opslag.errors import ContentError
from opslag.forms.form import Passage
from opslag.forms.translation import read_translation

PATH = "content/forms/translations/da.yaml"


def test_a_key_is_any_text_and_one_that_is_not_there_is_shown_as_it_stands() -> None:
    read = read_translation(PATH, b"2/Vaski/1/1/: Turun kaupunginkirjasto\nNeed Help?: Hj\xc3\xa6lp?\nja: yes\n")
    assert read.said("2/Vaski/1/1/") == "Turun kaupunginkirjasto"
    assert read.said("Need Help?") == "Hjælp?"
    assert read.said("ja") == "yes"
    assert read.said("No") == "No"
    assert read.passage("Mangler_html") == Passage("Mangler_html")
    assert read.passage(None) == Passage()


def test_markup_is_markdown_or_html_and_only_in_keys_that_say_so() -> None:
    read = read_translation(PATH, b'a_html: "<b>Hej</b> [du](/du/)"\na: "<b>Hej</b>"\n')
    assert read.passage("a_html") == Passage('<p><b>Hej</b> <a href="/du/">du</a></p>\n', html=True)
    assert read.passage("a") == Passage("<b>Hej</b>")


def test_an_empty_file_has_no_texts() -> None:
    assert read_translation(PATH, b"# nothing yet\n").texts == {}


@pytest.mark.parametrize(
    ("written", "told"),
    [
        ("- a\n", [":1:1: no line of the form key: text; write key: text on each line"]),
        ("a: {b: c}\nd: [e]\n", [
            ":1:4: a: more than a text; write the text behind the key",
            ":2:4: d: more than a text; write the text behind the key"]),
        ("a: b\na: c\n", [':2:1: a: "a" stands twice; keep one of them']),
        ("x: y\na_html: Se <script>alert(1)</script>\n", [":2:4: body: <script>; delete it; link to what it shows instead"]),
        ("a_html: '[x](javascript:y)'\n", [
            ':1:1: body: a link that begins with "javascript:"; link to an address that begins with https://, mailto: or tel:']),
    ],
)  # fmt: skip
def test_what_is_wrong_is_told_at_its_line(written: str, told: list[str]) -> None:
    with pytest.raises(ContentError) as error:
        read_translation(PATH, written.encode())
    assert [str(problem).removeprefix(PATH) for problem in error.value.problems] == told
