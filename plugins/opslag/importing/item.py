"""One event of another site's feed: what it says, as far as it can be carried over."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal

from opslag.content.address import Address
from opslag.events.state import State
from opslag.frozen import frozen


@frozen
class ItemTicket:
    title: str
    price: Decimal
    """In whole units."""
    uuid: str | None


@frozen
class Organizer:
    """Who holds the event: a branch, where one does."""

    name: str
    address: Address | None
    isil: str | None
    url: str | None
    phone: str | None
    email: str | None


@frozen
class Item:
    """An event of the feed. Text is never empty: what is empty there is None here. Moments are aware, in the site's zone."""

    uuid: str
    title: str
    start: datetime
    end: datetime
    all_day: bool = False
    url: str | None = None
    description: str | None = None
    created: datetime | None = None
    updated: datetime | None = None
    state: State = State.ACTIVE
    branches: tuple[str, ...] = ()
    organizer: Organizer | None = None
    online: bool = False
    location: str | None = None
    room: str | None = None
    address: Address | None = None
    """None also where the feed gives a part of one."""
    categories: tuple[str, ...] = ()
    audiences: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    partners: tuple[str, ...] = ()
    screens: tuple[str, ...] = ()
    tickets: tuple[ItemTicket, ...] = ()
    capacity: int | None = None
    ticket_manager: bool = False
    ticket_url: str | None = None
    admin_url: str | None = None
    series: str | None = None
    pictures: tuple[str, ...] = ()
    """Addresses of the main picture, the best first: the original, then a rendition of it."""
    picture_alt: str | None = None
    teaser: str | None = None
    """Address of a picture of its own for lists; None where it is a crop of the main one."""
    body: str = ""
    """HTML as the feed gives it."""
