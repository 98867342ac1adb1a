"""``@frozen`` is a dataclass, as the standard library makes them."""

from __future__ import annotations

import copy
import dataclasses
import inspect
import pickle
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Any, Generic, TypeVar

import pytest
from hypothesis import given
from hypothesis import strategies as st
from opslag.frozen import frozen

T = TypeVar("T")


def both(define: Callable[[Callable[[Any], Any]], Any]) -> tuple[Any, Any]:
    """The same class, made by each."""
    return define(frozen), define(dataclass(frozen=True, slots=True))


def a_ticket(make: Callable[[Any], Any]) -> Any:
    @make
    class Ticket:
        """What a visitor pays."""

        name: str
        price: int = 0
        tags: list[str] = field(default_factory=list)
        seen: dict[str, int] = field(default_factory=dict, init=False, repr=False, compare=False)

    return Ticket


OURS, THEIRS = both(a_ticket)
TICKETS = st.tuples(st.sampled_from(["Barn", "Voksen"]), st.integers(0, 1), st.lists(st.sampled_from("ab"), max_size=1))


@given(one=TICKETS, other=TICKETS)
def test_values_are_equal_and_hashed_and_told_as_those_of_a_dataclass(one: Any, other: Any) -> None:
    assert (OURS(*one) == OURS(*other)) is (THEIRS(*one) == THEIRS(*other)) is (one == other)
    assert repr(OURS(*one)) == repr(THEIRS(*one))
    assert OURS(*one) != THEIRS(*one)
    assert OURS(*one) != one
    held = [(name, price, tuple(tags)) for name, price, tags in (one, other)]
    assert hash(OURS(*held[0])) == hash(OURS(*held[0]))
    assert len({OURS(*values) for values in held}) == len(set(held))


@given(values=TICKETS, price=st.integers())
def test_values_are_replaced_copied_and_sent_to_other_processes(values: Any, price: int) -> None:
    ticket = Sent(*values)
    assert replace(ticket, price=price) == Sent(values[0], price, values[2])
    for twin in (copy.copy(ticket), copy.deepcopy(ticket), pickle.loads(pickle.dumps(ticket))):  # noqa: S301 - our own
        assert twin == ticket
        assert type(twin) is Sent
    assert dataclasses.asdict(ticket) == dict(zip(("name", "price", "tags"), values, strict=True))


@frozen
class Sent:
    """Of a module, as what is pickled must be."""

    name: str
    price: int
    tags: list[str]


def test_its_fields_and_parameters_are_those_of_a_dataclass() -> None:
    def told(shape: Any) -> list[Any]:
        return [(one.name, one.type, one.default, one.default_factory, one.init, one.repr, one.compare) for one in fields(shape)]

    fields = dataclasses.fields
    assert told(OURS) == told(THEIRS)
    assert OURS.__slots__ == THEIRS.__slots__
    assert OURS.__match_args__ == THEIRS.__match_args__
    assert OURS.__doc__ == THEIRS.__doc__
    OURS("Barn")
    assert list(inspect.signature(OURS).parameters) == list(inspect.signature(THEIRS).parameters)


@pytest.mark.parametrize("call", [(), ("Barn", 1, [], {}, 2)])
def test_a_wrong_call_is_refused(call: tuple[Any, ...]) -> None:
    for shape in (a_ticket(frozen), OURS, THEIRS):  # the first call of a class, and later ones
        with pytest.raises(TypeError, match=r"__init__\(\) "):
            shape(*call)
    with pytest.raises(TypeError, match="unexpected keyword argument 'seen'"):
        OURS("Barn", seen={})


def test_nothing_of_it_is_set_or_deleted_and_there_is_nothing_else() -> None:
    for shape in (OURS, THEIRS):
        ticket = shape("Barn")
        for change in (lambda it: setattr(it, "price", 1), lambda it: delattr(it, "price"), lambda it: setattr(it, "other", 1)):
            with pytest.raises((dataclasses.FrozenInstanceError, TypeError)):
                change(ticket)
        assert ticket.price == 0
        assert not hasattr(ticket, "__dict__")


def test_each_value_has_defaults_of_its_own() -> None:
    one, other = OURS("Barn"), OURS("Barn")
    one.tags.append("gratis")
    one.seen["i dag"] = 1
    assert (other.tags, other.seen) == ([], {})


def test_what_a_class_defines_itself_stays() -> None:
    @frozen
    class Word:
        text: str

        def __eq__(self, other: object) -> bool:
            return isinstance(other, Word) and self.text.lower() == other.text.lower()

        def __hash__(self) -> int:
            return hash(self.text.lower())

        def __repr__(self) -> str:
            return f"<{self.text}>"

    assert Word("Krimi") == Word("krimi")
    assert len({Word("Krimi"), Word("krimi")}) == 1
    assert repr(Word("Krimi")) == "<Krimi>"


def test_a_value_may_judge_itself_when_it_is_made() -> None:
    @frozen
    class Span:
        first: int
        last: int

        def __post_init__(self) -> None:
            if self.last < self.first:
                raise ValueError(f"{self.last} is before {self.first}")

    assert Span(1, 2).last == 2
    with pytest.raises(ValueError, match="1 is before 2"):
        Span(2, 1)


def test_a_generic_class_may_be_frozen() -> None:
    @frozen
    class Held(Generic[T]):
        value: T

    assert Held[int](1) == Held(1)
