"""What the guide for those who read the feeds tells them to type, typed: with curl, at a real web host."""

from __future__ import annotations

import json
import re
import shlex
import subprocess
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests.bare_site import found
from tests.port import free_port
from tests.publishing.hosts import Running, running

GUIDE = Path(__file__).parents[2] / "feeds" / "README.md"
COMMANDS = list(dict.fromkeys(re.findall(r"^ +(curl .+)$", GUIDE.read_text(encoding="utf-8"), re.MULTILINE)))
SITE = "https://bibliotek.example"


@pytest.fixture(scope="module")
def host(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    """nginx, with no gateway behind it: what any library has."""
    room, port = tmp_path_factory.mktemp("guide"), free_port()
    site = found(room / "site")
    site.event("stor", screens="[Foyer]")
    assert site.build(now=datetime.now(UTC).isoformat()).code == 0
    assert site.opslag("host", "nginx", "--listen", f"127.0.0.1:{port}", "--write", str(room / "site.conf")).code == 0
    with running("nginx", room / "site.conf", port, room / "room") as up:
        yield up


def typed(command: str, host: Running) -> str:
    """What a terminal shows."""
    words = shlex.split(command.replace(SITE, f"http://127.0.0.1:{host.port}"))
    ran = subprocess.run([words[0], "--silent", "--show-error", "--fail", *words[1:]], capture_output=True, check=False)
    assert ran.returncode == 0, ran.stderr.decode()
    return ran.stdout.decode()


def test_every_feed_has_an_example_to_type() -> None:
    asked = {match[1] for command in COMMANDS if (match := re.search(rf"{SITE}(/[^ '?]*)", command))}
    assert asked >= {
        "/api/v1/events", "/api/v1/event-changes", "/api/v1/opening_hours", "/opening_hours/instances", "/api/v1/openapi.json",
        "/ding-redia-rss/event", "/skaerm/foyer/feed.json", "/arrangementer/atom.xml", "/kalender/alle.ics",
        "/nyhedsbrev/uge.rss",
    }  # fmt: skip


@pytest.mark.parametrize("command", [command for command in COMMANDS if "…" not in command and " -X " not in command])
def test_what_is_typed_is_answered(host: Running, command: str) -> None:
    said = typed(command, host)
    if " -i " in command:
        assert re.search(r'^etag: ".+"\r$', said, re.MULTILINE | re.IGNORECASE)
    elif "/api/v1/" in command or command.endswith(".json"):
        assert json.loads(said) is not None
    else:
        assert said.startswith(("<?xml", "BEGIN:VCALENDAR", "["))


def test_who_sends_the_etag_back_is_told_that_nothing_changed(host: Running) -> None:
    (again,) = [command for command in COMMANDS if "If-None-Match" in command]
    first = COMMANDS[COMMANDS.index(again) - 1]
    match = re.search(r'^etag: "(.+)"\r$', typed(first, host), re.MULTILINE | re.IGNORECASE)
    assert match
    assert typed(again.replace("…", match[1]), host).startswith("HTTP/1.1 304 ")
