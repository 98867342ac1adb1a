"""Where in the content an editor mends what is wrong in a feed."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from opslag.contract.finding import Finding
from opslag.errors import Problem

Sources = Mapping[tuple[str, str], str]
"""(uuid, dotted field of the feed) to the place in the content that it comes from, ``content/events/krimi.md:7:8``;
(uuid, "") to the place of the event itself. It need not name every field: the nearest one around is taken."""

_PLACE = re.compile(r"(.+):(\d+):(\d+)", re.DOTALL)


def placed(finding: Finding, artefact: str, uuids: Sequence[str], sources: Sources) -> Problem:
    """The Problem at its place in the content; in the artefact itself, by the event's number from 0, where none is known.

    ``uuids`` are those of the feed's events, in their order.
    """
    if finding.at is None:
        return Problem(artefact, 0, 0, *finding[1:])
    place = _source(uuids[finding.at], finding.field, sources)
    if not place:
        field = f"[{finding.at}]" + (f".{finding.field}" if finding.field else "")
        return Problem(artefact, 0, 0, field, *finding[2:])
    match = _PLACE.fullmatch(place)
    path, line, column = (match[1], int(match[2]), int(match[3])) if match else (place, 0, 0)
    return Problem(path, line, column, *finding[1:])


def _source(uuid: str, field: str, sources: Sources) -> str:
    while not (place := sources.get((uuid, field), "")) and field:
        field = field.rpartition(".")[0]
    return place
