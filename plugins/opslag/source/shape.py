"""A document held against the dataclass that declares its keys: a typed value, or every Problem in it, each at its place."""

from __future__ import annotations

import dataclasses
from typing import Any, TypeVar, get_args, get_type_hints

from pydantic_core import ErrorDetails, SchemaValidator, ValidationError

from opslag.errors import Problem, nearest, one_of
from opslag.source.marks import Marks, Path
from opslag.source.schema import schema_of, written

T = TypeVar("T")

STRICT = {"extra": "forbid"}
"""A dataclass that people fill in says ``__pydantic_config__ = STRICT``: an unknown key is a Problem, never a loss."""


ShapeFault = tuple[Path, str, str, bool]
"""The path of a value, what was found, what to write instead, and whether its key is meant."""


class ShapeError(ValueError):
    """The value does not have the shape; ``faults`` are (path, found, remedy, is it the key that is meant)."""

    def __init__(self, faults: list[ShapeFault]) -> None:
        super().__init__(f"{len(faults)} faults")
        self.faults = faults

    def problems(self, file: str, marks: Marks, first_line: int = 1) -> list[Problem]:
        """The faults as Problems of a file whose document begins on ``first_line``."""
        problems = []
        for path, found, remedy, key in self.faults:
            line, column = (marks.of_key if key else marks.of)(path)
            problems.append(Problem(file, line + first_line - 1, column, ".".join(map(str, path)), found, remedy))
        return problems


def shaped(shape: type[T], value: Any) -> T:
    """The value as an instance of a frozen dataclass. Raises ShapeError with all that does not fit."""
    if not isinstance(value, dict):
        raise ShapeError([((), "no keys at all" if value is None else "not a mapping", "write key: value on each line", False)])
    try:
        fitting: T = _validators[shape].validate_python(value)
    except ValidationError as error:
        seen: dict[tuple[Path, str], tuple[Path, str, str, bool]] = {}
        for detail in error.errors(include_url=False):
            fault = _fault(shape, value, detail)
            seen.setdefault((fault[0], fault[1]), fault)
        raise ShapeError(list(seen.values())) from None
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
        return (*path, str(detail["loc"][-1])), "missing", f"add it: {detail['loc'][-1]}: …", True
    if kind in ("extra_forbidden", "unexpected_keyword_argument"):
        path = (*path[:-1], str(detail["loc"][-1])) if path and path[-1] == detail["loc"][-1] else (*path, str(detail["loc"][-1]))
        return path, "unknown key", nearest(str(path[-1]), _keys_at(shape, path[:-1])), True
    return path, shown(given), _remedy(detail), detail["loc"][-1:] == ("[key]",)


def _path_in(value: Any, loc: tuple[int | str, ...]) -> Path:
    """pydantic's location without the names of union members and the like: only what can be followed in the value."""
    path: list[int | str] = []
    for part in loc:
        if part in value if isinstance(value, dict) else isinstance(value, list) and isinstance(part, int) and part < len(value):
            value = value[part]
            path.append(part)
    return tuple(path)


def _keys_at(shape: Any, path: Path) -> list[str]:
    """The keys that the dataclass at this path knows, as people write them."""
    for part in path:
        shape = _inside(_keys(shape).get(str(part), shape))  # an index, or a key of a dict: it is in there already
    return list(_keys(shape))


def _keys(shape: Any) -> dict[str, Any]:
    """Key to declared type. A field whose key is a word of Python's (``from``) gives the key as its alias."""
    if not dataclasses.is_dataclass(shape):
        return {}
    hints = get_type_hints(shape, include_extras=True)
    return {written(hints[field.name]) or field.name: hints[field.name] for field in dataclasses.fields(shape)}


def _inside(hint: Any) -> Any:
    """The dataclass within ``X | None``, ``tuple[X, ...]``, ``dict[K, X]``; None where there is none."""
    if isinstance(hint, type) and dataclasses.is_dataclass(hint):  # an annotation's validator is a dataclass's instance
        return hint
    return next(filter(None, map(_inside, reversed(get_args(hint)))), None)


def shown(given: Any) -> str:
    """A value that was found, as a message names it."""
    if isinstance(given, dict):
        return "a mapping"
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
