"""A series as templates see it: its dates, what is left of them, and its rule in words."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from functools import cached_property
from typing import Any, NamedTuple

from markupsafe import Markup

from opslag.content.moment import written
from opslag.events.occurrence import Occurrence
from opslag.events.series import Series
from opslag.events.state import State
from opslag.events.wording import many_days, state_word, time_words, when_words, where_words
from opslag.language import Language
from opslag.library import Library
from opslag.pages.event_view import EventView

AROUND = 8
"""Other dates that an event page shows; the series' page has all."""


class DateView(NamedTuple):
    """One date in a list of a series' dates."""

    path: str
    date_words: str
    iso: str
    end_iso: str
    clock: str
    time_words: str
    when_words: str
    """The day and the time, for a line of its own; a day alone where it is all of that day."""
    state: str
    state_word: str
    where: str
    title: str
    """"" unless it has one of its own."""
    current: bool = False
    """Whether it is the page's own date."""


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

    def around(self, occurrence: Occurrence) -> list[DateView]:
        """The dates that come next from this one on, and those before it where there are too few; at most AROUND."""
        at = bisect_left(self._starts, occurrence.start)
        first = max(min(at - 1, len(self._starts) - AROUND), 0)
        shown = self._views[first : first + AROUND]
        return [one._replace(current=True) if one.path == occurrence.path else one for one in shown]

    def dates(self) -> list[DateView]:
        """All dates to come."""
        return [view for one, view in zip(self._series.occurrences, self._views, strict=True) if one.end > self._library.now]

    @cached_property
    def _views(self) -> list[DateView]:
        """Of all dates: each stands on up to AROUND pages."""
        return [self._view(one) for one in self._series.occurrences]

    def _view(self, occurrence: Occurrence) -> DateView:
        language, start, own_title = self._language, occurrence.start, occurrence.event.title
        timeless = occurrence.event.all_day or many_days(occurrence)
        year = start.year != self._library.now.year
        return DateView(
            path=occurrence.path,
            date_words=language.date_words(occurrence.date, year=year),
            iso=written(start),
            end_iso=written(occurrence.end),
            clock="" if timeless else language.clock(start),
            time_words=time_words(occurrence, language),
            when_words=when_words(occurrence, language, year=year),
            state=occurrence.state.value,
            state_word=state_word(occurrence.state, language),
            where=where_words(occurrence, language),
            title=own_title if own_title != self._series.event.title else "",
        )

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
