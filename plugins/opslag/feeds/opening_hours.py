"""``GET /api/v1/opening_hours``: when each branch is open on each day, as JSON, by the contract in ``feeds/openapi.yaml``."""

from __future__ import annotations

from typing import Any

from opslag.feeds.rows import rows
from opslag.library import Library
from opslag.places.branch import Branch
from opslag.places.instance import Instance, Repetition

PATH = "/api/v1/opening_hours"


def opening_hours(library: Library) -> bytes:
    """The whole feed, by date, branch and start."""
    branches = {branch.id: branch for branch in library.branches}
    return rows(_row(one, branches[one.branch_id]) for one in library.openings)


def _row(one: Instance, branch: Branch) -> dict[str, Any]:
    row: dict[str, Any] = {
        "id": one.id,
        "category": {"title": one.category.title, "color": one.category.color},
        "date": one.date.isoformat(),
        "start_time": one.start.isoformat("minutes"),
        "end_time": one.end.isoformat("minutes"),
        "branch_id": one.branch_id,
        "branch_name": branch.title,
    }
    if branch.isil:
        row["branch_isil_id"] = branch.isil
    return row | {"repetition": _repetition(one.repetition)}


def _repetition(repetition: Repetition) -> dict[str, Any]:
    value: dict[str, Any] = {"id": repetition.id, "type": repetition.type}
    if repetition.end_date:
        value["weekly_data"] = {"end_date": repetition.end_date.isoformat()}
    return value
