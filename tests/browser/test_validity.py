"""Every page is HTML as the standard has it, by the checker that the W3C runs (the Nu Html Checker)."""

from __future__ import annotations

import json
import re
import subprocess
from collections import Counter
from pathlib import Path

import pytest

from tests.browser.conftest import MODULES
from tests.browser.host import Host

CHECKER = MODULES / "vnu-jar" / "build" / "dist" / "vnu.jar"

QUICK = ("-Xss2m", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC")
"""Java makes no effort for a program that ends in a few seconds; the stack is for pages of many levels."""

EXCEPTIONS: dict[str, str] = {}
"""What the checker says and we let stand, as a pattern, each with its reason."""

MAIL = "/nyhedsbrev/"
"""A mail is no page: programs that show mail go by what HTML had in 1999 (tables with ``align``), and not by today's standard."""


def check(folder: Path, *pages: Path) -> list[tuple[str, str]]:
    """(page, what is wrong with it, errors and warnings alike) for some pages below a folder, or for all of them."""
    command = ("java", *QUICK, "-jar", str(CHECKER), "--format", "json", "--skip-non-html", "--exit-zero-always")
    said = subprocess.run((*command, *(pages or (folder,))), capture_output=True, check=True, timeout=300).stderr
    messages = json.loads(said)["messages"]
    said = [
        (one.get("url", "").removeprefix(f"file:{folder}"), one["message"])
        for one in messages
        if one["type"] != "info" or "subType" in one
    ]
    return [(page, message) for page, message in said if not page.startswith(MAIL)]


def wrong(said: list[tuple[str, str]]) -> dict[str, tuple[int, str]]:
    """How often each thing was said that is no exception, and one of the pages of which it was."""
    unexpected = [(page, message) for page, message in said if not any(re.search(one, message) for one in EXCEPTIONS)]
    pages = {message: page for page, message in unexpected}
    return {message: (count, pages[message]) for message, count in Counter(message for _, message in unexpected).items()}


def test_a_page_of_every_template_is_valid_html(host: Host, addresses: dict[str, str]) -> None:
    pages = {file.resolve() for file in map(host.file, addresses.values()) if file}
    assert len(pages) > 20
    assert wrong(check(host.folder.resolve(), *sorted(pages))) == {}


@pytest.mark.soak
def test_every_page_is_valid_html(host: Host) -> None:
    assert wrong(check(host.folder.resolve())) == {}


@pytest.mark.soak
def test_no_exception_outlives_its_reason(host: Host) -> None:
    said = [message for _, message in check(host.folder.resolve())] if EXCEPTIONS else []
    assert [one for one in EXCEPTIONS if not any(re.search(one, message) for message in said)] == []
