"""Frozen dataclasses made of values that are known to be right, and taken apart into them, in a few steps for each attribute.

Both are written as code, as ``frozen`` writes its own.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import fields
from functools import cache
from typing import Any, Protocol, TypeVar

from opslag.frozen import unfrozen, written

T = TypeVar("T")


class Way(Protocol):
    """How values of a kind are told, and made of that again. None is given to neither: it is told as it is."""

    @property
    def told(self) -> Callable[[Any], Any]: ...

    @property
    def made(self) -> Callable[[Any], Any]: ...


@cache
def mould(shape: type[T], **ways: Way) -> Callable[..., T]:
    """What makes one of a frozen dataclass with slots, of its values in their order; those that have a way are made by it."""
    names = _names(shape)
    lines = [
        "one = new(soft)",
        *(f"one.{name} = {_in_its_way(name, name, 'made', ways)}" for name in names),
        "one.__class__ = shape",
        "return one",
    ]
    return written("made", names, lines, {"new": object.__new__, "soft": unfrozen(shape), "shape": shape, **_called(ways)})


def taken_apart(shape: type[T], **ways: Way) -> Callable[[T], list[Any]]:
    """What gives the values of one in their order; those that have a way are told by it."""
    values = ", ".join(_in_its_way(name, f"one.{name}", "told", ways) for name in _names(shape))
    return written("told", ["one"], [f"return [{values}]"], _called(ways))


def _names(shape: type) -> list[str]:
    return [field.name for field in fields(shape)]


def _in_its_way(name: str, value: str, form: str, ways: Mapping[str, Way]) -> str:
    return f"None if {value} is None else way_of_{name}.{form}({value})" if name in ways else value


def _called(ways: Mapping[str, Way]) -> dict[str, Any]:
    return {f"way_of_{name}": way for name, way in ways.items()}
