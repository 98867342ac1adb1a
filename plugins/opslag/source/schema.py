"""A dataclass as pydantic's core knows it (``pydantic_core.core_schema``): its fields, their types, how each is read.

pydantic makes the same of a dataclass, and with its import takes a twelfth of what an edit does. Here are only those types that
keys have; the tests hold the schema of each file against pydantic's own.
"""

from __future__ import annotations

import dataclasses
from enum import EnumType
from types import NoneType, UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin, get_type_hints

from pydantic_core import CoreConfig, CoreSchema
from pydantic_core import core_schema as core

from opslag.source.keys import Before, Key, NotEmpty, Read


def schema_of(hint: Any) -> CoreSchema:
    """Of a type as fields declare it. Raises TypeError for one that no key has had yet."""
    if hint is Any:
        return core.any_schema()
    if hint is str:
        return core.str_schema()
    if dataclasses.is_dataclass(hint):
        return _dataclass(hint)
    if isinstance(hint, EnumType):
        return core.enum_schema(hint, list(hint), sub_type="str")
    kind, inside = get_origin(hint), get_args(hint)
    if kind is Annotated:
        return _annotated(*inside)
    if kind in (Union, UnionType) and inside[1:] == (NoneType,):
        return core.nullable_schema(schema_of(inside[0]))
    if kind is Literal:
        return core.literal_schema(list(inside))
    if kind is tuple and inside[1:] == (...,):
        return core.tuple_schema([schema_of(inside[0])], variadic_item_index=0)
    if kind is dict:
        return core.dict_schema(*map(schema_of, inside))
    raise TypeError(f"no key has been of the type {hint} yet; say here what pydantic's core calls it")


def _annotated(hint: Any, *extras: object) -> CoreSchema:
    """Read and NotEmpty say all that there is to the value; what goes over it before has the first word."""
    match extras[0]:
        case Read(by):
            schema: CoreSchema = core.no_info_plain_validator_function(by)
        case NotEmpty():
            schema = core.str_schema(strip_whitespace=True, min_length=1)
        case _:
            schema = schema_of(hint)
    for extra in extras:
        if isinstance(extra, Before):
            schema = core.no_info_before_validator_function(extra.by, schema)
    return schema


def _dataclass(cls: Any) -> CoreSchema:
    hints = get_type_hints(cls, include_extras=True)
    fields = [_field(one, hints[one.name]) for one in dataclasses.fields(cls) if one.init]
    made_further = hasattr(cls, "__post_init__")
    unknown = getattr(cls, "__pydantic_config__", {}).get("extra", "ignore")
    return core.dataclass_schema(
        cls,
        core.dataclass_args_schema(cls.__name__, fields, collect_init_only=made_further),
        [one["name"] for one in fields],
        post_init=made_further,
        slots=hasattr(cls, "__slots__"),
        config=CoreConfig(title=cls.__name__, extra_fields_behavior=unknown),
    )


def _field(field: dataclasses.Field[Any], hint: Any) -> core.DataclassField:
    schema = schema_of(hint)
    if field.default is not dataclasses.MISSING:
        schema = core.with_default_schema(schema, default=field.default)
    elif field.default_factory is not dataclasses.MISSING:
        schema = core.with_default_schema(schema, default_factory=field.default_factory, default_factory_takes_data=False)
    return core.dataclass_field(field.name, schema, kw_only=field.kw_only is True, init=True, validation_alias=written(hint))


def written(hint: Any) -> str | None:
    """The name that a key's type gives it; None where people write the field's own."""
    return next((extra.name for extra in getattr(hint, "__metadata__", ()) if isinstance(extra, Key)), None)
