"""Frozen dataclasses made of values that are known to be right, in a few steps for each attribute."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import fields
from functools import cache
from typing import Any, TypeVar

from opslag.frozen import unfrozen

T = TypeVar("T")


@cache
def mould(shape: type[T]) -> Callable[..., T]:
    """What makes one of a frozen dataclass with slots, of its values in their order. It is written as code, as ``dataclass`` does
    it itself: only code that names each attribute is as quick."""
    names = [field.name for field in fields(shape)]  # type: ignore[arg-type]
    lines = [
        f"def made({', '.join(names)}):",
        "one = new(soft)",
        *(f"one.{name} = {name}" for name in names),
        "one.__class__ = shape",
        "return one",
    ]
    known: dict[str, Any] = {"new": object.__new__, "soft": unfrozen(shape), "shape": shape}
    exec("\n ".join(lines), known)  # noqa: S102 - of nothing but the names of a class of ours
    made: Callable[..., T] = known["made"]
    return made
