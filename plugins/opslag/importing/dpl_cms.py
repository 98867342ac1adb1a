"""``opslag import dpl-cms``: the events, branches and opening hours of a DPL CMS site, brought into a content folder."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import datetime
from itertools import chain
from pathlib import Path
from urllib.parse import urlsplit

from opslag.composing import open_library
from opslag.content.imported import NAME, ImportRecord, read_imported, written
from opslag.content.moment import instant
from opslag.content.tree import Tree
from opslag.errors import ContentError, OpslagError, Problem
from opslag.frozen import frozen
from opslag.importing import event_sheet, pictures
from opslag.importing.body import markdown
from opslag.importing.branch_sheets import Branches
from opslag.importing.download import PATIENCE, fetch, is_address
from opslag.importing.errand import Errand
from opslag.importing.event_sheet import Around
from opslag.importing.feed import read_feed
from opslag.importing.grouping import grouped
from opslag.importing.hours import BranchRows, read_hours
from opslag.importing.item import Item
from opslag.importing.known import look_around
from opslag.importing.overlay import Overlay
from opslag.importing.putting import put
from opslag.importing.reconciling import Outcome, reconcile
from opslag.importing.remarks import Remarks
from opslag.importing.series_sheet import Former, formers_of, series
from opslag.importing.sheet import Sheet
from opslag.settings import read_site

EVENTS = "/api/v1/events"
HOURS = "/api/v1/opening_hours"
LARGEST = 100_000_000
"""Bytes of a feed: tens of thousands of events."""
SECONDS = 300.0
"""For one feed."""


@frozen
class Request:
    """What is to be imported, and where to."""

    source: str
    """The address of a site, or of its feed; or a file."""
    content: Path
    now: datetime
    """Aware."""
    hours: str | None = None
    """As ``source``, of the opening hours."""
    step: Callable[[str], None] = lambda _: None
    """Is told what the import does now."""
    patience: float = PATIENCE
    """Seconds to wait for a silent server."""


@frozen
class Imported:
    """What an import did."""

    events: int
    outcome: Outcome
    pictures: int
    remarks: tuple[str, ...]

    def told(self) -> Iterator[str]:
        """For the person who runs it, line by line: the remarks, then what was done."""
        yield from self.remarks
        outcome = self.outcome
        conflicts = f", {len(outcome.conflicts)} conflicts: see above" if outcome.conflicts else ""
        yield (
            f"{self.events} events: {outcome.new} new files, {outcome.updated} updated, {outcome.same} as they were, "
            f"{self.pictures} new pictures{conflicts}"
        )


def bring_in(request: Request) -> Imported:
    """Imports the feed. Raises OpslagError or ContentError, and then the content folder is as it was."""
    errand = _begun(request)
    request.step("the feed")
    items = read_feed(_bytes(request.source, EVENTS, request.patience), request.source, errand.site, errand.remarks)
    hours: list[BranchRows] = []
    if request.hours:
        hours = read_hours(_bytes(request.hours, HOURS, request.patience), request.hours, errand.site, errand.remarks)
    gathered = pictures.gather(_wishes(items, errand), errand, request.step)
    request.step("content files")
    outcome = reconcile([*_sheets(items, hours, gathered.paths, errand), *gathered.captions], errand)
    record = ImportRecord(request.source, outcome.record, {**errand.record.pictures, **gathered.paths})
    files = {**outcome.files, **gathered.files, NAME: written(record)}
    request.step("a check of the whole")
    open_library(Overlay(errand.tree, files), request.now)
    put(request.content, files)
    _note_gone(items, errand)
    return Imported(len(items), outcome, len(gathered.files), tuple(errand.remarks.lines()))


def _begun(request: Request) -> Errand:
    tree = Tree(request.content)
    files = tree.files()
    if "site.yaml" not in files:
        remedy = "write one with name, base_url, language and timezone; content/README.md shows how"
        raise ContentError([Problem("content/site.yaml", 0, 0, "", "missing", remedy)])
    site = read_site(tree.read("site.yaml"))
    record = read_imported(tree.read(NAME)) if NAME in files else ImportRecord()
    return Errand(request.source, tree, site, instant(request.now, site.zone), record, look_around(tree), Remarks())


def _bytes(source: str, path: str, patience: float) -> bytes:
    """The feed's bytes, from the web or from a file."""
    if is_address(source):
        return fetch(feed_address(source, path), LARGEST, SECONDS, patience).data
    file = Path(source)
    try:
        if file.stat().st_size > LARGEST:
            raise OpslagError(f"{source}: more than {LARGEST / 1e6:.0f} MB")
        return file.read_bytes()
    except OSError as error:
        raise OpslagError(f"{source}: {error.strerror}; name a file, or an address that begins with https://") from None


def feed_address(source: str, path: str) -> str:
    """Of the feed, given its own address or that of the site. The contract asks for ``_format``."""
    parts = urlsplit(source)
    if not parts.path.rstrip("/").endswith(path):
        parts = parts._replace(path=parts.path.rstrip("/") + path, query="", fragment="")
    return parts._replace(query=parts.query or "_format=json").geturl()


def _wishes(items: Sequence[Item], errand: Errand) -> Iterator[pictures.Wish]:
    for item in items:
        alt = item.picture_alt or item.title
        if item.pictures:
            yield pictures.Wish(item.pictures, alt)
        if item.teaser:
            yield pictures.Wish((item.teaser,), alt)
        for address, said in pictures.shown_in(item.body, errand.base(item)):
            yield pictures.Wish((address,), said or item.title)


def _sheets(items: Sequence[Item], hours: Sequence[BranchRows], paths: Mapping[str, str], errand: Errand) -> Iterator[Sheet]:
    """Every content file of the import but its pictures' captions. ``paths``: address of a picture to its path below content/."""
    branches = Branches(items, hours, errand)
    yield from branches.sheets
    bodies = {item.uuid: markdown(pictures.with_own(item.body, errand.base(item), paths)) for item in items}
    around = Around(errand.zone, errand.now, errand.site.name, branches.ids, paths, bodies)
    _note_places(items, around, errand.remarks)
    alone, files = grouped(items, bodies, errand)
    for uuid, members in files.items():
        yield _series(uuid, members, around, errand)
    for item in alone:
        yield event_sheet.single(item, _path(item, errand), around)
    for item in (*alone, *chain.from_iterable(files.values())):
        if told := event_sheet.update(item, errand.now):
            yield told


def _path(item: Item, errand: Errand) -> str:
    before = errand.record.files.get(f"event:{item.uuid}")
    known = errand.known.paths.get(item.uuid) or (before.path if before else "")
    return known or f"events/{item.start:%Y/%m}/{errand.known.stem(item.title, f'{item.start:%Y-%m-%d}')}.md"


def _series(uuid: str, members: Sequence[Item], around: Around, errand: Errand) -> Sheet:
    known = errand.known
    before = errand.record.files.get(f"series:{uuid}")
    path = known.paths.get(uuid) or (before.path if before else "")
    if not path:
        path = f"events/serier/{known.stem(members[0].title, f'{members[0].start:%Y-%m-%d}')}.md"
    return series(uuid, members, _formers(members, path, errand), path, around)


def _formers(members: Sequence[Item], path: str, errand: Errand) -> list[Former]:
    """The dates that the file has and the feed no longer tells."""
    if path not in errand.known.fronts:
        return []
    here = {item.uuid for item in members}
    taken = {item.start.replace(tzinfo=None) for item in members}
    gone = [uuid for uuid, where in errand.known.paths.items() if where == path and uuid not in here]
    last = max(item.start.date() for item in members)
    return [former for former in formers_of(errand.known.fronts[path], gone, last, errand.zone) if former.at not in taken]


def _note_places(items: Sequence[Item], around: Around, remarks: Remarks) -> None:
    for item in items:
        known = [title for title in item.branches if title in around.branches]
        if item.address is None and known:
            remarks.note("no whole address: it has its branch's here", item.title)
        elif item.address is None:
            remarks.note("no whole address and no branch: it is in the feed without an address", item.title)
        if item.organizer and item.organizer.name != (known[0] if known else around.name):
            remarks.note("another organizer than its first branch: here that branch is", item.title)


def _note_gone(items: Sequence[Item], errand: Errand) -> None:
    """What an earlier import brought and the feed no longer tells; what is over is expected to go."""
    here = {item.uuid for item in items}
    for key, file in errand.record.files.items():
        kind, _, uuid = key.partition(":")
        start = str(errand.known.fronts.get(file.path, {}).get("start", ""))[:10]
        if kind == "event" and uuid not in here and start >= f"{errand.now:%Y-%m-%d}":
            said = "still to come, and the other site no longer tells of it: cancel it here, if that is meant"
            errand.remarks.note(said, f"content/{file.path}")
