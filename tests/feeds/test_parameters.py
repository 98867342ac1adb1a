"""A vendor may ask by every parameter that the contract describes, and by no other."""

from __future__ import annotations

from pathlib import Path

from opslag.contract.document import read_contract
from opslag.feeds.parameters import FORMAT, PARAMETERS

CONTRACT = read_contract((Path(__file__).parents[2] / "feeds" / "openapi.yaml").read_bytes())


def test_the_parameters_are_those_of_the_contract() -> None:
    described = {
        address: [parameter["name"] for parameter in path["get"]["parameters"] if parameter["in"] == "query"]
        for address, path in CONTRACT["paths"].items()
        if "parameters" in path.get("get", {})
    }
    asked = {address: names for address, names in described.items() if names}
    assert asked == {address: [*names, FORMAT] for address, names in PARAMETERS.items()}
