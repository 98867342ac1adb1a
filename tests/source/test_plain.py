"""The quick reading of plain front matter gives what all of YAML gives, or leaves the text alone."""

from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st
from opslag.source.composer import compose
from opslag.source.marks import MarkedError, load_marked, load_with_empty
from opslag.source.plain import load_plain

CONTENT = Path(__file__).parents[2] / "content"

PIECES = [
    "a",
    "b: ",
    "key: ",
    "key:",
    "- ",
    "  ",
    "    ",
    "x y",
    "19:00",
    "no",
    "[a, b]",
    "[a,b]",
    "'q'",
    '"q"',
    "#",
    " # c",
    "\n",
    "\n",
    "\n",
    "\n  - ",
    "\n  k: ",
    "\n    p: ",
    "\n    p: x",
    "\n  k: x",
    "\n  - k: x",
    "\n  - x",
    "\nk: x",
    "\nl:",
    "é",
    "1e3",
    "-",
    "?",
    "~",
    "|",
    "&a",
    "*a",
    ":",
    ",",
    "]",
    "[",
    "{a: b}",
    "---",
    "...",
    "\t",
    "\x85",
    "\u2028",
    "\ufeff",
    "%",
    "@",
    "`",
    "\\",
]


@settings(max_examples=3000)
@given(st.lists(st.sampled_from(PIECES), max_size=14).map("".join))
def test_what_is_read_quickly_means_the_same_as_yaml(text: str) -> None:
    quick = load_plain(text)
    if quick is not None:
        try:
            whole, empty = compose(text, None)
        except MarkedError as error:
            raise AssertionError(f"{text!r} is no YAML ({error}), and was read as {quick}") from None
        assert quick == {**whole, **{key: None for (key,) in empty}}
        assert load_with_empty(text) == (whole, empty or ())


def test_an_event_as_editors_write_it_is_read_quickly() -> None:
    text = "title: Krimiaften: de tre\nstart: 2026-12-03 19:00\naddress:\n  street: Torvet 1\n  zip_code: 8000\n"
    assert load_plain(text) is None, "a second colon is for YAML to refuse"
    text = "title: Krimiaften\nstart: 2026-12-03 19:00\ntags:\n  - krimi\n  - no\n"
    text += "tickets:\n  - title: Voksen\n    price: 120\nempty:\n"
    assert load_plain(text) == {
        "title": "Krimiaften",
        "start": "2026-12-03 19:00",
        "tags": ["krimi", "no"],
        "tickets": [{"title": "Voksen", "price": "120"}],
        "empty": None,
    }


def test_every_file_of_the_sample_library_means_the_same_either_way() -> None:
    fronts = [
        file.read_text(encoding="utf-8-sig").split("\n---\n")[0][4:] for file in CONTENT.rglob("*.md") if file.name != "README.md"
    ]
    read = [(front, load_plain(front)) for front in fronts]
    assert any(quick is not None for _, quick in read)
    assert all(quick == load_marked(front)[0] for front, quick in read if quick is not None)
