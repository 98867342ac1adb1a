"""The gateway's settings come from the environment, and a slip in one is told at the start."""

from __future__ import annotations

from dataclasses import fields
from pathlib import Path

import pytest
from opslag.errors import OpslagError
from opslag.gateway.environment import PREFIX, Environment, read_environment

GUIDE = Path(__file__).parents[2] / "feeds" / "gateway.md"


def test_what_is_not_set_has_a_good_value() -> None:
    assert read_environment({"PATH": "/bin", "OPSLAG_REMOTE": ""}) == Environment()


def test_settings_are_read_with_their_types() -> None:
    found = read_environment({"OPSLAG_VENDORS": "/etc/opslag/vendors.json", "OPSLAG_FAILURES": "0"})
    assert (found.vendors, found.failures) == (Path("/etc/opslag/vendors.json"), 0)


def test_an_operator_is_told_every_slip_at_once() -> None:
    with pytest.raises(OpslagError) as error:
        read_environment({"OPSLAG_VENDOR": "/a", "OPSLAG_FAILURES": "ten", "OPSLAG_VENDORS": "vendors.json"})
    assert sorted(str(error.value).splitlines()) == [
        'OPSLAG_FAILURES: "ten"; write a whole number, such as 80',
        'OPSLAG_VENDOR: unknown; did you mean "OPSLAG_VENDORS"?',
        'OPSLAG_VENDORS: "vendors.json"; write the whole path of a file, from / on',
    ]


def test_every_setting_is_in_the_operators_guide() -> None:
    guide = GUIDE.read_text(encoding="utf-8")
    for field in fields(Environment):
        assert f"`{PREFIX}{field.name.upper()}`" in guide
