"""A recurrence rule as iCalendar writes it (RFC 5545 3.3.10)."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, date, datetime
from enum import IntEnum
from typing import Annotated, Any, NamedTuple

from pydantic_core import PydanticCustomError

from opslag.errors import nearest
from opslag.frozen import frozen
from opslag.source.keys import Read
from opslag.source.scalars import wrong

WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")


class Frequency(IntEnum):
    """From the finest to the coarsest, so that they compare."""

    SECONDLY = 0
    MINUTELY = 1
    HOURLY = 2
    DAILY = 3
    WEEKLY = 4
    MONTHLY = 5
    YEARLY = 6


class Weekday(NamedTuple):
    """A weekday, 0 for Monday; ``nth`` 1 is the first of the month or year, -1 the last, 0 means every one."""

    weekday: int
    nth: int = 0

    def __str__(self) -> str:
        return f"{self.nth or ''}{WEEKDAYS[self.weekday]}"


@frozen
class Rule:
    """The parts of a RECUR value, by the RFC's names. An empty list is a part that is not there.

    ``until`` is the last date, or the last date-time: local where it is naive. Never both ``until`` and ``count``.
    """

    freq: Frequency
    interval: int = 1
    until: date | datetime | None = None
    count: int | None = None
    bysecond: tuple[int, ...] = ()
    byminute: tuple[int, ...] = ()
    byhour: tuple[int, ...] = ()
    byday: tuple[Weekday, ...] = ()
    bymonthday: tuple[int, ...] = ()
    byyearday: tuple[int, ...] = ()
    byweekno: tuple[int, ...] = ()
    bymonth: tuple[int, ...] = ()
    bysetpos: tuple[int, ...] = ()
    wkst: int = 0

    def __str__(self) -> str:
        """The rule as ``read_rule`` reads it."""
        parts = [f"FREQ={self.freq.name}"]
        if self.interval != 1:
            parts.append(f"INTERVAL={self.interval}")
        if self.until is not None:
            parts.append(f"UNTIL={_until_text(self.until)}")
        if self.count is not None:
            parts.append(f"COUNT={self.count}")
        for name in LISTS:
            values = getattr(self, name.lower())
            if values:
                parts.append(f"{name}={','.join(map(str, values))}")
        if self.wkst:
            parts.append(f"WKST={WEEKDAYS[self.wkst]}")
        return ";".join(parts)


def read_rule(text: Any) -> Rule:
    """``FREQ=MONTHLY;BYDAY=1TU``, with or without ``RRULE:`` before it. Raises with all that the RFC does not allow."""
    if isinstance(text, Rule):
        return text
    if not isinstance(text, str) or "=" not in text:
        raise wrong("write a rule of RFC 5545, such as FREQ=MONTHLY;BYDAY=1TU")
    values: dict[str, Any] = {}
    faults: list[str] = []
    for part in text.strip().upper().removeprefix("RRULE:").rstrip(";").split(";"):
        name, _, value = (piece.strip() for piece in part.partition("="))
        if name not in PARTS:
            faults.append(f"{name or 'an empty part'} is no part of a rule: {nearest(name, PARTS)}")
        elif name.lower() in values:
            faults.append(f"keep one {name}")
        else:
            try:
                values[name.lower()] = PARTS[name](value)
            except PydanticCustomError as error:
                faults.append(f"{name}: {error}")
    if "freq" not in values and not any(fault.startswith("FREQ") for fault in faults):
        faults.append("begin it with FREQ=WEEKLY, MONTHLY or the like")
    faults = faults or _contradictions(Rule(**values))
    if faults:
        raise wrong("; ".join(faults))
    return Rule(**values)


def _contradictions(rule: Rule) -> list[str]:
    """Where the RFC says MUST NOT of parts that are each right by themselves."""
    yearly, monthly, weekly = (rule.freq is freq for freq in (Frequency.YEARLY, Frequency.MONTHLY, Frequency.WEEKLY))
    others = (rule.bysecond, rule.byminute, rule.byhour, rule.byday, rule.bymonthday, rule.byyearday, rule.byweekno, rule.bymonth)
    numbered = any(day.nth for day in rule.byday)
    forbidden = (
        (rule.until is not None and rule.count is not None, "keep one of UNTIL and COUNT"),
        (numbered and not (yearly or monthly), "BYDAY takes a number, as in 1TU, only with FREQ=MONTHLY or YEARLY"),
        (numbered and rule.byweekno, "BYDAY takes no number beside BYWEEKNO"),
        (monthly and any(abs(day.nth) > 5 for day in rule.byday), "no month has more than five of a weekday"),
        (rule.bymonthday and weekly, "BYMONTHDAY does not go with FREQ=WEEKLY; write FREQ=MONTHLY"),
        (rule.byyearday and rule.freq in (Frequency.DAILY, Frequency.WEEKLY, Frequency.MONTHLY), "BYYEARDAY needs FREQ=YEARLY"),
        (rule.byweekno and not yearly, "BYWEEKNO needs FREQ=YEARLY"),
        (rule.bysetpos and not any(others), "BYSETPOS needs another BY part to choose from"),
    )
    return [remedy for is_wrong, remedy in forbidden if is_wrong]


def _frequency(text: str) -> Frequency:
    if text not in Frequency.__members__:
        raise wrong(nearest(text, Frequency.__members__))
    return Frequency[text]


def _until(text: str) -> date | datetime:
    match = re.fullmatch(r"(\d{8})(T\d{6})?(Z)?", text)
    try:
        if match and match[2]:
            return datetime.fromisoformat(text)
        if match and not match[3]:
            return date.fromisoformat(match[1])
    except ValueError:
        pass
    raise wrong("write a date, such as 20270331, or a date and a time, such as 20270331T190000")


def _until_text(until: date | datetime) -> str:
    if isinstance(until, datetime) and until.tzinfo is not None:
        return _until_text(until.astimezone(UTC).replace(tzinfo=None)) + "Z"
    return re.sub("[-:]", "", until.isoformat())


def _number(low: int, high: int) -> Callable[[str], int]:
    """Reads one number from ``low`` to ``high``; where ``low`` is negative, 0 is not among them."""
    said = f"{low} to {high}" if low >= 0 else f"1 to {high}, or {low} to -1"

    def read(text: str) -> int:
        number = int(text) if re.fullmatch(r"\d{1,9}" if low >= 0 else r"[+-]?\d{1,9}", text) else None
        if number is not None and low <= number <= high and (number or low >= 0):
            return number
        raise wrong(f'"{text}": write a number from {said}')

    return read


def _list(read: Callable[[str], Any]) -> Callable[[str], tuple[Any, ...]]:
    """Reads a list, in ascending order and each value once: a rule does not depend on the order that they are written in."""
    return lambda text: tuple(sorted({read(one.strip()) for one in text.split(",")}))


def _weekday(text: str) -> Weekday:
    match = re.fullmatch(r"([+-]?\d{1,2})?([A-Z]{2})", text)
    nth = int(match[1] or 0) if match else 0
    if not match or match[2] not in WEEKDAYS or abs(nth) > 53 or (match[1] and not nth):
        raise wrong(f'"{text}": write a weekday as MO, TU, WE, TH, FR, SA or SU; the first of a month as 1TU, the last as -1TU')
    return Weekday(WEEKDAYS.index(match[2]), nth)


def _week_start(text: str) -> int:
    if text not in WEEKDAYS:
        raise wrong(f'"{text}": write a weekday as MO or SU')
    return WEEKDAYS.index(text)


LISTS: dict[str, Callable[[str], Any]] = {
    "BYSECOND": _list(_number(0, 59)),  # the RFC's 60, a leap second, is no time that a clock here can show
    "BYMINUTE": _list(_number(0, 59)),
    "BYHOUR": _list(_number(0, 23)),
    "BYDAY": _list(_weekday),
    "BYMONTHDAY": _list(_number(-31, 31)),
    "BYYEARDAY": _list(_number(-366, 366)),
    "BYWEEKNO": _list(_number(-53, 53)),
    "BYMONTH": _list(_number(1, 12)),
    "BYSETPOS": _list(_number(-366, 366)),
}
PARTS: dict[str, Callable[[str], Any]] = {
    "FREQ": _frequency,
    "INTERVAL": _number(1, 10_000_000),
    "UNTIL": _until,
    "COUNT": _number(1, 10_000_000),
    **LISTS,
    "WKST": _week_start,
}

RuleText = Annotated[Rule, Read(read_rule)]
"""The type of a key that holds a rule."""
