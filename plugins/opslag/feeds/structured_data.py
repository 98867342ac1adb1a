"""What a search engine is told of an event on its page: schema.org ``Event`` as JSON-LD 1.1.

Source: schema.org, and what Google documents of ``Event``. Nothing is said that nobody wrote: not who performs, not when the
sale of tickets begins.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

import orjson

from opslag.content.rendition import main, teaser
from opslag.events.occurrence import Occurrence
from opslag.events.series import Series
from opslag.events.state import State
from opslag.feeds.summary import summary
from opslag.library import Library
from opslag.settings import Site

SCHEMA = "https://schema.org/"

AVAILABILITY = {State.ACTIVE: "InStock", State.SOLD_OUT: "SoldOut", State.TICKET_SALE_NOT_OPEN: "PreOrder"}
"""Of tickets, in the words that Google knows. What is cancelled or over offers none."""

_WRITTEN = {b"<": b"\\u003c", b">": b"\\u003e", b"&": b"\\u0026"}
"""Signs that HTML could take for its own, as JSON may write them."""


def structured_data(library: Library) -> Callable[[Occurrence], bytes]:
    """A function that gives the JSON-LD of each of the library's occurrences."""
    series = {one.path: one for one in library.series}
    return lambda occurrence: embedded(_event(occurrence, series.get(occurrence.series_path or ""), library.site))


def embedded(value: Any) -> bytes:
    """JSON that may stand within ``<script>`` whatever is in it: no tag begins there, and no comment (HTML, 4.12.1.3)."""
    text = orjson.dumps(value)
    for sign, instead in _WRITTEN.items():
        if sign in text:  # looking is quick, replacing what is not there is not
            text = text.replace(sign, instead)
    return text


def _event(occurrence: Occurrence, series: Series | None, site: Site) -> dict[str, Any]:
    event, url = occurrence.event, site.base_url + occurrence.path
    value: dict[str, Any] = {
        "@context": SCHEMA.rstrip("/"),
        "@type": "Event",
        "@id": f"urn:uuid:{occurrence.uuid}",
        "name": event.title,
        "url": url,
        "startDate": _start(occurrence),
        "endDate": _end(occurrence),
        "eventStatus": SCHEMA + ("EventCancelled" if occurrence.state is State.CANCELLED else "EventScheduled"),
        "eventAttendanceMode": SCHEMA + _attendance(occurrence),
        "location": _location(occurrence, url),
        "organizer": _organizer(occurrence, site),
    }
    if description := summary(occurrence):
        value["description"] = description
    if pictures := _pictures(occurrence):
        value["image"] = [site.base_url + path for path in pictures]
    value |= _tickets(occurrence, url, site.currency)
    if series:
        value["superEvent"] = _series(series, value["location"], site)
    return value


def _start(occurrence: Occurrence) -> date:
    """With its offset; a date alone where the event has no time of day, because 00:00 would be taken for midnight."""
    return occurrence.date if occurrence.event.all_day else occurrence.start


def _end(occurrence: Occurrence) -> date:
    return occurrence.end.date() if occurrence.event.all_day else occurrence.end


def _attendance(occurrence: Occurrence) -> str:
    place = occurrence.place
    return f"{'Online' if place.online else 'Mixed' if place.hybrid else 'Offline'}EventAttendanceMode"


def _location(occurrence: Occurrence, url: str) -> Any:
    """A Place, a VirtualLocation, or both."""
    virtual = {"@type": "VirtualLocation", "url": occurrence.ticket_url or url}
    if occurrence.place.online:
        return virtual
    return [_place(occurrence), virtual] if occurrence.place.hybrid else _place(occurrence)


def _place(occurrence: Occurrence) -> dict[str, Any]:
    place = occurrence.place
    value: dict[str, Any] = {"@type": "Place"}
    if place.name:
        value["name"] = f"{place.name}, {place.room}" if place.room else place.name
    if address := place.address:
        value["address"] = {
            "@type": "PostalAddress",
            "streetAddress": address.street,
            "postalCode": address.zip_code,
            "addressLocality": address.city,
            "addressCountry": address.country,
        }
    return value


def _organizer(occurrence: Occurrence, site: Site) -> dict[str, Any]:
    if not occurrence.branches:
        return {"@type": "Organization", "name": site.name, "url": f"{site.base_url}/"}
    branch = occurrence.branches[0]
    return {"@type": "Organization", "name": branch.title, "url": branch.url or site.base_url + branch.path}


def _pictures(occurrence: Occurrence) -> list[str]:
    """The whole picture and its crop; a drawing is both."""
    image, small = occurrence.image, occurrence.teaser_image or occurrence.image
    if small is None:
        return []
    paths = [main(image).path] if image else []
    return list(dict.fromkeys([*paths, teaser(small).path]))


def _tickets(occurrence: Occurrence, url: str, currency: str) -> dict[str, Any]:
    """What tickets cost and whether they can be had. Without ticketing nothing is said, not even that it is free."""
    tickets, availability = occurrence.event.tickets, AVAILABILITY.get(occurrence.state)
    if not tickets:
        return {}
    value: dict[str, Any] = {}
    free = not tickets[0].price
    if all((not ticket.price) is free for ticket in tickets):
        value["isAccessibleForFree"] = free
    if availability:
        value["offers"] = [
            {
                "@type": "Offer",
                "name": ticket.title,
                "price": _amount(ticket.price),
                "priceCurrency": currency,
                "availability": SCHEMA + availability,
                "url": occurrence.ticket_url or url,
            }
            for ticket in tickets
        ]
    return value


def _amount(price: Decimal) -> int | float:
    """In whole units of the currency, whatever the events feed counts in."""
    return int(price) if price == price.to_integral_value() else float(price)


def _series(series: Series, location: Any, site: Site) -> dict[str, Any]:
    """The series from its first date to its last; one without an end says none."""
    value = {
        "@type": "EventSeries",
        "@id": f"urn:uuid:{series.uuid}",
        "name": series.event.title,
        "url": site.base_url + series.path,
        "startDate": _start(series.occurrences[0]),
        "location": location,
    }
    return value if series.endless else value | {"endDate": _end(series.occurrences[-1])}
