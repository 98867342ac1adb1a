"""The small index that a browser loads when somebody searches or filters: what is to come, one short row an event."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

import orjson

from opslag.pages.event_view import EventView

if TYPE_CHECKING:
    from typing_extensions import Buffer

PATH = "/arrangementer/index.json"


def search_index(rows: Iterable[Buffer]) -> bytes:
    """``{"v": 1, "events": [[…], …]}``, the ``row`` of each event. UTF-8, no spaces."""
    return b'{"v":1,"events":[' + b",".join(rows) + b"]}"


def row(view: EventView) -> bytes:
    """``[…]``: path, title, day, start, end, when, where, price, state, branches, categories, audiences, tags.

    The last four are names divided by ``|``.
    """
    occurrence = view.occurrence
    return orjson.dumps(
        [
            view.path,
            view.title,
            occurrence.date,  # orjson writes days and moments as RFC 3339 does
            occurrence.start,
            occurrence.end,
            view.clock or view.time_words,
            view.where,
            view.price,
            view.state_word,
            "|".join([branch.title for branch in occurrence.branches]),
            "|".join(occurrence.categories),
            "|".join(occurrence.audiences),
            "|".join(occurrence.tags),
        ]
    )
