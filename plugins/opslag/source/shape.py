"""A document held against the dataclass that declares its keys: a typed value, or every Problem in it, each at its place."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Sequence
from types import NoneType
from typing import Annotated, Any, TypeVar, get_args, get_origin, get_type_hints

from pydantic_core import ErrorDetails, SchemaValidator, ValidationError

from opslag.errors import Problem, did_you_mean, nearest, one_of
from opslag.source.keys import Filled
from opslag.source.marks import Marks, Path
from opslag.source.schema import schema_of, written

T = TypeVar("T")

STRICT = {"extra": "forbid"}
"""A dataclass that people fill in says ``__pydantic_config__ = STRICT``: an unknown key is a Problem, never a loss."""

UNKNOWN, MISSING = "unknown key", "missing"
"""What is found where a key is none, or is not there."""


ShapeFault = tuple[Path, str, str, bool]
"""The path of a value, what was found, what to write instead, and whether its key is meant."""


class ShapeError(ValueError):
    """The value does not have the shape; ``faults`` are (path, found, remedy, is it the key that is meant)."""

    def __init__(self, faults: list[ShapeFault]) -> None:
        super().__init__(f"{len(faults)} faults")
        self.faults = list(_told_once(faults))

    def problems(self, file: str, marks: Marks, first_line: int = 1) -> list[Problem]:
        """The faults as Problems of a file whose document begins on ``first_line``."""
        problems = []
        for path, found, remedy, key in self.faults:
            line, column = (marks.of_key if key else marks.of)(path)
            problems.append(Problem(file, line + first_line - 1, column, ".".join(map(str, path)), found, remedy))
        return problems


def _told_once(faults: Sequence[ShapeFault]) -> Iterator[ShapeFault]:
    """Without those keys that are missing because they are misspelt: whoever mends the one has mended the other."""
    meant = {(path[:-1], remedy) for path, found, remedy, _ in faults if found == UNKNOWN}
    for fault in faults:
        path, found, _, _ = fault
        if found != MISSING or (path[:-1], did_you_mean(str(path[-1]))) not in meant:
            yield fault


def shaped(shape: type[T], value: Any, empty: Sequence[Path] = ()) -> T:
    """The value as an instance of a frozen dataclass. Raises ShapeError with all that does not fit; ``empty`` are the keys that
    have no value and are not in it: among these, unknown ones do not fit, and those that are to be Filled."""
    if not isinstance(value, dict):
        found = "no keys at all" if value is None else "no line of the form key: value"
        raise ShapeError([((), found, "write key: value on each line", False)])
    try:
        fitting: T = _validators[shape].validate_python(value)
    except ValidationError as error:
        seen: dict[tuple[Path, str], tuple[Path, str, str, bool]] = {}
        for detail in error.errors(include_url=False):
            fault = _fault(shape, value, detail)
            seen.setdefault((fault[0], fault[1]), fault)
        raise ShapeError([*seen.values(), *_amiss(shape, empty)]) from None
    if empty and (amiss := list(_amiss(shape, empty))):
        raise ShapeError(amiss)
    return fitting


class _Validators(dict[type, SchemaValidator]):
    """By dataclass; each is made when it is first asked for, for that takes milliseconds."""

    def __missing__(self, shape: type) -> SchemaValidator:
        return self.setdefault(shape, SchemaValidator(schema_of(shape)))


_validators = _Validators()


def _fault(shape: type, value: Any, detail: ErrorDetails) -> tuple[Path, str, str, bool]:
    path = _path_in(value, detail["loc"])
    kind, given = detail["type"], detail["input"]
    if kind in ("missing", "missing_argument"):
        return (*path, str(detail["loc"][-1])), MISSING, f"add it: {detail['loc'][-1]}: …", True
    if kind in ("extra_forbidden", "unexpected_keyword_argument"):
        path = (*path[:-1], str(detail["loc"][-1])) if path and path[-1] == detail["loc"][-1] else (*path, str(detail["loc"][-1]))
        return path, UNKNOWN, nearest(str(path[-1]), _keys(_declared(shape, path[:-1]))), True
    return path, shown(given), _remedy(detail), detail["loc"][-1:] == ("[key]",)


def _path_in(value: Any, loc: tuple[int | str, ...]) -> Path:
    """pydantic's location without the names of union members and the like: only what can be followed in the value."""
    path: list[int | str] = []
    for part in loc:
        if part in value if isinstance(value, dict) else isinstance(value, list) and isinstance(part, int) and part < len(value):
            value = value[part]
            path.append(part)
    return tuple(path)


def _keys(shape: Any) -> dict[str, Any]:
    """Key to declared type. A field whose key is a word of Python's (``from``) gives the key as its alias."""
    if not dataclasses.is_dataclass(shape):
        return {}
    hints = get_type_hints(shape, include_extras=True)
    return {written(hints[field.name]) or field.name: hints[field.name] for field in dataclasses.fields(shape)}


def _amiss(shape: type, empty: Sequence[Path]) -> Iterator[ShapeFault]:
    """Those of the empty keys that are to be Filled, or that the dataclass around them neither knows nor lets through."""
    for path in empty:
        around = _declared(shape, path[:-1])
        keys = _keys(around)
        if path[-1] in keys:
            if any(isinstance(extra, Filled) for extra in getattr(keys[path[-1]], "__metadata__", ())):
                yield path, shown(None), "write what is meant, or delete the line: left like this it would hide nothing", True
        elif getattr(around, "__pydantic_config__", None) == STRICT:
            yield path, UNKNOWN, nearest(str(path[-1]), keys), True


def _declared(hint: Any, path: Path) -> Any:
    """What is declared for the value at the path: a dataclass, ``dict[K, X]`` and so on; None where nothing is."""
    kind, inside = get_origin(hint), get_args(hint)
    if kind is Annotated or NoneType in inside:
        return _declared(inside[0], path)
    if not path:
        return hint
    if kind is tuple:  # a list of one may be written without its brackets
        return _declared(inside[0], path[1:] if isinstance(path[0], int) else path)
    if kind is dict:
        return _declared(inside[1], path[1:])
    return _declared(_keys(hint).get(str(path[0])), path[1:])


def shown(given: Any) -> str:
    """A value that was found, as a message names it."""
    if isinstance(given, dict):
        return "keys within it"
    if isinstance(given, list):
        return "a list"
    text = str(given)
    return f'"{text if len(text) <= 60 else text[:57] + "…"}"' if given is not None else "nothing"


_REMEDIES = {
    "string_type": "write text",
    "string_too_short": "write something, or delete the key",
    "list_type": "write a list: [one, two]",
    "tuple_type": "write a list: [one, two]",
    "dict_type": "write key: value on the lines below it, indented",
    "dataclass_type": "write key: value on the lines below it, indented",
}


def _remedy(detail: ErrorDetails) -> str:
    kind = detail["type"]
    if kind == "opslag":
        return detail["msg"]
    if kind in ("literal_error", "enum"):
        allowed = [word.strip(" '") for word in str(detail["ctx"]["expected"]).replace(" or ", ", ").split(",")]
        return one_of(str(detail["input"]), allowed)
    return _REMEDIES.get(kind, detail["msg"])
