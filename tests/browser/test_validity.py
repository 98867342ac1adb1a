"""Every page is HTML as the standard has it, by the checker that the W3C runs (the Nu Html Checker)."""

from __future__ import annotations

import json
import re
import subprocess
from collections import Counter

from tests.browser.conftest import MODULES
from tests.browser.host import Host

CHECKER = MODULES / "vnu-jar" / "build" / "dist" / "vnu.jar"

QUICK = ("-Xss2m", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC")
"""Java makes no effort for a program that ends in a few seconds; the stack is for pages of many levels."""

EXCEPTIONS: dict[str, str] = {}
"""What the checker says and we let stand, as a pattern, each with its reason."""

MAIL = "/nyhedsbrev/"
"""A mail is no page: programs that show mail go by what HTML had in 1999 (tables with ``align``), and not by today's standard."""


def check(folder: str) -> list[tuple[str, str]]:
    """(page, what is wrong with it, errors and warnings alike) for every page in a folder."""
    command = ("java", *QUICK, "-jar", str(CHECKER), "--format", "json", "--skip-non-html", "--exit-zero-always", folder)
    said = subprocess.run(command, capture_output=True, check=True, timeout=300).stderr
    messages = json.loads(said)["messages"]
    said = [
        (one.get("url", "").removeprefix(f"file:{folder}"), one["message"])
        for one in messages
        if one["type"] != "info" or "subType" in one
    ]
    return [(page, message) for page, message in said if not page.startswith(MAIL)]


def test_every_page_is_valid_html(host: Host) -> None:
    wrong = [
        (page, said) for page, said in check(str(host.folder.resolve())) if not any(re.search(one, said) for one in EXCEPTIONS)
    ]
    pages = {said: page for page, said in wrong}
    assert {said: (count, pages[said]) for said, count in Counter(said for _, said in wrong).items()} == {}


def test_no_exception_outlives_its_reason(host: Host) -> None:
    said = [message for _, message in check(str(host.folder.resolve()))] if EXCEPTIONS else []
    assert [one for one in EXCEPTIONS if not any(re.search(one, message) for message in said)] == []
