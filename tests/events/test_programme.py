"""What follows from an event's file: when and where it is, its state, its address, and who may see it."""

from __future__ import annotations

from typing import Any

import pytest

from tests.bare_site import BRANCH, BareSite, uuid_of


def shown(site: BareSite, now: str = "2026-11-21T12:00+01:00") -> dict[str, Any]:
    """The event "aften" in the feed, after a build at a moment; {} where it is not there."""
    ran = site.build_here(now=now)
    assert ran.code == 0, ran.stderr
    return next((event for event in site.feed() if event["uuid"] == uuid_of("aften")), {})


def test_times_are_local_and_told_with_their_offset(bare_site: BareSite) -> None:
    bare_site.event("aften", start="2027-06-03 19:00", end="2027-06-03 21:30")
    assert shown(bare_site)["date_time"] == {"start": "2027-06-03T19:00:00+02:00", "end": "2027-06-03T21:30:00+02:00"}


@pytest.mark.parametrize(
    ("start", "duration", "end"),
    [
        ("2026-12-03 19:00", "1h30m", "2026-12-03T20:30:00+01:00"),
        ("2026-12-03 23:00", "2h", "2026-12-04T01:00:00+01:00"),
        ("2027-03-27 23:00", "4h", "2027-03-28T04:00:00+02:00"),  # hours are exact: the clock is put forward in between
        ("2027-03-27 23:00", "1 day", "2027-03-28T23:00:00+02:00"),  # days keep the time of day (RFC 5545 3.3.6)
        ("2027-10-30 23:00", "4h", "2027-10-31T02:00:00+01:00"),
        ("2027-10-30 02:30", "1d 1h", "2027-10-31T02:30:00+01:00"),
    ],
)
def test_a_duration_makes_the_end(bare_site: BareSite, start: str, duration: str, end: str) -> None:
    bare_site.event("aften", start=start, end=None, duration=duration)
    assert shown(bare_site)["date_time"]["end"] == end


@pytest.mark.parametrize(
    ("keys", "end"),
    [
        ({"start": "2026-12-03", "end": None}, "2026-12-03T23:59:59+01:00"),
        ({"start": "2026-12-03 19:00", "end": "2026-12-05 10:00"}, "2026-12-05T23:59:59+01:00"),
        ({"start": "2026-12-03", "end": None, "duration": "3 days"}, "2026-12-05T23:59:59+01:00"),
        ({"start": "2026-12-03", "end": "2026-12-03"}, "2026-12-03T23:59:59+01:00"),
        ({"start": "2026-12-02T23:00Z", "end": "2026-12-04T22:59:59Z"}, "2026-12-04T23:59:59+01:00"),
    ],
)
def test_an_all_day_event_lasts_from_midnight_to_a_last_second(
    bare_site: BareSite, keys: dict[str, str | None], end: str
) -> None:
    bare_site.event("aften", all_day="true", **keys)
    event = shown(bare_site)
    assert (event["all_day"], event["date_time"]) == (True, {"start": "2026-12-03T00:00:00+01:00", "end": end})


@pytest.mark.parametrize(
    ("state", "now", "told"),
    [
        ("Active", "2026-12-03T20:59:59+01:00", "Active"),
        ("Active", "2026-12-03T21:00:00+01:00", "Occurred"),
        ("SoldOut", "2026-12-04T00:00:00+01:00", "Occurred"),
        ("Cancelled", "2026-12-04T00:00:00+01:00", "Cancelled"),
        ("TicketSaleNotOpen", "2026-12-01T00:00:00+01:00", "TicketSaleNotOpen"),
    ],
)
def test_what_is_past_has_occurred_but_for_what_was_cancelled(bare_site: BareSite, state: str, now: str, told: str) -> None:
    bare_site.event("aften", state=state)
    assert shown(bare_site, now)["state"] == told


def test_a_past_event_leaves_the_feed_after_a_month_and_its_page_stays(bare_site: BareSite) -> None:
    bare_site.event("aften")
    assert shown(bare_site, "2027-01-02T20:59:59+01:00")
    assert not shown(bare_site, "2027-01-02T21:00:00+01:00")
    assert "Aften" in bare_site.page("/arrangementer/aften/")


@pytest.mark.parametrize(
    ("keys", "now", "public"),
    [
        ({"publish": "2026-11-22 08:00"}, "2026-11-22T07:59:59+01:00", False),
        ({"publish": "2026-11-22 08:00"}, "2026-11-22T08:00:00+01:00", True),
        ({"unpublish": "2026-11-22 08:00"}, "2026-11-22T07:59:59+01:00", True),
        ({"unpublish": "2026-11-22 08:00"}, "2026-11-22T08:00:00+01:00", False),
        ({"draft": "true"}, "2026-11-22T08:00:00+01:00", False),
    ],
)
def test_an_event_is_public_when_its_editor_says(bare_site: BareSite, keys: dict[str, str], now: str, public: bool) -> None:
    bare_site.event("aften", **keys)
    assert bool(shown(bare_site, now)) is public
    assert (bare_site.output / "arrangementer/aften/index.html").is_file() is public


def test_a_hidden_event_is_in_the_feed_and_has_a_page_and_stands_in_no_list(bare_site: BareSite) -> None:
    bare_site.event("aften", hidden="true")
    assert shown(bare_site)
    assert "Aften" in bare_site.page("/arrangementer/aften/")
    assert "Aften" not in bare_site.page("/arrangementer/")
    assert "aften" not in (bare_site.output / "sitemap.xml").read_text(encoding="utf-8")


def test_the_branch_is_place_and_organizer(bare_site: BareSite) -> None:
    bare_site.event("aften", room="Salen")
    event = shown(bare_site)
    assert event["branches"] == ["Lillerup"]
    assert event["organizer"]["name"] == "Lillerup"
    assert event["address"] == {
        "locationType": "physical",
        "location": "Lillerup",
        "locationAdditional": "Salen",
        "street": "Skolegade 4",
        "zip_code": 999,
        "city": "Lillerup",
        "country": "DK",
    }


def test_an_address_of_its_own_wins_and_the_branch_stays_the_organizer(bare_site: BareSite) -> None:
    bare_site.event("aften", location="Pakhuset", address="{street: Kajen 4, zip_code: 8000, city: Byen}")
    event = shown(bare_site)
    address = event["address"]
    assert (address["location"], address["street"], address["zip_code"]) == ("Pakhuset", "Kajen 4", 8000)
    assert event["organizer"]["street"] == "Skolegade 4"


def test_of_several_branches_the_first_organizes(bare_site: BareSite) -> None:
    bare_site.write("branches/byen.md", BRANCH.replace("title: Lillerup", "title: Byen").replace("id: 1", "id: 2"))
    bare_site.event("aften", branch="[byen, lillerup]")
    event = shown(bare_site)
    assert event["branches"] == ["Byen", "Lillerup"]
    assert event["organizer"]["name"] == "Byen"


@pytest.mark.parametrize(("attendance", "kind"), [("physical", "physical"), ("online", "online"), ("hybrid", "physical")])
def test_one_may_come_in_person_or_not(bare_site: BareSite, attendance: str, kind: str) -> None:
    bare_site.event("aften", attendance=attendance)
    event = shown(bare_site)
    assert event["address"]["locationType"] == kind
    assert {"street", "zip_code", "city", "country"} <= event["address"].keys()


def test_the_address_of_a_page_comes_from_the_files_name_or_its_slug(bare_site: BareSite) -> None:
    bare_site.event("aften")
    assert shown(bare_site)["url"] == "https://lillerup.example/arrangementer/aften/"
    (bare_site.content / "events/aften.md").unlink()
    bare_site.event("2026/12/Ærø & Øerne", uuid=uuid_of("aften"))
    bare_site.event("krimi", redirect_from="[/arrangementer/aften/]")
    assert shown(bare_site)["url"] == "https://lillerup.example/arrangementer/aeroe-oeerne/"
    (bare_site.content / "events/2026/12/Ærø & Øerne.md").unlink()
    bare_site.event("2026/12/x", uuid=uuid_of("aften"), slug="oe-tur", redirect_from="[/arrangementer/aeroe-oeerne/]")
    assert shown(bare_site)["url"] == "https://lillerup.example/arrangementer/oe-tur/"


def test_updated_is_the_latest_of_file_and_organizing_branch(bare_site: BareSite) -> None:
    bare_site.event("aften")
    bare_site.commit(at="2026-10-02T09:00:00+02:00")
    event = shown(bare_site)
    assert (event["created_at"], event["updated_at"]) == ("2026-10-02T09:00:00+02:00", "2026-10-02T09:00:00+02:00")
    bare_site.write("branches/lillerup.md", BRANCH.replace("Skolegade", "Skolevej"))
    bare_site.commit(at="2026-11-01T10:00:00+01:00")
    event = shown(bare_site)
    assert (event["created_at"], event["updated_at"]) == ("2026-10-02T09:00:00+02:00", "2026-11-01T10:00:00+01:00")
    bare_site.event("aften", title="Ny titel")
    assert shown(bare_site)["updated_at"] == "2026-11-21T12:00:00+01:00", "not committed yet: it was updated now"
    bare_site.commit(at="2026-11-21T12:30:00+01:00")
    event = shown(bare_site, "2026-11-22T12:00:00+01:00")
    assert (event["created_at"], event["updated_at"]) == ("2026-10-02T09:00:00+02:00", "2026-11-21T12:30:00+01:00")


def test_what_a_file_says_of_its_dates_goes_before_git(bare_site: BareSite) -> None:
    bare_site.event("aften", created="2020-01-01 10:00", updated="2020-02-01 10:00")
    bare_site.write("branches/lillerup.md", BRANCH.replace("id: 1", "id: 1\ncreated: 2018-01-01\nupdated: 2019-01-01"))
    event = shown(bare_site)
    assert (event["created_at"], event["updated_at"]) == ("2020-01-01T10:00:00+01:00", "2020-02-01T10:00:00+01:00")
