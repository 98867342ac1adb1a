"""Any feed that keeps the contract is let through, and any one departure from it is found."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

MANY = settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow], deadline=None)
PLAIN = ("uuid", "url", "title")


def resolved(schema: Any, contract: Any) -> Any:
    """A schema with its reference, if it is one, replaced by what it refers to."""
    while "$ref" in schema:
        schema = contract["components"]["schemas"][schema["$ref"].rpartition("/")[2]]
    return schema


def required(value: Any, schema: Any, contract: Any) -> Iterator[tuple[Any, str]]:
    """Every (object, key) within a value that the contract requires."""
    schema = resolved(schema, contract)
    if isinstance(value, dict):
        for key, inner in value.items():
            if key in schema.get("required", ()):
                yield value, key
            yield from required(inner, schema["properties"][key], contract)
    elif isinstance(value, list):
        for inner in value:
            yield from required(inner, schema["items"], contract)


@MANY
@given(data=st.data())
def test_a_feed_that_keeps_the_contract_is_let_through(build, feeds, data):
    events = data.draw(feeds)
    assert build(*events, previous=events).told() == []


@MANY
@given(data=st.data())
def test_a_feed_in_any_layout_is_judged_alike(build, feeds, data):
    site = build(*data.draw(feeds))
    site.files["api/v1/events"] = json.dumps(site.events, indent=data.draw(st.sampled_from([None, 0, 2]))).encode()
    assert site.told() == []


@MANY
@given(data=st.data())
def test_one_required_thing_that_is_missing_or_wrong_is_found(build, contract, feeds, data):
    site = build(*data.draw(feeds.filter(bool)))
    site.paths = site.written()
    found = list(required(data.draw(st.sampled_from(site.events)), {"$ref": "#/components/schemas/Event"}, contract))
    holder, key = data.draw(st.sampled_from(found))
    wrong = data.draw(st.sampled_from([..., None, "", -1, {"x": 1}, [[]]]))
    if wrong is ...:
        del holder[key]
    else:
        holder[key] = wrong
    assert any(key in problem.field for problem in site.problems())


@MANY
@given(data=st.data())
def test_a_field_that_the_contract_does_not_have_is_found(build, contract, feeds, data):
    site = build(*data.draw(feeds.filter(bool)))
    event = data.draw(st.sampled_from(site.events))
    holder = data.draw(st.sampled_from([event, *(value for value in event.values() if isinstance(value, dict))]))
    holder["locationtype"] = "x"
    assert any(problem.field.endswith("locationtype") for problem in site.problems())
