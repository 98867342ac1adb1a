"""A library that is about to move in, and the site that it comes from."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from opslag.importing.dpl_cms import Imported, Request, bring_in

from tests.bare_site import THEME, BareSite, Ran
from tests.importing.made_up import LIBRARY, NOW
from tests.importing.other_site import OtherSite, serving

Json = dict[str, Any]

SITE = f"""\
name: {LIBRARY}
base_url: https://lillerup.example
language: da
timezone: Europe/Copenhagen
categories: [{{id: 1, title: Betjent, color: "#2a6f4e"}}, {{id: 2, title: Selvbetjent, color: "#2c5a8c"}}]
"""


def found_empty(root: Path) -> BareSite:
    """A site with a name and nothing else, committed."""
    site = BareSite(root)
    site.write("site.yaml", SITE)
    (root / "pelicanconf.py").write_text(f'THEME = "{THEME}"\n', encoding="utf-8")
    (root / ".gitignore").write_text("/output\n/.output/\n/.build/\n", encoding="utf-8")
    site.git("init", "--quiet", "--initial-branch", "main")
    site.commit("Found the site")
    return site


@dataclass
class MovingIn:
    """The library's new site, the old one, and the feed of the old one."""

    site: BareSite
    other: OtherSite
    events: list[Json] = field(default_factory=list)

    def say(self) -> None:
        """The other site's feed is what ``events`` are now."""
        self.other.says("/api/v1/events", self.events)

    def event(self, number: int, **fields: Any) -> Json:
        """One more event of the other site."""
        item: Json = {
            "uuid": str(UUID(int=number, version=4)),
            "title": f"Nummer {number}",
            "url": f"{self.other.address}/arrangementer/nummer-{number}",
            "created_at": "2026-09-01T10:00:00+02:00",
            "updated_at": "2026-10-02T11:30:00+02:00",
            "state": "Active",
            "date_time": {"start": f"2026-12-{number:02}T19:00:00+01:00", "end": f"2026-12-{number:02}T21:00:00+01:00"},
            "branches": ["Havnen"],
            "address": {"location": "Havnen", "street": "Pakhuskajen 4", "zip_code": 8396, "city": "Storkøbing", "country": "DK"},
            "body": "<p>Kom og hør.</p>",
            "external_data": {},
            **fields,
        }
        self.events.append(item)
        return item

    def bring_in(self, **request: Any) -> Imported:
        """The import, in this process."""
        self.say()
        return bring_in(Request(**{"source": self.other.address, "content": self.site.content, "now": NOW, **request}))

    def opslag(self, *arguments: str) -> Ran:
        """The command itself."""
        return self.site.opslag("import", "dpl-cms", *arguments, "--now", NOW.isoformat())

    def build(self) -> list[Json]:
        """The feed that the new site publishes."""
        ran = self.site.build_here(now=NOW.isoformat())
        assert ran.code == 0, ran.stderr
        return self.site.feed()

    def built(self, item: Json) -> Json:
        return next(one for one in self.build() if one["uuid"] == item["uuid"])

    def file(self, path: str) -> Path:
        return self.site.content / path

    def edit(self, path: str, old: str, new: str) -> None:
        """What an editor does to a file."""
        file = self.file(path)
        text = file.read_text(encoding="utf-8")
        assert old in text, text
        file.write_text(text.replace(old, new), encoding="utf-8")


@pytest.fixture
def moving_in(tmp_path: Path, other: OtherSite) -> MovingIn:
    return MovingIn(found_empty(tmp_path / "site"), other)


@pytest.fixture
def other() -> Iterator[OtherSite]:
    with serving() as site:
        yield site


@pytest.fixture
def saved(tmp_path: Path) -> Callable[[Any], str]:
    """Saves a value as JSON, and gives the file's name."""

    def save(value: Any) -> str:
        file = tmp_path / "feed.json"
        file.write_text(json.dumps(value), encoding="utf-8")
        return str(file)

    return save


def moment(text: str) -> datetime:
    return datetime.fromisoformat(text)
