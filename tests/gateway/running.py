"""A gateway that runs: the real command, on loopback, on a site of its own."""

from __future__ import annotations

import json
import os
import signal
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import httpx

from tests.bare_site import COMMAND, BareSite, clean_environment, found, uuid_of
from tests.port import free_port
from tests.waiting import WITHIN, until

KRIMI, KAFFE, JAZZ = map(uuid_of, ("krimi", "kaffe", "jazz"))
REVY, QUIZ, SALSA = map(uuid_of, ("revy", "quiz", "salsa"))
VESTER = 2
"""The id of the branch that holds the jazz."""


def soon(days: int) -> str:
    """A day from today on, as front matter has it."""
    return (datetime.now(UTC).date() + timedelta(days=days)).isoformat()


def lay_out(root: Path) -> BareSite:
    """A site whose events are still to come, whenever the tests run: it has no output yet."""
    site = found(root)
    site.write(
        "branches/vester.md",
        f"---\ntitle: Vester\nid: {VESTER}\naddress: {{street: Vestergade 1, zip_code: 8000, city: Lillerup}}\n---\n",
    )
    site.event("krimi", start=f"{soon(30)} 19:00", end=f"{soon(30)} 21:00", tickets="[{title: Voksen, price: 120}]")
    site.event("kaffe", start=f"{soon(31)} 10:00", end=f"{soon(31)} 11:30", ticket_url="https://lillerup.example/kaffe")
    site.event("jazz", start=f"{soon(32)} 20:00", end=f"{soon(32)} 22:00", branch="vester")
    for number, stem in enumerate(("revy", "quiz", "salsa"), 10):
        site.event(stem, start=f"{soon(number)} 19:00", end=f"{soon(number)} 21:00")
    site.event("kladde", start=f"{soon(33)} 20:00", end=f"{soon(33)} 22:00", draft="true")
    site.event("aflyst", start=f"{soon(34)} 20:00", end=f"{soon(34)} 22:00", state="Cancelled")
    site.event("forbi", start=f"{soon(-3)} 20:00", end=f"{soon(-3)} 22:00")
    site.commit("Plan the coming month")
    return site


class Gateway:
    """The process, and those who ask it."""

    def __init__(self, site: BareSite, *arguments: str, **environment: str) -> None:
        self.site = site
        self.vendors = site.root.parent / f"{site.root.name}-vendors.yaml"
        self.environment = {"OPSLAG_VENDORS": str(self.vendors), "OPSLAG_FAILURES": "0", **environment}
        self.arguments = arguments
        self.port = free_port()
        self.log = site.root.parent / f"{site.root.name}-gateway.log"
        self.process: subprocess.Popen[bytes] | None = None
        self.client = httpx.Client(base_url=self.address, timeout=WITHIN, verify=False)  # noqa: S501 - there is no TLS
        self.credentials: tuple[str, str] | None = None

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    # Running

    def start(self, *, ready: bool = True) -> None:
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                (*COMMAND, "gateway", "--port", str(self.port), *self.arguments),
                cwd=self.site.root, env=clean_environment(**self.environment), stdin=subprocess.DEVNULL,
                stdout=log, stderr=log, process_group=0,
            )  # fmt: skip
        if ready:
            self.wait()

    def wait(self) -> None:
        """Until it serves, and has read the events."""
        try:
            until(self.is_serving, "the gateway's start", within=4 * WITHIN)
            until(self.knows_events, "the gateway's knowledge of the events", within=4 * WITHIN)
        except AssertionError as error:
            error.add_note(self.log.read_text(encoding="utf-8")[-4000:])
            raise

    def is_serving(self) -> bool:
        assert self.process is not None
        assert self.process.poll() is None, self.log.read_text()
        try:
            return self.client.get("/healthz").status_code == 200
        except httpx.TransportError:
            return False

    def knows_events(self) -> bool:
        """A report that says nothing changes nothing, and is answered once the events have been read."""
        return not self.credentials or self.patch(KRIMI, {}).status_code != 503

    def kill(self) -> None:
        """SIGKILL to it and all that it started."""
        assert self.process is not None
        os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()

    def stop(self) -> int:
        """As a service manager stops it; gives the exit status."""
        assert self.process is not None
        if self.process.poll() is None:
            self.process.terminate()
        return self.process.wait(timeout=WITHIN)

    # What it says of itself

    def told(self, event: str) -> list[dict[str, Any]]:
        """The lines of its log about one kind of event."""
        lines = [json.loads(line) for line in self.log.read_text(encoding="utf-8").splitlines() if line.startswith("{")]
        return [line for line in lines if line["event"] == event]

    # Asking

    def vendor(self, name: str = "billetter", *branches: int) -> tuple[str, str]:
        """A new vendor's name and password."""
        options = [part for branch in branches for part in ("--branch", str(branch))]
        ran = self.site.opslag("vendor", "add", name, *options, **self.environment)
        assert ran.code == 0, ran.stderr
        credentials = (name, ran.stdout.splitlines()[-1])
        self.credentials = self.credentials or credentials
        return credentials

    def patch(self, uuid: str, body: Any, credentials: tuple[str, str] | None = None) -> httpx.Response:
        return self.client.patch(f"/api/v1/events/{uuid}", json=body, auth=credentials or self.credentials)

    def event(self, uuid: str) -> dict[str, Any]:
        """As the gateway's feed has it."""
        answer = self.client.get("/api/v1/events")
        assert answer.status_code == 200, answer.text
        return next((event for event in answer.json() if event["uuid"] == uuid), {})

    def public(self, uuid: str) -> dict[str, Any]:
        """As the public file has it."""
        return next((event for event in self.site.feed() if event["uuid"] == uuid), {})

    def update(self, uuid: str) -> str:
        """The report as git has it; "" where there is none."""
        path = f"HEAD:content/updates/{uuid}.yaml"
        run = subprocess.run(("git", "show", path), cwd=self.site.root, env=clean_environment(), capture_output=True, check=False)
        return run.stdout.decode() if run.returncode == 0 else ""


@contextmanager
def running(site: BareSite, *arguments: str, log: Path | None = None, **environment: str) -> Iterator[Gateway]:
    """A gateway with one vendor, who may report on everything; it is stopped at the end."""
    gateway = Gateway(site, *arguments, **environment)
    gateway.log = log or gateway.log
    gateway.vendor()
    gateway.start()
    try:
        yield gateway
    finally:
        gateway.client.close()
        if gateway.process and gateway.process.poll() is None:
            gateway.kill()
