"""Frozen dataclasses made of values that are known to be right, and taken apart into them, in a few steps for each attribute.

Both are written as code, as ``dataclass`` writes its own: only code that names each attribute is as quick.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import fields
from functools import cache
from typing import Any, TypeVar

T = TypeVar("T")
Way = Callable[[Any], Any]
"""How a value becomes another. None is never given to it: that stays what it is."""


@cache
def mould(shape: type[T], **made: Way) -> Callable[..., T]:
    """What makes one of a frozen dataclass with slots, of its values in their order; some are made of what it is given."""
    names = _names(shape)
    lines = [
        f"def made({', '.join(names)}):",
        "one = new(soft)",
        *(f"one.{name} = {_in_its_way(name, name, made)}" for name in names),
        "one.__class__ = shape",
        "return one",
    ]
    return _function("\n ".join(lines), made, new=object.__new__, soft=unfrozen(shape), shape=shape)


@cache
def taken_apart(shape: type[T], **told: Way) -> Callable[[T], list[Any]]:
    """What gives the values of one in their order; some are told in another form."""
    values = ", ".join(_in_its_way(name, f"one.{name}", told) for name in _names(shape))
    return _function(f"def told(one): return [{values}]", told)


def _names(shape: type) -> list[str]:
    return [field.name for field in fields(shape)]


def _in_its_way(name: str, value: str, ways: Mapping[str, Way]) -> str:
    return f"None if {value} is None else way_of_{name}({value})" if name in ways else value


def _function(code: str, ways: Mapping[str, Way], **known: Any) -> Callable[..., Any]:
    """The one that is defined there."""
    known |= {f"way_of_{name}": way for name, way in ways.items()}
    defined: dict[str, Any] = {}
    exec(code, known, defined)  # noqa: S102 - of nothing but the names of a class of ours
    (function,) = defined.values()
    return function  # type: ignore[no-any-return]


def unfrozen(shape: type[T]) -> type[T]:
    """The same, but not frozen. A frozen one has each attribute set through ``object``; one of this class need not, and when it
    is made it becomes one of the frozen class."""
    # One slot of a type holds both: were either the frozen one's, both would go through it.
    both = {"__setattr__": object.__setattr__, "__delattr__": object.__delattr__}
    return type(shape.__name__, (shape,), {"__slots__": (), **both})
