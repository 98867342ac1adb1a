"""The feed of changes tells them in order, loses none, and agrees with the events feed beside it."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from itertools import pairwise
from typing import Any

from opslag.contract.fault import Fault
from opslag.contract.rows import JsonError, lines, parse_row
from opslag.contract.schema import Schema

Row = Mapping[str, Any]

TOLD = timedelta(days=90)
"""How far back the contract promises that changes are told."""


def misreported(
    data: bytes, schema: Schema, previous: bytes | None, uuids: Collection[str] | None, now: datetime
) -> Iterator[Fault]:
    """What is wrong with the feed in ``data``. Raises JsonError.

    ``previous``: the feed of changes that is public now; None where there is none, or nothing to compare with.
    ``uuids``: of the events feed; None where that could not be read.
    """
    rows = parse_row(data)
    faults = schema.faults(rows)
    yield from faults
    if faults:
        return
    yield from _disorder(rows)
    if previous is not None:
        if rows and rows[0]["cursor"] < (last := _newest(previous)):
            yield Fault("0.cursor", str(rows[0]["cursor"]), f"a cursor never goes back: {last} is public already")
        elif not _continued(previous, data):
            yield from _forgotten(rows, _promised(previous, schema, now - TOLD))
    if uuids is not None:
        yield from _disagreement(rows, frozenset(uuids))


def _disorder(rows: Sequence[Row]) -> Iterator[Fault]:
    """One finding for cursors and one for times, naming the first pair that stands the wrong way round."""
    for at, (newer, older) in enumerate(pairwise(rows), 1):
        if older["cursor"] >= newer["cursor"]:
            remedy = f"the newest change stands first, so it is less than {newer['cursor']}"
            yield Fault(f"{at}.cursor", str(older["cursor"]), remedy)
            break
    for at, (newer, older) in enumerate(pairwise(rows), 1):
        if older["at"] != newer["at"] and datetime.fromisoformat(older["at"]) > datetime.fromisoformat(newer["at"]):
            remedy = f"the newest change stands first, so it is not later than {newer['at']}"
            yield Fault(f"{at}.at", f'"{older["at"]}"', remedy)
            break


def _disagreement(rows: Sequence[Row], uuids: frozenset[str]) -> Iterator[Fault]:
    """The newest word about an event is that it was removed, where it is not in the events feed, and only there."""
    told: set[str] = set()
    for at, row in enumerate(rows):
        uuid = row["uuid"]
        if uuid not in told and (row["kind"] == "removed") == (uuid in uuids):
            said = "is in the events feed" if uuid in uuids else "is not in the events feed"
            yield Fault(f"{at}.kind", f'"{row["kind"]}"', f"{uuid} {said}; tell what became of it since")
        told.add(uuid)


def _continued(previous: bytes, data: bytes) -> bool:
    """Whether the published rows stand behind the new ones, to the byte: so they mostly do, and need not be read."""
    return data.endswith(previous[previous.find(b"[") + 1 :])


def _forgotten(rows: Sequence[Row], promised: Sequence[Row]) -> Iterator[Fault]:
    """One finding for published rows that somebody may not have read yet, and that are gone or tell something else now."""
    told = {row["cursor"]: row for row in rows}
    lost = [row["cursor"] for row in promised if told.get(row["cursor"]) != row]
    if lost:
        found = f"{len(lost)} of {len(promised)} published changes are missing, the newest with the cursor {lost[0]}"
        yield Fault("", found, f"each is told for {TOLD.days} days as it was first told; build again from what is public")


def _promised(previous: bytes, schema: Schema, since: datetime) -> Sequence[Row]:
    """The rows of a published feed that must stay public; none where nobody can have followed it."""
    try:
        rows: Sequence[Row] = parse_row(previous)
        if schema.faults(rows) or any(_disorder(rows)):
            return ()
        return [row for row in rows if datetime.fromisoformat(row["at"]) >= since]
    except ValueError:
        return ()


def _newest(previous: bytes) -> int:
    """The newest cursor of a published feed; 0 where it has none, or nobody can read it."""
    try:
        cursor = _first(previous)["cursor"]
    except (JsonError, LookupError, TypeError):
        return 0
    return cursor if isinstance(cursor, int) else 0


def _first(previous: bytes) -> Any:
    """The first row; where each has a line of its own the others are not read."""
    try:
        return parse_row(next(lines(previous))[1])
    except ValueError:
        return parse_row(previous)[0]
