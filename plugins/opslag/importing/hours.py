"""The bytes of ``/api/v1/opening_hours`` as the keys of branch files: what is regular as rules, all else day by day."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date, time, timedelta
from typing import Any

from pydantic_core import PydanticCustomError

from opslag.errors import ContentError, Problem, Severity
from opslag.frozen import frozen
from opslag.importing.feed import parsed
from opslag.importing.remarks import Remarks
from opslag.importing.values import objects, part, text, whole
from opslag.places.branch import BranchFile
from opslag.places.hours_problems import hours_problems
from opslag.places.schedule import schedule_of
from opslag.places.weekdays import NAMES
from opslag.settings import HoursCategory, Site
from opslag.source.marks import Marks
from opslag.source.notation import Value
from opslag.source.scalars import read_clock, read_day
from opslag.source.shape import ShapeError, shaped

WEEK = timedelta(days=7)


@frozen
class Row:
    """One opening on one day."""

    date: date
    category: str
    start: time
    end: time
    repetition: int | None
    """The same for all that are one weekly repetition; None for a day by itself."""


@frozen
class BranchRows:
    """What the feed tells of one branch."""

    id: int
    name: str | None
    isil: str | None
    rows: tuple[Row, ...]


def read_hours(data: bytes, source: str, site: Site, remarks: Remarks) -> list[BranchRows]:
    """By branch id. Raises OpslagError for what is no such feed, ContentError where ``site.yaml`` lacks a category."""
    found: defaultdict[int, set[Row]] = defaultdict(set)
    names: dict[int, tuple[str | None, str | None]] = {}
    colours: dict[str, str] = {}
    for told in objects(parsed(data, source)):
        branch, row = whole(told.get("branch_id")), _row(told)
        if branch is None or row is None:
            remarks.note("left out: opening hours without a branch, a category, a date or a time", str(told.get("id", "")))
            continue
        found[branch].add(row)
        names[branch] = (text(told.get("branch_name")), text(told.get("branch_isil_id")))
        colours.setdefault(row.category, text(part(told, "category").get("color")) or "")
    _check_categories(colours, site)
    return [BranchRows(branch, *names[branch], tuple(_apart(found[branch], remarks))) for branch in sorted(found)]


def _apart(rows: Iterable[Row], remarks: Remarks) -> Iterator[Row]:
    """The rows by day; those of one category that overlap are one."""
    before: Row | None = None
    for row in sorted(rows, key=lambda one: (one.date, one.category, one.start, one.end, one.repetition or 0)):
        if before and (before.date, before.category) == (row.date, row.category) and row.start < before.end:
            if (row.start, row.end) != (before.start, before.end):
                remarks.note("opening hours that overlap are one", f"{row.category} {row.date}")
            before = replace(before, end=max(before.end, row.end))
            continue
        if before:
            yield before
        before = row
    if before:
        yield before


def _row(told: dict[str, Any]) -> Row | None:
    category = text(part(told, "category").get("title"))
    try:
        day, start = read_day(text(told.get("date"))), read_clock(text(told.get("start_time")))
        end_said = text(told.get("end_time"))
        end = time(23, 59) if end_said in ("24:00", "00:00") else read_clock(end_said)
    except PydanticCustomError:
        return None
    if category is None or start.replace(second=0) >= end.replace(second=0):
        return None
    repetition = part(told, "repetition")
    weekly = whole(repetition.get("id")) if text(repetition.get("type")) == "weekly" else None
    return Row(day, category, start.replace(second=0), end.replace(second=0), weekly)


def _check_categories(colours: Mapping[str, str], site: Site) -> None:
    known = {category.title for category in site.categories}
    number = max((category.id for category in site.categories), default=0)
    problems = []
    for title, colour in colours.items():
        if title not in known:
            number += 1
            line = f'{{id: {number}, title: "{title}", color: "{colour if len(colour) == 7 else "#595959"}"}}'
            found = f'no category "{title}", of which the other site tells opening hours'
            problems.append(Problem("content/site.yaml", 0, 0, "categories", found, f"add {line}, and import again"))
    if problems:
        raise ContentError(problems)


def opening_keys(rows: Sequence[Row], categories: Sequence[HoursCategory]) -> dict[str, Value]:
    """The keys ``hours`` and ``changes`` that give just these openings on every day from the first to the last that has one."""
    for rules in (_rules(rows), []):
        keys = _with_changes(rules, rows, categories)
        if keys is not None:
            return keys
    raise AssertionError  # every day by itself always fits


def _rules(rows: Sequence[Row]) -> list[dict[str, Value]]:
    """One for each weekly repetition; those that differ by nothing but the weekday are one."""
    first, last = min(row.date for row in rows), max(row.date for row in rows)
    weekly: defaultdict[tuple[int, str, time, time, int], list[date]] = defaultdict(list)
    for row in rows:
        if row.repetition is not None:
            weekly[row.repetition, row.category, row.start, row.end, row.date.weekday()].append(row.date)
    seasons: defaultdict[tuple[str, time, time, date | None, date | None], list[tuple[int, date, date]]] = defaultdict(list)
    for (_, category, start, end, weekday), days in weekly.items():
        if len(days) > 1:
            begin, stop = min(days), max(days)
            since = None if begin < first + WEEK else begin - timedelta(days=weekday)
            until = None if stop > last - WEEK else stop - timedelta(days=weekday)
            seasons[category, start, end, since, until].append((weekday, begin, stop))
    rules = []
    for season in sorted(seasons, key=lambda one: (one[0], min(seasons[one]), one[1])):
        (category, start, end, since, until), spans = season, seasons[season]
        rule: dict[str, Value] = {
            "category": category,
            "days": _days(sorted({weekday for weekday, _, _ in spans})),
            "open": f"{start:%H:%M}",
            "close": f"{end:%H:%M}",
        }
        if since:
            rule["from"] = min(begin for _, begin, _ in spans).isoformat()
        if until:
            rule["until"] = max(stop for _, _, stop in spans).isoformat()
        rules.append(rule)
    return rules


def _days(weekdays: Sequence[int]) -> list[Value]:
    if len(weekdays) == 7:
        return ["daily"]
    if len(weekdays) > 2 and weekdays[-1] - weekdays[0] == len(weekdays) - 1:
        return [f"{NAMES[weekdays[0]]}-{NAMES[weekdays[-1]]}"]
    return [NAMES[weekday] for weekday in weekdays]


def _with_changes(
    rules: list[dict[str, Value]], rows: Sequence[Row], categories: Sequence[HoursCategory]
) -> dict[str, Value] | None:
    """The rules with every day that they do not give; None where the rules cannot stand together."""
    wanted: defaultdict[date, list[tuple[time, time, str]]] = defaultdict(list)
    for row in rows:
        wanted[row.date].append((row.start, row.end, row.category))
    try:
        file = _branch_file(rules)
    except ShapeError:
        return None
    if any(one.severity is Severity.ERROR for one in _problems(file, categories)):
        return None
    schedule = schedule_of(file, categories, {})
    changes: dict[str, Value] = {}
    first, last = min(wanted), max(wanted)
    for step in range((last - first).days + 1):
        day = first + timedelta(days=step)
        given = sorted((one.open, one.close, one.category.title) for one in schedule.openings(day))
        if given != sorted(set(wanted[day])):
            changes[day.isoformat()] = [
                {"category": category, "open": f"{start:%H:%M}", "close": f"{end:%H:%M}"}
                for start, end, category in sorted(set(wanted[day]))
            ]
    keys: dict[str, Value] = {"hours": rules, "changes": changes}
    return {key: value for key, value in keys.items() if value}


def _branch_file(rules: list[dict[str, Value]]) -> BranchFile:
    address = {"street": "-", "zip_code": "00", "city": "-"}
    return shaped(BranchFile, {"title": "-", "id": "1", "address": address, "hours": rules})


def _problems(file: BranchFile, categories: Sequence[HoursCategory]) -> list[Problem]:
    return hours_problems(file, Marks({}, {}), "", categories=[one.title for one in categories], calendars=())
