"""The contract as a page that a person can read: ``/api/``."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from markupsafe import Markup

from opslag.content.markdown import render


def api_view(contract: Mapping[str, Any]) -> dict[str, Any]:
    """The contract's title, description and operations, in its own order, with its Markdown rendered."""
    return {
        "title": contract["info"]["title"],
        "version": contract["info"]["version"],
        "description": _markdown(contract["info"].get("description", "")),
        "operations": [
            _operation(method, path, operation, contract)
            for path, item in contract["paths"].items()
            for method, operation in item.items()
            if method in ("get", "post", "put", "patch", "delete")
        ],
    }


def _operation(method: str, path: str, operation: Mapping[str, Any], contract: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "method": method.upper(),
        "path": path,
        "id": operation.get("operationId", ""),
        "summary": operation.get("summary", ""),
        "description": _markdown(operation.get("description", "")),
        "parameters": [_parameter(_resolved(one, contract), contract) for one in operation.get("parameters", ())],
        "responses": [
            _response(status, _resolved(response, contract), contract)
            for status, response in operation.get("responses", {}).items()
        ],
    }


def _parameter(parameter: Mapping[str, Any], contract: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "name": parameter["name"],
        "where": parameter["in"],
        "type": _type(_resolved(parameter.get("schema", {}), contract)),
        "required": bool(parameter.get("required")),
        "description": _markdown(parameter.get("description", "")),
    }


def _response(status: str, response: Mapping[str, Any], contract: Mapping[str, Any]) -> dict[str, Any]:
    media: Mapping[str, Any] = next(iter(response.get("content", {}).values()), {})
    return {
        "status": status,
        "description": _markdown(response.get("description", "")),
        "fields": list(_fields(media.get("schema", {}), contract, 0)),
    }


def _fields(schema: Mapping[str, Any], contract: Mapping[str, Any], depth: int) -> Iterator[dict[str, Any]]:
    """The properties of an object, or of the objects in an array, each followed by its own."""
    schema = _resolved(schema, contract)
    if "items" in schema:
        yield from _fields(schema["items"], contract, depth)
    for name, part in schema.get("properties", {}).items():
        inner = _resolved(part, contract)
        yield {
            "name": name,
            "type": _type(inner),
            "required": name in schema.get("required", ()),
            "description": _markdown(part.get("description") or inner.get("description", "")),
            "example": _example(inner),
            "depth": depth,
        }
        if depth < 4:
            yield from _fields(inner, contract, depth + 1)


def _type(schema: Mapping[str, Any]) -> str:
    kind = str(schema.get("type", ""))
    if "enum" in schema:
        return " | ".join(map(str, schema["enum"]))
    return f"{kind} ({schema['format']})" if "format" in schema else kind


def _example(schema: Mapping[str, Any]) -> str:
    found = schema.get("example", next(iter(schema.get("examples", ())), ""))
    return found if isinstance(found, str) else str(found)


def _resolved(schema: Mapping[str, Any], contract: Mapping[str, Any]) -> Mapping[str, Any]:
    reference = schema.get("$ref")
    if not reference:
        return schema
    found: Any = contract
    for part in str(reference).removeprefix("#/").split("/"):
        found = found[part]
    return _resolved(found, contract)


def _markdown(text: str) -> Markup:
    return Markup(render(text, "feeds/openapi.yaml", 1)[0])  # noqa: S704 - sanitised
