"""The app's feed, read by a feed reader and by an XML parser that are not ours."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from email.utils import parsedate_to_datetime
from hashlib import md5
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

import feedparser
import pytest
from opslag.content.drawing import drawn
from opslag.content.rendition import original, renditions
from opslag.events.occurrences import Occurrences
from opslag.events.ticket import Ticket
from opslag.feeds.redia import NAMESPACES, redia
from opslag.library import Library

from tests.feeds.sample import FOLDER, NOW, alone, library, occurrence

APP = "{http://xml.redia.dk/rss}"
MEDIA = "{http://search.yahoo.com/mrss/}"
HERE = "https://lillerup.example/ding-redia-rss/event"


def items(shown: Library) -> list[Element]:
    return ElementTree.fromstring(redia(shown)).findall("channel/item")


def item(title: str, day: str = "") -> Element:
    one = occurrence(title, day)
    (found,) = (element for element in items(library()) if element.findtext("guid") == one.uuid)
    return found


def only(shown: Library) -> Element:
    (found,) = items(shown)
    return found


def test_a_feed_reader_takes_it_without_a_word() -> None:
    feed = feedparser.parse(redia(library()))
    assert not feed.bozo, feed.get("bozo_exception")
    assert feed.version == "rss20"
    assert feed.feed.title == "Lillerup & Omegns Bibliotek"
    assert feed.feed.link == "https://lillerup.example/"
    assert feed.feed.language == "da"
    assert [(link.rel, link.href) for link in feed.feed.links if link.rel == "self"] == [("self", HERE)]
    assert feed.feed.published == feed.feed.updated == "Fri, 20 Nov 2026 08:30:00 +0100", "when what is public last changed"


def test_a_feed_reader_finds_all_of_an_event() -> None:
    (found,) = (entry for entry in feedparser.parse(redia(library())).entries if entry.title.startswith("Krimi"))
    assert found.id == "5f0c1f0e-8a55-4a3e-9a07-3f0f7f0f2b11"
    assert not found.guidislink
    assert found.author == "Hovedbiblioteket"
    assert (found.source.href, found.source.title) == (HERE, "Lillerup & Omegns Bibliotek")
    assert found.published == "Wed, 18 Nov 2026 14:03:10 +0100"
    assert '<a href="https://lillerup.example/filialer/vestbyen/">Vestbyen</a>' in found.description
    assert [picture["url"] for picture in found.media_thumbnail] == [
        "https://lillerup.example/billeder/krimi-5843a5b83f/teaser-960.jpg"
    ]
    assert [picture["url"] for picture in found.media_content] == [
        "https://lillerup.example/billeder/krimi-5843a5b83f/original.png"
    ]


def test_the_app_finds_its_own_elements_under_its_own_name() -> None:
    said = {
        element.tag.removeprefix(APP): element.text
        for element in item("Krimiaften med tre forfattere")
        if element.tag.startswith(APP)
    }
    assert said == {
        "subheadline": "Tre forfattere læser op og svarer på spørgsmål.",
        "arrangement-starttime": str(int(datetime(2026, 11, 26, 18, tzinfo=UTC).timestamp())),
        "arrangement-endtime": str(int(datetime(2026, 11, 26, 20, tzinfo=UTC).timestamp())),
        "arrangement-location": "Hovedbiblioteket",
        "library-id": "1",
        "booking-url": "https://billetter.example/krimi",
        "arrangement-price": "59,50 - 120",
        "promoted": "Sandt",
    }


def test_the_names_of_the_namespaces_are_those_that_clients_search_for_as_text() -> None:
    head = redia(library())[:500].decode()
    assert all(f'xmlns:{prefix}="{address}"' in head for prefix, address in NAMESPACES.items())


def test_size_and_hash_are_true_of_the_picture_that_is_named() -> None:
    content = item("Krimiaften med tre forfattere").find(f"{MEDIA}content")
    assert content is not None
    picture = occurrence("Krimiaften med tre forfattere").image
    assert picture is not None
    (published,) = (data for _, data in drawn(picture, (FOLDER / picture.path).read_bytes(), [original(picture)]))
    assert content.get("url") == "https://lillerup.example" + original(picture).path
    assert content.get("fileSize") == str(len(published))
    assert content.findtext(f"{MEDIA}hash") == md5(published, usedforsecurity=False).hexdigest()
    assert (content.get("type"), content.get("medium")) == ("image/png", "image")
    assert (content.get("width"), content.get("height")) == ("1280", "960")


def test_the_thumbnail_is_a_picture_that_the_site_publishes() -> None:
    thumbnail = item("Krimiaften med tre forfattere").find(f"{MEDIA}thumbnail")
    assert thumbnail is not None
    picture = occurrence("Krimiaften med tre forfattere").image
    assert picture is not None
    sizes = {f"https://lillerup.example{one.path}": (str(one.width), str(one.height)) for one in renditions(picture)}
    assert sizes[thumbnail.get("url", "")] == (thumbnail.get("width"), thumbnail.get("height")) == ("960", "720")


def test_an_event_without_a_picture_names_none() -> None:
    assert [element.tag for element in item("Kaffe & kage") if element.tag.startswith(MEDIA)] == []


@pytest.mark.parametrize(
    ("prices", "said"),
    [
        (None, None),
        ([], None),
        (["0"], None),
        (["50"], "50"),
        (["120", "50"], "50 - 120"),
        (["50", "50"], "50"),
        (["0", "75"], "0 - 75"),
        (["59.50"], "59,50"),
        (["1250"], "1.250"),
    ],
)
def test_the_app_is_told_a_price_only_where_there_is_one_to_pay(prices: list[str] | None, said: str | None) -> None:
    tickets = None if prices is None else tuple(Ticket(str(number), Decimal(price)) for number, price in enumerate(prices))
    shown = alone(occurrence("Krimiaften med tre forfattere"), tickets=tickets)
    assert only(shown).findtext(f"{APP}arrangement-price") == said


def test_what_is_cancelled_says_so_in_its_title_because_the_app_knows_no_states() -> None:
    found = item("Kranse af gran")
    assert found.findtext("title") == "Aflyst: Kranse af gran"
    assert found.find(f"{APP}booking-url") is None


@pytest.mark.parametrize("title", ["Julekoncert", "Dukketeater"])
def test_nothing_can_be_booked_that_is_sold_out_or_not_on_sale_yet(title: str) -> None:
    assert item(title).find(f"{APP}booking-url") is None


def test_only_what_is_to_come_or_going_on_is_there_by_start() -> None:
    titles = [element.findtext("title") for element in items(library())]
    starts = [int(element.findtext(f"{APP}arrangement-starttime", "")) for element in items(library())]
    assert titles[0] == "Lys over fjorden", "it has begun, and it is not over"
    assert starts == sorted(starts)
    assert not {"Sommerbog", "Natlæsning, da uret gik baglæns", "For særligt indbudte", "Det ved ingen endnu"} & set(titles)
    assert (titles.count("Historietime"), titles.count("Aflyst: Historietime")) == (4, 1)


def test_an_event_leaves_it_at_its_end() -> None:
    end = occurrence("Kaffe & kage").end
    before, after = (
        [element.findtext("title") for element in items(library(moment))] for moment in (end - timedelta(seconds=1), end)
    )
    assert "Kaffe & kage" in before
    assert "Kaffe & kage" not in after


def test_that_an_event_is_over_is_a_change_of_the_feed() -> None:
    end = occurrence("Kaffe & kage").end
    built = ElementTree.fromstring(redia(library(end + timedelta(hours=2)))).findtext("channel/lastBuildDate", "")
    assert parsedate_to_datetime(built) == end


def test_a_later_build_of_the_same_content_is_the_same_bytes() -> None:
    assert redia(library(NOW + timedelta(hours=5))) == redia(library())


def test_an_event_in_no_branch_says_where_it_is_and_names_no_library() -> None:
    found = item('Tom & "Jerry" <b>på</b> dansk ]]> 🎄 שלום')
    assert found.findtext(f"{APP}arrangement-location") == "Byens Hus, <sal 2>"
    assert found.find(f"{APP}library-id") is None
    assert found.findtext("author") == "Lillerup & Omegns Bibliotek"


def test_without_a_teaser_the_beginning_of_the_text_is_the_subheadline() -> None:
    shown = alone(
        occurrence("Krimiaften med tre forfattere"),
        description=None,
        body="<h2>Lig</h2>\n<p>Et <b>l</b>ig &amp; " + "en by " * 60 + "</p>",
    )
    said = only(shown).findtext(f"{APP}subheadline", "")
    assert said.startswith("Lig Et lig & en by en by")
    assert said.endswith((" en …", " by …")), "cut between two words"
    assert len(said) <= 242


def test_a_night_on_which_the_clock_goes_back_keeps_its_instants() -> None:
    night = occurrence("Natlæsning, da uret gik baglæns")
    shown = replace(alone(night), now=night.start)
    assert only(shown).findtext(f"{APP}arrangement-starttime") == str(int(datetime(2026, 10, 24, 23, tzinfo=UTC).timestamp()))
    assert only(shown).findtext(f"{APP}arrangement-endtime") == str(int(datetime(2026, 10, 25, 1, 30, tzinfo=UTC).timestamp()))


def test_a_library_without_events_has_an_empty_feed() -> None:
    empty = replace(library(), occurrences=Occurrences.of(()), series=(), highlight=None)
    feed = feedparser.parse(redia(empty))
    assert (feed.bozo, feed.entries) == (False, [])
    assert feed.feed.updated == "Mon, 02 Mar 2026 10:15:00 +0100", "when a branch was last edited"
