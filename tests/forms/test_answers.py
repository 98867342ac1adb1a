"""What visitors and robots post: how it travels, what is made of it, and that nothing else comes out."""

from __future__ import annotations

from datetime import date
from urllib.parse import urlencode

import pytest
from hypothesis import given
from hypothesis import strategies as st
from opslag.forms.answers import read_answers
from opslag.forms.day import delivered_day, read_written_day
from opslag.forms.message import KEYS, message
from opslag.forms.record import record_id
from opslag.forms.submission import MOST_PAIRS, UnreadableFormError, read_pairs

from tests.forms.made import SITE, TODAY, answer, form, judged, one_field

EVERYTHING = form(
    """
    emailSubject: "%%tekst%% %%hus%% %%value:form%%"
    fields:
      - {name: tekst, type: text, label: x}
      - {name: besked, type: textarea, label: x, required: true}
      - {name: dag, type: date, label: x, minValue: now}
      - {name: mail, type: email, label: x}
      - {name: side, type: url, label: x}
      - {name: hus, type: select, label: x, options: [a, {value: b, label: B}]}
      - {name: tid, type: radio, label: x, options: [a, b]}
      - {name: form, type: checkbox, label: x, requireOne: true, options: [a, b]}
      - {name: kilde, type: hidden, value: web}
    """
)
NAMES = [field.name for field in EVERYTHING.fields]

texts = st.one_of(
    st.text(st.characters(exclude_categories=("Cs",)), max_size=40),
    st.sampled_from(["a", "b", "", "2026-12-01", "a@x.example", "https://x.example", "\r\n", "web"]),
)
posted = st.lists(st.tuples(st.sampled_from([*NAMES, "andet", "recordId", "__proto__"]), texts), max_size=20)


@given(posted)
def test_what_is_posted_is_read_as_it_was_posted(pairs: list[tuple[str, str]]) -> None:
    assert read_pairs(urlencode(pairs).encode()) == tuple(pairs)


@given(st.binary(max_size=200))
def test_any_bytes_are_read_or_refused(body: bytes) -> None:
    try:
        pairs = read_pairs(body)
    except UnreadableFormError:
        return
    assert all(isinstance(part, str) for pair in pairs for part in pair)
    read_answers(EVERYTHING, pairs, TODAY)


@pytest.mark.parametrize("body", [b"x=%FF", b"x=\xc3\xa6", b"&".join([b"x=1"] * (MOST_PAIRS + 1))])
def test_what_is_no_form_is_refused(body: bytes) -> None:
    with pytest.raises(UnreadableFormError):
        read_pairs(body)


@given(posted)
def test_whatever_is_posted_only_the_form_s_own_fields_come_out(pairs: list[tuple[str, str]]) -> None:
    answers = read_answers(EVERYTHING, pairs, TODAY)
    assert list(answers.values) == list(answers.labels) == NAMES
    assert answers.values["kilde"] == "web"
    assert set(answers.values["hus"]) <= {"a", "b"} and set(answers.values["form"]) <= set("a, b")
    assert {fault.field for fault in answers.faults} <= set(NAMES)
    assert answers.written == {
        name: tuple(text for other, text in pairs if other == name)
        for name in NAMES
        if name != "kilde" and any(other == name for other, _ in pairs)
    }


@given(posted)
def test_what_was_found_good_is_found_good_again(pairs: list[tuple[str, str]]) -> None:
    """Delivered values are in their final form; only several ticks are joined, which no visitor posts."""
    first = read_answers(EVERYTHING, pairs, TODAY)
    again = read_answers(EVERYTHING, [(n, v) for n, v in first.values.items() if n != "form" and v], TODAY)
    assert {name: again.values[name] for name in NAMES if name != "form"} == {
        name: first.values[name] for name in NAMES if name != "form"
    }


@given(posted)
def test_a_subject_is_one_line_whatever_is_posted(pairs: list[tuple[str, str]]) -> None:
    told = message(EVERYTHING, read_answers(EVERYTHING, pairs, TODAY), base_url=SITE.base_url)
    assert not any(sign in told["emailSubject"] for sign in "\r\n\x00\x85\u2028\u2029")
    assert set(told) <= {*NAMES, *KEYS}


@given(st.dates())
def test_a_day_is_read_from_every_notation_that_tells_the_whole_year(day: date) -> None:
    for notation in ("Y-m-d", "Y-n-j", "j.n.Y", "d/m/Y"):
        assert read_written_day(delivered_day(day, notation)) == day


def test_every_fault_is_told_at_once_in_the_order_of_the_form() -> None:
    answers = answer(EVERYTHING, ("side", "x"), ("mail", "x"), ("dag", "2020-01-01"), ("hus", "c"))
    assert [fault.field for fault in answers.faults] == ["besked", "dag", "mail", "side", "hus", "form"]
    assert answers.fault("besked") == "Skriv et svar."
    assert answers.fault("tekst") == ""


def test_a_text_of_a_million_characters_is_told_how_long_it_may_be() -> None:
    said = "Skriv højst %s tegn. Her er 1.000.000."
    assert judged(one_field("type: textarea\nlabel: x"), "a" * 1_000_000) == said % "20.000"
    assert judged(one_field("type: text\nlabel: x"), "a" * 1_000_000) == said % "1.000"


@pytest.mark.parametrize("text", ["\x00", "a\x07b", "\x1b[31m", "a\x7f", "a\u2028b", "\x85a"])
def test_characters_that_nobody_can_read_are_told(text: str) -> None:
    for kind in ("text", "textarea"):
        assert judged(one_field(f"type: {kind}\nlabel: x"), f"a{text}a").startswith("Her er tegn, som ikke kan læses.")


def test_letters_are_whole() -> None:
    assert judged(one_field("type: text\nlabel: x"), "A\u030arhus") == "=Århus"


@pytest.mark.parametrize(
    ("text", "known"),
    [
        ("vaari.355334", "Solr|vaari.355334"),
        ("Solr|vaari.355334", "Solr|vaari.355334"),
        (" Primo|x-1 ", "Primo|x-1"),
        ("musketti.M012:HK19670603:7117", "Solr|musketti.M012:HK19670603:7117"),
        ("https://ondt.example/", None),
        ("//ondt.example", None),
        ("../../etc/passwd", None),
        ("a?b", None),
        ("a&b=c", None),
        ("a b", None),
        ("a\nb", None),
        ("Solr|Solr|a", None),
        ("%2e%2e", None),
        ("", None),
        ("a" * 300, None),
    ],
)
def test_a_record_s_id_is_an_id_and_no_address(text: str, known: str | None) -> None:
    assert record_id(text) == known
