"""A uuid that partners hold is a pledge: it does not go while they may still ask for it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from opslag.contract.event import Event
from opslag.contract.finding import Finding


def broken(previous: Sequence[Event], events: Sequence[Event], updates: Mapping[str, str], now: float) -> Iterator[Finding]:
    """Future events of the last published feed whose uuid is gone although somebody counts on it.

    One kind became a series: its uuid is now the series', and its own date got another. The other holds a ticket update:
    ``updates`` are the files by the uuid that each is about, of events that no editor took out of the programme.
    """
    here = {event.uuid for event in events}
    gone = [event for event in previous if event.uuid not in here and event.ends_after(now)]
    series = {event.series: place for place, event in reversed(list(enumerate(events))) if event.series} if gone else {}
    for event in gone:
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
