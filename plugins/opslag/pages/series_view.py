"""A series as templates see it: its dates, what is left of them, and its rule in words."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from typing import Any

from markupsafe import Markup

from opslag.events.occurrence import Occurrence
from opslag.events.series import Series
from opslag.events.state import State
from opslag.events.wording import state_word
from opslag.language import Language
from opslag.library import Library
from opslag.pages.event_view import EventView

AROUND = 8
"""Other dates that an event page shows; the series' page has all."""


class SeriesView:
    """One series; made once for its own page and those of its dates."""

    def __init__(self, series: Series, library: Library, language: Language, words: str) -> None:
        self._series, self._library, self._language = series, library, language
        self.words = words
        self._starts = [occurrence.start for occurrence in series.occurrences]
        self.to_come = tuple(occurrence for occurrence in series.occurrences if occurrence.end > library.now)

    @property
    def next(self) -> Occurrence | None:
        """The next date that takes place."""
        return next((one for one in self.to_come if one.state is not State.CANCELLED), None)

    @property
    def last_left(self) -> Occurrence | None:
        """Where exactly one date is left, and nothing will add others, the series' page leads on to it."""
        return self.to_come[0] if len(self.to_come) == 1 and not self._series.endless else None

    def summary(self) -> dict[str, Any]:
        """What the page of one date says of its series."""
        return {"title": self._series.event.title, "path": self._series.path, "words": self.words, "count": len(self.to_come)}

    def around(self, occurrence: Occurrence) -> list[dict[str, Any]]:
        """The dates that come next from this one on, and those before it where there are too few; at most AROUND."""
        dates = self._series.occurrences
        at = bisect_left(self._starts, occurrence.start)
        first = max(min(at - 1, len(dates) - AROUND), 0)
        return [{**self.date(one), "current": one.uuid == occurrence.uuid} for one in dates[first : first + AROUND]]

    def dates(self) -> list[dict[str, Any]]:
        """All dates to come."""
        return [self.date(one) for one in self.to_come]

    def date(self, occurrence: Occurrence) -> dict[str, Any]:
        language, start = self._language, occurrence.start
        own_title = occurrence.event.title
        view = EventView(occurrence, self._library, language)
        return {
            "path": occurrence.path,
            "date_words": language.date_words(occurrence.date, year=start.year != self._library.now.year),
            "iso": start.isoformat(),
            "end_iso": occurrence.end.isoformat(),
            "clock": view.clock,
            "time_words": view.time_words,
            "state": occurrence.state.value,
            "state_word": state_word(occurrence.state, language),
            "where": view.where,
            "title": own_title if own_title != self._series.event.title else "",
            "current": False,
        }

    def page(self, any_date: Occurrence) -> dict[str, Any]:
        """The series for its own page; ``any_date`` stands for place, picture and price."""
        series, language = self._series, self._language
        view = EventView(any_date, self._library, language)
        until = language.gettext("Dates are shown until %(day)s") % {"day": language.date_words(series.horizon, weekday=False)}
        return {
            **self.summary(),
            "lead": series.event.description or "",
            "body": Markup(any_date.body),  # noqa: S704 - sanitised by content.markdown
            "picture": view.picture,
            "branches": view.branches,
            "categories": view.categories,
            "audiences": view.audiences,
            "tags": view.tags,
            "place": view.place,
            "price": view.price,
            "tickets": view.tickets,
            "organizer": view.organizer,
            "endless": series.endless,
            "until_words": until if series.endless else "",
        }


def standing_for(dates: Sequence[Occurrence]) -> Occurrence:
    """The date whose picture, place and price stand for the series: the first one that has nothing of its own."""
    return next((one for one in dates if one.event.instances), dates[0])
