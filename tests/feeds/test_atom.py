"""News and new events to subscribe to, read by a feed reader that is not ours, and held against RFC 4287."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from uuid import UUID
from xml.etree import ElementTree

import feedparser
import pytest
from opslag.events.occurrences import Occurrences
from opslag.events.state import State
from opslag.feeds.atom import EVENTS, MOST, NEWS, events_atom, news_atom
from opslag.library import Library

from tests.bare_site import BareSite
from tests.feeds.sample import NOW, alone, library, occurrence

ATOM = "{http://www.w3.org/2005/Atom}"
HERE = "https://lillerup.example"
FEEDS = [(NEWS, news_atom), (EVENTS, events_atom)]

Make = Callable[[Library], bytes]


def titles(data: bytes) -> list[str]:
    return [entry.title for entry in feedparser.parse(data).entries]


@pytest.mark.parametrize(("path", "make"), FEEDS)
def test_a_feed_reader_takes_it_without_a_word(path: str, make: Make) -> None:
    feed = feedparser.parse(make(library()))
    assert not feed.bozo, feed.get("bozo_exception")
    assert feed.version == "atom10"
    assert feed.feed.title.startswith("Lillerup & Omegns Bibliotek: N")
    assert {(link.rel, link.href) for link in feed.feed.links} == {
        ("self", HERE + path),
        ("alternate", HERE + path.removesuffix("atom.xml")),
    }
    assert feed.entries


@pytest.mark.parametrize(("path", "make"), FEEDS)
def test_it_has_all_that_rfc_4287_demands(path: str, make: Make) -> None:
    """Sections 4.1.1 and 4.1.2: what a feed and an entry have exactly once, and an author, a summary or content."""
    root = ElementTree.fromstring(make(library()))
    assert root.tag == f"{ATOM}feed"
    assert root.get("{http://www.w3.org/XML/1998/namespace}lang") == "da"
    for part in (root, *root.findall(f"{ATOM}entry")):
        assert [len(part.findall(ATOM + name)) for name in ("id", "title", "updated")] == [1, 1, 1]
        for name in ("published", "updated"):
            assert all(datetime.fromisoformat(moment.text or "").tzinfo for moment in part.findall(ATOM + name))
    for entry in root.findall(f"{ATOM}entry"):
        assert entry.find(f"{ATOM}summary") is not None or entry.find(f"{ATOM}content") is not None
        assert len([link for link in entry.findall(f"{ATOM}link") if link.get("rel") == "alternate"]) == 1
        assert datetime.fromisoformat(entry.findtext(f"{ATOM}updated", "")) >= datetime.fromisoformat(
            entry.findtext(f"{ATOM}published", "")
        )
    assert root.find(f"{ATOM}author/{ATOM}name") is not None
    ids = [entry.findtext(f"{ATOM}id") for entry in root.findall(f"{ATOM}entry")]
    assert len(set(ids)) == len(ids)


def test_news_are_newest_first_and_only_those_that_are_public() -> None:
    found = [entry.findtext(f"{ATOM}title") for entry in ElementTree.fromstring(news_atom(library())).findall(f"{ATOM}entry")]
    assert found == ["Ny elevator & nye døre <uden trin>", "Forårets program"]


def test_news_can_be_read_in_the_reader_with_pictures_and_links_that_lead_somewhere() -> None:
    (content,) = feedparser.parse(news_atom(library())).entries[0].content
    assert f'<a href="{HERE}/filialer/vestbyen/">' in content.value
    assert f'src="{HERE}/billeder/krimi-5843a5b83f/1280.jpg"' in content.value
    assert "<td>Børn</td>" in content.value
    assert '="/' not in content.value


def test_events_are_there_in_the_order_in_which_they_came_into_the_programme() -> None:
    found = titles(events_atom(library()))
    assert found[0] == "Længe hemmelig", "it was written in October, and people could see it from the 20th of November"
    assert found[-1] == "Tre aftener med sagaerne"
    dates = [entry.published_parsed for entry in feedparser.parse(events_atom(library())).entries]
    assert dates == sorted(dates, reverse=True)


def test_nothing_is_there_that_is_over_or_hidden_or_not_out_yet() -> None:
    assert not {"Sommerbog", "For særligt indbudte", "Det ved ingen endnu"} & set(titles(events_atom(library())))


def test_a_series_is_one_entry_that_says_its_next_date() -> None:
    (entry,) = (entry for entry in feedparser.parse(events_atom(library())).entries if entry.title == "Historietime")
    assert entry.id == "urn:uuid:e617d8f9-3b4c-492a-97c6-334455660077"
    assert entry.link == f"{HERE}/arrangementer/historietime/"
    assert (
        entry.summary
        == "Næste gang: tirsdag den 24. november 2026 kl. 10.00–10.45. Hovedbiblioteket, Børnebyen. Højtlæsning for de mindste."
    )


def test_a_series_that_came_from_elsewhere_has_the_id_that_it_had_there() -> None:
    (entry,) = (entry for entry in feedparser.parse(events_atom(library())).entries if entry.title.startswith("Tre aftener"))
    assert entry.id == "urn:uuid:08390a1b-5d6e-4b4c-b9e8-556677880099"


def test_what_is_cancelled_says_so() -> None:
    assert "Aflyst: Kranse af gran" in titles(events_atom(library()))


def test_a_series_is_cancelled_only_where_no_date_is_left() -> None:
    week = library(datetime.fromisoformat("2026-11-25T12:00:00+01:00"))
    (entry,) = (entry for entry in feedparser.parse(events_atom(week)).entries if "istorietime" in entry.title)
    assert entry.title == "Historietime"
    assert entry.summary.startswith("Næste gang: onsdag den 9. december 2026"), "the date before it is cancelled"
    all_off = tuple(replace(one, state=State.CANCELLED) for one in week.occurrences)
    assert "Aflyst: Historietime" in titles(events_atom(replace(week, occurrences=Occurrences.of(all_off))))


def test_an_entry_s_id_is_the_event_s_own_whatever_becomes_of_its_page() -> None:
    one = occurrence("Krimiaften med tre forfattere")
    moved = replace(one, path="/arrangementer/andet/")
    first, second = (
        feedparser.parse(events_atom(replace(alone(one), occurrences=Occurrences.of((each,))))).entries[0].id
        for each in (one, moved)
    )
    assert first == second == "urn:uuid:5f0c1f0e-8a55-4a3e-9a07-3f0f7f0f2b11"


def test_the_feed_holds_the_newest_and_no_more() -> None:
    one = occurrence("Krimiaften med tre forfattere")
    many = tuple(
        replace(
            one,
            uuid=str(UUID(int=number)),
            path=f"/arrangementer/{number}/",
            created_at=one.created_at + timedelta(minutes=number),
        )
        for number in range(MOST + 20)
    )
    found = feedparser.parse(events_atom(replace(alone(one), occurrences=Occurrences.of(many)))).entries
    assert [UUID(entry.id[9:]).int for entry in found] == list(range(MOST + 19, 19, -1))


@pytest.mark.parametrize("make", [news_atom, events_atom])
def test_a_later_build_of_the_same_content_is_the_same_bytes(make: Make) -> None:
    assert make(library(NOW + timedelta(hours=5))) == make(library())


@pytest.mark.parametrize("make", [news_atom, events_atom])
def test_a_library_with_nothing_new_has_a_feed_without_entries(make: Make) -> None:
    feed = feedparser.parse(make(replace(library(), occurrences=Occurrences.of(()), series=(), news=())))
    assert (feed.bozo, feed.entries) == (False, [])
    assert feed.feed.updated == "2026-03-02T10:15:00+01:00"


def test_what_came_out_at_a_moment_is_published_then_by_the_library_s_clock(bare_site: BareSite) -> None:
    bare_site.event("krimi", publish="2026-11-15 08:00")
    assert bare_site.build_here().code == 0
    published = [entry.published for entry in feedparser.parse(bare_site.public()["arrangementer/atom.xml"]).entries]
    assert published[0] == "2026-11-15T08:00:00+01:00"
