"""The published contract says everything that the gateway answers: Schemathesis, who has read nothing else, finds no more."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.bare_site import clean_environment
from tests.gateway.running import JAZZ, KAFFE, KRIMI, Gateway

ROOT = Path(__file__).parents[2]


ELSEWHERE = ("--exclude-path-regex", "^/skaerm/")
"""Files that nobody asks a part of, one for each screen: the host answers, and passes nothing on to the gateway."""


def schemathesis(gateway: Gateway, *options: str) -> str:
    """A run with every check against a live gateway; gives what it says."""
    assert gateway.credentials
    environment = clean_environment(REAL_UUIDS=f"{KRIMI},{KAFFE},{JAZZ}", SCHEMATHESIS_HOOKS="tests.gateway.real_uuids")
    environment["PYTHONPATH"] += os.pathsep + str(ROOT)
    run = subprocess.run(
        (
            Path(sys.executable).parent / "st", "run", f"{gateway.address}/api/v1/openapi.json", "--url", gateway.address,
            "--auth", ":".join(gateway.credentials), "--checks", "all", "--suppress-health-check", "all",
            "--generation-deterministic", "--no-color", *ELSEWHERE, *options,
        ),
        cwd=gateway.site.root, env=environment, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert run.returncode == 0, run.stdout + run.stderr
    return run.stdout


def share_of_patches_that_are_done(gateway: Gateway) -> float:
    """Of all PATCHes with an answer from the first 200 on."""
    figures = gateway.client.get("/metrics").text
    counted = re.findall(r'opslag_requests_total\{method="PATCH",route="/api/v1/events/\{uuid\}",status="(\d+)"\} (\S+)', figures)
    by_status = {status: float(number) for status, number in counted if status != "503"}
    return by_status["200"] / sum(by_status.values())


def test_nothing_is_answered_that_the_contract_does_not_say(shared: Gateway) -> None:
    said = schemathesis(shared, "--phases", "examples,fuzzing", "--max-examples", "15")
    assert "No issues found" in said
    assert share_of_patches_that_are_done(shared) >= 0.3


@pytest.mark.soak
def test_nothing_is_answered_that_the_contract_does_not_say_however_long_one_asks(shared: Gateway) -> None:
    said = schemathesis(shared, "--max-examples", "100")
    assert "No issues found" in said
    assert share_of_patches_that_are_done(shared) >= 0.3
