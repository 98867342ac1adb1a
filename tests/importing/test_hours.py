"""Opening hours of another site become a branch file's rules, and give the same days again."""

from __future__ import annotations

import json
from datetime import date, time, timedelta
from pathlib import Path
from typing import Any

from hypothesis import given
from hypothesis import strategies as st
from opslag.composing import open_library
from opslag.content.tree import Tree
from opslag.importing.hours import Row, opening_keys
from opslag.places.branch import BranchFile
from opslag.places.instance import Instance, rows
from opslag.places.schedule import schedule_of
from opslag.settings import HoursCategory
from opslag.source.shape import shaped

from tests.importing.conftest import MovingIn
from tests.importing.made_up import NOW

SAMPLE = Path(__file__).parents[2] / "content"
FIRST, LAST = date(2026, 11, 7), date(2027, 12, 26)
CATEGORIES = (HoursCategory(1, "Betjent", "#2a6f4e"), HoursCategory(2, "Selvbetjent", "#2c5a8c"))

Json = dict[str, Any]


def told(one: Instance, name: str | None, isil: str | None) -> Json:
    """A row as the feed of another site tells it."""
    repetition: Json = {"id": one.repetition.id % 100_000, "type": one.repetition.type}
    if one.repetition.end_date:
        repetition["weekly_data"] = {"end_date": one.repetition.end_date.isoformat()}
    row = {
        "id": one.id,
        "category": {"title": one.category.title, "color": one.category.color},
        "date": one.date.isoformat(),
        "start_time": f"{one.start:%H:%M}",
        "end_time": f"{one.end:%H:%M}",
        "branch_id": one.branch_id,
        "repetition": repetition,
    }
    return row | ({"branch_name": name} if name else {}) | ({"branch_isil_id": isil} if isil else {})


def openings(instances: tuple[Instance, ...]) -> list[tuple[date, time, time, str]]:
    return [(one.date, one.start, one.end, one.category.title) for one in instances]


def test_the_sample_librarys_hours_come_out_as_they_went_in_as_rules_and_few_exceptions(moving_in: MovingIn) -> None:
    sample = open_library(Tree(SAMPLE), NOW).library
    categories = ", ".join(f'{{id: {one.id}, title: {one.title}, color: "{one.color}"}}' for one in sample.site.categories)
    settings = moving_in.file("site.yaml").read_text(encoding="utf-8").partition("categories:")[0]
    moving_in.site.write("site.yaml", f"{settings}categories: [{categories}]\n")
    feed = []
    for number, branch in enumerate(sample.branches, 1):
        told_of = branch.address
        address = {"street": told_of.street, "zip_code": int(told_of.zip_code), "city": told_of.city, "country": "DK"}
        organizer = {"name": branch.title, "isil_id": branch.isil, **address}
        moving_in.event(number, branches=[branch.title], address=address, organizer=organizer)
        name = None if branch.isil else branch.title
        feed += [told(one, name, branch.isil) for one in rows(branch.id, branch.schedule, FIRST, LAST)]
    moving_in.other.says("/api/v1/opening_hours", feed)
    moving_in.bring_in(hours=moving_in.other.address)
    here = {branch.title: branch for branch in open_library(Tree(moving_in.site.content), NOW).library.branches}
    for branch in sample.branches:
        there = rows(branch.id, branch.schedule, FIRST, LAST)
        if not there:
            continue
        until = max(one.date for one in there)
        moved = here[branch.title]
        assert moved.id == branch.id
        assert openings(rows(moved.id, moved.schedule, FIRST, until)) == openings(rows(branch.id, branch.schedule, FIRST, until))
        text = moving_in.file(f"branches/{moved.slug}.md").read_text(encoding="utf-8")
        assert text.count("  - {category:") <= 8
        assert len(text.splitlines()) < 60, text


def test_hours_without_a_name_find_their_branch_by_the_id_in_its_file(moving_in: MovingIn) -> None:
    moving_in.event(3)
    moving_in.bring_in()
    moving_in.edit("branches/havnen.md", "id: 1\n", "id: 17\n")
    category = {"title": "Betjent", "color": "#2a6f4e"}
    row = {"category": category, "date": "2026-12-01", "start_time": "10:00", "end_time": "12:00", "branch_id": 17}
    stranger = {**row, "branch_id": 99}
    moving_in.other.says("/api/v1/opening_hours", [row, stranger])
    done = moving_in.bring_in(hours=moving_in.other.address)
    text = moving_in.file("branches/havnen.md").read_text(encoding="utf-8")
    assert 'changes:\n  2026-12-01: [{category: Betjent, open: "10:00", close: "12:00"}]\n' in text
    said = "opening hours of a branch that cannot be told: write this id, or its ISIL, into its file, and import again (1): 99"
    assert done.remarks == (said,)
    assert json.loads(moving_in.file("imported.json").read_bytes())["files"]["branch:Havnen"]["path"] == "branches/havnen.md"


DAYS = st.integers(0, 60).map(lambda number: date(2026, 12, 1) + timedelta(days=number))
SPANS = st.sampled_from([(time(7), time(10)), (time(10), time(17)), (time(12), time(16)), (time(8), time(22))])
ROWS = st.lists(
    st.builds(
        lambda day, category, span, repetition: Row(day, category, *span, repetition),
        DAYS, st.sampled_from(["Betjent", "Selvbetjent"]), SPANS, st.sampled_from([None, 1, 2]),
    ),
    min_size=1, max_size=60, unique_by=lambda row: (row.date, row.category),
)  # fmt: skip


@given(ROWS)
def test_whatever_the_hours_are_each_day_has_its_own(found: list[Row]) -> None:
    keys = opening_keys(found, CATEGORIES)
    address = {"street": "-", "zip_code": "00", "city": "-"}
    schedule = schedule_of(shaped(BranchFile, {"title": "-", "id": "1", "address": address, **keys}), CATEGORIES, {})
    first, last = min(row.date for row in found), max(row.date for row in found)
    given_rows = openings(rows(1, schedule, first, last))
    assert sorted(given_rows) == sorted((row.date, row.start, row.end, row.category) for row in found)
