"""Frozen dataclasses that are made in as few steps as others.

``dataclass`` has each attribute of a frozen one set through ``object``, which takes a processor a thousand steps: for a class of
which there is one to each event, with its twenty attributes, that is a hundredth of a build.
"""

from __future__ import annotations

from dataclasses import MISSING, fields
from functools import update_wrapper
from typing import Any, TypeVar

T = TypeVar("T")


def made_quickly(shape: type[T]) -> type[T]:
    """The same frozen dataclass with slots: while one is made, it is of a class that is not frozen. How to make it is written as
    code, as ``dataclass`` does it itself: only code that names each attribute is as quick."""
    parts = fields(shape)  # type: ignore[arg-type] # it is a dataclass
    if hasattr(shape, "__post_init__") or any(part.default_factory is not MISSING or not part.init for part in parts):
        raise TypeError(f"{shape} is more than its values; leave it to dataclass alone")
    lines = [
        f"def __init__(self, {', '.join(part.name for part in parts)}):",
        "become(self, soft)",
        *(f"self.{part.name} = {part.name}" for part in parts),
        "self.__class__ = shape",
    ]
    known: dict[str, Any] = {"become": object.__dict__["__class__"].__set__, "soft": unfrozen(shape), "shape": shape}
    exec("\n ".join(lines), known)  # noqa: S102 - of nothing but the names of a class of ours
    quick: Any = known["__init__"]
    usual: Any = shape.__init__
    quick.__defaults__ = usual.__defaults__
    shape.__init__ = update_wrapper(quick, usual)  # type: ignore[method-assign]
    return shape


def unfrozen(shape: type[T]) -> type[T]:
    """The same, but not frozen. A frozen one has each attribute set through ``object``; one of this class need not, and when it
    is made it becomes one of the frozen class."""
    # One slot of a type holds both: were either the frozen one's, both would go through it.
    both = {"__setattr__": object.__setattr__, "__delattr__": object.__delattr__}
    return type(shape.__name__, (shape,), {"__slots__": (), **both})
