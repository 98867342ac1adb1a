"""An occurrence as templates see it: in words, with addresses."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple
from urllib.parse import quote_plus, urlsplit

from markupsafe import Markup

from opslag.calendar_address import of_page
from opslag.content.address import Address
from opslag.content.moment import written
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


class Link(NamedTuple):
    """A list of the programme that the event stands in."""

    title: str
    path: str


class PlaceView(NamedTuple):
    """Where an event is; "" for what nobody said."""

    name: str
    room: str
    online: bool
    hybrid: bool
    street: str = ""
    zip_code: str = ""
    city: str = ""
    country: str = ""

    @property
    def map_url(self) -> str:
        """ "" where nobody need come, or nobody said where."""
        return "" if self.online or not self.city else map_link(self.street, self.zip_code, self.city)


class OrganizerView(NamedTuple):
    """The branch that answers for an event."""

    title: str
    path: str
    phone: str
    email: str
    address: Address


class TicketView(NamedTuple):
    """One kind of ticket, and its price in words."""

    title: str
    price: str


class Action(NamedTuple):
    """What the one button of an event page says, and where it leads; without ``url`` it is words only."""

    kind: str
    label: str
    url: str = ""


class EventView:
    """One occurrence, for its row, its page and the search index. What all three show is made at once; of the rest, what a page
    says twice is kept, and what it says once is made when it is asked for."""

    def __init__(self, occurrence: Occurrence, library: Library, language: Language) -> None:
        event = occurrence.event
        self.occurrence = occurrence
        self._event = event
        self._library = library
        self._language = language
        self.path = occurrence.path
        self.title = event.title
        self.lead = event.description or ""
        self.state = str(occurrence.state)
        self.state_word = wording.state_word(occurrence.state, language)
        self.over = occurrence.end <= library.now
        self.all_day = event.all_day
        self.series_path = occurrence.series_path or ""
        self.end_iso = written(occurrence.end)
        self.many_days = wording.many_days(occurrence)
        self.clock = "" if event.all_day or self.many_days else language.clock(occurrence.start)
        """The time in the list's narrow column; "" where the event is all day long or lasts over days."""
        self.where = wording.where_words(occurrence, language)
        self.categories = _categories(event.categories)
        tickets = event.tickets
        self.price = language.price([ticket.price for ticket in tickets], library.site.currency) if tickets else ""

    # When

    @property
    def start_iso(self) -> str:
        return written(self.occurrence.start)

    @property
    def day_iso(self) -> str:
        return written(self.occurrence.date)

    @property
    def last_day_iso(self) -> str:
        return written(self.occurrence.end.date())

    @property
    def date_words(self) -> str:
        return self._language.date_words(self.occurrence.date)

    @lazy
    def time_words(self) -> str:
        return wording.time_words(self.occurrence, self._language)

    @property
    def calendar(self) -> str:
        """The address of the event as a file for a calendar; "" once it is over or cancelled."""
        return "" if self.over or self.occurrence.state is State.CANCELLED else of_page(self.path)

    @lazy
    def when_words(self) -> str:
        return wording.when_words(self.occurrence, self._language)

    @property
    def day_number(self) -> str:
        return str(self.occurrence.date.day)

    @property
    def month_word(self) -> str:
        return self._language.month(self.occurrence.date)

    @property
    def month_short(self) -> str:
        return self._language.month_short(self.occurrence.date)

    @property
    def day_short(self) -> str:
        return self._language.day_short(self.occurrence.date)

    @property
    def weekday_word(self) -> str:
        return self._language.weekday(self.occurrence.date)

    @property
    def year(self) -> str:
        return str(self.occurrence.date.year)

    # Where

    @property
    def place(self) -> PlaceView:
        place = self.occurrence.place
        said = place.name, place.room, place.online, place.hybrid
        address = place.address
        return PlaceView(*said, address.street, address.zip_code, address.city, address.country) if address else PlaceView(*said)

    @property
    def organizer(self) -> OrganizerView | None:
        if not self.occurrence.branches:
            return None
        branch = self.occurrence.branches[0]
        return OrganizerView(branch.title, branch.path, branch.phone or "", branch.email or "", branch.address)

    # What

    @property
    def branches(self) -> tuple[Link, ...]:
        return tuple(Link(branch.title, of_branch(branch).path) for branch in self.occurrence.branches)

    @property
    def audiences(self) -> tuple[Link, ...]:
        return _audiences(self._event.audiences)

    @property
    def tags(self) -> tuple[Link, ...]:
        return _tags(self._event.tags)

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
    def tickets(self) -> list[TicketView]:
        language, currency = self._language.code, self._library.site.currency
        return [_ticket(ticket.title, ticket.price, language, currency) for ticket in self._event.tickets or ()]

    @property
    def action(self) -> Action:
        return action(self, self._language)

    @property
    def body(self) -> Markup:
        return Markup(self.occurrence.body)  # noqa: S704 - sanitised by content.markdown

    # How it looks

    @property
    def picture(self) -> PictureView | None:
        return picture_view(self.occurrence.image, "wide")

    @lazy
    def teaser(self) -> PictureView | None:
        return picture_view(self.occurrence.teaser_image or self.occurrence.image, "teaser")


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


@lru_cache(maxsize=8192)
def map_link(street: str, zip_code: str, city: str) -> str:
    """A link to a map; nothing is fetched from there unless the visitor follows it."""
    return f"https://www.openstreetmap.org/search?query={_quoted(street)}%2C+{_quoted(zip_code)}+{_quoted(city)}"


_quoted = lru_cache(maxsize=8192)(quote_plus)
"""Kept: the same few towns stand in thousands of addresses."""


@lru_cache(maxsize=8192)
def _ticket(title: str, price: Decimal, language: str, currency: str) -> TicketView:
    return TicketView(title, Language(language).price([price], currency))


def _linked(kind: Kind) -> Callable[[tuple[str, ...]], tuple[Link, ...]]:
    """A function from names to their lists; kept, because a library says the same few together again and again."""

    @lru_cache(maxsize=8192)
    def links(titles: tuple[str, ...]) -> tuple[Link, ...]:
        return tuple(Link(title, named(kind, title).path) for title in titles)

    return links


_categories, _audiences, _tags = _linked(Kind.CATEGORY), _linked(Kind.AUDIENCE), _linked(Kind.TAG)
