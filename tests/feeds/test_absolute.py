"""Who reads a body in a feed, far from its page, can follow its links all the same."""

from __future__ import annotations

import json

import feedparser
import icalendar
import pytest
from opslag.feeds.absolute import absolute
from opslag.feeds.atom import events_atom
from opslag.feeds.calendar_files import Calendars
from opslag.feeds.events import item
from opslag.feeds.redia import redia
from opslag.language import Language

from tests.feeds.sample import alone, occurrence

PAGE = "/arrangementer/krimi/"
BESIDE = '<p><a href="../jazz/">Jazz</a></p>\n'


def seen(link: str, base: str = "https://lillerup.example") -> str:
    return absolute(f'<p><a title="x &gt; y" href="{link}">her</a></p>', base, PAGE).split('href="')[1].partition('"')[0]


@pytest.mark.parametrize(
    ("link", "leads_to"),
    [
        ("../jazz/", "https://lillerup.example/arrangementer/jazz/"),
        ("../../om/?a=1&amp;b=2#c", "https://lillerup.example/om/?a=1&amp;b=2#c"),
        ("program/", "https://lillerup.example/arrangementer/krimi/program/"),
        ("?side=2", "https://lillerup.example/arrangementer/krimi/?side=2"),
        ("/jazz/", "https://lillerup.example/jazz/"),
        ("https://dr.example/x", "https://dr.example/x"),
        ("mailto:a@b.example", "mailto:a@b.example"),
        ("#program", "#program"),
        ("//[a", "//[a"),
    ],
)
def test_a_link_leads_where_it_leads_from_its_page(link: str, leads_to: str) -> None:
    assert seen(link) == leads_to


@pytest.mark.parametrize(("link", "leads_to"), [("../jazz/", "/arrangementer/jazz/"), ("/jazz/", "/jazz/")])
def test_also_on_a_site_that_lies_below_another(link: str, leads_to: str) -> None:
    assert seen(link, "https://kommunen.example/bibliotek") == f"https://kommunen.example/bibliotek{leads_to}"


def test_what_is_shown_as_code_stays_as_it_was_written() -> None:
    body = '<p title="&lt;">Skriv <code>&lt;img src="/kat.png"&gt; href="/x"</code></p>'
    assert absolute(body, "https://lillerup.example", PAGE) == body


def test_every_feed_that_says_the_body_says_whole_addresses() -> None:
    library = alone(occurrence("Krimiaften med tre forfattere"), body=BESIDE)
    (one,) = library.occurrences
    whole = f"{library.site.base_url}/arrangementer/jazz/"
    (calendar,) = Calendars(library, Language(library.site.language)).of_events(library.occurrences)
    (entry,) = icalendar.Calendar.from_ical(bytes(calendar.make())).walk("VEVENT")
    said = (
        json.loads(item(one, library.site))["body"],
        feedparser.parse(redia(library)).entries[0].description,
        feedparser.parse(events_atom(library)).entries[0].content[0].value,
    )
    assert all(f'href="{whole}"' in body for body in said)
    assert entry["DESCRIPTION"].endswith(f"Jazz ({whole})")
