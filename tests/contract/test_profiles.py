"""What each system that reads the feeds needs beyond the contract, told at the line where an editor can add it."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from opslag.contract.profile import Profile, read_profile
from opslag.contract.profiles import judge_by_profiles
from opslag.errors import ContentError, Severity

from tests.bare_site import BareSite

FOLDER = Path(__file__).parents[2] / "feeds" / "consumers"
SHIPPED = ("billetto", "google-events", "kultunaut", "place2book", "redia-app", "screens", "yourticket")

Json = dict[str, Any]


def profile(name: str) -> Profile:
    return read_profile(name, (FOLDER / f"{name}.yaml").read_bytes(), f"feeds/consumers/{name}.yaml")


def event(**fields: Any) -> Json:
    """An event that no consumer misses anything of; a field that is None is left out."""
    item = {
        "uuid": "5f0c1f0e-8a55-4a3e-9a07-3f0f7f0f2b11",
        "title": "Krimiaften",
        "description": "Tre forfattere læser op.",
        "ticket_manager_relevance": True,
        "image": {"url": "https://bibliotek.example/billeder/krimi.jpg"},
        "state": "Active",
        "date_time": {"start": "2026-12-03T19:00:00+01:00", "end": "2026-12-03T21:00:00+01:00"},
        "branches": ["Havnen"],
        "address": {"location": "Havnen", "street": "Pakhuskajen 4", "zip_code": 8396, "city": "Storkøbing", "country": "DK"},
        "categories": ["Foredrag"],
        "audiences": ["Voksne"],
        "ticket_categories": [{"title": "Voksen", "price": {"currency": "DKK", "value": 120}}],
        "ticket_capacity": 80,
        "screen_names": ["Foyer"],
        **fields,
    }
    return {key: value for key, value in item.items() if value is not None}


def unmet(name: str, **fields: Any) -> list[tuple[str, str]]:
    """(field, what is said) of what one profile misses of an event."""
    return [(field, need.say) for need, field in profile(name).unmet(event(**fields))]


def test_a_profile_ships_for_each_system_that_the_guide_names() -> None:
    assert tuple(sorted(file.stem for file in FOLDER.glob("*.yaml"))) == SHIPPED


@pytest.mark.parametrize("name", SHIPPED)
def test_a_shipped_profile_asks_nothing_of_an_event_that_has_everything(name: str) -> None:
    assert unmet(name) == []


@pytest.mark.parametrize("name", SHIPPED)
def test_each_need_says_where_it_is_known_from_and_every_guess_says_that_it_is_one(name: str) -> None:
    shown = profile(name)
    assert {need.known_from for need in shown.needs} <= shown.known_from.keys()
    assert {need.known_from for need in shown.needs} | {"overview"} >= shown.known_from.keys()
    assert shown.known_from.get("assumption", "Ours").startswith("Ours")
    assert (shown.name, bool(shown.title), bool(shown.about), bool(shown.on_violation), bool(shown.reads)) == (name, *[True] * 4)


PLACE2BOOK = "Place2Book needs `capacity` and at least one ticket for an event marked `ticket_manager`"


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"ticket_capacity": None}, "ticket_capacity"),
        ({"ticket_categories": None}, "ticket_categories"),
        ({"ticket_categories": []}, "ticket_categories"),
    ],
)
def test_place2book_needs_capacity_and_a_ticket(fields: Mapping[str, Any], field: str) -> None:
    assert unmet("place2book", **fields) == [(field, PLACE2BOOK)]
    assert unmet("place2book", **fields, ticket_manager_relevance=False) == []
    assert unmet("place2book", **fields, ticket_manager_relevance=None) == []
    assert unmet("yourticket", **fields) == [(field, PLACE2BOOK.replace("Place2Book", "YourTicket"))]


def test_a_capacity_of_nobody_is_a_capacity() -> None:
    assert unmet("place2book", ticket_capacity=0) == []


def test_place2book_cuts_a_long_description() -> None:
    said = "Place2Book shows the first 255 characters of `description`"
    assert unmet("place2book", description="x" * 256) == [("description", said)]
    assert unmet("place2book", description="x" * 255) == []
    assert unmet("place2book", description=None) == []


def test_billetto_needs_a_ticket_and_an_address() -> None:
    missing = {"ticket_categories": None, "address": None}
    assert [field for field, _ in unmet("billetto", **missing)] == ["ticket_categories", "address.street"]
    assert unmet("billetto", **missing, ticket_manager_relevance=False) == []


def test_kultunaut_needs_a_town_a_heading_an_age_and_something_to_show() -> None:
    missing = {"address": None, "categories": [], "audiences": [], "description": None, "image": None}
    assert [field for field, _ in unmet("kultunaut", **missing)] == [
        "address.street", "categories", "audiences", "description", "image.url",
    ]  # fmt: skip


def test_the_app_needs_a_picture_a_line_of_text_a_place_and_a_branch() -> None:
    missing = {"address": None, "branches": [], "description": None, "image": None}
    assert [field for field, _ in unmet("redia-app", **missing)] == ["image.url", "description", "address.location", "branches"]


def test_the_app_warns_of_a_picture_that_it_cannot_draw() -> None:
    drawn = {"originalImage": {"url": "https://bibliotek.example/billeder/krimi/original.SVG"}}
    photographed = {"originalImage": {"url": "https://bibliotek.example/billeder/krimi/original.jpg"}}
    assert [field for field, _ in unmet("redia-app", **drawn)] == ["originalImage.url"]
    assert unmet("redia-app", **photographed) == []


def test_screens_ask_only_of_events_that_name_one() -> None:
    missing = {"address": None, "image": None, "title": "x" * 81}
    assert [field for field, _ in unmet("screens", **missing)] == ["image.url", "title", "address.location"]
    assert unmet("screens", **missing, screen_names=[]) == []


def test_google_asks_for_what_its_documentation_requires_and_recommends() -> None:
    missing = {"address": None, "description": None, "image": None}
    assert [field for field, _ in unmet("google-events", **missing)] == ["address.location", "description", "image.url"]
    assert [field for field, _ in unmet("google-events", address={"location": "Havnen", "street": "Kajen 1"})] == ["address.city"]


def test_a_finding_stands_where_an_editor_can_mend_it() -> None:
    sources = {
        ("5f0c1f0e-8a55-4a3e-9a07-3f0f7f0f2b11", "ticket_manager_relevance"): "content/events/krimi.md:14:17",
        ("5f0c1f0e-8a55-4a3e-9a07-3f0f7f0f2b11", "description"): "content/events/krimi.md:8:14",
    }
    wanted = [(profile("place2book"), Severity.WARNING)]
    found = judge_by_profiles([event(ticket_capacity=None, description="x" * 300)], wanted, sources)
    assert [str(problem) for problem in found] == [
        "content/events/krimi.md:8:14: description: Place2Book shows the first 255 characters of `description`; "
        "what is longer is cut off in the middle of a sentence",
        f"content/events/krimi.md:14:17: ticket_capacity: {PLACE2BOOK}; without them the event cannot be put on sale",
    ]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("title: [", "feeds/consumers/x.yaml:1:9: expected the node content, but found '<stream end>'; mend the profile"),
        ("- x", "feeds/consumers/x.yaml: no mapping; write title, reads, about, on_violation, known_from and needs"),
        ("titel: X", 'feeds/consumers/x.yaml: titel: unknown key; did you mean "title"?'),
        ("title: X", "feeds/consumers/x.yaml: needs: missing; add needs: …"),
        ("known_from: {a: A}\nneeds: [{fields: [title], say: S, or_else: O, from: b}]", 'needs.0.from: "b", which known_from'),
        ("known_from: {a: A}\nneeds: [{fields: [title], say: S, or_else: O, from: a, longest: x}]", "needs.0.longest: no number"),
        ("known_from: {a: A}\nneeds: [{field: title}]", 'needs.0.field: unknown key; did you mean "fields"?'),
        ("known_from: [a]\nneeds: [x]", "needs: no list of needs"),
    ],
)  # fmt: skip
def test_a_profile_that_is_none_is_told_all_that_is_wrong(text: str, said: str) -> None:
    with pytest.raises(ContentError) as fault:
        read_profile("x", text.encode(), "feeds/consumers/x.yaml")
    assert said in str(fault.value)


# By the command


def told(site: BareSite, consumers: str, *arguments: str) -> tuple[int, str, str]:
    text = (site.content / "site.yaml").read_text(encoding="utf-8").partition("consumers:")[0]
    site.write("site.yaml", f"{text}consumers: {consumers}\n")
    ran = site.opslag(*arguments, "--now", "2026-11-21T12:00+01:00")
    return ran.code, ran.stdout, ran.stderr


def test_check_tells_what_a_consumer_misses_at_the_line_and_a_build_only_how_much(bare_site: BareSite) -> None:
    bare_site.event("krimi", tickets="[{title: Voksen, price: 120}]", ticket_manager="true")
    code, out, err = told(bare_site, "[place2book]", "check")
    assert (code, out) == (0, "3 events, nothing wrong, 1 warning\n")
    assert f"content/events/krimi.md:8:17: warning: ticket_capacity: {PLACE2BOOK}; " in err
    code, out, err = told(bare_site, "[place2book]", "build")
    assert code == 0
    assert "Place2Book" not in err
    assert "note: 1 thing is missing for those who read the feeds; opslag check tells what\n" in err


def test_a_site_may_let_nothing_out_that_a_consumer_cannot_use(bare_site: BareSite) -> None:
    bare_site.event("krimi", ticket_manager="true")
    code, out, err = told(bare_site, "{place2book: error, kultunaut: off}", "build")
    assert (code, out) == (1, "")
    assert err.startswith(f"content/events/krimi.md:7:17: ticket_capacity: {PLACE2BOOK}; ")
    assert not bare_site.output.exists()


def test_nobody_is_told_of_systems_that_the_library_does_not_use(bare_site: BareSite) -> None:
    bare_site.event("krimi", ticket_manager="true")
    assert told(bare_site, "{}", "check")[:2] == (0, "3 events, nothing wrong\n")


def test_what_is_over_or_cancelled_needs_nothing_more(bare_site: BareSite) -> None:
    bare_site.event("krimi", ticket_manager="true", state="Cancelled")
    bare_site.event("kaffe", ticket_manager="true", start="2026-11-20 10:00", end="2026-11-20 11:00")
    assert told(bare_site, "[place2book]", "check")[:2] == (0, "3 events, nothing wrong\n")


def test_a_series_is_told_once_and_a_date_that_differs_by_itself(bare_site: BareSite) -> None:
    bare_site.event(
        "krimi", ticket_manager="true", capacity="20", tickets="[{title: Alle, price: 0}]",
        repeat="{every: week, until: 2027-03-25}", instances="{2026-12-10: {tickets: []}}",
    )  # fmt: skip
    err = told(bare_site, "[place2book, redia-app]", "check")[2]
    lines = [line for line in err.splitlines() if line.startswith("content/events/krimi.md")]
    assert len(lines) == len(set(lines)) == 3
    assert f"warning: ticket_categories: {PLACE2BOOK}; " in err


def test_an_unknown_consumer_is_told_in_the_sites_settings(bare_site: BareSite) -> None:
    code, _, err = told(bare_site, "[place2bok]", "check")
    assert code == 1
    assert 'content/site.yaml:5:12: consumers.place2bok: no profile "place2bok"; did you mean "place2book"?' in err


def test_a_site_may_have_profiles_of_its_own(bare_site: BareSite) -> None:
    own = bare_site.root / "feeds" / "consumers" / "avisen.yaml"
    own.parent.mkdir(parents=True)
    own.write_text(
        "title: Avisen\nreads: [/api/v1/events]\nabout: A newspaper.\non_violation: It is not printed.\n"
        "known_from: {mail: A letter.}\n"
        "needs: [{fields: [description], say: Avisen needs a `description`, or_else: it is not printed, from: mail}]\n",
        encoding="utf-8",
    )
    code, _, err = told(bare_site, "[avisen]", "check")
    assert code == 0
    assert "content/events/jazz.md:2:8: warning: description: Avisen needs a `description`; it is not printed\n" in err
