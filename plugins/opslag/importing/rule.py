"""A rule that gives exactly the dates of a series, where a person would have written one."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from opslag.events.on import ORDINALS
from opslag.events.recurrence import Instance, recur
from opslag.events.repeat import Repeat
from opslag.places import weekdays
from opslag.source.notation import Value
from opslag.source.shape import ShapeError, shaped

FEWEST = 4
"""Of so many dates a rule can be read; of fewer it would be guessed."""
MOST_LEFT_OUT = 0.25
"""More exceptions than this share of the dates are no rule."""


def repeat_of(starts: Sequence[datetime], zone: ZoneInfo) -> tuple[dict[str, Value], list[Instance]]:
    """The key ``repeat`` for local starts, ascending and none twice, and the dates that it gives: their names in the series.

    A rule with its exceptions, if one gives just these; else each date by itself.
    """
    once_a_day = len({start.date() for start in starts}) == len(starts)
    if len(starts) >= FEWEST and once_a_day and len({start.time() for start in starts}) == 1:
        for rule in _rules([start.date() for start in starts]):
            found = _fitting(rule, starts, zone)
            if found:
                return found
    alone: dict[str, Value] = {"also": [_said(start) for start in starts[1:]]} if starts[1:] else {"every": "day", "count": "1"}
    return alone, _given(alone, starts, zone)


def _rules(days: Sequence[date]) -> Iterator[dict[str, Value]]:
    """What people write, the plainest first."""
    first = days[0]
    weekday = weekdays.NAMES[first.weekday()]
    end: dict[str, Value] = {"until": days[-1].isoformat()}
    on = [weekdays.NAMES[number] for number in sorted({day.weekday() for day in days})]
    if len(on) == len(weekdays.NAMES):
        yield {"every": "day", **end}
    for interval in ("1", "2", "3", "4"):
        every = {"interval": interval} if interval != "1" else {}
        yield {"every": "week", **every, "on": on, **end}
    number = (first.day - 1) // 7 + 1
    for ordinal in [word for word, nth in ORDINALS.items() if nth == number]:
        yield {"every": "month", "on": [f"{ordinal} {weekday}"], **end}
    if (first + timedelta(days=7)).month != first.month:
        yield {"every": "month", "on": [f"last {weekday}"], **end}
    yield {"every": "month", "on": [str(first.day)], **end}


def _fitting(
    rule: dict[str, Value], starts: Sequence[datetime], zone: ZoneInfo
) -> tuple[dict[str, Value], list[Instance]] | None:
    try:
        given = _given(rule, starts, zone)
    except ShapeError:
        return None
    wanted = set(starts)
    if not wanted <= {one.at for one in given}:
        return None
    left_out = [one.at.date().isoformat() for one in given if one.at not in wanted]
    if len(left_out) > MOST_LEFT_OUT * len(starts):
        return None
    whole = {**rule, "except": left_out} if left_out else rule
    return whole, _given(whole, starts, zone)


def _given(repeat: Mapping[str, Value], starts: Sequence[datetime], zone: ZoneInfo) -> list[Instance]:
    recurrence = recur(starts[0], shaped(Repeat, dict(repeat)), starts[-1].date(), {}, zone)
    return list(recurrence.instances)


def _said(start: datetime) -> str:
    return f"{start:%Y-%m-%d %H:%M}" + (f":{start:%S}" if start.second else "")
