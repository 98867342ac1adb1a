"""Which items of a feed are one file: the dates of a series, as far as one file can say them."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Literal

from opslag.importing.errand import Errand
from opslag.importing.event_sheet import is_second_of_two
from opslag.importing.item import Item

MOST_IN_A_FILE = 1000
"""Dates of one series; what is more has files of its own."""


def grouped(items: Sequence[Item], bodies: Mapping[str, str], errand: Errand) -> tuple[list[Item], dict[str, list[Item]]]:
    """Those that have a file each, and those of each series that is one file, by start.

    A file has one text, and no two dates at one time: an item that does not fit stands alone, and says its series. What is
    in a file already stays there, for another file would be another address.
    """
    alone: list[Item] = []
    by_series: defaultdict[str, list[Item]] = defaultdict(list)
    for item in sorted(items, key=lambda one: (one.start, one.uuid)):
        match _home(item, errand):
            case "elsewhere":
                said = "left alone: the folder has an event with this uuid that no import wrote"
                errand.remarks.note(said, f"content/{errand.known.paths[item.uuid]}")
            case "series" | "new" if item.series:
                by_series[item.series].append(item)
            case _:
                alone.append(item)
    files: dict[str, list[Item]] = {}
    for uuid, members in by_series.items():
        fitting, others = _fitting(members, bodies, errand)
        if len(fitting) > 1 or f"series:{uuid}" in errand.record.files or uuid in errand.known.paths:
            files[uuid] = fitting
            alone += others
        else:
            alone += members
    return alone, {uuid: members for uuid, members in files.items() if members}


def _home(item: Item, errand: Errand) -> Literal["single", "series", "elsewhere", "new"]:
    """What kind of file in the folder has the item's uuid."""
    if f"event:{item.uuid}" in errand.record.files:
        return "single"
    path = errand.known.paths.get(item.uuid)
    if path is None:
        return "new"
    front = errand.known.fronts[path]
    own = str(front.get("uuid", "")).strip().lower()
    if own == item.uuid and "repeat" not in front:
        return "single"
    return "series" if own == item.series else "elsewhere"


def _fitting(members: Sequence[Item], bodies: Mapping[str, str], errand: Errand) -> tuple[list[Item], list[Item]]:
    """Those that go into the series' file, and the others."""
    common = Counter(bodies[item.uuid] for item in members).most_common(1)[0][0]
    fitting: list[Item] = []
    others: list[Item] = []
    times: set[datetime] = set()
    for item in sorted(members, key=lambda one: one.uuid not in errand.known.paths):  # what is there already comes first
        local = item.start.replace(tzinfo=None)
        stays = item.uuid in errand.known.paths
        twice = is_second_of_two(item.start, errand.zone) or is_second_of_two(item.end, errand.zone)
        free = local not in times and len(fitting) < MOST_IN_A_FILE
        if stays or (free and not twice and bodies[item.uuid] == common):
            if stays and bodies[item.uuid] != common:
                errand.remarks.note("a date with a text of its own: here it has its series'", f"{item.title}, {local:%Y-%m-%d}")
            fitting.append(item)
            times.add(local)
        else:
            others.append(item)
    return sorted(fitting, key=lambda one: (one.start, one.uuid)), others
