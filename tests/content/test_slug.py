"""Words as they stand in an address."""

from __future__ import annotations

import re
from unicodedata import normalize

import pytest
from hypothesis import given
from hypothesis import strategies as st
from opslag.content.slug import slug


@pytest.mark.parametrize(
    ("words", "address"),
    [
        ("Børn 0-3 år", "boern-0-3-aar"),
        ("Æblegrød på Ærø", "aeblegroed-paa-aeroe"),
        ("Café & krimi!", "cafe-krimi"),
        ("  Læs,   højt  ", "laes-hoejt"),
        ("Straße", "strasse"),
        ("krimiaften", "krimiaften"),
        ("読書会", "8aad-66f8-4f1a"),
        ("!!!", "21-21-21"),
        ("", ""),
    ],
)
def test_danes_spell_their_letters_out(words: str, address: str) -> None:
    assert slug(words) == address


@given(st.text(min_size=1, max_size=400))
def test_a_slug_is_an_address_for_any_words(words: str) -> None:
    found = slug(words)
    assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", found)
    assert len(found) <= 200
    assert slug(found) == found


@given(st.text())
def test_a_slug_is_the_same_however_a_system_writes_letters_with_marks(words: str) -> None:
    assert slug(normalize("NFD", words)) == slug(normalize("NFC", words))


@given(st.from_regex(r"[a-z0-9-]{0,220}", fullmatch=True))
def test_words_that_are_a_slug_already_are_what_they_would_be_among_others(words: str) -> None:
    assert slug(f"x{words}") == slug(f"x{words}!")
