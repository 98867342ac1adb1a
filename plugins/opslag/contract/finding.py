"""What a rule across a feed's events found."""

from __future__ import annotations

from typing import NamedTuple

from opslag.errors import Severity


class Finding(NamedTuple):
    """``at`` is the event's place in the new feed, from 0; None where the finding is about the feed as a whole."""

    at: int | None
    field: str
    found: str
    remedy: str
    severity: Severity = Severity.ERROR
