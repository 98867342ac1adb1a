"""The bytes of ``/api/v1/events`` as items (DPL CMS's contract, and what its sites were seen to answer)."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from pydantic_core import PydanticCustomError

from opslag.content.address import Address
from opslag.content.moment import instant
from opslag.errors import ContentError, OpslagError, Problem
from opslag.events.state import State
from opslag.importing.item import Item, ItemTicket, Organizer
from opslag.importing.remarks import Remarks
from opslag.importing.values import address, amount, flag, moment, objects, part, text, texts, whole
from opslag.settings import Site
from opslag.source.scalars import FIRST_YEAR, LAST_YEAR, read_uuid
from opslag.source.shape import ShapeError, shaped

KNOWN = {
    "": {
        "uuid", "title", "description", "url", "created_at", "updated_at", "ticket_manager_relevance", "image", "originalImage",
        "teaserImage", "state", "all_day", "date_time", "branches", "organizer", "address", "categories", "audiences", "tags",
        "partners", "ticket_categories", "ticket_capacity", "series", "body", "external_data", "screen_names",
    },
    "image": {"url", "alt"},
    "originalImage": {"url", "alt"},
    "teaserImage": {"url", "alt"},
    "date_time": {"start", "end"},
    "organizer": {"name", "isil_id", "url", "street", "zip_code", "city", "country", "phone", "email"},
    "address": {"locationType", "location", "locationAdditional", "street", "zip_code", "city", "country"},
    "series": {"uuid"},
    "external_data": {"url", "admin_url"},
}  # fmt: skip
"""The fields that are carried over, by the object that they stand in."""

_ENTITY = re.compile(r"&(#\d+|#x[0-9a-fA-F]+|[a-zA-Z]{2,8});")
_MOST_PRICE = Decimal(10_000_000)
_MOST = 10**9
_STATES = frozenset(state.value for state in State)


def read_feed(data: bytes, source: str, site: Site, remarks: Remarks) -> list[Item]:
    """The events in a feed's bytes, in its order. ``source`` is where they came from, for messages.

    Raises OpslagError where the bytes are no list of JSON objects, ContentError where events cannot be told apart. An event
    without a title or a time cannot be shown to anybody: it is left out, and remarked on.
    """
    rows = parsed(data, source)
    problems: list[Problem] = []
    items: list[Item] = []
    seen: dict[str, int] = {}
    for at, row in enumerate(rows):
        uuid = _uuid(row.get("uuid")) if isinstance(row, dict) else None
        if uuid is None:
            found = "no object" if not isinstance(row, dict) else f"uuid {row.get('uuid')!r}"
            problems.append(Problem(source, 0, 0, f"[{at}]", found, "each event of the feed needs a uuid; nothing was imported"))
        elif seen.setdefault(uuid, at) != at:
            found = f"the uuid {uuid}, which [{seen[uuid]}] has as well"
            problems.append(Problem(source, 0, 0, f"[{at}]", found, "no two events may share one; nothing was imported"))
        else:
            items += _Row(row, uuid, site, remarks).items()
    if problems:
        raise ContentError(problems)
    return items


def parsed(data: bytes, source: str) -> list[Any]:
    """The JSON list in an answer's bytes. Raises OpslagError, in words that say what came instead."""
    if data.removeprefix(b"\xef\xbb\xbf").lstrip()[:1] == b"<":
        raise OpslagError(f"{source}: a web page came, and no JSON; is the address right, and may everybody read it?")
    if not data.strip():
        raise OpslagError(f"{source}: an empty answer")
    try:
        value = json.loads(data.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        raise OpslagError(f"{source}: a byte that is not UTF-8, at {error.start}") from None
    except json.JSONDecodeError as error:
        cut = " It seems to have been cut off." if error.pos >= len(error.doc.rstrip()) - 1 or "Unterminated" in error.msg else ""
        raise OpslagError(f"{source}:{error.lineno}:{error.colno}: no JSON: {error.msg}.{cut} Nothing was imported.") from None
    except (ValueError, RecursionError) as error:
        raise OpslagError(f"{source}: no JSON that can be read ({error})") from None
    if not isinstance(value, list):
        what = f"an object of {', '.join(sorted(value)[:6]) or 'nothing'}" if isinstance(value, dict) else json.dumps(value)[:40]
        raise OpslagError(f"{source}: a list was expected, and {what} came")
    return value


def _uuid(value: Any) -> str | None:
    try:
        return read_uuid(value)
    except PydanticCustomError:
        return None


class _Row:
    """One object of the feed."""

    def __init__(self, row: dict[str, Any], uuid: str, site: Site, remarks: Remarks) -> None:
        self.row, self.uuid, self.site, self.remarks = row, uuid, site, remarks
        self.title = text(row.get("title"))

    def note(self, sentence: str) -> None:
        self.remarks.note(sentence, self.title or self.uuid)

    def items(self) -> Iterator[Item]:
        """One item; none where there is no title, or no time."""
        self._note_unknown()
        if self.title is None:
            self.remarks.note("left out: an event without a title", self.uuid)
            return
        times = self._times()
        if times is None:
            self.note("left out: an event without a start and an end")
            return
        yield self._pictures(self._tickets(self._place(self._plain(self.title, *times))))

    def _note_unknown(self) -> None:
        for within, known in KNOWN.items():
            inside = self.row if not within else part(self.row, within)
            for key in sorted(inside.keys() - known):
                self.remarks.note("not carried over: a field that Opslag does not know", f"{within}.{key}" if within else key)

    def _times(self) -> tuple[datetime, datetime] | None:
        when = part(self.row, "date_time")
        start, end = moment(when.get("start")), moment(when.get("end"))
        if start is None or end is None or not (FIRST_YEAR < start.year < LAST_YEAR and FIRST_YEAR < end.year < LAST_YEAR):
            return None
        if end <= start and not flag(self.row.get("all_day")):
            self.note("ends when it begins, or before: here it ends a minute later")
            end = start + timedelta(minutes=1)
        zone = self.site.zone
        return instant(start, zone), instant(max(start, end), zone)

    def _plain(self, title: str, start: datetime, end: datetime) -> Item:
        row, zone = self.row, self.site.zone
        description = text(row.get("description"))
        for said in (title, description):
            if said and _ENTITY.search(said):
                self.note("holds &…; in plain text: carried over as it is, for the feed says it so")
        created, updated = moment(row.get("created_at")), moment(row.get("updated_at"))
        if created and updated and updated < created:
            self.note("changed before it was created: here the two are exchanged")
            created, updated = updated, created
        return Item(
            uuid=self.uuid,
            title=title,
            start=start,
            end=end,
            all_day=flag(row.get("all_day")),
            url=address(row.get("url")),
            description=description,
            created=instant(created, zone) if created else None,
            updated=instant(updated, zone) if updated else None,
            state=self._state(),
            branches=tuple(dict.fromkeys(texts(row.get("branches")))),
            categories=texts(row.get("categories")),
            audiences=texts(row.get("audiences")),
            tags=texts(row.get("tags")),
            partners=texts(row.get("partners")),
            screens=texts(row.get("screen_names")),
            ticket_manager=flag(row.get("ticket_manager_relevance")),
            series=self._series(),
            body=row["body"] if isinstance(row.get("body"), str) else "",
        )

    def _state(self) -> State:
        told = text(self.row.get("state"))
        if told is None:
            return State.ACTIVE
        if told in _STATES:
            return State(told)
        self.note(f'the state "{told}", which Opslag does not know: here it is Active')
        return State.ACTIVE

    def _series(self) -> str | None:
        told = part(self.row, "series").get("uuid")
        series = _uuid(told)
        if told and series is None:
            self.note("a series whose uuid is none: here it is an event by itself")
        return series

    # Where

    def _place(self, item: Item) -> Item:
        told = part(self.row, "address")
        found = _postal(told, self.site.country)
        if found is None and any(text(told.get(key)) for key in ("street", "zip_code", "city")):
            self.note("a part of an address alone, which the contract does not allow: left out")
        organizer = part(self.row, "organizer")
        name = text(organizer.get("name"))
        return replace(
            item,
            online=text(told.get("locationType")) == "online",
            location=text(told.get("location")),
            room=text(told.get("locationAdditional")),
            address=found,
            organizer=Organizer(
                name=name,
                address=_postal(organizer, self.site.country),
                isil=text(organizer.get("isil_id")),
                url=self._address(organizer, "organizer.url", "url"),
                phone=text(organizer.get("phone")),
                email=text(organizer.get("email")),
            )
            if name
            else None,
        )

    # Tickets

    def _tickets(self, item: Item) -> Item:
        external = part(self.row, "external_data")
        capacity = whole(self.row.get("ticket_capacity"))
        if (capacity is None and self.row.get("ticket_capacity") not in (None, "")) or (capacity or 0) >= _MOST:
            self.note("a ticket_capacity that is no number of tickets: left out")
            capacity = None
        return replace(
            item,
            tickets=tuple(self._each_ticket()),
            capacity=capacity,
            ticket_url=self._address(external, "external_data.url", "url"),
            admin_url=self._address(external, "external_data.admin_url", "admin_url"),
        )

    def _each_ticket(self) -> Iterator[ItemTicket]:
        titles: dict[str, int] = {}
        for ticket in objects(self.row.get("ticket_categories")):
            price = part(ticket, "price")
            value, title = amount(price.get("value")), text(ticket.get("title"))
            if value is None or title is None or value >= _MOST_PRICE:
                self.note("left out: a kind of ticket without a title or a price")
                continue
            currency = text(price.get("currency"))
            if currency and currency != self.site.currency:
                self.note(f"a price in {currency}: here it is in {self.site.currency}, the site's currency")
            if self.site.feeds.events.price_unit == "minor":
                value /= 100
            exact = value.quantize(Decimal("0.01"), ROUND_HALF_UP)
            if exact != value:
                self.note("a price with more than two decimals: rounded")
            titles[title] = titles.get(title, 0) + 1
            if titles[title] > 1:
                self.note("two kinds of ticket with one title: the second is numbered")
                title = f"{title} ({titles[title]})"
            yield ItemTicket(title, exact, _uuid(ticket.get("uuid")))

    def _address(self, inside: dict[str, Any], field: str, key: str) -> str | None:
        found = address(inside.get(key))
        if found is None and text(inside.get(key)):
            self.note(f"{field} is no address that begins with https://: left out")
        return found

    # Pictures

    def _pictures(self, item: Item) -> Item:
        """By the contract ``image`` is the original; as sites answer it is 1920 pixels wide, and ``originalImage`` that."""
        images = {key: part(self.row, key) for key in ("originalImage", "image", "teaserImage")}
        found = {key: self._address(image, f"{key}.url", "url") for key, image in images.items()}
        main = tuple(dict.fromkeys(url for key in ("originalImage", "image") if (url := found[key])))
        teaser = found["teaserImage"]
        if teaser and any(same_picture(teaser, url) for url in main):
            teaser = None
        alt = next((said for image in images.values() if (said := text(image.get("alt")))), None)
        return replace(item, pictures=main, teaser=teaser, picture_alt=alt)


_STYLE = re.compile(r"/styles/[^/]+/(public|private)/")
_DERIVED = re.compile(r"(\.(?:jpe?g|png|gif|webp))\.(?:webp|avif)$", re.IGNORECASE)


def same_picture(one: str, other: str) -> bool:
    """Whether two addresses are renditions of one file: Drupal puts a style between folder and file, and a token behind it."""
    return _file_of(one) == _file_of(other)


def _file_of(url: str) -> str:
    path = url.partition("#")[0].partition("?")[0]
    return _DERIVED.sub(r"\1", _STYLE.sub("/", path))


def _postal(told: dict[str, Any], country: str) -> Address | None:
    """The address, where all of it is there."""
    code = told.get("zip_code")
    named = (text(told.get("country")) or country).upper()
    if named == "DK" and not isinstance(code, str) and (number := whole(code)) is not None:
        code = f"{number:04}"  # as numbers, JSON's cannot begin with a zero
    parts = {"street": text(told.get("street")), "zip_code": text(code), "city": text(told.get("city")), "country": named}
    try:
        return shaped(Address, {key: value for key, value in parts.items() if value})
    except ShapeError:
        return None
