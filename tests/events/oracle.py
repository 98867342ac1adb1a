"""A second opinion on recurrence rules and clocks that shares no code with what it judges, nor with that one's libraries.

It walks every day, and on each every time that could be meant, and asks of each alone whether the rule names it (RFC 5545
3.3.10). It is slow, and meant to be read beside the RFC's table.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from itertools import groupby
from typing import Any
from zoneinfo import ZoneInfo

DAY, HOUR = timedelta(days=1), timedelta(hours=1)
CODES = ["MO", "TU", "WE", "TH", "FR", "SA", "SU"]
UNITS = (("HOUR", 24), ("MINUTE", 60), ("SECOND", 60))
RUNS_THROUGH = {"SECONDLY": ("HOUR", "MINUTE", "SECOND"), "MINUTELY": ("HOUR", "MINUTE"), "HOURLY": ("HOUR",)}


def parts(rule: str) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for name, text in (part.split("=") for part in rule.split(";")):
        if name == "BYDAY":
            found[name] = [(int(code[:-2] or 0), CODES.index(code[-2:])) for code in text.split(",")]
        else:
            found[name] = [int(number) for number in text.split(",")] if name.startswith("BY") else text
    found["INTERVAL"] = int(found.get("INTERVAL", 1))
    found["WKST"] = CODES.index(found.get("WKST", "MO"))
    return found


def instances(rule: str, start: datetime, end: datetime) -> list[datetime]:
    """All that the rule names from the start to the end, by local time; COUNT and UNTIL (a local one) heeded."""
    p = parts(rule)
    found: list[datetime] = []
    for number, members in groupby(moments(p, start, end), key=lambda at: period(p, at)):
        if (number - period(p, start)) % p["INTERVAL"]:
            continue
        whole = list(members)
        if "BYSETPOS" in p:
            whole = [at for place, at in enumerate(whole) if place + 1 in p["BYSETPOS"] or place - len(whole) in p["BYSETPOS"]]
        found += [at for at in whole if start <= at <= end]
    if "UNTIL" in p:
        found = [at for at in found if at <= datetime.fromisoformat(p["UNTIL"])]
    return found[: int(p["COUNT"])] if "COUNT" in p else found


def moments(p: dict[str, Any], start: datetime, end: datetime) -> Iterator[datetime]:
    """Every moment that the rule names, intervals and places aside, in all the periods from the start's to the end's."""
    more = {"YEARLY": 380, "MONTHLY": 32, "WEEKLY": 8}.get(p["FREQ"], 0)
    hours, minutes, seconds = ([value for value in range(size) if names_time(p, unit, value, start)] for unit, size in UNITS)
    day = start.date() - more * DAY
    while day <= end.date() + more * DAY:
        if names_day(p, start.date(), day):
            for hour in (datetime.combine(day, time(hour)) for hour in hours):
                if p["FREQ"] not in RUNS_THROUGH or start - HOUR < hour <= end:
                    yield from (hour.replace(minute=minute, second=second) for minute in minutes for second in seconds)
        day += DAY


def names_day(p: dict[str, Any], start: date, day: date) -> bool:
    """Whether the parts of the rule, and the start for what they leave open, name the day."""
    if "BYMONTH" in p and day.month not in p["BYMONTH"]:
        return False
    if "BYWEEKNO" in p and not of_week(p, day):
        return False
    if "BYYEARDAY" in p and not counted(p["BYYEARDAY"], day.timetuple().tm_yday, date(day.year, 12, 31).timetuple().tm_yday):
        return False
    if "BYMONTHDAY" in p and not counted(p["BYMONTHDAY"], day.day, end_of_month(day).day):
        return False
    if "BYDAY" in p and not of_weekday(p, day):
        return False
    return open_days(p, start, day)


def open_days(p: dict[str, Any], start: date, day: date) -> bool:
    """What no part of the rule says about the day is as it is of the start."""
    freq = p["FREQ"]
    if any(name in p for name in ("BYDAY", "BYMONTHDAY", "BYYEARDAY")):
        return True
    if "BYWEEKNO" in p or freq == "WEEKLY":
        return day.weekday() == start.weekday()
    if freq == "YEARLY" and "BYMONTH" not in p and day.month != start.month:
        return False
    return day.day == start.day if freq in ("YEARLY", "MONTHLY") else True


def names_time(p: dict[str, Any], unit: str, value: int, start: datetime) -> bool:
    """Hour, minute or second: as the rule says; as the start's, but for those that the frequency itself runs through."""
    if f"BY{unit}" in p:
        return value in p[f"BY{unit}"]
    return unit in RUNS_THROUGH.get(p["FREQ"], ()) or value == getattr(start, unit.lower())


def counted(wanted: list[int], number: int, length: int) -> bool:
    """Whether a day is wanted by its number from the front, or from the back."""
    return number in wanted or number - length - 1 in wanted


@cache
def end_of_month(day: date) -> date:
    while (day + DAY).month == day.month:
        day += DAY
    return day


def of_weekday(p: dict[str, Any], day: date) -> bool:
    within_year = p["FREQ"] == "YEARLY" and "BYMONTH" not in p
    places = (0, place(day, -7 * DAY, within_year), -place(day, 7 * DAY, within_year))
    return any(weekday == day.weekday() and nth in places for nth, weekday in p["BYDAY"])


@cache
def place(day: date, step: timedelta, within_year: bool) -> int:
    """1 and how many steps can be made from a day without leaving its year, or its month."""
    other, count = day + step, 1
    while other.year == day.year and (within_year or other.month == day.month):
        other, count = other + step, count + 1
    return count


def of_week(p: dict[str, Any], day: date) -> bool:
    year, number = week(day, p["WKST"])
    return counted(p["BYWEEKNO"], number, week(date(year, 12, 28), p["WKST"])[1])


@cache
def week(day: date, wkst: int) -> tuple[int, int]:
    """The year that has four days or more of the day's week, and the week's number in it."""
    while day.weekday() != wkst:
        day -= DAY
    middle = day + 3 * DAY
    return middle.year, (middle.timetuple().tm_yday - 1) // 7 + 1


def period(p: dict[str, Any], at: datetime) -> int:
    """The number of the period in which a moment lies, from some beginning long ago."""
    day, freq = at.date(), p["FREQ"]
    if freq == "YEARLY":
        return week(day, p["WKST"])[0] if "BYWEEKNO" in p else day.year
    if freq == "MONTHLY":
        return day.year * 12 + day.month
    if freq == "WEEKLY":
        while day.weekday() != p["WKST"]:
            day -= DAY
        return (day - date(1900, 1, 1)).days // 7
    seconds = (at - datetime(1900, 1, 1)) // timedelta(seconds=1)
    return seconds // {"DAILY": 86400, "HOURLY": 3600, "MINUTELY": 60, "SECONDLY": 1}[freq]


@cache
def clock(zone: ZoneInfo, day: date) -> dict[datetime, list[datetime]]:
    """What a wall clock shows in every minute from the day before to the day after, and the instants (UTC) at which it does."""
    shown: dict[datetime, list[datetime]] = {}
    at = datetime.combine(day - DAY, time(), UTC)
    while at < datetime.combine(day + 2 * DAY, time(), UTC):
        shown.setdefault(at.astimezone(zone).replace(tzinfo=None), []).append(at)
        at += timedelta(minutes=1)
    return shown


def meant(zone: ZoneInfo, shown: dict[datetime, list[datetime]], local: datetime) -> tuple[datetime, str | None]:
    """The instant (UTC) of a local time (RFC 5545 3.3.5), and "skipped" or "twice" where the clock is changed over it."""
    minute = local.replace(second=0)
    if minute in shown:
        return shown[minute][0] + (local - minute), "twice" if len(shown[minute]) > 1 else None
    before = max(wall for wall in shown if wall < minute)
    return shown[before][-1] + (local - before), "skipped"
