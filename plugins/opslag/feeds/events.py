"""``GET /api/v1/events``: every public occurrence as JSON, by the contract in ``feeds/openapi.yaml``."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from decimal import Decimal
from functools import lru_cache
from typing import TYPE_CHECKING, Any

import orjson

from opslag.content.address import Address
from opslag.content.rendition import main, original, teaser
from opslag.events.identity import identities
from opslag.events.occurrence import Occurrence, Place
from opslag.events.occurrences import Occurrences
from opslag.events.ticket import Ticket
from opslag.feeds.absolute import absolute
from opslag.library import Library
from opslag.places.branch import Branch
from opslag.settings import Site

if TYPE_CHECKING:
    from typing_extensions import Buffer

PATH = "/api/v1/events"

MINOR = {"JPY": 1, "ISK": 1, "KRW": 1}
"""How many minor units a currency has in a whole one, where that is not 100 (ISO 4217)."""


def in_feed(library: Library) -> Occurrences:
    """What the feed holds: past events for ``keep_past``, then they leave it."""
    return library.occurrences.ending_after(kept_since(library))


def kept_since(library: Library) -> datetime:
    """What ended by then has left the feed."""
    return library.now - library.site.feeds.events.keep_past


def events_feed(items: Iterable[Buffer]) -> bytes:
    """The whole feed, from its items in their order; a line each, so that a person can read a difference. It is put together at
    once: of 25 MB each copy more takes a fiftieth of an edit."""
    each = [*items]
    parts: list[Buffer] = [b",\n"] * (2 * len(each) - 1)
    parts[::2] = each
    return b"".join([b"[", *parts, b"]\n"])


def item(occurrence: Occurrence, site: Site) -> bytes:
    """One event as JSON, UTF-8. What is absent is left out; lists and objects that clients index into are always there."""
    return orjson.dumps(_item(occurrence, site))


def _item(occurrence: Occurrence, site: Site) -> dict[str, Any]:
    event = occurrence.event
    base = site.base_url
    value: dict[str, Any] = {"uuid": occurrence.uuid, "title": event.title}
    if event.description:
        value["description"] = event.description
    value["url"] = base + occurrence.path
    value["created_at"] = occurrence.created_at  # orjson writes a moment as RFC 3339 does
    value["updated_at"] = occurrence.updated_at
    value["ticket_manager_relevance"] = event.ticket_manager
    if occurrence.image:
        value["image"] = {"url": base + main(occurrence.image).path}
        value["originalImage"] = {"url": base + original(occurrence.image).path}
    if small := occurrence.teaser_image or occurrence.image:
        value["teaserImage"] = {"url": base + teaser(small).path}
    value["state"] = str(occurrence.state)
    value["all_day"] = event.all_day
    value["date_time"] = {"start": occurrence.start, "end": occurrence.end}
    value["branches"] = [branch.title for branch in occurrence.branches]
    value["organizer"] = _organizer(occurrence.branches[0], base) if occurrence.branches else {"name": site.name}
    if occurrence.place.address:
        value["address"] = _address(occurrence.place, occurrence.place.address)
    value["categories"] = list(event.categories)
    value["audiences"] = list(event.audiences)
    value["tags"] = list(event.tags)
    value["partners"] = list(event.partners)
    if event.tickets is not None:
        value["ticket_categories"] = _tickets(event.tickets, occurrence.uuid, site)
    if event.capacity is not None:
        value["ticket_capacity"] = event.capacity
    if occurrence.series:
        value["series"] = {"uuid": occurrence.series}
    if occurrence.body:
        value["body"] = absolute(occurrence.body, base, occurrence.path)
    external = {"url": occurrence.ticket_url, "admin_url": occurrence.admin_url}
    value["external_data"] = {key: url for key, url in external.items() if url}
    value["screen_names"] = list(event.screens)
    return value


@lru_cache(maxsize=1024)
def _organizer(branch: Branch, base: str) -> orjson.Fragment:
    """Kept as JSON: branches are few, and each has many events."""
    address = branch.address
    parts = {
        "name": branch.title, "isil_id": branch.isil, "url": branch.url or base + branch.path,
        "street": address.street, "zip_code": int(address.zip_code), "city": address.city, "country": address.country,
        "phone": branch.phone, "email": branch.email,
    }  # fmt: skip
    return orjson.Fragment(orjson.dumps({key: part for key, part in parts.items() if part is not None}))


def _address(place: Place, address: Address) -> dict[str, Any]:
    """All four parts of it are required wherever it stands; so a place that is known by its name alone has none."""
    value: dict[str, Any] = {"locationType": "online" if place.online else "physical"}
    if place.name:
        value["location"] = place.name
    if place.room:
        value["locationAdditional"] = place.room
    parts = {"street": address.street, "zip_code": int(address.zip_code), "city": address.city, "country": address.country}
    return value | parts


def _tickets(tickets: Iterable[Ticket], uuid: str, site: Site) -> list[dict[str, Any]]:
    """A kind of ticket that came from nowhere else is UUIDv5 of the event's uuid and its title."""
    identity = identities(uuid)
    return [
        {
            "uuid": ticket.uuid or identity(ticket.title),
            "title": ticket.title,
            "price": {"currency": site.currency, "value": _amount(ticket.price, site)},
        }
        for ticket in tickets
    ]


def _amount(price: Decimal, site: Site) -> int | float:
    """Whole units, 79.5; or minor ones, 7950."""
    if site.feeds.events.price_unit == "minor":
        return int(price * MINOR.get(site.currency, 100))
    return int(price) if price == price.to_integral_value() else float(price)
