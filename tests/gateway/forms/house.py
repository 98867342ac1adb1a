"""A gateway that takes in forms, on a small site of its own, and the other systems around it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from io import StringIO
from pathlib import Path
from typing import Any

import httpx2
from opslag.building.project import find_project
from opslag.gateway.app import application
from opslag.gateway.environment import read_environment
from opslag.gateway.forms.part import forms
from opslag.gateway.log import Log
from opslag.gateway.metrics import Metrics
from opslag.gateway.outbox.outbox import Outbox, open_outbox
from opslag.gateway.outbox.seal import new_key
from starlette.testclient import TestClient

ORIGIN = "https://lillerup.example"
SITE = f"""\
name: Lillerup Bibliotek
base_url: {ORIGIN}
language: da
timezone: Europe/Copenhagen
contact: {{email: web@lillerup.example}}
"""
WROTE = {"navn": "Ågot Ørn", "besked": "Hvornår åbner I?"}

FORM = """\
forms:
  skriv:
    title: Skriv til os
    useCaptcha: {captcha}
    primaryHandler: api
    apiSettings: {{url: "{url}"}}
    emailSubject: "Fra %%navn%%"
    response: Tak. Vi svarer snart.
    fields:
      - {{name: navn, type: text, label: Navn, required: true}}
      - {{name: besked, type: textarea, label: Besked}}
"""


@dataclass
class House:
    root: Path
    key: str = field(default_factory=new_key)
    variables: dict[str, str] = field(default_factory=dict)
    said: StringIO = field(default_factory=StringIO)
    metrics: Metrics = field(default_factory=Metrics)

    def write(self, path: str, text: str) -> None:
        """A file below content/."""
        file = self.root / "content" / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")

    @contextmanager
    def open(self) -> Iterator[TestClient]:
        """The gateway, as a browser on the site's own pages sees it."""
        self.metrics = Metrics()
        variables = {
            "OPSLAG_OUTBOX_KEY": self.key,
            "OPSLAG_DATABASE_URL": self.database,
            "OPSLAG_DELIVERY_ALLOW": "127.0.0.1",
            "OPSLAG_DELIVERY_PAUSE": "1",
            "OPSLAG_SUBMISSIONS": "0",
            **self.variables,
        }
        log = Log(self.said)
        project = find_project(self.root / "content")
        parts = forms(project, read_environment(variables), variables, log, self.metrics)
        headers = {"Origin": ORIGIN, "User-Agent": "Testbrowser"}
        app = application(parts, log, self.metrics)
        with TestClient(app, ORIGIN, headers=headers, follow_redirects=False) as browser:
            yield browser

    @property
    def database(self) -> str:
        return self.variables.get("OPSLAG_DATABASE_URL", f"sqlite:///{self.root}/outbox.db")

    @contextmanager
    def outbox(self) -> Iterator[Outbox]:
        outbox = open_outbox(self.database, self.key)
        try:
            yield outbox
        finally:
            outbox.close()

    def states(self) -> list[str]:
        with self.outbox() as outbox:
            return [entry.state for entry in outbox.entries()]


@contextmanager
def house(root: Path, url: str = "https://findes.invalid/", captcha: bool = False, **variables: str) -> Iterator[House]:
    """With one form, ``skriv``, that goes to ``url``."""
    made = House(root, variables={f"OPSLAG_{name.upper()}": text for name, text in variables.items()})
    made.write("site.yaml", SITE)
    made.write("forms/skriv.yaml", FORM.format(url=url, captcha=str(captcha).lower()))
    yield made


def sent(browser: TestClient, form: str = "skriv", wrote: Mapping[str, Any] = WROTE, **more: Any) -> httpx2.Response:
    """What comes back when a visitor has pressed Send."""
    answer: Any = browser.post(f"/forms/{form}", data={**wrote, **more})
    return answer  # type: ignore[no-any-return]
