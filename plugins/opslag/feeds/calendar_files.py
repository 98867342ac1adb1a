"""Calendars to subscribe to, and one file for each event: iCalendar (RFC 5545, RFC 7986)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence, Set
from datetime import UTC, datetime, timedelta
from functools import cached_property, lru_cache, partial
from typing import TYPE_CHECKING, NamedTuple
from zoneinfo import ZoneInfo

import orjson

from opslag.calendar_address import ALL, REFRESH, Kind, of_kind, of_page
from opslag.content.moment import steady_offset
from opslag.content.rendition import main
from opslag.events.occurrence import Occurrence
from opslag.events.occurrences import NONE, Occurrences
from opslag.events.state import State
from opslag.events.wording import titled
from opslag.feeds.absolute import from_root
from opslag.feeds.content_line import folded, text
from opslag.feeds.events import in_feed
from opslag.feeds.plain_text import plain_text
from opslag.feeds.vtimezone import vtimezone
from opslag.frozen import frozen
from opslag.language import Language
from opslag.library import Library
from opslag.parts import Parts
from opslag.settings import Site

if TYPE_CHECKING:
    from typing_extensions import Buffer

BEGINNING = b"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Opslag//Opslag//EN\r\nCALSCALE:GREGORIAN\r\n"
END = b"END:VCALENDAR\r\n"


class Entry(NamedTuple):
    """What calendars hold of one occurrence: its VEVENT."""

    data: bytes
    years: tuple[int, ...]
    """The years in which it says local times, for which its zone must be told; none where it says days, or UTC."""


class Entries(NamedTuple):
    """Those of many occurrences, in their order."""

    data: Iterable[Buffer]
    years: Set[int]
    """Of any of them."""

    @classmethod
    def of(cls, entries: Sequence[Entry]) -> Entries:
        return cls([one.data for one in entries], frozenset().union(*[one.years for one in entries]))


@frozen
class Calendar:
    """One calendar that people subscribe to."""

    path: str
    """``/kalender/filial/havnen.ics``."""
    name: str
    occurrences: Sequence[Occurrence]


class CalendarFile(NamedTuple):
    """A file that is a function of what is in it, and of its name."""

    path: str
    make: Callable[[], bytes | Parts]
    occurrences: Sequence[Occurrence]
    name: str = ""


class Calendars:
    """The calendar files of one Library. What several of them hold of an event is made once."""

    def __init__(
        self, library: Library, language: Language, made: Callable[[Sequence[Occurrence]], Entries] | None = None
    ) -> None:
        """``made`` gives the ``entry`` of each of some events, made elsewhere."""
        self._library, self._language, self._elsewhere = library, language, made
        self._made: dict[str, Entry] = {}

    def files(self) -> Iterator[CalendarFile]:
        """All of them."""
        yield from self.of_events(self.kept)
        yield from self.to_subscribe()

    def of_events(self, occurrences: Occurrences) -> Iterator[CalendarFile]:
        """The file of each event; ``occurrences`` are of those that are ``kept``."""
        for at, path in enumerate(occurrences.column("path")):
            one = occurrences[at : at + 1]
            yield CalendarFile(of_page(path), partial(self._file, one), one)

    def to_subscribe(self) -> Iterator[CalendarFile]:
        """Those of series, and the ``lists``."""
        kept = frozenset(self.kept.column("uuid"))
        for series in self._library.series:
            dates = series.occurrences.those(map(kept.__contains__, series.occurrences.column("uuid")))
            if dates:
                yield CalendarFile(of_page(series.path), partial(self._file, dates), dates)
        for calendar in self.lists():
            yield CalendarFile(calendar.path, partial(self.whole, calendar), calendar.occurrences, calendar.name)

    def lists(self) -> Iterable[Calendar]:
        """All events; then those of each branch, category and audience that was ever named: an address that somebody subscribes
        to goes on being there when nothing is left in it. What is hidden is in none; what is over leaves them as it leaves the
        events feed."""
        name, shown = self._library.site.name, self.kept.visible()
        names = {ALL: name}
        names |= {of_kind("branch", branch.slug): f"{name}: {branch.title}" for branch in self._library.branches}
        found = {ALL: shown, **shown.grouped(("branch_slugs",), partial(_paths, "branch"))}
        for kind, said in _FACETS.items():
            names |= {of_kind(kind, title): f"{name}: {title}" for title in self._library.titles(said).values()}
            found |= shown.grouped((said,), partial(_paths, kind))
        return [Calendar(path, names[path], found.get(path, NONE)) for path in sorted(names)]

    def whole(self, calendar: Calendar) -> Parts:
        """The file of one calendar, with what RFC 7986 lets it say of itself, and the older names of the same."""
        name = text(calendar.name)
        head = [
            b"NAME:" + name,
            b"X-WR-CALNAME:" + name,
            f"SOURCE;VALUE=URI:{self._library.site.base_url}{calendar.path}".encode(),
            f"REFRESH-INTERVAL;VALUE=DURATION:{REFRESH}".encode(),
            f"X-PUBLISHED-TTL:{REFRESH}".encode(),
        ]
        return Parts(self._parts(calendar.occurrences, b"".join(map(folded, head))))

    def _entry(self, occurrence: Occurrence) -> Entry:
        made = self._made.get(occurrence.uuid)
        if made is None:
            made = self._made[occurrence.uuid] = entry(occurrence, self._library.site, self._zone, self._language)
        return made

    @cached_property
    def kept(self) -> Occurrences:
        """Those that have a calendar file of their own: what is over goes as it leaves the events feed."""
        return in_feed(self._library)

    @cached_property
    def _zone(self) -> ZoneInfo:
        return self._library.site.zone

    def _file(self, occurrences: Sequence[Occurrence]) -> bytes:
        return b"".join(self._parts(occurrences))

    def _parts(self, occurrences: Sequence[Occurrence], head: bytes = b"") -> list[Buffer]:
        data, years = self._elsewhere(occurrences) if self._elsewhere else Entries.of([*map(self._entry, occurrences)])
        zone = vtimezone(self._zone, min(years), max(years)) if years else b""
        return [BEGINNING, head, zone, *data, END]


_FACETS: dict[Kind, str] = {"category": "categories", "audience": "audiences"}
"""By what an event is in a calendar besides the one of all, and those of its branches."""


def _paths(kind: Kind, names: tuple[str, ...]) -> list[str]:
    """Of the calendars of some branches, categories or audiences, each once."""
    return [*dict.fromkeys([of_kind(kind, name) for name in names])]


def entry(occurrence: Occurrence, site: Site, zone: ZoneInfo, language: Language) -> Entry:
    """The VEVENT of one occurrence (RFC 5545, section 3.6.1).

    Whoever follows the calendar knows the event by its uuid, sees what changed by LAST-MODIFIED and SEQUENCE (the minutes since
    it was created), and never gets DTSTAMP from a clock: without a METHOD it is the time of the last change (section 3.8.7.2).
    """
    local = not occurrence.event.all_day and not in_second_pass(occurrence, zone)
    data = (_head(occurrence, zone.key if local else None), *map(folded, _words(occurrence, site, language)), b"END:VEVENT\r\n")
    return Entry(b"".join(data), (occurrence.start.year, occurrence.end.year) if local else ())


def _head(occurrence: Occurrence, zone: str | None) -> bytes:
    """The lines that are never too long. Times are local ones of the zone, else UTC."""
    start, end = occurrence.start, occurrence.end
    when = (start, end) if zone else (start.astimezone(UTC), end.astimezone(UTC))
    created, changed = occurrence.created_at, occurrence.updated_at
    begins, ends, created_at, changed_at = _basic(*when, created.astimezone(UTC), changed.astimezone(UTC))
    since = changed - created
    if occurrence.event.all_day:  # it ends on the day after (section 3.6.1: the end is exclusive)
        begins, ends = f";VALUE=DATE:{start:%Y%m%d}", f";VALUE=DATE:{end.date() + timedelta(days=1):%Y%m%d}"
    else:
        begins, ends = (f";TZID={zone}:{begins}", f";TZID={zone}:{ends}") if zone else (f":{begins}Z", f":{ends}Z")
    return (
        f"BEGIN:VEVENT\r\nUID:{occurrence.uuid}\r\nDTSTAMP:{changed_at}Z\r\nCREATED:{created_at}Z\r\nLAST-MODIFIED:{changed_at}Z\r\n"
        f"SEQUENCE:{max(since.days * 1440 + since.seconds // 60, 0)}\r\nDTSTART{begins}\r\nDTEND{ends}\r\n"
        f"STATUS:{'CANCELLED' if occurrence.state is State.CANCELLED else 'CONFIRMED'}\r\n"
    ).encode()


def _words(occurrence: Occurrence, site: Site, language: Language) -> Iterator[bytes]:
    event = occurrence.event
    # Common calendar programs drop the status, so the title says it as well.
    yield b"SUMMARY:" + text(titled(occurrence, language))
    if place := _where(occurrence, language):
        yield b"LOCATION:" + text(place)
    if event.categories:
        yield _categories(event.categories)
    if words := _description(occurrence, site):
        yield b"DESCRIPTION:" + text(words)
    yield f"URL:{site.base_url}{occurrence.path}".encode()
    if occurrence.image:
        shown = main(occurrence.image)
        yield f"IMAGE;VALUE=URI;DISPLAY=BADGE;FMTTYPE={shown.media_type}:{site.base_url}{shown.path}".encode()
    if event.all_day or occurrence.state is State.CANCELLED:
        yield b"TRANSP:TRANSPARENT"  # nobody is busy all through an exhibition


@lru_cache(maxsize=4096)
def _categories(titles: tuple[str, ...]) -> bytes:
    return b"CATEGORIES:" + b",".join(map(text, titles))


def in_second_pass(occurrence: Occurrence, zone: ZoneInfo) -> bool:
    """Whether it begins or ends in the second of two hours that the clock shows alike: a local time would mean the first of them
    (section 3.3.5), so such an event is told in UTC."""
    return _is_second_pass(occurrence.start, zone) or _is_second_pass(occurrence.end, zone)


def _is_second_pass(moment: datetime, zone: ZoneInfo) -> bool:
    if steady_offset(moment.date(), zone) is not None:
        return False
    return moment.replace(tzinfo=zone).utcoffset() != moment.utcoffset()


def _basic(*moments: datetime) -> list[str]:
    """``20261203T190000``, as each stands."""
    said = orjson.dumps(moments).translate(None, b"-:").decode()  # ["20261203T190000+0100","20261203…
    return [one[:15] for one in said[2:].split('","')]


def _where(occurrence: Occurrence, language: Language) -> str:
    place, address = occurrence.place, occurrence.place.address
    if place.online:
        return language.gettext("Online")
    street = (address.street, f"{address.zip_code} {address.city}") if address else ()
    return ", ".join([part for part in (place.name, place.room, *street) if part])


def _description(occurrence: Occurrence, site: Site) -> str:
    lead, body = occurrence.event.description or "", from_root(occurrence.body, site.base_url, occurrence.path)
    body = plain_text(body, site.base_url)
    return f"{lead}\n\n{body}" if lead and body else lead or body
