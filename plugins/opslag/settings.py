"""``content/site.yaml``: what a library says about itself, checked."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import field
from datetime import date, timedelta
from typing import Annotated, Literal
from zoneinfo import ZoneInfo, reset_tzpath

from opslag.errors import ContentError, Problem
from opslag.frozen import frozen
from opslag.source.document import decoded, read_document
from opslag.source.keys import Before, Key, Read
from opslag.source.marks import Path, load_marked
from opslag.source.scalars import Colour, Count, Country, Currency, Email, Length, Link, SitePath, Text, Url, read_count, wrong
from opslag.source.shape import STRICT

reset_tzpath(to=())
# The zones of the tzdata package, which is pinned, and not those of the machine: a country that changes its clocks must not
# give one feed here and another one there. Every zone that is reckoned with comes from Site.zone.

MOST_DAYS_AHEAD = 1000
DAYS_BACK = timedelta(days=14)
"""How far back the feeds of opening hours reach."""


def _timezone(text: object) -> object:
    try:
        return ZoneInfo(str(text)).key
    except (KeyError, ValueError, OSError):  # no such zone; no name of one; a folder of zones, such as "Europe"
        raise wrong("write a time zone such as Europe/Copenhagen (IANA)") from None


def _as_warnings(value: object) -> object:
    """A list of names is a mapping of each to ``warning``."""
    if isinstance(value, list):
        return dict.fromkeys(map(str, value), "warning")
    return value


def _base_url(text: object) -> object:
    return text.rstrip("/") if isinstance(text, str) else text


@frozen
class MenuItem:
    """One link of the menu or the footer."""

    __pydantic_config__ = STRICT
    title: Text
    url: Link


@frozen
class HoursCategory:
    """A kind of opening hours ("Betjent"); the id is what the app knows it by."""

    __pydantic_config__ = STRICT
    id: Count
    title: Text
    color: Colour


@frozen
class EventSettings:
    __pydantic_config__ = STRICT
    horizon: Length = timedelta(days=400)
    """How far ahead of now a series without an end is made."""


@frozen
class EventsFeedSettings:
    __pydantic_config__ = STRICT
    keep_past: Length = timedelta(days=30)
    """How long a past event stays in the feed."""
    price_unit: Literal["major", "minor"] = "major"
    """Whole currency units (kroner), or minor ones (øre)."""


def _days_ahead(text: object) -> object:
    days = read_count(text)
    if not 1 <= days <= MOST_DAYS_AHEAD:
        raise wrong(f"write a number of days from 1 to {MOST_DAYS_AHEAD}, such as 400")
    return days


@frozen
class OpeningHoursFeedSettings:
    __pydantic_config__ = STRICT
    days: Annotated[int, Read(_days_ahead)] = 400
    """How many days ahead of today the feeds of opening hours reach."""

    def window(self, today: date) -> tuple[date, date]:
        """The first and the last day that they tell, both within."""
        return today - DAYS_BACK, today + timedelta(days=self.days)


@frozen
class FeedSettings:
    __pydantic_config__ = STRICT
    events: EventsFeedSettings = EventsFeedSettings()
    opening_hours: OpeningHoursFeedSettings = OpeningHoursFeedSettings()


@frozen
class Contact:
    """How to reach the library as a whole; shown at the foot of every page."""

    __pydantic_config__ = STRICT
    phone: Text | None = None
    email: Email | None = None
    address: Text | None = None


@frozen
class Claims:
    """Which claims of a visitor who has signed in are what a form's message calls so (OpenID Connect Core 1.0, section 5.1)."""

    __pydantic_config__ = STRICT
    internal_user_id: Annotated[Text, Key("internalUserId")] = "sub"
    user_cat_id: Annotated[Text | None, Key("userCatId")] = None
    user_cat_username: Annotated[Text | None, Key("userCatUsername")] = None
    name: Text = "name"
    email: Text = "email"


@frozen
class Login:
    """Where visitors sign in, for forms that ask for it: an OpenID provider. The client's secret stands in no file."""

    __pydantic_config__ = STRICT
    issuer: Url
    client_id: Text
    scopes: tuple[Text, ...] = ("openid", "profile", "email")
    claims: Claims = Claims()


@frozen
class RecordSettings:
    """Where the records are that forms are about, besides ``content/records/``."""

    __pydantic_config__ = STRICT
    api: Url | None = None
    """The address of a Finna-compatible REST API, such as ``https://api.finna.example/api/v1``."""


@frozen
class Site:
    """The settings of one site. Only name, base_url, language and timezone are required."""

    __pydantic_config__ = STRICT
    name: Text
    base_url: Annotated[Url, Before(_base_url)]
    """Without a slash at its end."""
    language: Literal["da", "en", "fi"]
    timezone: Annotated[str, Read(_timezone)]
    description: Text | None = None
    country: Country = "DK"
    currency: Currency = "DKK"
    colour: Colour = "#8a1f3c"
    logo: Text | None = None
    """A picture's path under content/."""
    share_image: Text | None = None
    """The picture that others show beside a link to a page that has none of its own; a path under content/."""
    menu: tuple[MenuItem, ...] = ()
    footer: tuple[MenuItem, ...] = ()
    contact: Contact = Contact()
    highlight: Text | None = None
    """The event or series that the front page shows large: its file under content/events/."""
    elsewhere: tuple[SitePath, ...] = ()
    """Where something else answers on the site's host, with all that is below it."""
    newsletter: Url | None = None
    categories: tuple[HoursCategory, ...] = ()
    consumers: Annotated[dict[str, Literal["warning", "error", "off"]], Before(_as_warnings)] = field(default_factory=dict)
    """Who reads the feeds, by the name of a profile in feeds/consumers/; and how loudly what one misses is told."""
    events: EventSettings = EventSettings()
    feeds: FeedSettings = field(default_factory=FeedSettings)
    login: Login | None = None
    records: RecordSettings = RecordSettings()

    @property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.timezone)


def read_site(data: bytes, path: str = "content/site.yaml") -> Site:
    """The settings in the bytes of a ``site.yaml``. Raises ContentError with every fault in it."""
    site = read_document(path, data, Site)
    if doubled := list(_doubled(site.categories)):
        marks = load_marked(decoded(path, data))[1]
        raise ContentError(
            Problem(path, *marks.of(where), ".".join(map(str, where)), found, remedy) for where, found, remedy in doubled
        )
    return site


def _doubled(categories: Sequence[HoursCategory]) -> Iterator[tuple[Path, str, str]]:
    """(place, found, remedy) of each id and title that another kind of opening hours has before it."""
    ids: dict[int, str] = {}
    titles: set[str] = set()
    for number, one in enumerate(categories):
        if one.id in ids:
            free = f"write one that is free, such as {max(each.id for each in categories) + 1}"
            yield ("categories", number, "id"), f'{one.id}, the id of "{ids[one.id]}" as well', free
        if one.title in titles:
            said = f'"{one.title}" a second time'
            yield ("categories", number, "title"), said, "branches name a kind by it: write another"
        ids.setdefault(one.id, one.title)
        titles.add(one.title)
