"""Next week, for the tool that sends the newsletter: a mail that mail programs show, and RSS that a feed reader reads."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

import feedparser
import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import html
from opslag.content.moment import instant
from opslag.content.rendition import renditions
from opslag.events.occurrences import Occurrences
from opslag.feeds.newsletter import issue, newsletter_rss
from opslag.feeds.newsletter_mail import newsletter_html
from opslag.library import Library

from tests.feeds.sample import library, occurrence

HERE = "https://lillerup.example/"
CLIPPED = 102_000
"""Bytes after which a large mail provider cuts a mail off."""

SAFE = {"html", "head", "meta", "title", "body", "div", "table", "tr", "td", "h1", "h2", "p", "span", "a", "img"}


def mail(of: Library | None = None) -> Any:
    return html.document_fromstring(newsletter_html(of or library()).decode())


def titles(of: Library | None = None) -> list[str]:
    """Of the events, as one reads them from top to bottom."""
    addresses = {f"{HERE.rstrip('/')}{one.path}" for one in (of or library()).occurrences}
    return [link.text for link in mail(of).iter("a") if link.get("href") in addresses and link.text.strip()]


def at(moment: str) -> Library:
    return library(datetime.fromisoformat(moment))


def full_week(number: int, **keys: Any) -> Library:
    """So many events in the coming week."""
    one = occurrence("Krimiaften med tre forfattere")
    monday = datetime.combine(date(2026, 11, 23), datetime.min.time())
    made = []
    for index in range(number):
        start = instant(monday + timedelta(minutes=index * 7 * 24 * 60 // number), library().site.zone)
        event = replace(one.event, **{"title": f"Aften {index}", **keys})
        made.append(
            replace(
                one,
                event=event,
                date=start.date(),
                start=start,
                end=start + timedelta(hours=2),
                path=f"/arrangementer/aften-{index}/",
            )
        )
    return replace(library(), occurrences=Occurrences.of(made), series=(), highlight=None)


# The week


@given(st.dates(date(2020, 1, 1), date(2035, 12, 31)), st.times())
def test_the_week_is_the_one_that_comes_from_monday_to_sunday(day: date, clock: Any) -> None:
    now = instant(datetime.combine(day, clock), library().site.zone)
    told = issue(replace(library(), now=now, occurrences=Occurrences.of(())))
    assert (told.first.weekday(), told.last - told.first) == (0, timedelta(days=6))
    assert timedelta(days=1) <= told.first - day <= timedelta(days=7)
    assert (told.released.hour, told.released.weekday()) == (0, 0)
    assert told.released <= now


def test_it_is_the_same_newsletter_whenever_in_the_week_it_is_fetched() -> None:
    for make in (newsletter_html, newsletter_rss):
        assert len({make(at(f"2026-11-{day}T{hour}+01:00")) for day in (17, 19, 22) for hour in ("11:00:00", "23:59:59")}) == 1
        assert make(at("2026-11-22T23:59:59+01:00")) != make(at("2026-11-23T00:00:00+01:00"))


def test_it_has_what_begins_in_the_week_and_after_it_what_goes_on() -> None:
    assert titles() == [
        "Kaffe & kage",
        "Historietime",
        "E-bøger fra sofaen",
        "Aflyst: Kranse af gran",
        "Krimiaften med tre forfattere",
        "Flet julehjerter",
        'Tom & "Jerry" <b>på</b> dansk ]]> 🎄 שלום',
        "Lys over fjorden",
    ]
    assert [entry.link for entry in feedparser.parse(newsletter_rss(library())).entries] == [
        HERE.rstrip("/") + one.path for one in issue(library()).occurrences
    ]


def test_a_night_that_runs_over_into_the_week_is_no_part_of_it() -> None:
    late = instant(datetime(2026, 11, 22, 22), library().site.zone)
    one = replace(occurrence("Kaffe & kage"), date=date(2026, 11, 22), start=late, end=late + timedelta(hours=4))
    assert titles(replace(library(), occurrences=Occurrences.of((one,)))) == []


def test_an_event_that_is_hidden_is_not_told() -> None:
    assert "For særligt indbudte" not in titles(at("2026-11-28T12:00:00+01:00"))


# The mail


def test_it_has_only_what_mail_programs_show() -> None:
    shown = mail()
    assert {element.tag for element in shown.iter() if isinstance(element.tag, str)} <= SAFE
    for element in shown.iter():
        assert {"class", "id", "onclick"}.isdisjoint(element.attrib)
        assert element.tag != "table" or element.get("role") == "presentation"


def test_every_address_in_it_is_whole() -> None:
    addresses = [element.get(name) for element in mail().iter() for name in ("href", "src") if element.get(name)]
    assert len(addresses) > 10
    assert [address for address in addresses if not address.startswith(HERE)] == []


def test_it_says_in_which_language_it_is_and_what_it_is() -> None:
    shown = mail()
    assert shown.get("lang") == "da"
    assert shown.findtext("head/title") == "Lillerup & Omegns Bibliotek: Næste uge, 23.–29. november 2026"
    assert [heading.text for heading in shown.iter("h1")] == ["Næste uge"]
    assert [heading.text for heading in shown.iter("h2")][:2] == ["mandag den 23. november", "tirsdag den 24. november"]


def test_an_event_says_when_where_what_it_costs_and_what_it_is() -> None:
    words = " ".join(mail().text_content().split())
    assert (
        "Krimiaften med tre forfattere kl. 19.00–21.00 · Hovedbiblioteket, Store Sal · 59,50 - 120 kr. Tre forfattere læser op"
        in words
    )
    assert "E-bøger fra sofaen kl. 19.30–20.15 · Online · Gratis" in words
    assert "Kaffe & kage kl. 10.00–11.30 · Vestbyen Her skal man ikke tilmelde sig." in words
    assert "Lys over fjorden Til og med 17. januar 2027 · Hovedbiblioteket" in words


def test_what_is_sold_out_says_so() -> None:
    assert "Julekoncert Udsolgt · kl. 20.00–00.30 · Lillerup Kirke" in " ".join(
        mail(at("2026-11-28T12:00:00+01:00")).text_content().split()
    )


def test_its_pictures_are_published_jpegs_with_words_and_a_size() -> None:
    (shown,) = mail().iter("img")
    picture = occurrence("Krimiaften med tre forfattere").image
    assert picture is not None
    assert shown.get("src") in {HERE.rstrip("/") + one.path for one in renditions(picture) if one.format == "JPEG"}
    assert (shown.get("alt"), shown.get("width"), shown.get("height")) == ("En mand under en gadelygte", "132", "99")


def test_a_week_with_nothing_in_it_says_so() -> None:
    assert "Lige nu er der ikke noget på programmet." in mail(replace(library(), occurrences=Occurrences.of(()))).text_content()


@pytest.mark.parametrize("number", [60, 300, 10_000])
def test_a_full_week_is_not_cut_off_by_mail_programs_but_says_how_many_more_there_are(number: int) -> None:
    made = newsletter_html(full_week(number))
    assert len(made) < 100_000 < CLIPPED
    shown = html.document_fromstring(made.decode())
    told = [link.text for link in shown.iter("a") if (link.text or "").startswith("Aften ")]
    more = [int(link.text.split()[0].replace(".", "")) for link in shown.iter("a") if "mere" in (link.text or "")]
    assert len(told) + sum(more) == number
    assert len(shown.findall(".//h2")) == 7


def test_words_without_end_do_not_make_it_too_large() -> None:
    words = "&<>\"'😀 " * 5000
    made = newsletter_html(full_week(400, title=words, description=words, room=words))
    assert len(made) < 100_000


def test_the_library_s_colour_is_never_behind_or_in_text() -> None:
    colour = library().site.colour
    assert newsletter_html(library()).decode().count(colour) == 1
    assert f"border-top:8px solid {colour}" in newsletter_html(library()).decode()


# RSS


def test_a_feed_reader_takes_it_without_a_word() -> None:
    feed = feedparser.parse(newsletter_rss(library()))
    assert not feed.bozo, feed.get("bozo_exception")
    assert feed.version == "rss20"
    assert (feed.feed.title, feed.feed.subtitle) == ("Lillerup & Omegns Bibliotek: Næste uge", "23.–29. november 2026")


def test_every_event_is_new_in_the_week_before_its_own_because_tools_send_what_is_new() -> None:
    feed = feedparser.parse(newsletter_rss(library()))
    assert {entry.published for entry in feed.entries} == {feed.feed.published} == {"Mon, 16 Nov 2026 00:00:00 +0100"}


def test_an_event_is_known_by_its_own_id_and_leads_to_its_page() -> None:
    (entry,) = (entry for entry in feedparser.parse(newsletter_rss(library())).entries if entry.title.startswith("Krimi"))
    assert (entry.id, entry.guidislink) == ("5f0c1f0e-8a55-4a3e-9a07-3f0f7f0f2b11", False)
    assert entry.link == f"{HERE}arrangementer/krimi/"
    assert entry.description.startswith(
        "<p>torsdag den 26. november 2026 kl. 19.00–21.00<br />Hovedbiblioteket, Store Sal<br />59,50 - 120 kr.</p>"
    )
    assert [picture["url"] for picture in entry.media_content] == [f"{HERE}billeder/krimi-5843a5b83f/teaser-480.jpg"]


def test_an_empty_week_is_an_empty_feed() -> None:
    feed = feedparser.parse(newsletter_rss(replace(library(), occurrences=Occurrences.of(()))))
    assert (feed.bozo, feed.entries) == (False, [])
