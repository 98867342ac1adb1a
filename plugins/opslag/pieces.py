"""What several files hold of one occurrence, made once for all of them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Protocol

from opslag.events.occurrence import Occurrence
from opslag.feeds import calendar_files, events, redia
from opslag.language import Language
from opslag.library import Library
from opslag.pages import search_index
from opslag.pages.event_view import EventView
from opslag.pages.theme import Theme

if TYPE_CHECKING:
    from typing_extensions import Buffer


class Pieces(Protocol):
    """Gives the pieces of occurrences, in their order: made now, or kept from before."""

    def row(self, occurrence: Sequence[Occurrence]) -> bytes:
        """The HTML of the row that stands for it in lists; it is the only one in the sequence."""

    def items(self, occurrences: Sequence[Occurrence]) -> Iterable[Buffer]:
        """Their JSON in the events feed."""

    def calendars(self, occurrences: Sequence[Occurrence]) -> calendar_files.Entries:
        """What calendars hold of them."""

    def redia(self, occurrences: Sequence[Occurrence]) -> Iterable[Buffer]:
        """Their items in the app's feed."""

    def found(self, occurrences: Sequence[Occurrence]) -> Iterable[Buffer]:
        """Their rows of the search index."""

    def marks(self, occurrences: Sequence[Occurrence], /) -> Sequence[bytes] | None:
        """Of each: bytes that are no other occurrence's, and change with anything that its file comes to. None: not known."""


@dataclass
class Made:
    """Pieces made when they are asked for. Only what every event shares is taken from the library: it needs none in it."""

    library: Library
    theme: Theme
    language: Language
    _seen: EventView | None = None
    """Of the last occurrence: row and search index say the same of it."""

    def row(self, occurrence: Sequence[Occurrence]) -> bytes:
        return self._render(event=self._view(occurrence[0]))

    def items(self, occurrences: Iterable[Occurrence]) -> Iterator[bytes]:
        return (events.item(one, self.library.site) for one in occurrences)

    def calendars(self, occurrences: Sequence[Occurrence]) -> calendar_files.Entries:
        return calendar_files.Entries.of([*map(self.calendar, occurrences)])

    def calendar(self, occurrence: Occurrence) -> calendar_files.Entry:
        return calendar_files.entry(occurrence, self.library.site, self.library.site.zone, self.language)

    def redia(self, occurrences: Iterable[Occurrence]) -> Iterator[bytes]:
        return (redia.item(one, self.library.site, self.language) for one in occurrences)

    def found(self, occurrences: Iterable[Occurrence]) -> Iterator[bytes]:
        return (search_index.row(self._view(one)) for one in occurrences)

    def marks(self, _occurrences: Sequence[Occurrence], /) -> None:
        """What is made anew has none."""

    @cached_property
    def now(self) -> float:
        """What has ended by then is over; in seconds since 1970, in which thousands of moments are compared soonest."""
        return self.library.now.timestamp()

    @cached_property
    def kept_since(self) -> float:
        """What has ended by then has left the feeds."""
        return events.kept_since(self.library).timestamp()

    @cached_property
    def _render(self) -> Callable[..., bytes]:
        return self.theme.writer("row.html")

    def _view(self, occurrence: Occurrence) -> EventView:
        if self._seen is None or self._seen.occurrence is not occurrence:
            self._seen = EventView(occurrence, self.library, self.language)
        return self._seen
