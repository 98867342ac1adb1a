"""What is measured: builds from nothing, builds after an edit, and a running ``opslag serve``."""

from __future__ import annotations

import json
import shutil
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from itertools import count
from pathlib import Path
from typing import Any

from tests.bench.events import NOW, MadeUp, made_up
from tests.bench.sites import HugoSite, OpslagSite
from tests.bench.timed import Timed, running, timed, until_link_changes, where

EDITS = ("nothing", "body", "title", "start")
ONCE_MORE = 2.0
"""Seconds after which a save that ``opslag serve`` did not see, since it was not watching yet, is made again."""


class UnfitError(Exception):
    """What a system made is not what it was to make, so its seconds say nothing."""


@dataclass(frozen=True, slots=True)
class Opslag:
    """One made-up library, built by ``opslag``."""

    site: OpslagSite
    events: int
    jobs: int | None

    @classmethod
    def laid_out(cls, root: Path, events: int, jobs: int | None) -> Opslag:
        site = OpslagSite(root)
        site.lay_out(map(made_up, range(events)))
        return cls(site, events, jobs)

    @property
    def output(self) -> Path:
        return self.site.root / "output"

    def command(self, name: str, *more: str) -> list[str | Path]:
        jobs = ["--jobs", str(self.jobs)] if self.jobs else []
        return [sys.executable, "-m", "opslag.cli", name, "--now", NOW.isoformat(), *jobs, *more]

    def cold(self) -> Timed:
        """From nothing: no output, and nothing kept."""
        for folder in (".output", ".build"):
            shutil.rmtree(self.site.root / folder, ignore_errors=True)
        self.output.unlink(missing_ok=True)
        return self.build()

    def build(self) -> Timed:
        return timed(self.command("build"), self.site.root)

    def edited(self, what: str, turn: int) -> Timed:
        """A build after one edit, by whoever it is that edits in this turn. Raises UnfitError where the feed does not show it."""
        event = edit(self.events, what, turn)
        if event is not None:
            self.site.write(event)
        took = self.build()
        self.check(event)
        return took

    def saves(self, turns: int) -> Iterator[float]:
        """Seconds from a save to its being public, while ``opslag serve`` runs."""
        numbers = count(1000)
        with running(self.command("serve", "--port", "0"), self.site.root):
            until_link_changes(self.output, where(self.output))
            before = where(self.output)
            while until_link_changes(self.output, before, ONCE_MORE) is None:
                self.site.write(edited(self.events, "title", next(numbers)))
            for _ in range(turns):
                event, before = edited(self.events, "title", next(numbers)), where(self.output)
                self.site.write(event)
                took = until_link_changes(self.output, before)
                if took is None:
                    raise UnfitError("opslag serve did not build after a save")
                self.check(event)
                yield took

    def check(self, event: MadeUp | None = None) -> None:
        check(self.output, self.output / "api" / "v1" / "events", self.events, event)


@dataclass(frozen=True, slots=True)
class Hugo:
    """The same library, built by Hugo. It keeps nothing between builds, so each is one from nothing."""

    program: Path
    site: HugoSite
    events: int

    @classmethod
    def laid_out(cls, program: Path, root: Path, events: int) -> Hugo:
        site = HugoSite(root)
        site.lay_out(map(made_up, range(events)))
        return cls(program, site, events)

    def cold(self) -> Timed:
        output = self.site.root / "public"
        shutil.rmtree(output, ignore_errors=True)
        took = timed([self.program, "--quiet", "--destination", output], self.site.root)
        check(output, output / "arrangementer" / "events.json", self.events)
        return took


def edit(events: int, what: str, turn: int) -> MadeUp | None:
    """An event as it is after an edit; None where nobody edits."""
    return None if what == "nothing" else edited(events, what, turn)


def edited(events: int, what: str, turn: int) -> MadeUp:
    """Each kind of edit has an event of its own in each turn. ``start``: to before all others, which moves every list."""
    if what == "body":
        event = made_up((events // 2 + turn) % events)
        return replace(event, body=f"{event.body}\nRettet {turn}.\n")
    if what == "title":
        return replace(made_up((events // 3 + turn) % events), title=f"Ny titel {turn}")
    start = NOW + timedelta(minutes=1 + turn)
    return replace(made_up((events - 1 - turn) % events), start=start, end=start + timedelta(hours=1))


def check(output: Path, feed: Path, events: int, event: MadeUp | None = None) -> None:
    """Raises UnfitError unless there is a page for each event and for its lists, and a feed of all that shows the edit."""
    items: Sequence[Mapping[str, Any]] = json.loads(feed.read_bytes())
    pages = sum(1 for _ in output.rglob("index.html"))
    if len(items) != events or pages < events + events // 24:
        raise UnfitError(f"{output}: {pages} pages and {len(items)} events in the feed, for {events} made-up ones")
    if event is not None:
        item = next(item for item in items if item["uuid"] == event.uuid)
        shown = item["title"] == event.title and item["date_time"]["start"][:16] == event.start.isoformat()[:16]
        if not shown or event.body.rstrip()[-9:] not in item["body"]:
            raise UnfitError(f"{feed}: the edit of {event.stem} is not in it")
