"""Every occurrence that a vendor may report on, public or not, and what the feed shows of it once a report is laid over it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import orjson

from opslag.building.context import settings_of
from opslag.building.kept.fingerprints import Fingerprints, Stamped
from opslag.building.kept.footing import Footing, ground_of
from opslag.content.moment import instant
from opslag.content.record import Record
from opslag.content.tree import Tree
from opslag.errors import ContentError, Severity
from opslag.events.event import Event
from opslag.events.occurrence import Occurrence
from opslag.events.programme import page_path, state_at
from opslag.events.state import State
from opslag.events.update import Update, effective_state
from opslag.feeds.events import item
from opslag.framing import Frame, open_frame
from opslag.frozen import frozen
from opslag.reading import event_files, read_file, read_one, read_records
from opslag.sealed import digest_of
from opslag.settings import Site


@frozen
class Known:
    """One occurrence as its editor wrote it."""

    item: bytes
    """Its entry in the events feed, without any report; its state is that of some moment."""
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


class Knowledge:
    """What is known of a content folder. Only event files that may come to something else than the last time are composed."""

    def __init__(self, content: Path) -> None:
        self.composed = 0
        """How many files that were, the last time."""
        self._content = content
        self._settings = ""
        self._stamps: Mapping[str, Stamped] = {}
        self._sheets: Mapping[str, _Sheet] = {}

    def occurrences(self, now: datetime) -> dict[str, Known]:
        """By uuid; a draft, one that is not due and one taken back too, for they may come. A file with a mistake in it is known
        as it was before. Raises ContentError."""
        tree = Tree(self._content)
        records = read_records(tree, events=False, updates=False)
        frame = open_frame(tree, records, now)
        if (settings := settings_of(frame)) != self._settings:
            self._settings, self._sheets = settings, {}
        look = _Look(frame, Fingerprints(records.files, tree.read, self._stamps), self._sheets)
        self._sheets = look.sheets()
        self._stamps, self.composed = look.prints.settled(), look.composed
        return {uuid: known for sheet in self._sheets.values() for uuid, known in sheet.known.items()}


@frozen
class _Sheet:
    """What an event file came to."""

    digest: bytes
    """Of its bytes."""
    address: str
    known: Mapping[str, Known]
    footing: Footing | None
    """None where it came to nothing yet, or is looked at again each time, for there is a mistake between it and others."""


class _Look:
    """One look at all event files."""

    def __init__(self, frame: Frame, prints: Fingerprints, before: Mapping[str, _Sheet]) -> None:
        """``before``: what the files came to the last time."""
        self.prints, self.composed = prints, 0
        self._frame, self._before = frame, before
        self._records: dict[str, Record[Event]] = {}
        self._ground = ground_of(frame, prints.of)

    def sheets(self) -> dict[str, _Sheet]:
        """By path below content/."""
        found = {path: sheet for path in event_files(self._frame.records.files) if (sheet := self._read(path))}
        self._frame.addresses.update({path: sheet.address for path, sheet in found.items()})
        return {path: sheet if self._stands(path, sheet) else self._compose(path, sheet) for path, sheet in found.items()}

    def _read(self, path: str) -> _Sheet | None:
        """The sheet of the last time, where the file's bytes are the same; else one that is to be composed."""
        before = self._before.get(path)
        if before and self.prints.unread(path) == before.digest:
            return before
        try:
            data = self._frame.tree.read(path)
        except ContentError:
            return before
        digest = digest_of(data)
        self.prints.note(path, digest)
        if before and before.digest == digest:
            return before
        record = read_one(path, data)
        if isinstance(record, ContentError):
            return before
        self._records[path] = record
        return _Sheet(digest, page_path(record), {}, None)

    def _stands(self, path: str, sheet: _Sheet) -> bool:
        return sheet.footing is not None and self._ground.holds(path, sheet.footing, ())

    def _compose(self, path: str, sheet: _Sheet) -> _Sheet:
        record = self._records.get(path) or read_file(self._frame.tree, path)
        before = self._before.get(path)
        if isinstance(record, ContentError):
            return sheet
        self.composed += 1
        record = _as_public(record)
        entry = self._frame.entry(record)
        sound = all(problem.severity is not Severity.ERROR for problem in entry.problems)
        if before and not sound:
            return before
        known = {one.uuid: _known(one, self._frame.site) for one in entry.occurrences}
        return replace(sheet, known=known, footing=self._ground.footing(record, entry) if sound else None)


def _known(one: Occurrence, site: Site) -> Known:
    branches = tuple(branch.id for branch in one.branches)
    return Known(item(one, site), one.event.state, one.end, one.updated_at, site.zone, branches)


def _as_public(record: Record[Event]) -> Record[Event]:
    event = record.front
    instances = {name: replace(own, event=_due(own.event)) for name, own in event.instances.items()}
    return replace(record, front=replace(_due(event), instances=instances))


def _due(event: Event) -> Event:
    return replace(event, draft=False, publish=None, unpublish=None) if event.draft or event.publish or event.unpublish else event
