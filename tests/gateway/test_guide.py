"""The operator's guide says what there is: its commands can be run, and every figure stands in it."""

from __future__ import annotations

import configparser
import re
import shlex
from pathlib import Path

from opslag.cli import parser

from tests.gateway.running import Gateway
from tests.waiting import until

GUIDE = (Path(__file__).parents[2] / "feeds" / "gateway.md").read_text(encoding="utf-8")


def block(language: str) -> str:
    found = re.search(rf"```{language}\n(.*?)```", GUIDE, re.DOTALL)
    assert found is not None
    return found[1]


def test_the_service_and_the_container_start_the_command_as_it_is() -> None:
    unit = configparser.RawConfigParser(strict=False)
    unit.optionxform = str  # type: ignore[assignment,method-assign]
    unit.read_string(block("ini"))
    assert unit["Service"]["KillMode"] == "mixed"
    entry = re.search(r"^ENTRYPOINT \[(.*)\]$", block("dockerfile"), re.MULTILINE)
    assert entry is not None
    for command in (shlex.split(unit["Service"]["ExecStart"])[1:], re.findall(r'"([^"]*)"', entry[1])[1:]):
        assert parser().parse_args(command).run


def test_every_command_in_the_guide_is_one() -> None:
    commands = [line.partition("#")[0].split() for line in re.findall(r"^    opslag (.*)$", GUIDE, re.MULTILINE)]
    assert len(commands) > 4
    for command in commands:
        assert parser().parse_args(command).run


def test_every_figure_is_in_the_guide(shared: Gateway) -> None:
    shared.patch("00000000-0000-4000-8000-000000000000", {})
    until(lambda: shared.told("published"), "the first build")
    there = set(re.findall(r"^# TYPE (opslag_\w+)", shared.client.get("/metrics").text, re.MULTILINE))
    there = {name for name in there if not name.endswith("_created")}
    assert {name for name in there if f"`{name}`" not in GUIDE} == set()
