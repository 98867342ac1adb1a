"""What a screen's feed tells, and to whom it may be shown."""

from __future__ import annotations

import json
from pathlib import Path

from jsonschema import Draft202012Validator
from opslag.contract.document import read_contract

from tests.feeds.examples import MADE
from tests.feeds.sample import library

CONTRACT = read_contract((Path(__file__).parents[2] / "feeds" / "openapi.yaml").read_bytes())
FOYER = MADE["screen.json"](library())


def test_somebody_else_s_reader_of_the_contract_takes_it() -> None:
    operation = CONTRACT["paths"]["/skaerm/{screen}/feed.json"]["get"]
    schema = operation["responses"]["200"]["content"]["application/json"]["schema"]
    validator = Draft202012Validator({**schema, "components": CONTRACT["components"]})
    assert list(validator.iter_errors(json.loads(FOYER))) == []


def test_its_rows_are_those_of_the_events_feed_in_its_order() -> None:
    whole = json.loads(MADE["events.json"](library()))
    assert json.loads(FOYER) == [event for event in whole if "Foyer" in event["screen_names"]]


def test_cancelled_and_sold_out_events_are_there_and_say_so() -> None:
    states = {event["title"]: event["state"] for event in json.loads(FOYER)}
    assert states == {
        "Kranse af gran": "Cancelled",
        "Krimiaften med tre forfattere": "Active",
        "Julekoncert": "SoldOut",
    }
