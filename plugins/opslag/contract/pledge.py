"""A uuid that partners hold is a pledge: it does not go while they may still ask for it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from opslag.contract.finding import Finding
from opslag.contract.since import Since


def broken(since: Since, updates: Mapping[str, str], now: float) -> Iterator[Finding]:
    """Future events of the last published feed whose uuid is gone although somebody counts on it.

    One kind became a series: its uuid is now the series', and its own date got another. The other holds a ticket update:
    ``updates`` are the files by the uuid that each is about, of events that no editor took out of the programme.
    """
    gone = since.gone_to_come(now)
    series: dict[str, int] = {}
    for place, uuid in enumerate(since.feed.column("series") if gone else ()):
        series.setdefault(uuid, place)
    for event in map(since.before.event, gone):
        day = event.day or "its date"
        if event.uuid in series:
            found = f"{event.uuid} was public as the event of {day}, and is now the uuid of a series alone"
            yield Finding(series[event.uuid], "series", found, f'write under instances: "{day}": {{uuid: {event.uuid}}}')
        elif event.uuid in updates:
            found = (
                f'"{event.title}" of {day}, for which a ticket system has reported a sale ({updates[event.uuid]}), would vanish'
            )
            yield Finding(
                None, event.uuid, found, "bring it back, cancel it, or pin its uuid to its new date; opslag diff shows how"
            )
