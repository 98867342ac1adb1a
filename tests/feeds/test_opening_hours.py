"""Opening hours as the app and other systems read them."""

from __future__ import annotations

import json
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator
from opslag.contract.document import read_contract
from opslag.errors import ContentError
from opslag.feeds.opening_hours import PATH, opening_hours
from opslag.feeds.opening_hours_instances import PATH as INSTANCES
from opslag.feeds.opening_hours_instances import opening_hours_instances
from opslag.places import instance
from opslag.settings import read_site

from tests.feeds.sample import NOW, library

CONTRACT = read_contract((Path(__file__).parents[2] / "feeds" / "openapi.yaml").read_bytes())

Row = dict[str, Any]


@pytest.fixture(scope="module")
def rows() -> list[Row]:
    return json.loads(opening_hours(library()))


def on(day: str, rows: list[Row], branch: int = 1) -> list[str]:
    """What stands on a board at the branch's door that day."""
    return [
        f"{row['category']['title']} {row['start_time']}-{row['end_time']}"
        for row in rows
        if (row["date"], row["branch_id"]) == (day, branch)
    ]


@pytest.mark.parametrize(("path", "made"), [(PATH, opening_hours), (INSTANCES, opening_hours_instances)])
def test_somebody_else_s_reader_of_the_contract_takes_them(path: str, made: Any) -> None:
    schema = CONTRACT["paths"][path]["get"]["responses"]["200"]["content"]["application/json"]["schema"]
    validator = Draft202012Validator({**schema, "components": CONTRACT["components"]})
    found = json.loads(made(library()))
    assert len(found) > 50
    assert list(validator.iter_errors(found)) == []


@pytest.mark.parametrize(
    "broken",
    [
        {"repetition": {"id": 1, "type": "weekly"}},
        {"repetition": {"id": 1, "type": "none", "weekly_data": {"end_date": "2027-01-01"}}},
        {"start_time": "9:00"},
        {"end_time": "24:00"},
        {"id": 2**53},
        {"branch_name": ""},
    ],
)
def test_the_contract_lets_through_no_row_that_a_reader_could_not_use(broken: Row, rows: list[Row]) -> None:
    validator = Draft202012Validator({"$ref": "#/components/schemas/OpeningHours", "components": CONTRACT["components"]})
    assert not validator.is_valid(rows[0] | broken)


def test_a_day_says_what_stands_on_the_door(rows: list[Row]) -> None:
    assert on("2026-11-26", rows) == ["Selvbetjent 07:00-22:00", "Betjent 10:00-18:00"]
    assert on("2026-11-27", rows) == ["Betjent 12:00-18:00"], "changed: all that is said of the day is said there"
    assert on("2026-11-28", rows) == ["Selvbetjent 07:00-22:00", "Betjent 10:00-14:00"]
    assert on("2026-11-29", rows) == [], "closed"
    assert on("2026-11-26", rows, branch=2) == ["Betjent 13:00-17:00"]


def test_a_branch_without_hours_has_no_rows_and_no_say(rows: list[Row]) -> None:
    assert {row["branch_id"] for row in rows} == {1, 2}


def test_they_reach_from_fourteen_days_back_to_as_far_ahead_as_the_library_said(rows: list[Row]) -> None:
    days = sorted({date.fromisoformat(row["date"]) for row in rows})
    assert (days[0], days[-1]) == (NOW.date() - timedelta(days=14), NOW.date() + timedelta(days=14))


def test_they_are_by_date_then_branch_then_start(rows: list[Row]) -> None:
    keys = [(row["date"], row["branch_id"], row["start_time"]) for row in rows]
    assert keys == sorted(keys)


def test_an_id_names_one_row_and_fits_into_a_number_of_javascript(rows: list[Row]) -> None:
    ids = [row["id"] for row in rows]
    assert len(set(ids)) == len(ids)
    assert all(float(number) == number < 2**53 for number in ids)


def test_what_the_next_day_s_build_says_of_a_day_it_says_with_the_same_ids(rows: list[Row]) -> None:
    tomorrow = json.loads(opening_hours(library(NOW + timedelta(days=1))))
    later = {row["id"]: row for row in tomorrow}
    shared = [row for row in rows if row["date"] > "2026-11-07"]
    assert [later[row["id"]] for row in shared] == shared


def test_a_day_that_differs_says_that_it_is_no_repetition(rows: list[Row]) -> None:
    kinds = {
        row["date"]: row["repetition"]["type"] for row in rows if row["branch_id"] == 1 and row["category"]["title"] == "Betjent"
    }
    assert (kinds["2026-11-26"], kinds["2026-11-27"]) == ("weekly", "none")


def test_a_season_says_when_it_ends(rows: list[Row]) -> None:
    (saturday,) = [row for row in rows if row["date"] == "2026-11-28" and row["category"]["title"] == "Betjent"]
    assert saturday["repetition"]["weekly_data"] == {"end_date": "2027-05-31"}


def test_a_branch_without_an_isil_leaves_it_out(rows: list[Row]) -> None:
    assert {(row["branch_name"], row.get("branch_isil_id")) for row in rows} == {
        ("Hovedbiblioteket", "DK-799001"),
        ("Vestbyen", None),
    }


def test_the_app_reads_the_same_rows_under_its_own_names(rows: list[Row]) -> None:
    ids = {"Betjent": 1, "Selvbetjent": 2}
    assert json.loads(opening_hours_instances(library())) == [
        {
            "nid": row["branch_id"],
            "category_tid": ids[row["category"]["title"]],
            "date": row["date"],
            "start_time": row["start_time"],
            "end_time": row["end_time"],
            "notice": row["category"]["title"],
        }
        for row in rows
    ]


def test_two_openings_with_one_id_stop_the_build_and_name_the_branch(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(instance, "identity", lambda *_: 1)
    library.cache_clear()
    with pytest.raises(ContentError, match="begin or end a minute later") as told:
        library()
    assert {problem.path for problem in told.value.problems} == {
        "content/branches/hovedbiblioteket.md",
        "content/branches/vestbyen.md",
    }


@pytest.mark.parametrize("days", ["0", "1001", "400 days", "-1"])
def test_an_editor_is_told_how_far_ahead_hours_may_reach(days: str) -> None:
    head = "name: X\nbase_url: https://x.example\nlanguage: da\ntimezone: Europe/Copenhagen\n"
    with pytest.raises(ContentError, match=r"site.yaml:5:\d+: feeds.opening_hours.days: .* number"):
        read_site(f"{head}feeds: {{opening_hours: {{days: {days}}}}}\n".encode())
