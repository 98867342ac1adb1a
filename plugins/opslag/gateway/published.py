"""What is public now, in memory: the bytes of the contract's feeds, whole and by their rows."""

from __future__ import annotations

import re
from collections import OrderedDict
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from hashlib import sha256
from pathlib import Path

from opslag.building.manifest import read_manifest
from opslag.errors import OpslagError
from opslag.frozen import frozen

KEPT = 64 * 1024 * 1024
"""Bytes of answers to queries that are kept."""
REMEMBERED = 1024
"""So many queries at the most: one to which nothing is the answer has no bytes, and may itself be as long as an address."""


@frozen
class Body:
    """The bytes of an answer."""

    data: bytes
    tag: str
    """Its ETag, with the quotes."""

    @classmethod
    def of(cls, data: bytes) -> Body:
        return cls(data, f'"{sha256(data).hexdigest()[:32]}"')


@frozen
class Row:
    """One line of a feed, and what queries ask of it."""

    data: bytes
    last: str
    """Its last local date, ``2026-12-03``."""
    branch: int
    """The branch's id; -1 where no query asks for it."""


RowsOf = Callable[[bytes], Sequence[Row]]
"""Takes the bytes of a feed apart."""


class Feed:
    """One published feed."""

    def __init__(self, data: bytes, rows: RowsOf) -> None:
        self.whole = Body.of(data)
        self._rows: Sequence[Row] | None = None
        self._made = rows
        self._asked: OrderedDict[object, Body] = OrderedDict()
        self._size = 0

    def part(self, key: object, wanted: Callable[[Row], bool]) -> Body:
        """The rows that are wanted; ``key`` names the question, and an answer given before is given again."""
        found = self._asked.get(key)
        if found is not None:
            self._asked.move_to_end(key)
            return found
        if self._rows is None:
            self._rows = self._made(self.whole.data)
        found = Body.of(b"[" + b",\n".join(row.data for row in self._rows if wanted(row)) + b"]\n")
        self._asked[key] = found
        self._size += len(found.data)
        while len(self._asked) > REMEMBERED or (self._size > KEPT and len(self._asked) > 1):
            self._size -= len(self._asked.popitem(last=False)[1].data)
        return found


class Published:
    """The feeds of the public output, read again when its link leads elsewhere."""

    def __init__(self, output: Path, rows: Mapping[str, RowsOf]) -> None:
        """``rows`` by address, ``/api/v1/events``: how the rows of each feed are read."""
        self._output, self._rows = output.absolute(), rows
        self._seen: object = None
        self._feeds: dict[str, Feed] = {}
        self.next_change: datetime | None = None
        """When the output turns untrue by itself, as of the last look; None where there is no output."""

    def feed(self, address: str) -> Feed | None:
        """None where nothing is published at this address."""
        self.look()
        return self._feeds.get(address)

    def look(self) -> None:
        """Reads the output where it is another one than last time. A thread may do it, so that no request waits."""
        seen = self._stamp()
        if seen == self._seen:
            return
        try:
            self._feeds, self.next_change = self._read()
        except (OSError, OpslagError, ValueError):
            return  # it is changing at this very moment, or there is none; the next look will tell
        self._seen = seen

    def _stamp(self) -> object:
        try:
            link = self._output.lstat()
        except OSError:
            return None
        return link.st_ino, link.st_mtime_ns

    def _read(self) -> tuple[dict[str, Feed], datetime]:
        """Each feed, all of one build. Raises ValueError where another build has been made public meanwhile."""
        folder = self._output.resolve()
        manifest = read_manifest(folder)
        feeds = {}
        for address, rows in self._rows.items():
            if (size := manifest.files.get(address[1:])) is not None:
                data = (folder / address[1:]).read_bytes()
                if len(data) != size:
                    raise ValueError(address)
                feeds[address] = Feed(data, rows)
        if self._output.resolve() != folder:
            raise ValueError(folder)
        return feeds, manifest.next_change


_END = re.compile(rb'"date_time":\{"start":"[^"]*","end":"(\d{4}-\d\d-\d\d)')
_DATE = re.compile(rb'"date":"(\d{4}-\d\d-\d\d)"')
_BRANCH = re.compile(rb'"(?:branch_id|nid)":(\d+)')


def event_rows(data: bytes) -> list[Row]:
    """Those of ``/api/v1/events``: a line each, as ``feeds.events`` writes them."""
    return [Row(line, _found(_END, line), -1) for line in _lines(data)]


def opening_rows(data: bytes) -> list[Row]:
    """Those of the two feeds of opening hours."""
    return [Row(line, _found(_DATE, line), int(_found(_BRANCH, line))) for line in _lines(data)]


def no_rows(_: bytes) -> list[Row]:
    """Of what nobody can ask a part of."""
    return []


def _lines(data: bytes) -> list[bytes]:
    inside = data.strip()[1:-1]
    return inside.split(b",\n") if inside else []


def _found(pattern: re.Pattern[bytes], line: bytes) -> str:
    match = pattern.search(line)
    assert match is not None, line  # noqa: S101 - the gate has judged these bytes
    return match[1].decode()
