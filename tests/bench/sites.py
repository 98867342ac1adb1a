"""The made-up library as a site of Opslag's, and as one of Hugo's that shows its visitors the same."""

from __future__ import annotations

import shutil
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from tests.bench.events import BRANCHES, MadeUp, as_yaml

LAYOUTS = Path(__file__).parent / "hugo"

SETTINGS = """\
name: Lillerup Bibliotek
base_url: https://lillerup.example
elsewhere: [/om]
language: da
timezone: Europe/Copenhagen
country: DK
currency: DKK
categories: [{id: 1, title: Betjent, color: "#2a6f4e"}]
"""


@dataclass(frozen=True, slots=True)
class OpslagSite:
    """A content folder, and where each event is in it."""

    root: Path

    @property
    def content(self) -> Path:
        return self.root / "content"

    def file(self, event: MadeUp) -> Path:
        return self.content / "events" / f"{event.number // 500:03}" / f"{event.stem}.md"

    def write(self, event: MadeUp) -> None:
        _write(self.file(event), f"---\n{as_yaml(opslag_facts(event))}---\n{event.body}")

    def lay_out(self, events: Iterable[MadeUp]) -> None:
        _write(self.content / "site.yaml", SETTINGS)
        _write(self.root / "pelicanconf.py", 'PLUGINS = ["opslag.site"]\n')
        for number, name in enumerate(BRANCHES, 1):
            hours = 'hours: [{category: Betjent, days: [monday-friday], open: "10:00", close: "18:00"}]'
            address = f"address: {{street: Torvet {number}, zip_code: {4000 + number}, city: Lillerup, country: DK}}"
            branch = f"---\ntitle: {name}\nid: {number}\n{address}\n{hours}\n---\nMidt i byen.\n"
            _write(self.content / "branches" / f"filial-{number}.md", branch)
        for event in events:
            self.write(event)


@dataclass(frozen=True, slots=True)
class HugoSite:
    """Hugo's folder: its settings, its templates, its content."""

    root: Path

    def lay_out(self, events: Iterable[MadeUp]) -> None:
        shutil.copytree(LAYOUTS, self.root, dirs_exist_ok=True)
        _write(self.root / "content" / "arrangementer" / "_index.md", "---\ntitle: Arrangementer\n---\n")
        for event in events:
            file = self.root / "content" / "arrangementer" / f"{event.number // 500:03}" / f"{event.stem}.md"
            _write(file, f"---\n{as_yaml(hugo_facts(event))}---\n{event.body}")


def opslag_facts(event: MadeUp) -> dict[str, object]:
    return {
        "title": event.title,
        "uuid": event.uuid,
        "created": f"{event.created:%Y-%m-%d %H:%M}",
        "updated": f"{event.created:%Y-%m-%d %H:%M}",
        "start": f"{event.start:%Y-%m-%d %H:%M}",
        "end": f"{event.end:%Y-%m-%d %H:%M}",
        "description": event.lead,
        "branch": f"filial-{event.branch + 1}",
        **_common(event),
    }


def hugo_facts(event: MadeUp) -> dict[str, object]:
    return {
        "title": event.title,
        "uuid": event.uuid,
        "date": event.created.isoformat(),
        "lastmod": event.created.isoformat(),
        "start": event.start.isoformat(),
        "end": event.end.isoformat(),
        "description": event.lead,
        "branches": (BRANCHES[event.branch],),
        "months": (f"{event.start:%Y-%m}",),
        **_common(event),
    }


def _common(event: MadeUp) -> dict[str, object]:
    return {
        "address": {"street": event.street, "zip_code": event.zip_code, "city": "Lillerup", "country": "DK"},
        "categories": event.categories,
        "audiences": event.audiences,
        "tags": event.tags,
        "state": event.state,
        "capacity": event.capacity,
        "screens": ("Foyer",),
        "tickets": event.tickets,
    }


def _write(file: Path, text: str) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8")
