"""Next week's events for the tool that sends the library's newsletter: ``/nyhedsbrev/uge.html`` and ``/nyhedsbrev/uge.rss``.

The week is the one that follows the present one, from Monday to Sunday, so that what is fetched on any day of a week is the
same newsletter.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from datetime import date, datetime, timedelta

from opslag.content.moment import instant
from opslag.content.picture import Picture
from opslag.content.rendition import Rendition, renditions
from opslag.events.occurrence import Occurrence
from opslag.events.wording import many_days, titled, when_words, where_words
from opslag.feeds.changed import rfc_822
from opslag.feeds.element import DECLARATION, around, element, empty
from opslag.feeds.summary import paragraph, summary
from opslag.frozen import frozen
from opslag.language import Language
from opslag.library import Library

HTML = "/nyhedsbrev/uge.html"
RSS = "/nyhedsbrev/uge.rss"

WIDTH = 480
"""Pixels of a picture's crop that a mail shows."""


@frozen
class Issue:
    """What one week's newsletter tells."""

    first: date
    """A Monday."""
    last: date
    released: datetime
    """When the week before it began: readers of RSS that ask for what is new get each week's events once."""
    days: tuple[tuple[date, tuple[Occurrence, ...]], ...]
    """Those that begin in the week, by day; without the days on which none does."""
    continuing: tuple[Occurrence, ...]
    """Those over several days that began before it."""

    @property
    def occurrences(self) -> Iterator[Occurrence]:
        for _, found in self.days:
            yield from found
        yield from self.continuing


def issue(library: Library) -> Issue:
    monday = library.today - timedelta(days=library.today.weekday())
    first, last = monday + timedelta(days=7), monday + timedelta(days=13)
    days: dict[date, list[Occurrence]] = {}
    continuing = []
    listed = library.listed[: bisect_right(library.listed.column("date"), last)]
    for at, (day, end) in enumerate(zip(listed.column("date"), listed.column("end"), strict=True)):
        if first <= day:
            days.setdefault(day, []).append(listed[at])
        elif first <= end.date() and many_days(listed[at]):
            continuing.append(listed[at])
    by_day = tuple((day, tuple(found)) for day, found in sorted(days.items()))
    return Issue(first, last, instant(monday, library.site.zone), by_day, tuple(continuing))


def crop(picture: Picture) -> Rendition | None:
    """What a mail shows of a picture, a JPEG; None of a drawing, which mail programs do not show."""
    crops = [one for one in renditions(picture) if one.kind == "teaser" and one.format == "JPEG"]
    return next((one for one in reversed(crops) if one.width <= WIDTH), crops[0] if crops else None)


def newsletter_rss(library: Library, told: Issue | None = None) -> bytes:
    """The week's events as RSS 2.0, in the order in which the newsletter has them. ``told``: its ``issue``, where it is known."""
    language, told = Language(library.site.language), told or issue(library)
    items = (around("item", _item(one, told, library, language)) for one in told.occurrences)
    spaces = {"xmlns:atom": "http://www.w3.org/2005/Atom", "xmlns:media": "http://search.yahoo.com/mrss/"}
    channel = around("channel", (*_head(told, library, language), *items))
    return (DECLARATION + around("rss", (channel,), version="2.0", **spaces)).encode()


def _head(told: Issue, library: Library, language: Language) -> Iterator[str]:
    site = library.site
    changed = max((told.released, *(one.updated_at for one in told.occurrences)))
    yield element("title", f"{site.name}: {language.gettext('Next week')}")
    yield element("link", f"{site.base_url}/arrangementer/")
    yield element("description", language.days_words(told.first, told.last))
    yield empty("atom:link", rel="self", href=site.base_url + RSS, type="application/rss+xml")
    yield element("language", site.language)
    yield element("pubDate", rfc_822(told.released))
    yield element("lastBuildDate", rfc_822(changed))


def _item(one: Occurrence, told: Issue, library: Library, language: Language) -> Iterator[str]:
    site = library.site
    price = language.price([ticket.price for ticket in one.event.tickets or ()], site.currency)
    yield element("title", titled(one, language))
    yield element("link", site.base_url + one.path)
    yield element("guid", one.uuid, isPermaLink="false")
    yield element("pubDate", rfc_822(told.released))
    yield element(
        "description", paragraph(when_words(one, language), where_words(one, language), price) + paragraph(summary(one))
    )
    for category in one.categories:
        yield element("category", category)
    small = one.teaser_image or one.image
    if small and (shown := crop(small)):
        yield empty(
            "media:content",
            url=site.base_url + shown.path,
            type=shown.media_type,
            medium="image",
            width=shown.width,
            height=shown.height,
        )
