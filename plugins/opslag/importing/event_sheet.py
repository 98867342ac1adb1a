"""An item of the feed as an event file, and what a ticket system knows of it as a file of its own."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import datetime, timedelta
from decimal import Decimal
from urllib.parse import unquote, urlsplit
from zoneinfo import ZoneInfo

from opslag.content.address import Address
from opslag.content.moment import instant
from opslag.content.reserved import RESERVED
from opslag.events.state import State
from opslag.frozen import frozen
from opslag.importing.item import Item, ItemTicket
from opslag.importing.sheet import Sheet
from opslag.source.notation import Value

VENDOR = "dpl-cms"
"""Who reported, where the address of the sale does not say."""


@frozen
class Around:
    """What an item does not say itself."""

    zone: ZoneInfo
    now: datetime
    name: str
    """Of the library: where an event is that has no place at all."""
    branches: Mapping[str, tuple[str, Address]]
    """Title of a branch to its id and address."""
    pictures: Mapping[str, str]
    """Address of a picture to its path below content/."""
    bodies: Mapping[str, str]
    """Uuid of an item to its text in Markdown."""


def event_keys(item: Item, around: Around) -> dict[str, Value]:
    """What the front matter says of the item, but for its identity and its times; in the order of a hand-written file."""
    keys: dict[str, Value] = {"title": item.title}
    keys |= _place(item, around)
    if item.description:
        keys["description"] = item.description
    for key in ("categories", "audiences", "tags", "partners"):
        if getattr(item, key):
            keys[key] = list(getattr(item, key))
    main = next((around.pictures[url] for url in item.pictures if url in around.pictures), None)
    if main:
        keys["image"] = main
    if item.teaser and item.teaser in around.pictures:
        keys["teaser_image"] = around.pictures[item.teaser]
    if item.tickets:
        keys["tickets"] = [ticket_keys(one) for one in item.tickets]
    if item.capacity is not None:
        keys["capacity"] = str(item.capacity)
    if item.ticket_manager:
        keys["ticket_manager"] = "true"
    if item.ticket_url and not item.admin_url:
        keys["ticket_url"] = item.ticket_url
    if (state := written_state(item, around.now)) is not State.ACTIVE:
        keys["state"] = state.value
    if item.screens:
        keys["screens"] = list(item.screens)
    return keys


def _place(item: Item, around: Around) -> dict[str, Value]:
    """The branch gives place and address; only what is otherwise is said."""
    keys: dict[str, Value] = {}
    known = [around.branches[title] for title in item.branches if title in around.branches]
    ids = [one for one, _ in known]
    if ids:
        keys["branch"] = ids if len(ids) > 1 else ids[0]
    host = next((title for title in item.branches if title in around.branches), None)
    location = item.location or (None if host else next(iter(item.branches), None))
    own = item.address if item.address and (not known or item.address != known[0][1]) else None
    if location and location != host:
        keys["location"] = location
    elif not ids and not own:
        keys["location"] = around.name
    if item.room:
        keys["room"] = item.room
    if own:
        keys["address"] = address_keys(own)
    if item.online:
        keys["attendance"] = "online"
    return keys


def ticket_keys(ticket: ItemTicket) -> dict[str, Value]:
    keys: dict[str, Value] = {"title": ticket.title, "price": price_said(ticket.price)}
    return keys | ({"uuid": ticket.uuid} if ticket.uuid else {})


def address_keys(address: Address) -> dict[str, Value]:
    return {"street": address.street, "zip_code": address.zip_code, "city": address.city, "country": address.country}


def written_state(item: Item, now: datetime) -> State:
    """The state that is an editor's to write: a ticket system's report goes elsewhere, and Occurred follows from the clock."""
    if item.state is State.OCCURRED or (reported(item, now) and item.state is not State.CANCELLED):
        return State.ACTIVE
    return item.state


def reported(item: Item, now: datetime) -> bool:
    """Whether a ticket system has a hand in it: it alone gives an ``admin_url``, and says of an event to come that it is over."""
    return bool(item.admin_url) or (item.state is State.OCCURRED and item.end > now)


def single(item: Item, path: str, around: Around) -> Sheet:
    """The file of an event that stands alone, or that belongs to a series without being in its file."""
    own = event_keys(item, around)
    front: dict[str, Value] = {"title": own.pop("title"), "uuid": item.uuid} | times(item, around.zone) | own | stamps(item)
    old = old_address(item, stem_of(path))
    if old:
        front["redirect_from"] = [old]
    if item.series:
        front["series"] = item.series
    return Sheet(f"event:{item.uuid}", path, front, around.bodies[item.uuid])


def stem_of(path: str) -> str:
    return path.rpartition("/")[2].removesuffix(".md")


def times(item: Item, zone: ZoneInfo) -> dict[str, Value]:
    if item.all_day:
        days: dict[str, Value] = {"start": item.start.date().isoformat()}
        if item.end.date() != item.start.date():
            days["end"] = item.end.date().isoformat()
        return days | {"all_day": "true"}
    return {"start": local(item.start, zone), "end": local(item.end, zone)}


def local(moment: datetime, zone: ZoneInfo) -> str:
    """As a person writes it; with its offset in the second of the two hours that a clock change makes alike."""
    naive = moment.replace(tzinfo=None)
    said = f"{naive:%Y-%m-%d %H:%M}" + (f":{naive:%S}" if naive.second else "")
    return said if instant(naive, zone) == moment else f"{said}{moment:%z}"


def is_second_of_two(moment: datetime, zone: ZoneInfo) -> bool:
    return instant(moment.replace(tzinfo=None), zone) != moment


def stamps(item: Item) -> dict[str, Value]:
    """When it was made and changed over there: what this folder's git cannot know."""
    found = {"created": item.created, "updated": item.updated}
    return {key: moment.isoformat(" ") for key, moment in found.items() if moment}


def price_said(price: Decimal) -> str:
    return str(int(price)) if price == price.to_integral_value() else f"{price:.2f}"


_LIST_PATHS = re.compile(r"/arrangementer/(side|filial|kategori|maalgruppe|emne|\d{4})(/|$)|.*/\d{4}-\d\d-\d\d(-\d+)?/?$")
_SITE_PATH = re.compile(r"(?!.*/\.{0,2}/)(?!.*/\.\.?$)/[^\s<>\"\\?#%]+")


def old_address(item: Item, stem: str) -> str | None:
    """The path of its page over there, so that printed links go on leading to it; None where the site itself needs the path."""
    if not item.url:
        return None
    path = unquote(urlsplit(item.url).path)
    parts = path.strip("/").split("/")
    if not _SITE_PATH.fullmatch(path) or _LIST_PATHS.match(path) or path.rstrip("/") == f"/arrangementer/{stem}":
        return None
    if len(parts) < 2 or (parts[0] in RESERVED and parts[0] != "arrangementer"):
        return None
    return path


def update(item: Item, now: datetime) -> Sheet | None:
    """What the ticket system told; None where none has."""
    if not reported(item, now):
        return None
    front: dict[str, Value] = {"vendor": vendor(item), "at": (item.updated or now - timedelta(seconds=1)).isoformat(" ")}
    if item.state not in (State.ACTIVE, State.CANCELLED) and not (item.state is State.OCCURRED and item.end <= now):
        front["state"] = item.state.value
    addresses = {"url": item.ticket_url, "admin_url": item.admin_url}
    if item.admin_url:
        front["external_data"] = {key: url for key, url in addresses.items() if url}
    return Sheet(f"update:{item.uuid}", f"updates/{item.uuid}.yaml", front, None)


def vendor(item: Item) -> str:
    """The ticket system by its host: ``place2book.com``."""
    host = urlsplit(item.admin_url or item.ticket_url or "").hostname or ""
    return ".".join(host.split(".")[-2:]) or VENDOR
