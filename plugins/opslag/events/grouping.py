"""Occurrences in parts that are looked at together."""

from __future__ import annotations

from collections.abc import Iterator

from opslag.events.occurrences import Occurrences

FEW = 256
"""Occurrences in a part, on average: uuids are hexadecimal."""


def divided(occurrences: Occurrences) -> Iterator[Occurrences]:
    """They in parts, each of which ends where a uuid ends in 00: one that comes or goes changes the part that it is in, and no
    other."""
    first = 0
    for at, uuid in enumerate(occurrences.column("uuid"), 1):
        if uuid.endswith("00"):
            yield occurrences[first:at]
            first = at
    if first < len(occurrences):
        yield occurrences[first:]
