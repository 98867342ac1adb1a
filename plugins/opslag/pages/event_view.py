"""An occurrence as templates see it: in words, with addresses. Each attribute is made when it is first asked for."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from urllib.parse import quote_plus, urlsplit

from markupsafe import Markup

from opslag.calendar_address import of_page
from opslag.content.slug import slug
from opslag.events import wording
from opslag.events.occurrence import Occurrence
from opslag.events.state import State
from opslag.language import Language
from opslag.library import Library
from opslag.pages.facet import Kind, named, of_branch
from opslag.pages.lazy import lazy
from opslag.pages.picture_view import PictureView, picture_view
from opslag.pages.registration_view import registration_link

SELLERS = {"place2book.com": "Place2Book", "billetto.dk": "Billetto", "billetto.com": "Billetto", "yourticket.dk": "YourTicket"}
"""Ticket systems by the host of their addresses, as people call them."""


@dataclass(frozen=True, slots=True)
class Action:
    """What the one button of an event page says, and where it leads; without ``url`` it is words only."""

    kind: str
    label: str
    url: str = ""


class EventView:
    """One occurrence. Slots would cost more than they save: most attributes are asked for once, or never."""

    def __init__(self, occurrence: Occurrence, library: Library, language: Language) -> None:
        self.occurrence = occurrence
        self._event = occurrence.event
        self._library = library
        self._language = language
        self.path = occurrence.path
        self.title = occurrence.event.title
        self.lead = occurrence.event.description or ""
        self.state = occurrence.state.value
        self.over = occurrence.end <= library.now
        self.all_day = occurrence.event.all_day
        self.series_path = occurrence.series_path or ""

    # When

    @lazy
    def start_iso(self) -> str:
        return self.occurrence.start.isoformat()

    @lazy
    def end_iso(self) -> str:
        return self.occurrence.end.isoformat()

    @lazy
    def day_iso(self) -> str:
        return self.occurrence.date.isoformat()

    @lazy
    def last_day_iso(self) -> str:
        return self.occurrence.end.date().isoformat()

    @lazy
    def many_days(self) -> bool:
        return wording.many_days(self.occurrence)

    @lazy
    def date_words(self) -> str:
        return self._language.date_words(self.occurrence.date)

    @lazy
    def time_words(self) -> str:
        return wording.time_words(self.occurrence, self._language)

    @lazy
    def clock(self) -> str:
        """The time in the list's narrow column; "" where the event is all day long or lasts over days."""
        return "" if self.all_day or self.many_days else self._language.clock(self.occurrence.start)

    @property
    def calendar(self) -> str:
        """The address of the event as a file for a calendar; "" once it is over or cancelled."""
        return "" if self.over or self.occurrence.state is State.CANCELLED else of_page(self.path)

    @lazy
    def when_words(self) -> str:
        return wording.when_words(self.occurrence, self._language)

    @lazy
    def day_number(self) -> str:
        return str(self.occurrence.date.day)

    @lazy
    def month_word(self) -> str:
        return self._language.month(self.occurrence.date)

    @lazy
    def month_short(self) -> str:
        return self._language.month_short(self.occurrence.date)

    @lazy
    def weekday_word(self) -> str:
        return self._language.weekday(self.occurrence.date)

    @lazy
    def year(self) -> str:
        return str(self.occurrence.date.year)

    # Where

    @lazy
    def place(self) -> dict[str, Any]:
        place = self.occurrence.place
        address = place.address
        lines = {
            "street": address.street if address else "",
            "zip_code": address.zip_code if address else "",
            "city": address.city if address else "",
            "country": address.country if address else "",
        }
        map_url = ""
        if address and not place.online:
            map_url = map_link(address.street, address.zip_code, address.city)
        return {
            "name": place.name,
            "room": place.room,
            "online": place.online,
            "hybrid": place.hybrid,
            "map_url": map_url,
            **lines,
        }

    @lazy
    def where(self) -> str:
        return wording.where_words(self.occurrence, self._language)

    @lazy
    def organizer(self) -> dict[str, Any] | None:
        if not self.occurrence.branches:
            return None
        branch = self.occurrence.branches[0]
        return {
            "title": branch.title,
            "path": branch.path,
            "phone": branch.phone or "",
            "email": branch.email or "",
            "address": branch.address,
        }

    # What

    @lazy
    def state_word(self) -> str:
        return wording.state_word(self.occurrence.state, self._language)

    @lazy
    def branches(self) -> list[dict[str, str]]:
        return [{"title": branch.title, "path": of_branch(branch).path} for branch in self.occurrence.branches]

    @lazy
    def categories(self) -> list[dict[str, str]]:
        return [_linked(Kind.CATEGORY, title) for title in self._event.categories]

    @lazy
    def audiences(self) -> list[dict[str, str]]:
        return [_linked(Kind.AUDIENCE, title) for title in self._event.audiences]

    @lazy
    def tags(self) -> list[dict[str, str]]:
        return [_linked(Kind.TAG, title) for title in self._event.tags]

    @property
    def partners(self) -> tuple[str, ...]:
        return self._event.partners

    @property
    def registration(self) -> dict[str, str] | None:
        return registration_link(self._library, self._event.registration)

    @property
    def capacity(self) -> int | None:
        return self._event.capacity

    @lazy
    def price(self) -> str:
        return self._language.price([ticket.price for ticket in self._event.tickets or ()], self._library.site.currency)

    @lazy
    def tickets(self) -> list[dict[str, str]]:
        currency = self._library.site.currency
        return [
            {"title": ticket.title, "price": self._language.price([ticket.price], currency)}
            for ticket in self._event.tickets or ()
        ]

    @lazy
    def action(self) -> Action:
        return action(self, self._language)

    @property
    def body(self) -> Markup:
        return Markup(self.occurrence.body)  # noqa: S704 - sanitised by content.markdown

    # How it looks

    @lazy
    def picture(self) -> PictureView | None:
        return picture_view(self.occurrence.image, "wide")

    @lazy
    def teaser(self) -> PictureView | None:
        return picture_view(self.occurrence.teaser_image or self.occurrence.image, "teaser")

    @lazy
    def anchor(self) -> str:
        return slug(self.title)


def action(view: EventView, language: Language) -> Action:
    """What the button will do, or the words that stand in its place."""
    occurrence = view.occurrence
    tickets = occurrence.event.tickets
    pgettext = language.pgettext
    url = occurrence.ticket_url or ""
    if occurrence.state is State.CANCELLED:
        return Action("cancelled", pgettext("button", "Cancelled"))
    if view.over:
        return Action("over", pgettext("button", "The event is over"))
    if occurrence.state is State.SOLD_OUT:
        return Action("sold_out", pgettext("button", "Sold out"))
    if occurrence.state is State.TICKET_SALE_NOT_OPEN:
        return Action("not_open", pgettext("button", "Ticket sale is not open yet"))
    free = tickets is not None and not any(ticket.price for ticket in tickets)
    if url and free:
        return Action("buy", pgettext("button", "Get a free ticket"), url)
    if url:
        return Action("buy", pgettext("button", "Buy a ticket at %(seller)s") % {"seller": seller(url)}, url)
    if free:
        label = (
            pgettext("button", "Free, just join in online") if occurrence.place.online else pgettext("button", "Free, just come")
        )
        return Action("free", label)
    if tickets:
        return Action("none", pgettext("button", "Tickets at the door"))
    return Action("none", pgettext("button", "Just come"))


def seller(url: str) -> str:
    """Who sells at this address, as people call them: ``Place2Book``, or the host."""
    host = (urlsplit(url).hostname or "").removeprefix("www.")
    return next((name for known, name in SELLERS.items() if host == known or host.endswith("." + known)), host)


def map_link(street: str, zip_code: str, city: str) -> str:
    """A link to a map; nothing is fetched from there unless the visitor follows it."""
    return f"https://www.openstreetmap.org/search?query={quote_plus(f'{street}, {zip_code} {city}')}"


def _linked(kind: Kind, title: str) -> dict[str, str]:
    facet = named(kind, title)
    return {"title": title, "path": facet.path}
