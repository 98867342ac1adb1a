"""What is in the outbox can be read with the key alone, and only where it was put."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from opslag.errors import OpslagError
from opslag.gateway.outbox.seal import new_key, read_seal

KEY, OTHER = new_key(), new_key()


@given(st.binary(max_size=2000), st.text(max_size=40))
def test_what_is_sealed_is_opened_as_it_was(plain: bytes, row: str) -> None:
    seal = read_seal(KEY)
    sealed = seal.seal(row, plain)
    assert seal.open(row, seal.name, sealed) == plain
    assert len(plain) < 8 or plain not in sealed


def test_the_same_text_is_never_sealed_to_the_same_bytes() -> None:
    seal = read_seal(KEY)
    assert len({seal.seal("row", b"Ada") for _ in range(100)}) == 100


def test_a_changed_byte_another_row_and_another_key_are_noticed() -> None:
    seal = read_seal(KEY)
    sealed = seal.seal("row", b"Ada Lind")
    for place in range(len(sealed)):
        changed = bytearray(sealed)
        changed[place] ^= 1
        with pytest.raises(OpslagError, match="cannot be opened"):
            seal.open("row", seal.name, bytes(changed))
    with pytest.raises(OpslagError, match="cannot be opened"):
        seal.open("another row", seal.name, sealed)
    with pytest.raises(OpslagError, match="cannot be opened"):
        read_seal(OTHER).open("row", seal.name, sealed)


def test_a_key_is_changed_by_writing_the_new_one_before_the_old() -> None:
    old = read_seal(KEY)
    both = read_seal(f"{OTHER}, {KEY}")
    assert both.open("row", old.name, old.seal("row", b"Ada")) == b"Ada"
    assert both.name == read_seal(OTHER).name


@pytest.mark.parametrize("text", [None, "", " , "])
def test_without_a_key_the_operator_is_told_how_to_make_one(text: str | None) -> None:
    with pytest.raises(OpslagError, match=r"OPSLAG_OUTBOX_KEY is not set.*opslag outbox key"):
        read_seal(text)


@pytest.mark.parametrize("text", ["kort", KEY[:-4], "æ" * 44, f"{KEY},x"], ids=["short", "cut", "letters", "one of two"])
def test_a_key_of_the_wrong_shape_is_refused_without_being_repeated(text: str) -> None:
    with pytest.raises(OpslagError, match="32 bytes") as error:
        read_seal(text)
    assert text not in str(error.value)


def test_what_is_derived_differs_by_purpose_and_by_key() -> None:
    seal = read_seal(KEY)
    assert len({seal.derived("captcha"), seal.derived("session"), read_seal(OTHER).derived("captcha")}) == 3
