"""What search engines find on an event's page, extracted by somebody else's reader and held against what Google documents."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml
from extruct.jsonld import JsonLdExtractor
from hypothesis import given
from hypothesis import strategies as st
from markupsafe import Markup
from opslag.artefacts import Plan
from opslag.content.rendition import renditions
from opslag.content.tree import Tree
from opslag.contract.document import read_contract
from opslag.events.occurrence import Occurrence
from opslag.events.state import State
from opslag.feeds.structured_data import embedded, structured_data
from opslag.language import Language
from opslag.library import Library
from opslag.pages.site_pages import SitePages
from opslag.pages.theme import Theme

from tests.feeds.sample import FOLDER, alone, library, occurrence

ROOT = Path(__file__).parents[2]
GOOGLE = yaml.safe_load((ROOT / "tests" / "data" / "google_event.yaml").read_text(encoding="utf-8"))
HERE = "https://lillerup.example"

Json = dict[str, Any]


def pages(of: Library) -> SitePages:
    theme = Theme((ROOT / "themes" / "plakat",), Language("da"))
    contract = read_contract((ROOT / "feeds" / "openapi.yaml").read_bytes())
    return Plan(of, theme, contract, Tree(FOLDER).read).pages


def found_on(shown: SitePages, one: Occurrence) -> Json:
    """What is found on the event's page, as the site's own theme renders it."""
    html = shown.event(one, shown.related.to(one), {other.uuid: Markup() for other in shown.library.occurrences})
    (found,) = JsonLdExtractor().extract(html)
    assert isinstance(found, dict)
    return found


@cache
def sample() -> dict[str, Json]:
    """What is found on each page of the sample library, by uuid."""
    shown = pages(library())
    return {one.uuid: found_on(shown, one) for one in library().occurrences}


def extracted(one: Occurrence) -> Json:
    return sample()[one.uuid]


def said(title: str, day: str = "") -> Json:
    return extracted(occurrence(title, day))


def at(value: Any, path: str, of: str | None = None) -> Iterator[Any]:
    """What stands at a path, in each of the objects of this type on the way; ``...`` where nothing does."""
    if isinstance(value, list):
        for inner in value:
            yield from at(inner, path, of)
        return
    name, _, rest = path.partition(".")
    if rest:
        if name in value:
            yield from at(value[name], rest, of)
    elif of is None or value.get("@type") == of:
        yield value.get(name, ...)


def there(one: Occurrence, given: str) -> bool:
    match given:
        case "always":
            return True
        case "never":
            return False
        case "where the library wrote any text":
            return bool(one.event.description or one.body)
        case "where the event has a picture":
            return one.image is not None
        case _:
            assert given == "where there is ticketing and the event takes place"
            return bool(one.event.tickets) and one.state not in (State.CANCELLED, State.OCCURRED)


@pytest.mark.parametrize("row", GOOGLE, ids=lambda row: row["property"])
def test_google_finds_on_every_page_what_it_documents_where_the_library_knows_it(row: Json) -> None:
    for one in library().occurrences:
        for found in at(extracted(one), row["property"], row.get("of")):
            assert (found is not ...) == there(one, row["given"]), one.title
            if found is not ... and "values" in row:
                assert found.removeprefix("https://schema.org/") in row["values"]
            assert found not in ("", [], {}, None)


def test_all_that_is_required_is_always_there() -> None:
    assert {row["given"] for row in GOOGLE if row["level"] == "required"} == {"always"}


def test_the_sample_library_tries_every_row_of_the_table() -> None:
    missing = [
        row["property"] for row in GOOGLE if row["given"] != "never" and not any(
            found is not ... for one in library().occurrences for found in at(extracted(one), row["property"], row.get("of"))
        )
    ]  # fmt: skip
    assert missing == []


@pytest.mark.parametrize(("title", "status"), [("Kranse af gran", "EventCancelled"), ("Julekoncert", "EventScheduled")])
def test_a_cancelled_event_says_so_and_keeps_its_date(title: str, status: str) -> None:
    found = said(title)
    assert found["eventStatus"] == f"https://schema.org/{status}"
    assert found["startDate"] == occurrence(title).start.isoformat()


def test_nothing_is_offered_for_what_is_cancelled() -> None:
    assert "offers" not in said("Kranse af gran")


@pytest.mark.parametrize(
    ("title", "availability"),
    [("Krimiaften med tre forfattere", "InStock"), ("Julekoncert", "SoldOut"), ("Dukketeater", "PreOrder")],
)
def test_tickets_say_what_they_cost_and_whether_they_can_be_had(title: str, availability: str) -> None:
    offers = said(title)["offers"]
    tickets = occurrence(title).event.tickets or ()
    assert [(offer["name"], offer["price"]) for offer in offers] == [(ticket.title, float(ticket.price)) for ticket in tickets]
    assert {(offer["priceCurrency"], offer["availability"]) for offer in offers} == {
        ("DKK", f"https://schema.org/{availability}")
    }


def test_tickets_are_had_where_the_ticket_system_says_else_on_the_page() -> None:
    assert {offer["url"] for offer in said("Julekoncert")["offers"]} == {"https://billetbutikken.example/e/4711"}
    assert {offer["url"] for offer in said("Flet julehjerter")["offers"]} == {f"{HERE}/arrangementer/gratis/"}


def test_free_is_said_of_what_costs_nothing_and_not_of_what_has_no_tickets() -> None:
    free = {one.title: extracted(one).get("isAccessibleForFree") for one in library().occurrences}
    assert free["Flet julehjerter"] is True
    assert free["Krimiaften med tre forfattere"] is False
    assert free["Dukketeater"] is None, "some pay and some do not"
    assert free["Kaffe & kage"] is None


def test_prices_are_in_whole_units_even_where_the_events_feed_counts_in_small_ones() -> None:
    site = library().site
    minor = replace(site, feeds=replace(site.feeds, events=replace(site.feeds.events, price_unit="minor")))
    data = json.loads(structured_data(replace(library(), site=minor))(occurrence("Krimiaften med tre forfattere")))
    assert [offer["price"] for offer in data["offers"]] == [120, 59.5]


def test_an_event_with_people_in_the_room_and_at_home_is_in_both_places() -> None:
    found = said("Hvem ejer byens træer?")
    assert found["eventAttendanceMode"] == "https://schema.org/MixedEventAttendanceMode"
    assert [place["@type"] for place in found["location"]] == ["Place", "VirtualLocation"]


def test_an_online_event_is_at_an_address_on_the_net_and_nowhere_else() -> None:
    found = said("E-bøger fra sofaen")
    assert found["eventAttendanceMode"] == "https://schema.org/OnlineEventAttendanceMode"
    assert found["location"] == {"@type": "VirtualLocation", "url": "https://moede.example/sofaen"}


def test_an_event_away_from_the_branch_is_there_and_the_branch_organizes_it() -> None:
    found = said("Julekoncert")
    assert found["location"]["name"] == "Lillerup Kirke"
    assert found["location"]["address"]["streetAddress"] == "Kirkebakken 3"
    assert found["organizer"] == {
        "@type": "Organization",
        "name": "Hovedbiblioteket",
        "url": f"{HERE}/filialer/hovedbiblioteket/",
    }


def test_a_postal_code_keeps_its_zeros() -> None:
    assert said("Krimiaften med tre forfattere")["location"]["address"]["postalCode"] == "0999"


def test_times_carry_their_offset_also_where_it_changes_within_the_event() -> None:
    found = said("Natlæsning, da uret gik baglæns")
    assert (found["startDate"], found["endDate"]) == ("2026-10-25T01:00:00+02:00", "2026-10-25T02:30:00+01:00")


def test_an_event_without_a_time_of_day_gives_dates_alone() -> None:
    found = said("Lys over fjorden")
    assert (found["startDate"], found["endDate"]) == ("2026-11-01", "2027-01-17")


def test_a_date_of_a_series_names_the_series() -> None:
    found = said("Nisselæsning", "2026-12-09")["superEvent"]
    assert found["@type"] == "EventSeries"
    assert (found["name"], found["url"]) == ("Historietime", f"{HERE}/arrangementer/historietime/")
    assert (found["startDate"], found["endDate"]) == ("2026-11-17T10:00:00+01:00", "2027-03-30T10:45:00+02:00")
    assert found["location"]["address"]["addressLocality"] == "Lillerup", "an Event too, so it has what Google requires of one"


def test_a_series_without_an_end_says_none() -> None:
    endless = replace(library(), series=tuple(replace(one, endless=True) for one in library().series))
    data = json.loads(structured_data(endless)(occurrence("Historietime", "2026-11-24")))
    assert "endDate" not in data["superEvent"]


def test_a_single_event_is_part_of_nothing() -> None:
    assert "superEvent" not in said("Kaffe & kage")


def test_its_pictures_are_published() -> None:
    one = occurrence("Krimiaften med tre forfattere")
    assert one.image is not None
    published = {HERE + rendition.path for rendition in renditions(one.image)}
    assert len(extracted(one)["image"]) == 2
    assert set(extracted(one)["image"]) <= published


@given(
    st.text(st.characters(exclude_categories=["Cs"]))
    | st.sampled_from(["</script><script>alert(1)</script>", "<!--", "]]>", "\u2028", "&lt;", "\\u003c"])
)
def test_whatever_is_written_stays_within_its_script(text: str) -> None:
    html = f'<html><head><script type="application/ld+json">{embedded({"name": text}).decode()}</script></head></html>'
    assert b"<" not in embedded({"name": text})
    assert JsonLdExtractor().extract(html) == [{"name": text}]


def test_a_title_full_of_signs_is_read_on_the_page_as_it_was_written() -> None:
    one = occurrence('Tom & "Jerry" <b>på</b> dansk ]]> 🎄 שלום')
    nasty = replace(one, event=replace(one.event, title=one.title + "</script><!-- \x01"))
    assert found_on(pages(alone(nasty)), nasty)["name"] == nasty.title
