"""An occurrence: one event on one date, as the site and the feeds show it. Everything here is computed."""

from __future__ import annotations

from datetime import date, datetime

from opslag.content.address import Address
from opslag.content.picture import Picture
from opslag.events.event import Event
from opslag.events.state import State
from opslag.frozen import frozen
from opslag.places.branch import Branch


@frozen
class Place:
    """Where an occurrence is."""

    name: str
    """The branch's name, or the ``location`` that the file gives."""
    room: str
    """"" where the file names none."""
    address: Address | None
    """The event's own, else the branch's."""
    online: bool
    """Nobody need come in person (attendance ``online``)."""
    hybrid: bool
    """In person and online."""


@frozen
class Occurrence:
    """What a visitor can come to, once. Times are aware, in the site's zone."""

    event: Event
    """What the file says, with this date's overrides applied: title, description, categories, tickets …"""
    uuid: str
    series: str | None
    """The series' uuid, where the event repeats."""
    series_path: str | None
    """The address of the series' page."""
    date: date
    """The local date of its start."""
    start: datetime
    end: datetime
    """For an all-day event the last second of its last day."""
    state: State
    path: str
    """Of its page: ``/arrangementer/<slug>/``."""
    branches: tuple[Branch, ...]
    """The first one organizes."""
    place: Place
    image: Picture | None
    teaser_image: Picture | None
    """The file's own teaser picture; without one the main picture, cropped, serves."""
    body: str
    """Sanitised HTML."""
    ticket_url: str | None
    """The ticket system's, else the editor's own."""
    admin_url: str | None
    created_at: datetime
    updated_at: datetime
    source: str
    """The file, for messages: ``content/events/2026/krimi.md``."""

    @property
    def title(self) -> str:
        return self.event.title

    # What lists and feeds ask of every occurrence, though they show only some of them

    @property
    def hidden(self) -> bool:
        return self.event.hidden

    @property
    def publish(self) -> datetime | None:
        return self.event.publish

    @property
    def categories(self) -> tuple[str, ...]:
        return self.event.categories

    @property
    def audiences(self) -> tuple[str, ...]:
        return self.event.audiences

    @property
    def tags(self) -> tuple[str, ...]:
        return self.event.tags

    @property
    def branch_slugs(self) -> tuple[str, ...]:
        return tuple([branch.slug for branch in self.branches])

    @property
    def screens(self) -> tuple[str, ...]:
        return self.event.screens
