"""``@frozen``: what ``@dataclass(frozen=True, slots=True)`` makes of a class, in a tenth of the time.

The standard library writes and compiles six functions for a class as soon as there is one: a third of what it takes to import
Opslag, before every build. Here the one that has to be written, ``__init__``, is written when it is first called; and it sets
attributes as Python sets any, where the standard one asks ``object`` for each.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import MISSING, Field, FrozenInstanceError, dataclass, field, fields
from operator import attrgetter
from typing import Any, NoReturn, TypeVar, dataclass_transform

T = TypeVar("T")


@dataclass_transform(frozen_default=True, field_specifiers=(field, Field))
def frozen(cls: type[T]) -> type[T]:
    """A dataclass whose values do not change, are equal where all their fields are, and have no other attributes. No class may
    inherit from one. What the class defines itself stays as it is."""
    its_own = vars(cls).keys()
    shape = dataclass(init=False, repr=False, eq=False, slots=True)(cls)
    for name, method in {**_COMMON, **_comparing(shape)}.items():
        if name not in its_own:
            setattr(shape, name, method)
    return shape


def unfrozen(shape: type[T]) -> type[T]:
    """The same, but not frozen. A value of this class becomes one of the frozen class when all its attributes are set."""
    # One slot of a type holds both: were either the frozen one's, both would go through it.
    both = {"__setattr__": object.__setattr__, "__delattr__": object.__delattr__}
    return type(shape.__name__, (shape,), {"__slots__": (), **both})


def written(name: str, parameters: Iterable[str], lines: Iterable[str], known: dict[str, Any]) -> Callable[..., Any]:
    """A function of such lines. Only code that names each attribute is as quick as a class may be; ``known`` is what it names
    besides its parameters."""
    exec(f"def {name}({', '.join(parameters)}):\n " + "\n ".join(lines), known)  # noqa: S102 - of nothing but a class's names
    function: Callable[..., Any] = known[name]
    return function


def _comparing(shape: Any) -> dict[str, Callable[..., Any]]:
    compared = [one.name for one in fields(shape) if one.compare]
    values: Callable[[Any], Any] = attrgetter(*compared) if compared else lambda _: ()

    def __eq__(self: Any, other: Any) -> bool:  # noqa: N807
        return values(self) == values(other) if other.__class__ is self.__class__ else NotImplemented

    def __hash__(self: Any) -> int:  # noqa: N807
        return hash(values(self))

    return {"__eq__": __eq__, "__hash__": __hash__}


def _initialiser(shape: Any) -> Callable[..., None]:
    """``__init__``, as ``dataclass`` would write it. Capitals are ours: no field is called so."""
    known = {"MISSING": MISSING, "BECOME": object.__dict__["__class__"].__set__, "SHAPE": shape, "UNFROZEN": unfrozen(shape)}
    parameters, lines = ["self"], ["BECOME(self, UNFROZEN)"]
    for one in fields(shape):
        name, value = one.name, one.name
        if one.default_factory is not MISSING:
            known[f"MAKE_{name}"] = one.default_factory
            value = f"MAKE_{name}() if {name} is MISSING else {name}" if one.init else f"MAKE_{name}()"
            parameters += [f"{name}=MISSING"] * one.init
        elif one.default is not MISSING:
            known[f"DEFAULT_{name}"] = one.default
            value = name if one.init else f"DEFAULT_{name}"
            parameters += [f"{name}=DEFAULT_{name}"] * one.init
        elif one.init:
            parameters.append(name)
        else:
            continue
        lines.append(f"self.{name} = {value}")
    lines.append("self.__class__ = SHAPE")
    if hasattr(shape, "__post_init__"):
        lines.append("self.__post_init__()")
    return written("__init__", parameters, lines, known)


def _init(self: Any, *given: Any, **named: Any) -> None:
    shape: Any = type(self)
    shape.__init__ = _initialiser(shape)
    self.__init__(*given, **named)


def _repr(self: Any) -> str:
    shown = [f"{one.name}={getattr(self, one.name)!r}" for one in fields(self) if one.repr]
    return f"{type(self).__qualname__}({', '.join(shown)})"


def _refuse_to_set(_: Any, name: str, __: Any) -> NoReturn:
    raise FrozenInstanceError(f"cannot assign to field {name!r}")


def _refuse_to_delete(_: Any, name: str) -> NoReturn:
    raise FrozenInstanceError(f"cannot delete field {name!r}")


def _state(self: Any) -> list[Any]:
    return [getattr(self, one.name) for one in fields(self)]


def _set_state(self: Any, state: list[Any]) -> None:
    for one, value in zip(fields(self), state, strict=True):
        object.__setattr__(self, one.name, value)


_COMMON: dict[str, Callable[..., Any]] = {
    "__init__": _init,
    "__repr__": _repr,
    "__setattr__": _refuse_to_set,
    "__delattr__": _refuse_to_delete,
    "__getstate__": _state,
    "__setstate__": _set_state,
}
"""What all such classes share: it asks for the fields when it is called."""
