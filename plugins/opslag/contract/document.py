"""The contract itself: an OpenAPI 3.1 document, as it is written and as it is published."""

from __future__ import annotations

import copy
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import orjson

from opslag.contract.fault import Fault
from opslag.errors import ContentError, Problem

WRITTEN = "feeds/openapi.yaml"
PUBLISHED = "api/v1/openapi.json"
EVENTS = "api/v1/events"
CHANGES = "api/v1/event-changes"

MINOR_UNITS = "The amount in the currency's minor units, as this library has chosen: 7950 is 79.50 kr. A ticket for 0 is free.\n"


def read_contract(data: bytes, path: str = WRITTEN) -> dict[str, Any]:
    """The contract in the bytes of ``feeds/openapi.yaml``. Raises ContentError where they hold no YAML mapping."""
    from opslag.contract.yaml_as_json import YAMLError, load  # an edit does without YAML

    try:
        contract = load(data)
    except YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        line, column = (mark.line + 1, mark.column + 1) if mark else (0, 0)
        said = getattr(error, "problem", None) or "no YAML"
        raise ContentError([Problem(path, line, column, "", said, "mend the contract")]) from None
    if not isinstance(contract, dict):
        raise ContentError([Problem(path, 1, 1, "", "no mapping", "write an OpenAPI 3.1 document")])
    return contract


def with_prices_in(contract: Mapping[str, Any], unit: str) -> dict[str, Any]:
    """The contract of a site whose feed tells prices in ``major`` or ``minor`` units of the currency. It is written for major
    ones; what it says of an amount is put in the words of the other, so that who reads a site's own contract knows."""
    changed = copy.deepcopy(dict(contract))
    if unit == "minor":
        amount = changed["components"]["schemas"]["TicketCategory"]["properties"]["price"]["properties"]["value"]
        amount |= {"type": "integer", "description": MINOR_UNITS, "examples": [12000, 5950, 0]}
        for example in changed["components"]["schemas"]["Event"]["examples"]:
            for ticket in example["ticket_categories"]:
                ticket["price"]["value"] = round(100 * ticket["price"]["value"])
    return changed


def published(contract: Mapping[str, Any], base_url: str) -> bytes:
    """``/api/v1/openapi.json``: the contract with this site as its one server."""
    document = {**contract, "servers": [{"url": base_url.rstrip("/")}]}
    return orjson.dumps(document, option=orjson.OPT_INDENT_2 | orjson.OPT_NON_STR_KEYS | orjson.OPT_APPEND_NEWLINE)


def differences(document: Mapping[str, Any], contract: Mapping[str, Any], base_url: str) -> list[Fault]:
    """How a published document departs from the contract that the feeds were judged by, at this site."""
    judged_by = orjson.loads(published(contract, base_url))
    parts = sorted(document.keys() | judged_by.keys())
    return [
        Fault(part, "not what the feeds were judged by", f"build it again, for {base_url}")
        for part in parts
        if document.get(part) != judged_by.get(part)
    ]


def families(contract: Mapping[str, Any]) -> Iterator[tuple[re.Pattern[str], dict[str, Any]]]:
    """Files of which a site has as many as it likes: what their paths look like, and the schema of the JSON in each.

    Those are the answers to GET whose address holds a variable, which stands for one part of a path.
    """
    for path, item in contract["paths"].items():
        content = item["get"]["responses"]["200"].get("content", {}) if "get" in item and "{" in path else {}
        if "application/json" in content:
            parts = [re.escape(part) for part in re.split(r"\{\w+\}", path.removeprefix("/"))]
            yield re.compile("[^/]+".join(parts)), content["application/json"]["schema"]


def described(contract: Mapping[str, Any], paths: Iterable[str]) -> list[str]:
    """Those of the files of an output that the contract says something of."""
    promised, patterns = {path for path, _ in answers(contract)}, [pattern for pattern, _ in families(contract)]
    return [path for path in paths if path in promised or any(pattern.fullmatch(path) for pattern in patterns)]


def answers(contract: Mapping[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    """Each file that the contract promises, without its first slash, and the schema of the JSON in it.

    Those are the answers to GET whose address holds no variable.
    """
    for path, item in contract["paths"].items():
        if "get" in item and "{" not in path:
            content = item["get"]["responses"]["200"].get("content", {})
            if "application/json" in content:
                yield path.removeprefix("/"), content["application/json"]["schema"]
