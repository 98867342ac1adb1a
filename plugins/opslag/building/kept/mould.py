"""Frozen dataclasses made of values that are known to be right."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import fields, make_dataclass
from functools import cache
from typing import Any, TypeVar

T = TypeVar("T")


@cache
def mould(shape: type[T]) -> Callable[..., T]:
    """What makes one of a frozen dataclass with slots, of its values in their order, in a fifth of the steps. Its own way goes
    through ``object`` for each attribute; so one is made that has the same slots and is not frozen, and becomes one that is."""
    thawed = make_dataclass(shape.__name__, [field.name for field in fields(shape)], slots=True, eq=False)  # type: ignore[arg-type]

    def made(*values: Any) -> T:
        one: Any = thawed(*values)
        one.__class__ = shape
        return one  # type: ignore[no-any-return]

    return made
