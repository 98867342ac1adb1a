"""``GET /opening_hours/instances``: the same opening hours in the fields that the libraries' app reads.

Source: the upstream contract, "opening hours for legacy API".
"""

from __future__ import annotations

from opslag.feeds.rows import rows
from opslag.library import Library

PATH = "/opening_hours/instances"


def opening_hours_instances(library: Library) -> bytes:
    """The whole feed, by date, branch and start; a host that cannot filter answers with all of it."""
    return rows(
        {
            "nid": one.branch_id,
            "category_tid": one.category.id,
            "date": one.date.isoformat(),
            "start_time": one.start.isoformat("minutes"),
            "end_time": one.end.isoformat("minutes"),
            "notice": one.category.title,
        }
        for one in library.openings
    )
