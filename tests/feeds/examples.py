"""The golden examples in ``feeds/examples/``, and what makes each of the sample library.

After a change that is meant, ``python -m tests.feeds.examples`` writes them anew; git shows what became of them.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from opslag.events.screen import screens
from opslag.feeds import events
from opslag.feeds.atom import events_atom, news_atom
from opslag.feeds.calendar_files import Calendars
from opslag.feeds.event_changes import event_changes
from opslag.feeds.newsletter import newsletter_rss
from opslag.feeds.newsletter_mail import newsletter_html
from opslag.feeds.opening_hours import opening_hours
from opslag.feeds.opening_hours_instances import opening_hours_instances
from opslag.feeds.redia import redia
from opslag.feeds.screens import screen_feed
from opslag.feeds.structured_data import structured_data
from opslag.language import Language
from opslag.library import Library

from tests.feeds.sample import EXAMPLES, library, occurrence


def calendar(path: str) -> Callable[[Library], bytes]:
    return lambda of: bytes({file.path: file.make for file in Calendars(of, Language(of.site.language)).files()}[path]())


def first_changes(of: Library) -> bytes:
    told = events.in_feed(of)
    uuids, starts = told.column("uuid"), partial(told.column, "start")
    return event_changes(None, None, whole(of), uuids, starts, now=of.now, keep_past=of.site.feeds.events.keep_past)


def whole(of: Library) -> bytes:
    return events.events_feed(events.item(one, of.site) for one in events.in_feed(of))


def screen(of: Library) -> bytes:
    (foyer,) = (one for one in screens(of.occurrences, of.now) if one.name == "Foyer")
    return screen_feed(foyer, partial(map, partial(events.item, site=of.site)))


MADE: dict[str, Callable[[Library], bytes]] = {
    "events.json": whole,
    "screen.json": screen,
    "opening_hours.json": opening_hours,
    "opening_hours_instances.json": opening_hours_instances,
    "redia.xml": redia,
    "news.atom.xml": news_atom,
    "events.atom.xml": events_atom,
    "uge.html": newsletter_html,
    "uge.rss": newsletter_rss,
    "alle.ics": calendar("/kalender/alle.ics"),
    "event.ics": calendar("/arrangementer/krimi/kalender.ics"),
    "event-changes.json": first_changes,
    "event.jsonld": lambda of: structured_data(of)(occurrence("Krimiaften med tre forfattere")),
    "date_of_a_series.jsonld": lambda of: structured_data(of)(occurrence("Historietime", "2026-11-24")),
}

if __name__ == "__main__":
    EXAMPLES.mkdir(exist_ok=True)
    for name, make in MADE.items():
        (EXAMPLES / name).write_bytes(make(library()))
