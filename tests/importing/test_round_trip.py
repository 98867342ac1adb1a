"""What is imported and built again is the feed that it was."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.bare_site import BareSite, Ran, tree_of
from tests.importing.conftest import MovingIn, found_empty, moment
from tests.importing.made_up import LIBRARY, NOW, Feed, made_up
from tests.importing.other_site import OtherSite, serving
from tests.importing.same_feed import differences

BASE_URL = "https://lillerup.example"


class Moved:
    """Five hundred events, moved in by the real command."""

    def __init__(self, site: BareSite, other: OtherSite) -> None:
        self.site, self.other = site, other
        self.feed: Feed = made_up(other.address)
        other.says("/api/v1/events", self.feed.events)
        for path, data in self.feed.files.items():
            other.says(path, data, "image/png")
        self.first = self.opslag()
        self.written = tree_of(site.content)
        self.built = site.build(now=NOW.isoformat())

    def opslag(self) -> Ran:
        return self.site.opslag("import", "dpl-cms", self.other.address, "--now", NOW.isoformat())

    def differences(self) -> list[str]:
        return differences(self.feed.events, self.site.feed(), self.other.address, BASE_URL)


@pytest.fixture(scope="module")
def moved(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Moved]:
    with serving() as other:
        yield Moved(found_empty(tmp_path_factory.mktemp("moved") / "site"), other)


def test_five_hundred_events_of_every_kind_come_out_field_by_field_as_they_went_in(moved: Moved) -> None:
    assert moved.first.code == 0, moved.first.stderr
    assert moved.built.code == 0, moved.built.stderr
    assert len(moved.feed.events) == 500
    assert moved.differences() == []


def test_the_feed_that_is_imported_here_has_what_a_feed_can_have() -> None:
    """Otherwise the promise above would be a small one."""
    events = made_up("https://gammelt.example").events
    told = json.dumps(events)
    series: dict[str, int] = {}
    for event in events:
        uuid = (event.get("series") or {}).get("uuid", "")
        series[uuid] = series.get(uuid, 0) + 1
    assert all(f'"{key}": null' in told for key in ("description", "image", "branches", "ticket_categories", "address", "street"))
    odd = ('": ""', "&amp;", "&oslash;", "<script>", '"originalImage"', "internal_note", "+00:00", "+01:00")
    assert [part for part in odd if part not in told] == []
    assert {event["state"] for event in events} == {"Active", "SoldOut", "TicketSaleNotOpen", "Cancelled", "Occurred"}
    assert max(count for uuid, count in series.items() if uuid) >= 7
    assert len({event["title"] for event in events}) < 100
    assert any(event["date_time"]["start"].startswith("2026-10-25T02:30:00+01:00") for event in events)
    assert sum(event["state"] == "Occurred" for event in events) > 10


def test_what_was_left_out_or_filled_in_is_told(moved: Moved) -> None:
    told = moved.first.stdout
    assert "not carried over: a field that Opslag does not know (2): internal_note; address.vejviser" in told
    assert "holds &…; in plain text: carried over as it is, for the feed says it so (1): Bøger &amp; kaffe" in told
    assert "no whole address: it has its branch's here" in told
    assert told.splitlines()[-1].startswith("500 events: ")


def test_titles_that_are_alike_have_files_of_their_own(moved: Moved) -> None:
    names = [path.rpartition("/")[2] for path in moved.written if path.startswith("events/") and path.endswith(".md")]
    assert len(names) == len(set(names))
    assert sum(name.startswith("krimiaften") for name in names) > 3


def test_a_second_import_of_the_same_feed_changes_no_file_and_fetches_no_picture(moved: Moved) -> None:
    asked = len(moved.other.asked)
    ran = moved.opslag()
    assert (ran.code, ran.stderr) == (0, "")
    assert " 0 new files, 0 updated, " in ran.stdout
    assert tree_of(moved.site.content) == moved.written
    assert moved.other.asked[asked:] == ["/api/v1/events?_format=json"]


def test_the_feed_is_the_same_once_the_import_is_committed(moved: Moved) -> None:
    moved.site.commit("Move in", at="2026-11-21T12:00:00+01:00")
    assert moved.site.build_here(now=NOW.isoformat()).code == 0
    assert moved.differences() == []


def test_a_library_that_sells_in_minor_units_gets_the_same_prices(moving_in: MovingIn) -> None:
    moving_in.edit("site.yaml", "categories:", "feeds: {events: {price_unit: minor}}\ncategories:")
    price = {"currency": "DKK", "value": 7950}
    item = moving_in.event(3, ticket_categories=[{"title": "Voksen", "price": price}])
    moving_in.bring_in()
    assert "price: 79.50" in moving_in.file("events/2026/12/nummer-3.md").read_text(encoding="utf-8")
    assert moving_in.built(item)["ticket_categories"][0]["price"] == price


def test_a_ticket_systems_words_stay_a_ticket_systems(moving_in: MovingIn) -> None:
    external = {"url": "https://www.billetter.example/e/3", "admin_url": "https://www.billetter.example/admin/3"}
    item = moving_in.event(3, state="SoldOut", external_data=external)
    moving_in.bring_in()
    written = moving_in.file(f"updates/{item['uuid']}.yaml").read_text(encoding="utf-8")
    assert "vendor: billetter.example\n" in written
    assert "state: SoldOut\n" in written
    assert "state" not in moving_in.file("events/2026/12/nummer-3.md").read_text(encoding="utf-8")
    built = moving_in.built(item)
    assert (built["state"], built["external_data"]) == ("SoldOut", external)
    assert moment(built["updated_at"]) == moment(item["updated_at"])


def test_a_printed_link_to_the_old_site_leads_to_the_new_page(moving_in: MovingIn) -> None:
    moving_in.event(3, url=f"{moving_in.other.address}/arrangementer/musik/en-gammel-adresse")
    moving_in.bring_in()
    moving_in.build()
    assert "https://lillerup.example/arrangementer/nummer-3/" in moving_in.site.page("/arrangementer/musik/en-gammel-adresse")


def test_the_feed_may_be_named_by_its_own_address_or_be_a_file(moving_in: MovingIn, tmp_path: Path) -> None:
    moving_in.event(3)
    done = moving_in.bring_in(source=f"{moving_in.other.address}/api/v1/events?_format=json")
    assert (done.events, moving_in.other.asked) == (1, ["/api/v1/events?_format=json"])
    file = tmp_path / "events.json"
    file.write_text(json.dumps(moving_in.events), encoding="utf-8")
    ran = moving_in.opslag(str(file))
    assert (ran.code, ran.stdout) == (0, "1 events: 0 new files, 0 updated, 2 as they were, 0 new pictures\n")


def test_an_event_by_itself_in_a_series_says_its_series(moving_in: MovingIn) -> None:
    item = moving_in.event(3, series={"uuid": "9d0e7a55-6b7e-4b52-8f0e-0d1f6a1b2c3d"})
    moving_in.bring_in()
    assert "repeat" not in moving_in.file("events/2026/12/nummer-3.md").read_text(encoding="utf-8")
    assert moving_in.built(item)["series"] == item["series"]


def test_a_weekly_series_is_written_as_a_person_would(moving_in: MovingIn) -> None:
    for number in (1, 8, 22, 29):
        moving_in.event(number, title="Historietime", series={"uuid": "9d0e7a55-6b7e-4b52-8f0e-0d1f6a1b2c3d"})
    moving_in.events[2]["state"] = "Cancelled"
    moving_in.bring_in()
    assert moving_in.file("events/serier/historietime.md").read_text(encoding="utf-8") == (
        "---\n"
        "title: Historietime\n"
        "uuid: 9d0e7a55-6b7e-4b52-8f0e-0d1f6a1b2c3d\n"
        "start: 2026-12-01 19:00\n"
        "end: 2026-12-01 21:00\n"
        "branch: havnen\n"
        "created: 2026-09-01 10:00:00+02:00\n"
        "updated: 2026-10-02 11:30:00+02:00\n"
        "redirect_from: [/arrangementer/nummer-1, /arrangementer/nummer-8, /arrangementer/nummer-22, "
        "/arrangementer/nummer-29]\n"
        "repeat:\n"
        "  every: week\n"
        "  on: [tuesday]\n"
        "  until: 2026-12-29\n"
        "  except: [2026-12-15]\n"
        "instances:\n"
        "  2026-12-01: {uuid: 00000000-0000-4000-8000-000000000001}\n"
        "  2026-12-08: {uuid: 00000000-0000-4000-8000-000000000008}\n"
        "  2026-12-22: {uuid: 00000000-0000-4000-8000-000000000016, state: Cancelled}\n"
        "  2026-12-29: {uuid: 00000000-0000-4000-8000-00000000001d}\n"
        "---\n"
        "\n"
        "Kom og hør.\n"
    )
    assert differences(moving_in.events, moving_in.build(), moving_in.other.address, BASE_URL) == []


def test_the_name_of_the_library_stands_where_an_event_has_no_place(moving_in: MovingIn) -> None:
    item = moving_in.event(3, branches=None, address=None)
    moving_in.bring_in()
    assert f"location: {LIBRARY}\n" in moving_in.file("events/2026/12/nummer-3.md").read_text(encoding="utf-8")
    assert "address" not in moving_in.built(item)
