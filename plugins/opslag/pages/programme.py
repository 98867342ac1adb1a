"""What is on: the occurrences that are to come, narrowed and divided into pages, each page grouped by day."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from functools import cached_property
from itertools import groupby, islice
from typing import Any, NamedTuple

from markupsafe import Markup

from opslag.content.slug import slug
from opslag.events.occurrences import NONE, Occurrences
from opslag.frozen import frozen
from opslag.language import Language
from opslag.library import Library
from opslag.pages.facet import NAMED, Facet, Kind, of_branch, of_month
from opslag.pages.programme_list import ProgrammeList

MANY = 40
"""Of so many values of a filter those are shown that have more than one event."""

KINDS = (Kind.BRANCH, Kind.CATEGORY, Kind.AUDIENCE, Kind.MONTH, Kind.TAG)
"""In the order in which the filters are shown."""


class Day(NamedTuple):
    """A day of the programme, and the events of one list that stand below it."""

    iso: str
    running: bool
    """Its events began earlier, and still run."""
    label: str
    """``I dag``, ``tirsdag``, ``Lige nu``."""
    date_words: str
    day_number: str
    month_word: str
    month_short: str
    weekday_word: str
    rows: list[Markup]


@frozen
class Option:
    """One value of a filter."""

    title: str
    path: str
    count: int | None
    """Its events; None where they are not told."""
    current: bool = False

    @property
    def within(self) -> str:
        """Its title as it stands within a sentence; see ``_within``."""
        return _within(self.title)


@frozen
class Filter:
    """One way to narrow the programme."""

    kind: str
    label: str
    options: tuple[Option, ...]


class Programme:
    """The lists of one Library."""

    def __init__(self, library: Library, language: Language) -> None:
        self._library = library
        self._language = language
        self.listed = library.listed
        self._days: dict[date | None, tuple[Any, ...]] = {}

    @cached_property
    def narrowed(self) -> Mapping[tuple[Kind, str], ProgrammeList]:
        """Every list that is narrowed by one facet, by kind and key. Whatever a page leads to has one, though nothing of it is to
        come: pages of what is over, or is hidden, stay."""
        library, today = self._library, self._library.today
        branches = {facet.key: facet for facet in map(of_branch, library.branches)}
        found: dict[Facet, Occurrences] = self.listed.grouped(("branch_slugs",), _among(branches))
        for name, kind in NAMED.items():
            facets = {key: Facet(kind, key, title) for key, title in library.titles(name).items()}
            found |= dict.fromkeys(facets.values(), NONE)
            found |= self.listed.grouped((name,), _among(facets))
        months = self.listed.grouped(("date",), lambda day: [max(day, today).replace(day=1)])
        found |= {of_month(first, self._language.month_and_year(first)): rows for first, rows in months.items()}
        return {(facet.kind, facet.key): ProgrammeList(facet, rows) for facet, rows in found.items()}

    def lists(self) -> Iterator[ProgrammeList]:
        """The whole programme, then every narrowed list, by address."""
        yield ProgrammeList(None, self.listed)
        for key in sorted(self.narrowed):
            yield self.narrowed[key]

    @cached_property
    def options(self) -> tuple[Filter, ...]:
        """The filters: of each kind, its values with the number of events; what they share among all lists."""
        labels = _labels(self._language)
        filters = []
        for kind in KINDS:
            lists = [self.narrowed[kind, key] for key in self._in_order(kind) if self.narrowed[kind, key].occurrences]
            if lists:
                filters.append(Filter(kind.value, labels[kind], tuple(map(_option, lists))))
        return tuple(filters)

    def _in_order(self, kind: Kind) -> list[str]:
        """The keys of one filter: months by time, branches as in every other list of them, all else by the alphabet."""
        titles = {one.facet.key: one.facet.title for one in self.narrowed.values() if one.facet and one.facet.kind is kind}
        if kind is Kind.MONTH:
            return sorted(titles)
        if kind is Kind.BRANCH:
            return [key for branch in self._library.branches if (key := of_branch(branch).key) in titles]
        return sorted(titles, key=lambda key: (self._language.alphabetic(titles[key]), key))

    def filters(self, chosen: Facet | None, *, counted: bool = True) -> tuple[Filter, ...]:
        """The filters as one list shows them, with its own value marked. Only its first page tells what is ``counted``: an event
        that comes or goes would change every page of every list."""
        return tuple(
            replace(one, options=tuple(as_shown(one.options, chosen.path if chosen else "", counted))) for one in self.options
        )

    @cached_property
    def named(self) -> tuple[tuple[str, str, tuple[tuple[str, str], ...]], ...]:
        """What the filters of all lists say besides numbers."""
        return tuple(
            (one.kind, one.label, tuple((each.title, each.path) for each in as_shown(one.options, "", counted=False)))
            for one in self.options
        )

    def days(self, occurrences: Occurrences, rows: Mapping[str, Markup]) -> list[Day]:
        """Rows grouped by day. What began before today and still runs stands in a group of its own, first."""
        today = self._library.today
        shown = map(rows.__getitem__, occurrences.column("uuid"))
        begins = [day if day >= today else None for day in occurrences.column("date")]
        return [Day._make((*self._day(day), [*islice(shown, len([*same]))])) for day, same in groupby(begins)]

    def _day(self, day: date | None) -> tuple[Any, ...]:
        """What a Day says before its rows, made once for all the lists in which it stands; None: of what still runs."""
        if day not in self._days:
            self._days[day] = self._new_day(day or self._library.today, running=day is None)[:-1]
        return self._days[day]

    def _new_day(self, day: date, *, running: bool) -> Day:
        language, today = self._language, self._library.today
        if running:
            label = language.gettext("Now")
        elif day == today:
            label = language.gettext("Today")
        elif day == today + timedelta(days=1):
            label = language.gettext("Tomorrow")
        else:
            label = language.weekday(day)
        return Day(
            iso=day.isoformat(),
            running=running,
            label=label,
            date_words=language.date_words(day),
            day_number=str(day.day),
            month_word=language.month(day),
            month_short=language.month_short(day),
            weekday_word=language.weekday(day),
            rows=[],
        )


def _among(facets: Mapping[str, Facet]) -> Callable[[Iterable[str]], Iterable[Facet]]:
    """Gives those of the facets, which are found by their slug, that some titles stand for, each once."""
    return lambda titles: dict.fromkeys([facets[slug(title)] for title in titles])


def heading(facet: Facet | None, language: Language) -> str:
    """The list's title: ``Arrangementer``, ``Børn``, ``December 2026``."""
    if facet is None:
        return language.gettext("Events")
    return facet.title[:1].upper() + facet.title[1:]


def chosen_words(facet: Facet | None, language: Language) -> str:
    """What is chosen, as it stands behind the number of events: ``for Børn``, ``på Vestbyen``; "" for the whole programme."""
    if facet is None:
        return ""
    pgettext = language.pgettext
    match facet.kind:
        case Kind.BRANCH:
            return pgettext("filter", "at %(branch)s") % {"branch": facet.title}
        case Kind.CATEGORY:
            return pgettext("filter", "in %(category)s") % {"category": facet.title}
        case Kind.AUDIENCE:
            return pgettext("filter", "for %(audience)s") % {"audience": _within(facet.title)}
        case Kind.TAG:
            return pgettext("filter", "about %(tag)s") % {"tag": facet.title}
        case Kind.MONTH:
            return pgettext("filter", "in %(month)s") % {"month": facet.title}


def _within(title: str) -> str:
    """As it stands within a sentence: ``børn 0-3 år``, but ``DR-lyttere``."""
    return title if title[1:2].isupper() else title[:1].lower() + title[1:]


def _labels(language: Language) -> dict[Kind, str]:
    pgettext = language.pgettext
    return {
        Kind.BRANCH: pgettext("filter", "Branch"),
        Kind.CATEGORY: pgettext("filter", "Category"),
        Kind.AUDIENCE: pgettext("filter", "Audience"),
        Kind.TAG: pgettext("filter", "Tag"),
        Kind.MONTH: pgettext("filter", "Month"),
    }


def as_shown(options: Sequence[Option], chosen: str, counted: bool) -> Iterator[Option]:
    """Those of one filter that a list shows; ``chosen`` is the path of its own value."""
    few = len(options) < MANY
    for option in options:
        current = option.path == chosen
        if few or current or (option.count or 0) > 1:
            yield Option(option.title, option.path, option.count if counted else None, current)


def _option(one: ProgrammeList) -> Option:
    return Option(one.facet.title if one.facet else "", one.path, len(one.occurrences))
