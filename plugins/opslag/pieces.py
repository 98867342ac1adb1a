"""What several files hold of one occurrence, made once for all of them."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Protocol

from opslag.events.occurrence import Occurrence
from opslag.feeds import calendar_files, events, redia
from opslag.language import Language
from opslag.library import Library
from opslag.pages import search_index
from opslag.pages.event_view import EventView
from opslag.pages.theme import Theme


class Pieces(Protocol):
    """Gives the pieces of an occurrence: made now, or kept from before."""

    def row(self, occurrence: Occurrence) -> str:
        """The HTML of the row that stands for it in lists."""

    def item(self, occurrence: Occurrence) -> bytes:
        """Its JSON in the events feed."""

    def calendar(self, occurrence: Occurrence) -> calendar_files.Entry:
        """What calendars hold of it."""

    def redia(self, occurrence: Occurrence) -> bytes:
        """Its item in the app's feed."""

    def found(self, occurrence: Occurrence) -> bytes:
        """Its row of the search index."""

    def marks(self, occurrences: Iterable[Occurrence]) -> list[bytes] | None:
        """Of each: bytes that are no other occurrence's, and change with anything that its file comes to. None: not known."""


@dataclass
class Made:
    """Pieces made when they are asked for. Only what every event shares is taken from the library: it needs none in it."""

    library: Library
    theme: Theme
    language: Language
    _seen: EventView | None = None
    """Of the last occurrence: row and search index say the same of it."""

    def row(self, occurrence: Occurrence) -> str:
        return self._render(event=self._view(occurrence))

    def item(self, occurrence: Occurrence) -> bytes:
        return events.item(occurrence, self.library.site)

    def calendar(self, occurrence: Occurrence) -> calendar_files.Entry:
        return calendar_files.entry(occurrence, self.library.site, self.library.site.zone, self.language)

    def redia(self, occurrence: Occurrence) -> bytes:
        return redia.item(occurrence, self.library.site, self.language)

    def found(self, occurrence: Occurrence) -> bytes:
        return search_index.row(self._view(occurrence))

    def marks(self, occurrences: Iterable[Occurrence]) -> list[bytes] | None:  # noqa: ARG002 - of what is made anew
        return None

    @cached_property
    def _render(self) -> Callable[..., str]:
        return self.theme.renderer("row.html")

    def _view(self, occurrence: Occurrence) -> EventView:
        if self._seen is None or self._seen.occurrence is not occurrence:
            self._seen = EventView(occurrence, self.library, self.language)
        return self._seen
