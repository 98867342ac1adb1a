"""``GET /ding-redia-rss/event``: what is to come, as the libraries' app reads it, and some screens with it.

RSS 2.0 with Media RSS and the app's own namespace. Elements and their order are what the app has always been given; it
treats what is missing as follows: no price is free, no booking address is no button.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import UTC, datetime
from functools import lru_cache
from typing import TYPE_CHECKING

from opslag.content.picture import Picture
from opslag.content.rendition import original, teaser
from opslag.events.event import Event
from opslag.events.occurrence import Occurrence
from opslag.events.state import State
from opslag.events.wording import titled
from opslag.feeds.absolute import absolute
from opslag.feeds.changed import changed_at, rfc_822
from opslag.feeds.element import DECLARATION, around, element, empty, encoded, escaped
from opslag.feeds.summary import summary
from opslag.language import Language
from opslag.library import Library
from opslag.parts import Parts
from opslag.settings import Site

if TYPE_CHECKING:
    from typing_extensions import Buffer

PATH = "/ding-redia-rss/event"

NAMESPACES = {
    "atom": "http://www.w3.org/2005/Atom",
    "media": "http://search.yahoo.com/mrss/",
    "content-rss": "http://xml.redia.dk/rss",
}

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)

YES, NO = "Sandt", "Falsk"


def redia(library: Library) -> bytes:
    return bytes(parts(library))


def parts(library: Library, items: Callable[[Sequence[Occurrence]], Iterable[Buffer]] | None = None) -> Parts:
    """The whole feed: every event that is not over and that lists show, by start. ``items`` gives the ``item`` of each."""
    language = Language(library.site.language)
    spaces = {f"xmlns:{prefix}": address for prefix, address in NAMESPACES.items()}
    start, end = around("rss", (around("channel", ("\0",)),), version="2.0", **spaces).split("\0")
    promoted = library.highlight.uuid if library.highlight else ""
    found = [*(items(library.listed) if items else (item(one, library.site, language) for one in library.listed))]
    if promoted in (uuids := library.listed.column("uuid")):
        at = uuids.index(promoted)
        found[at] = bytes(found[at]).removesuffix(_LAST[False]) + _LAST[True]
    return Parts([(DECLARATION + start + "".join(_head(library))).encode(), *found, end.encode()])


def _head(library: Library) -> Iterator[str]:
    site = library.site
    changed = rfc_822(changed_at(library))
    yield element("title", site.name)
    yield element("link", f"{site.base_url}/")
    yield element("description", site.description or site.name)
    yield empty("atom:link", rel="self", href=site.base_url + PATH, type="application/rss+xml")
    yield element("language", site.language)
    yield element("pubDate", changed)
    yield element("lastBuildDate", changed)


def item(occurrence: Occurrence, site: Site, language: Language) -> bytes:
    """The item of an event that is not promoted: whether it is follows from all events.

    Its elements are encoded one by one: what is ASCII takes no time, and for a body Python knows it since its JSON was made.
    """
    title = element("title", titled(occurrence, language)).encode()
    body = encoded(absolute(occurrence.body, site.base_url, occurrence.path) or escaped(occurrence.event.description or ""))
    others = map(str.encode, _behind_description(occurrence, site, language))
    return b"".join((b"<item>\n", title, b"<description>", body, b"</description>\n", *others, _LAST[False]))


def _behind_description(occurrence: Occurrence, site: Site, language: Language) -> Iterator[str]:
    organizer = occurrence.branches[0] if occurrence.branches else None
    yield _author(organizer.title if organizer else site.name)
    yield f'<guid isPermaLink="false">{occurrence.uuid}</guid>\n'
    yield element("pubDate", rfc_822(occurrence.updated_at))
    yield _source(site.name, site.base_url)
    if small := occurrence.teaser_image or occurrence.image:
        yield _media(occurrence.image, small, site.base_url)
    if lead := summary(occurrence):
        yield element("content-rss:subheadline", lead)
    yield f"<content-rss:arrangement-starttime>{_seconds(occurrence.start)}</content-rss:arrangement-starttime>\n"
    yield f"<content-rss:arrangement-endtime>{_seconds(occurrence.end)}</content-rss:arrangement-endtime>\n"
    if organizer:
        yield _location(organizer.title, organizer.id)
    elif occurrence.place.name:
        yield element("content-rss:arrangement-location", occurrence.place.name)
    if occurrence.ticket_url and occurrence.state is State.ACTIVE:
        yield element("content-rss:booking-url", occurrence.ticket_url)
    if price := _price(occurrence.event, language):
        yield element("content-rss:arrangement-price", price)


@lru_cache(maxsize=1024)
def _author(name: str) -> str:
    return element("author", name)


@lru_cache(maxsize=8)
def _source(name: str, base: str) -> str:
    return element("source", name, url=base + PATH)


@lru_cache(maxsize=1024)
def _location(title: str, number: int) -> str:
    location = element("content-rss:arrangement-location", title) if title else ""
    return location + element("content-rss:library-id", str(number))


def _seconds(moment: datetime) -> int:
    """Since 1970."""
    since = moment - EPOCH
    return since.days * 86_400 + since.seconds


_LAST = tuple((element("content-rss:promoted", said) + "</item>\n").encode() for said in (NO, YES))
"""How an item ends, for what is not promoted and for what is."""


@lru_cache(maxsize=4096)
def _media(picture: Picture | None, small: Picture, base: str) -> str:
    """The picture as it was handed in, because its size and hash are known, and a crop for lists."""
    crop = teaser(small)
    thumbnail = empty("media:thumbnail", url=base + crop.path, width=crop.width, height=crop.height)
    if picture is None:
        return thumbnail
    shown = original(picture)
    inside = [element("media:hash", picture.md5, algo="md5")]
    content = around(
        "media:content", inside, url=base + shown.path, fileSize=picture.size, type=shown.media_type, medium="image",
        width=shown.width, height=shown.height,
    )  # fmt: skip
    return content + thumbnail


def _price(event: Event, language: Language) -> str:
    """``50`` or ``50 - 120``; "" where nothing is to be paid, which the app says by itself."""
    prices = [ticket.price for ticket in event.tickets or ()]
    if not any(prices):
        return ""
    low, high = min(prices), max(prices)
    return language.number(low) if low == high else f"{language.number(low)} - {language.number(high)}"
