"""Where in the content a fault of the finished feed is mended."""

from __future__ import annotations

from datetime import datetime

import pytest
from opslag.building.sources import Sources
from opslag.composing import open_library
from opslag.content.tree import Tree
from opslag.contract.document import read_contract
from opslag.shipped import CONTRACT

from tests.bare_site import NOW, BareSite, uuid_of


@pytest.fixture
def sources(bare_site: BareSite) -> Sources:
    bare_site.event(
        "aften", slug="en-aften", tickets="[{title: Voksen, price: 60}]", capacity="80", ticket_url="https://billet.example"
    )
    bare_site.event("serie", repeat="{every: week, count: 2}")
    tree = Tree(bare_site.content)
    return Sources(open_library(tree, datetime.fromisoformat(NOW)).library, tree)


@pytest.mark.parametrize(
    ("field", "place"),
    [
        ("", "2:8"),
        ("title", "2:8"),
        ("uuid", "3:7"),
        ("date_time", "4:8"),
        ("date_time.start", "4:8"),
        ("date_time.end", "5:6"),
        ("organizer", "6:9"),
        ("branches", "6:9"),
        ("url", "7:7"),
        ("ticket_categories", "8:10"),
        ("ticket_capacity", "9:11"),
        ("external_data", "10:13"),
        ("description", "2:1"),  # not written: the place of what it is missing in
    ],
)
def test_a_field_of_the_feed_leads_to_the_key_behind_it(sources: Sources, field: str, place: str) -> None:
    assert sources[uuid_of("aften"), field] == f"content/events/aften.md:{place}"


def test_a_date_of_a_series_leads_to_its_file(sources: Sources) -> None:
    dates = [uuid for uuid, _ in sources if sources[uuid, ""].startswith("content/events/serie.md")]
    assert len(dates) == 2
    assert {sources[uuid, "series"] for uuid in dates} == {"content/events/serie.md:7:9"}


def test_what_no_file_says_has_no_place(sources: Sources) -> None:
    assert sources.get((uuid_of("aften"), "state_of_the_weather")) is None
    assert sources.get(("00000000-0000-4000-8000-000000000000", "title")) is None


def test_every_field_of_the_contract_but_the_text_has_a_key(sources: Sources) -> None:
    fields = read_contract(CONTRACT.read_bytes())["components"]["schemas"]["Event"]["properties"]
    assert {field for field in fields if sources.get((uuid_of("aften"), field)) is None} == {"body"}
