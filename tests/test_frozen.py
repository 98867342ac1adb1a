"""A frozen dataclass that is made quickly is what it would be otherwise."""

from __future__ import annotations

from copy import copy
from dataclasses import FrozenInstanceError, dataclass, field, fields, replace
from inspect import signature

import pytest
from opslag.content.record import Record
from opslag.events.occurrence import Occurrence, Place
from opslag.events.programme import Entry
from opslag.frozen import made_quickly


@dataclass(frozen=True, slots=True)
class Usual:
    name: str
    pages: int = 1
    tags: tuple[str, ...] = ()


@made_quickly
@dataclass(frozen=True, slots=True)
class Quick:
    name: str
    pages: int = 1
    tags: tuple[str, ...] = ()


def test_it_has_the_values_that_it_was_made_of_and_its_defaults() -> None:
    assert Quick("Krimi") == Quick(tags=(), name="Krimi", pages=1)
    assert repr(Quick("Krimi", 3)) == repr(Usual("Krimi", 3)).replace("Usual", "Quick")
    assert hash(Quick("Krimi")) == hash(Usual("Krimi"))
    assert replace(Quick("Krimi"), pages=2).pages == 2
    assert copy(Quick("Krimi", 2)) == Quick("Krimi", 2)


def test_it_is_frozen_once_it_is_made() -> None:
    one = Quick("Krimi")
    assert type(one) is Quick
    with pytest.raises(FrozenInstanceError):
        one.name = "Digte"  # type: ignore[misc]
    with pytest.raises(FrozenInstanceError):
        del one.name


def test_it_asks_for_what_it_always_asked_for() -> None:
    assert signature(Quick) == signature(Usual)
    with pytest.raises(TypeError, match="missing 1 required positional argument: 'name'"):
        Quick()  # type: ignore[call-arg]
    with pytest.raises(TypeError, match="unexpected keyword argument 'author'"):
        Quick("Krimi", author="Lund")  # type: ignore[call-arg]


def test_a_class_that_is_more_than_its_values_is_refused() -> None:
    @dataclass(frozen=True, slots=True)
    class Shelf:
        books: list[str] = field(default_factory=list)

    @dataclass(frozen=True, slots=True)
    class Checked:
        pages: int

        def __post_init__(self) -> None:
            raise AssertionError

    for shape in (Shelf, Checked):
        with pytest.raises(TypeError, match="more than its values"):
            made_quickly(shape)


@pytest.mark.parametrize("shape", [Occurrence, Place, Entry, Record])
def test_each_attribute_gets_its_own_value(shape: type) -> None:
    names = [one.name for one in fields(shape)]
    made = shape(**{name: name for name in names})
    assert [getattr(made, name) for name in names] == names
