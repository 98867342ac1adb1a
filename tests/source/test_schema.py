"""What pydantic's core is told of the files that people write is what pydantic itself would tell it."""

import dataclasses
import importlib
import pkgutil
import sys
from collections.abc import Iterator
from functools import cache
from types import NoneType, UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin, get_type_hints

import opslag
import pytest
from opslag.source.keys import Before, Filled, Key, NotEmpty, Read
from opslag.source.schema import schema_of
from pydantic import BeforeValidator, Field, PlainValidator, StringConstraints, TypeAdapter

ROOMS = ("source", "content", "places", "events", "forms", "settings", "gateway", "importing")


def shapes() -> Iterator[type]:
    """Every dataclass that people fill in."""
    for module in pkgutil.walk_packages(opslag.__path__, "opslag."):
        if module.name.split(".")[1] in ROOMS:
            importlib.import_module(module.name)
    for name, module in sorted(sys.modules.items()):
        if name.startswith("opslag."):
            for value in vars(module).values():
                if isinstance(value, type) and value.__module__ == name and "__pydantic_config__" in vars(value):
                    yield value


SHAPES = list(dict.fromkeys(shapes()))


@cache
def in_pydantics_words(shape: type) -> type:
    """The dataclass with pydantic's annotations in the place of ours."""
    hints = get_type_hints(shape, include_extras=True)
    fields: list[Any] = []
    for one in dataclasses.fields(shape):
        settings = dataclasses.field(default=one.default, default_factory=one.default_factory, kw_only=one.kw_only)  # type: ignore[call-overload]
        fields.append((one.name, translated(hints[one.name]), settings))
    rest = {name: vars(shape)[name] for name in ("__pydantic_config__", "__post_init__") if name in vars(shape)}
    return dataclasses.make_dataclass(shape.__name__, fields, namespace=rest, slots=True)


def translated(hint: Any) -> Any:
    if dataclasses.is_dataclass(hint):
        return in_pydantics_words(hint)  # type: ignore[arg-type]
    kind, inside = get_origin(hint), get_args(hint)
    if kind is Annotated:
        extras = tuple(word_of(extra) for extra in inside[1:])
        decided = any(isinstance(extra, Read) for extra in inside[1:])
        return Annotated[(Any if decided else translated(inside[0]), *extras)]  # type: ignore[valid-type]
    if kind in (Union, UnionType):
        return Union[tuple(one if one is NoneType else translated(one) for one in inside)]  # noqa: UP007
    if kind in (tuple, dict):
        return kind[tuple(one if one is ... else translated(one) for one in inside)]
    return hint


def word_of(extra: object) -> object:
    match extra:
        case Read(by):
            return PlainValidator(by)
        case Before(by):
            return BeforeValidator(by)
        case Key(name):
            return Field(alias=name)
        case NotEmpty():
            return StringConstraints(strip_whitespace=True, min_length=1)
        case Filled():
            return extra  # nothing to pydantic: it never sees a key without a value
    raise TypeError(extra)


OF_NO_WEIGHT = {
    "metadata",
    "serialization",
    "serialization_alias",
    "json_schema_input_schema",
    "ref",
    "frozen",
    "computed_fields",
}
"""What a schema says for others than validation."""


def bare(schema: Any, known: dict[str, Any]) -> Any:
    """What validation follows, with each definition in its place, and classes by name."""
    if isinstance(schema, dict):
        if schema.get("type") == "definition-ref":
            return bare(known[schema["schema_ref"]], known)
        if schema.get("type") == "definitions":
            return bare(schema["schema"], {one["ref"]: one for one in schema["definitions"]})
        return {
            key: value.__name__ if key == "cls" else bare(value, known)
            for key, value in schema.items()
            if key not in OF_NO_WEIGHT
        }
    return [bare(one, known) for one in schema] if isinstance(schema, (list, tuple)) else schema


def test_all_files_are_among_the_shapes() -> None:
    assert {"Event", "Site", "BranchFile", "NewsFile", "FormFile", "RecordFile", "Update", "CalendarFile", "Environment"} <= {
        shape.__name__ for shape in SHAPES
    }


@pytest.mark.parametrize("shape", SHAPES, ids=lambda shape: shape.__name__)
def test_each_shape_has_the_schema_that_pydantic_makes_of_it(shape: type) -> None:
    assert bare(schema_of(shape), {}) == bare(TypeAdapter(in_pydantics_words(shape)).core_schema, {})


@pytest.mark.parametrize("hint", [int | str, list[str], tuple[str, str], Literal, complex])
def test_a_type_that_no_key_has_is_refused(hint: Any) -> None:
    with pytest.raises(TypeError, match="no key has been of the type"):
        schema_of(hint)
