"""Whoever reads a feed by the upstream contract can read ours, and where the two part, it is on purpose."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from opslag.contract.schema import Schema

HERE = Path(__file__)
TABLES = yaml.safe_load((HERE.parents[1] / "data" / "upstream_contract.yaml").read_text(encoding="utf-8"))
FACTS = ("type", "format", "enum", "required")

of_each = pytest.mark.parametrize("path", TABLES)

Rows = dict[str, dict[str, Any]]
"""A field's path to what is said of it."""


def references() -> list[Path]:
    """The upstream contract itself, wherever it is at hand."""
    named = os.environ.get("OPSLAG_UPSTREAM_CONTRACT")
    beside = HERE.parents[3] / "shared" / "reference" / "dpl-cms-openapi.json"
    return [Path(named)] if named else [beside] * beside.is_file()


def fields(schema: Any, components: Any, path: str = "", *, required: bool = False) -> Iterator[tuple[str, dict[str, Any]]]:
    """What a schema says of each field below it."""
    while "$ref" in schema:
        schema = components[schema["$ref"].rpartition("/")[2]]
    if path:
        yield path, {fact: schema[fact] for fact in FACTS[:3] if fact in schema} | ({"required": True} if required else {})
    for name, inner in schema.get("properties", {}).items():
        below = f"{path}.{name}" if path else name
        yield from fields(inner, components, below, required=name in schema.get("required", ()))
    if "items" in schema:
        yield from fields(schema["items"], components, f"{path}[]" if path else "")


def parameters(operation: Any) -> Rows:
    """OpenAPI 2 says a parameter's type beside its name, 3.1 in a schema."""
    return {
        f"parameter {one['name']}": {fact: said[fact] for fact in FACTS if said.get(fact)}
        for one in operation["parameters"]
        for said in [one | one.get("schema", {})]
    }


def listed(path: str) -> Rows:
    """The rows of the table for one path."""
    table = TABLES[path]
    rows = {row["field"]: row for row in table["fields"]} | {f"parameter {row['name']}": row for row in table["parameters"]}
    return {path: {fact: row[fact] for fact in FACTS if fact in row} for path, row in rows.items()}


def ours(contract: Any, path: str) -> Rows:
    operation = contract["paths"][path]["get"]
    schema = operation["responses"]["200"]["content"]["application/json"]["schema"]
    return dict(fields(schema, contract["components"]["schemas"])) | parameters(operation)


def departures(theirs: Rows, ours: Rows) -> set[str]:
    added = {f"{path} added" for path in ours.keys() - theirs.keys()}
    missing = {f"{path} missing" for path in theirs.keys() - ours.keys()}
    both = theirs.keys() & ours.keys()
    return (
        added | missing | {f"{path} {fact}" for path in both for fact in FACTS if theirs[path].get(fact) != ours[path].get(fact)}
    )


def upstream_schema(path: str) -> dict[str, Any]:
    """The table's rows, put together again as a JSON Schema of one object of the list."""
    whole: dict[str, Any] = {"type": "object", "properties": {}, "required": []}
    at = {"": whole}
    for row in TABLES[path]["fields"]:
        field = row["field"]
        said: dict[str, Any] = {fact: row[fact] for fact in FACTS[:3] if fact in row}
        if said["type"] == "object":
            said |= {"properties": {}, "required": []}
        at[field] = said
        if field.endswith("[]"):
            at[field[:-2]]["items"] = said
        else:
            around, _, name = field.rpartition(".")
            at[around]["properties"][name] = said
            at[around]["required"] += [name] if row.get("required") else []
    return whole


@of_each
def test_we_depart_from_it_where_we_say_so_and_nowhere_else(contract, path):
    assert departures(listed(path), ours(contract, path)) == {difference["fact"] for difference in TABLES[path]["differences"]}


@of_each
def test_every_departure_has_its_reason(path):
    assert [difference["fact"] for difference in TABLES[path]["differences"] if len(difference["reason"]) < 20] == []


@of_each
def test_the_table_says_everything_once(path):
    table = TABLES[path]
    assert len(listed(path)) == len(table["fields"]) + len(table["parameters"])
    assert len({difference["fact"] for difference in table["differences"]}) == len(table["differences"])


@of_each
@pytest.mark.parametrize("reference", ["the table", *map(str, references())])
def test_the_table_is_what_the_upstream_contract_says(path, reference):
    """Always of the table by itself, put together and taken apart again; and of the contract, where it is at hand."""
    if reference == "the table":
        parts = {name: row for name, row in listed(path).items() if name.startswith("parameter ")}
        rows = dict(fields(upstream_schema(path), {})) | parts
    else:
        operation = json.loads(Path(reference).read_text(encoding="utf-8"))["paths"][path]["get"]
        rows = dict(fields(operation["responses"]["200"]["schema"], {})) | parameters(operation)
    assert rows == listed(path)


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow], deadline=None)
@given(data=st.data())
def test_every_event_of_ours_is_one_that_its_readers_expect(feeds, data):
    upstream = Schema(upstream_schema("/api/v1/events"), {})
    for event in data.draw(feeds):
        assert upstream.faults(event) == []


@of_each
def test_every_example_of_ours_is_one_that_its_readers_expect(contract, path):
    schema = contract["paths"][path]["get"]["responses"]["200"]["content"]["application/json"]["schema"]["items"]
    example = contract["components"]["schemas"][schema["$ref"].rpartition("/")[2]]["examples"][0]
    assert Schema(upstream_schema(path), {}).faults(example) == []
