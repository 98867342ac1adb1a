"""Every occurrence that a vendor may report on, public or not, and what the feed shows of it once a report is laid over it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import orjson

from opslag.composing import open_frame
from opslag.content.moment import instant
from opslag.content.record import Record
from opslag.content.tree import Tree
from opslag.events.event import Event
from opslag.events.occurrence import Occurrence
from opslag.events.programme import state_at
from opslag.events.state import State
from opslag.events.update import Update, effective_state
from opslag.feeds.events import item
from opslag.reading import read_records
from opslag.settings import Site


@dataclass(frozen=True, slots=True)
class Known:
    """One occurrence as its editor wrote it."""

    item: bytes
    """Its entry in the events feed, without any report."""
    state: State
    """As written: the clock has not had its say."""
    end: datetime
    updated_at: datetime
    zone: ZoneInfo
    """The site's."""
    branches: tuple[int, ...]
    """The ids of those that hold it."""

    @property
    def title(self) -> str:
        return str(orjson.loads(self.item)["title"])

    def reported(self, update: Update | None, now: datetime) -> bytes:
        """Its entry in the feed with a report laid over it, as ``events.programme`` and ``feeds.events`` do it."""
        value: dict[str, Any] = orjson.loads(self.item)
        value["state"] = state_at(now, self.end, effective_state(self.state, update)).value
        if update:
            links = update.external_data
            urls = {"url": links.url or value["external_data"].get("url"), "admin_url": links.admin_url}
            value["external_data"] = {key: url for key, url in urls.items() if url}
            value["updated_at"] = max(self.updated_at, instant(update.at, self.zone)).isoformat()
        return orjson.dumps(value)


def known_occurrences(content: Path, now: datetime) -> dict[str, Known]:
    """By uuid; a draft, one that is not due and one taken back too, for they may come. Raises ContentError."""
    tree = Tree(content)
    records = read_records(tree)
    frame = open_frame(tree, replace(records, updates=()), now)
    site = frame.site
    found = (one for record in records.events for one in frame.entry(_as_public(record)).occurrences)
    return {one.uuid: _known(one, site) for one in found}


def _known(one: Occurrence, site: Site) -> Known:
    branches = tuple(branch.id for branch in one.branches)
    return Known(item(one, site), one.event.state, one.end, one.updated_at, site.zone, branches)


def _as_public(record: Record[Event]) -> Record[Event]:
    event = record.front
    instances = {name: replace(own, event=_due(own.event)) for name, own in event.instances.items()}
    return replace(record, front=replace(_due(event), instances=instances))


def _due(event: Event) -> Event:
    return replace(event, draft=False, publish=None, unpublish=None) if event.draft or event.publish or event.unpublish else event
