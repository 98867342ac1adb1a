"""A schema of the contract, and what in a value goes against it, said in words."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from jsonschema_rs import Draft202012Validator, ReferencingError, ValidationError

from opslag.contract.fault import Fault
from opslag.errors import nearest


class SchemaError(ValueError):
    """The contract says something that is no JSON Schema 2020-12."""


class Schema:
    """One schema within a contract (JSON Schema 2020-12, formats asserted). Raises SchemaError where it is none."""

    def __init__(self, schema: Mapping[str, Any], contract: Mapping[str, Any]) -> None:
        self._whole: dict[str, Any] = {
            "$schema": "https://json-schema.org/draft/2020-12/schema",
            "components": contract.get("components", {}),
            **schema,
        }
        try:
            self._validator = Draft202012Validator(self._whole, validate_formats=True, ignore_unknown_formats=False)
        except (ReferencingError, ValidationError) as error:
            raise SchemaError(getattr(error, "message", str(error))) from None

    def faults(self, value: Any) -> list[Fault]:
        """All of them, by field; none for a valid value, which is the fast way through."""
        if self._validator.is_valid(value):
            return []
        faults: dict[str, Fault] = {}
        for error in sorted(self._validator.iter_errors(value), key=_worth):
            for fault in self._said(error, value):
                faults.setdefault(fault.field, fault)
        return [faults[field] for field in sorted(faults)]

    def _said(self, error: ValidationError, value: Any) -> Iterator[Fault]:
        path = tuple(error.instance_path)
        here = _at(self._whole, error.schema_path[:-1])
        detail = error.kind.as_dict()
        if error.kind.name == "required":
            yield Fault(_dotted(*path, detail["property"]), "missing", "the contract requires it")
        elif error.kind.name == "additionalProperties":
            for name in detail["unexpected"]:
                yield Fault(_dotted(*path, name), "a field that the contract does not have", nearest(name, here["properties"]))
        else:
            say = _WORDS.get(error.kind.name)
            remedy = say(detail, here) if say else error.message
            yield Fault(_dotted(*path), shown(_at(value, path)), remedy)


def shown(value: Any) -> str:
    """A value of JSON, short enough to stand in a message."""
    if isinstance(value, dict):
        return "an object"
    if isinstance(value, list):
        return "a list"
    if isinstance(value, str):
        return f'"{value if len(value) <= 60 else value[:57] + "…"}"'
    text = json.dumps(value)
    return text if len(text) <= 60 else text[:57] + "…"


def _dotted(*path: str | int) -> str:
    return ".".join(map(str, path))


def _at(value: Any, path: Any) -> Any:
    for part in path:
        value = value[part]
    return value


def _worth(error: ValidationError) -> int:
    """Of several faults in one field the one that says most comes first: the type, then the format, then the pattern."""
    return {"type": 0, "format": 1, "pattern": 3}.get(error.kind.name, 2)


_TYPES = {
    "string": "text",
    "integer": "a whole number",
    "number": "a number",
    "boolean": "true or false",
    "array": "a list",
    "object": "an object",
    "null": "null",
}

_FORMATS = {
    "date-time": "a date and time with its offset from UTC, such as 2026-12-03T19:00:00+01:00 (RFC 3339)",
    "date": "a date, such as 2026-12-03 (RFC 3339)",
    "uri": "a whole address, its letters outside ASCII percent-encoded (RFC 3986)",
    "uuid": "a UUID (RFC 9562)",
    "email": "an e-mail address (RFC 5321)",
}


def _wants(words: str) -> str:
    return f"the contract asks for {words}"


def _such_as(here: Mapping[str, Any]) -> str:
    """An example shows what is right, and seldom what was wrong: the contract's own words say what is allowed."""
    said = " ".join(here.get("description", "").split()).removesuffix(".")
    return f"text such as {here['examples'][0]}" + (f": {said[0].lower()}{said[1:]}" if said else "")


# By keyword: the keyword's own values and the schema that it stands in -> the remedy.
_WORDS: dict[str, Callable[[dict[str, Any], Mapping[str, Any]], str]] = {
    "type": lambda said, _: _wants(" or ".join(_TYPES[one] for one in said["types"])),
    "enum": lambda said, _: _wants("one of " + ", ".join("null" if one is None else str(one) for one in said["options"])),
    "format": lambda said, _: _wants(_FORMATS.get(said["format"], said["format"])),
    "pattern": lambda said, here: _wants(_such_as(here) if "examples" in here else said["pattern"]),
    "not": lambda _, here: f"the contract forbids what fits {json.dumps(here['not'])}",
    "minLength": lambda _, __: "the contract wants no empty text: leave the field out",
    "maxLength": lambda said, _: _wants(f"{said['limit']} characters at the most"),
    "minimum": lambda said, _: _wants(f"{said['limit']} at the least"),
    "maximum": lambda said, _: _wants(f"{said['limit']} at the most"),
    "minItems": lambda said, _: _wants(f"{said['limit']} at the least"),
    "maxItems": lambda said, _: _wants(f"{said['limit']} at the most"),
}
