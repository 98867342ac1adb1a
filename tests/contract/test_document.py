"""The contract is an OpenAPI document that says, for each thing a vendor meets, what it is."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from jsonschema_rs import meta
from openapi_spec_validator import OpenAPIV31SpecValidator
from opslag.contract.document import published, read_contract, with_prices_in
from opslag.contract.schema import Schema
from opslag.errors import ContentError

README = Path(__file__).parents[2] / "feeds" / "README.md"


def schemas(part: Any, path: str = "") -> Iterator[tuple[str, Any]]:
    """Every schema of a value's type within a part of the contract, with its path."""
    if isinstance(part, dict):
        if "type" in part or "$ref" in part:
            yield path, part
        for key, inner in part.items():
            if key not in ("examples", "example", "not"):
                yield from schemas(inner, f"{path}.{key}")


def test_somebody_else_s_validator_takes_it_for_openapi_3_1(contract):
    document = json.loads(published(contract, "https://bibliotek.example"))
    OpenAPIV31SpecValidator(document).validate()


def test_its_schemas_are_json_schema_2020_12(contract):
    for schema in contract["components"]["schemas"].values():
        meta.validate({"$schema": "https://json-schema.org/draft/2020-12/schema", **schema})


def test_published_it_names_this_site_and_no_other(contract):
    document = json.loads(published(contract, "https://storkoebing.example/bib"))
    assert document["servers"] == [{"url": "https://storkoebing.example/bib"}]
    assert document["paths"] == contract["paths"]


def test_a_site_s_own_contract_says_in_which_unit_its_prices_are(contract):
    assert with_prices_in(contract, "major") == contract
    minor = with_prices_in(contract, "minor")
    amount = minor["components"]["schemas"]["TicketCategory"]["properties"]["price"]["properties"]["value"]
    assert "7950 is 79.50 kr." in amount["description"]
    assert Schema(amount, minor).faults(79.5)
    (example,) = minor["components"]["schemas"]["Event"]["examples"]
    assert [ticket["price"]["value"] for ticket in example["ticket_categories"]] == [12000, 5950]
    assert Schema({"$ref": "#/components/schemas/Event"}, minor).faults(example) == []
    OpenAPIV31SpecValidator(json.loads(published(minor, "https://bibliotek.example"))).validate()


def test_its_examples_keep_it(contract):
    checked = 0
    for path, schema in schemas(contract):
        for example in schema.get("examples", ()):
            assert Schema(schema, contract).faults(example) == [], path
            checked += 1
    assert checked > 10


def test_a_pattern_has_an_example_to_show_to_whoever_breaks_it(contract):
    without = [path for path, schema in schemas(contract) if "pattern" in schema and "examples" not in schema]
    assert without == []


def test_every_field_says_what_it_means(contract):
    silent = []
    for path, schema in schemas(contract["components"]):
        for name, field in schema.get("properties", {}).items():
            said = field if "description" in field else contract["components"]["schemas"][field["$ref"].rpartition("/")[2]]
            if not said.get("description"):
                silent.append(f"{path}.{name}")
    assert silent == []


def test_every_object_of_a_feed_is_closed_and_what_others_send_is_open(contract):
    open_ones = [
        path.split(".")[2]
        for path, schema in schemas(contract["components"])
        if "object" in schema.get("type", "") and schema.get("additionalProperties") is not False
    ]
    assert set(open_ones) == {"Report", "Problem"}


def test_the_guide_s_example_keeps_it(contract):
    blocks = re.findall(r"```json\n(.*?)```", README.read_text(encoding="utf-8"), re.DOTALL)
    for block in blocks:
        assert Schema({"$ref": "#/components/schemas/Event"}, contract).faults(json.loads(block)) == []
    assert blocks


def test_the_guide_names_no_field_that_there_is_not(contract):
    """In the guide a field stands in backquotes, with a dot where it lies within another: of the contract, or of an example."""
    examples = "".join(file.read_text(encoding="utf-8") for file in (README.parent / "examples").iterdir())
    known = set(re.findall(r"[A-Za-z_]+", json.dumps(contract) + examples))
    named = re.findall(r"`([a-z]+(?:[_A-Z.][A-Za-z_.]*)?)`", README.read_text(encoding="utf-8"))
    assert [name for name in named if not name.endswith((".yaml", ".md")) and not set(name.split(".")) <= known] == []
    assert len(named) > 20


@pytest.mark.parametrize(("data", "line", "column"), [(b"openapi: 3.1.0\npaths: a: b", 2, 9), (b"- openapi", 1, 1), (b"", 1, 1)])
def test_a_contract_that_is_no_yaml_is_told_with_its_place(data, line, column):
    with pytest.raises(ContentError) as raised:
        read_contract(data)
    (problem,) = raised.value.problems
    assert (problem.path, problem.line, problem.column) == ("feeds/openapi.yaml", line, column)


def test_a_date_in_it_stays_text():
    assert read_contract(b"example: 2026-12-03\n") == {"example": "2026-12-03"}
