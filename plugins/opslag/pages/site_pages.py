"""Every page that Opslag makes itself, each with its address and the function that renders it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cached_property, partial
from typing import Any, NamedTuple

from markupsafe import Markup

from opslag import calendar_address
from opslag.content.page import Page
from opslag.content.registration import PATH as REGISTRATION
from opslag.content.registration import Registration
from opslag.events.occurrence import Occurrence
from opslag.events.occurrences import NONE, Occurrences
from opslag.events.screen import Screen, screens
from opslag.events.series import Series
from opslag.language import Language
from opslag.library import Library
from opslag.pages import search_index
from opslag.pages.event_view import EventView, map_link
from opslag.pages.facet import Facet, Kind, of_branch
from opslag.pages.hours_view import today_words, week_view
from opslag.pages.leading_on import leading_on
from opslag.pages.markup import Ready
from opslag.pages.pagination import Pagination
from opslag.pages.picture_view import picture_view
from opslag.pages.programme import Programme, chosen_words, heading
from opslag.pages.programme_list import ProgrammeList, parts
from opslag.pages.registration_view import registration_link, registration_view
from opslag.pages.related import Related, of_kin
from opslag.pages.screen_view import screen_view
from opslag.pages.series_view import SeriesView, standing_for
from opslag.pages.series_words import series_words
from opslag.pages.theme import Theme
from opslag.places.branch import Branch
from opslag.sealed import digest_of

HOME_ROWS = 14
BRANCH_ROWS = 10
HOME_NEWS = 3
NEWS = 24
"""On one page of their list."""

Render = Callable[[], bytes]

Describe = Callable[[Occurrence], bytes]
"""The JSON-LD of an occurrence in UTF-8, fit to stand within ``<script>``."""


class PageTask(NamedTuple):
    """A page to be made: ``path`` is its address, ``/arrangementer/krimi/``; ``render`` gives its HTML in UTF-8."""

    path: str
    render: Render
    shows: Sequence[Sequence[Occurrence]] | None = None
    """The occurrences that the page follows from, one sequence after the other, with ``also`` and what is the same on all pages;
    None where it follows from more than that."""
    also: tuple[Any, ...] = ()
    """Plain values."""


class PageGroup(NamedTuple):
    """Pages that are as they were as long as what they show together is."""

    name: str
    tasks: Callable[[], Iterator[PageTask]]
    shows: Sequence[Sequence[Occurrence]] | None = None
    """As of a PageTask, of all of them."""
    also: tuple[Any, ...] = ()
    events: Occurrences = NONE
    """Whose own pages they are."""


class Share(NamedTuple):
    """What others show beside a link to the page (Open Graph)."""

    title: str
    description: str
    image: str = ""
    """A whole address; "" without a picture."""
    width: int = 0
    height: int = 0


class SitePages:
    """The pages of one Library in one theme, which ``pages.site_view.dress`` has prepared."""

    def __init__(self, library: Library, theme: Theme, language: Language, describe: Describe) -> None:
        self.library, self.theme, self.language, self.describe = library, theme, language, describe
        self.programme = Programme(library, language)
        self._series = {series.path: series for series in library.series}
        self._series_views: dict[str, SeriesView] = {}
        self.screens = screens(library.occurrences, library.now)
        self._filters: tuple[tuple[Facet | None, bool], Markup] | None = None

    @cached_property
    def related(self) -> Related:
        """Asked for where pages are: the feeds, which are begun before them, do without."""
        return Related(self.programme.listed)

    def view(self, occurrence: Occurrence) -> EventView:
        return EventView(occurrence, self.library, self.language)

    # Pages

    def groups(self, rows: Mapping[str, Markup]) -> Iterator[PageGroup]:
        """All pages, given the rendered rows of what is listed, by uuid. Those of which there are most come last."""
        library, today = self.library, self.library.today
        yield PageGroup("of all else", partial(self.others, rows))
        yield PageGroup("of series", self.series)
        for kin, members in of_kin(library.occurrences):
            shows, numbers = self.related.to_all(kin, members)
            dated = (today,) if any(members.column("series_path")) else ()
            name, tasks = f"of {kin} from {members[0].uuid}", partial(self.events, members, rows)
            yield PageGroup(name, tasks, shows, (*numbers, *dated), members)
        counted, named = (digest_of(repr(said).encode()) for said in (self.programme.options, self.programme.named))
        for one in self.programme.lists():
            for pages in (range(1, 2), *parts(range(2, one.count + 1))):
                told = (len(one.occurrences), counted) if 1 in pages else named
                also = (today, heading(one.facet, self.language), one.count, told)
                tasks = partial(self.pages_of_list, one, pages, rows, also)
                yield PageGroup(f"{one.path} from {pages.start}", tasks, (one.rows(pages),), also)

    def events(self, occurrences: Occurrences, rows: Mapping[str, Markup]) -> Iterator[PageTask]:
        said = zip(occurrences.column("path"), occurrences.column("series_path"), self.related.to_each(occurrences), strict=True)
        for at, (path, series_path, related) in enumerate(said):
            also = (self.library.today,) if series_path else ()
            one = occurrences[at : at + 1]
            yield PageTask(path, partial(self._only, one, related, rows), (one, related), also)

    def _only(self, one: Occurrences, related: Occurrences, rows: Mapping[str, Markup]) -> bytes:
        return self.event(one[0], related, rows)

    def series(self) -> Iterator[PageTask]:
        for series in self.library.series:
            if series.occurrences:
                yield PageTask(series.path, partial(self.series_page, series), (series.occurrences,), (self.library.today,))

    def pages_of_list(
        self, one: ProgrammeList, pages: range, rows: Mapping[str, Markup], also: tuple[Any, ...]
    ) -> Iterator[PageTask]:
        for pagination, shown in one.pages(pages):
            yield PageTask(pagination.path, partial(self.list, one, pagination, shown, rows), (shown,), also)

    def others(self, rows: Mapping[str, Markup]) -> Iterator[PageTask]:
        """The front page, those of branches, news, forms and screens, and what stands alone."""
        today = self.library.today
        yield PageTask("/", lambda: self.home(rows))
        yield PageTask("/filialer/", self.branches)
        for branch in self.library.branches:
            yield PageTask(branch.path, partial(self.branch, branch, rows))
        yield from self.news_lists()
        if self.library.registration:
            yield PageTask(REGISTRATION, partial(self.registration, self.library.registration))
        if self.library.forms:
            from opslag.pages.form_pages import FormPages

            for path, render in FormPages(self.library, self.theme, self.language).pages():
                yield PageTask(path, partial(_encoded, render))
        for screen in self.screens:
            yield PageTask(screen.path, partial(self.screen, screen), (screen.occurrences,), (today, screen.name))
        yield PageTask("/soeg/", lambda: self.render("search.html", "/soeg/", index=search_index.PATH))
        yield PageTask("/404.html", lambda: self.render("404.html", "/404.html"))

    def render(self, template: str, path: str, **context: Any) -> bytes:
        return self.theme.writer(template)(path=path, **context)

    @cached_property
    def _event(self) -> Callable[..., bytes]:
        return self.theme.writer("event.html")

    def event(self, occurrence: Occurrence, related: Occurrences, rows: Mapping[str, Markup]) -> bytes:
        view = self.view(occurrence)
        series = self.series_view(path) if (path := occurrence.series_path) in self._series else None
        return self._event(
            path=occurrence.path,
            event=view,
            related=[rows[uuid] for uuid in related.column("uuid")],
            series=series.summary() if series else None,
            dates=series.around(occurrence) if series else [],
            share=self.share(view.title, view.lead, occurrence),
            structured_data=Ready.of(self.describe(occurrence)),
        )

    # Series

    def series_view(self, path: str) -> SeriesView:
        """Of a series, by the address of its page; made once for it and its dates."""
        if path not in self._series_views:
            series = self._series[path]
            words = series_words(series, self.library.today, self.library.site.zone, self.language)
            self._series_views[path] = SeriesView(series, self.library, self.language, words)
        return self._series_views[path]

    def series_page(self, series: Series) -> bytes:
        view = self.series_view(series.path)
        if view.last_left:
            return leading_on(self.library.site.base_url + view.last_left.path, self.library.site.language)
        date = standing_for(series.occurrences)
        return self.render(
            "series.html",
            series.path,
            series=view.page(date),
            dates=view.dates(),
            past=len(series.occurrences) - len(view.to_come),
            next=self.view(view.next) if view.next else None,
            calendar=self.calendar(calendar_address.of_page(series.path)) if view.to_come else None,
            share=self.share(series.event.title, series.event.description or "", date),
        )

    def share(self, title: str, description: str, occurrence: Occurrence) -> Share:
        picture = picture_view(occurrence.image or self.library.share_image, "wide")
        if picture is None:
            return Share(title, description)
        return Share(title, description, self.library.site.base_url + picture.src, picture.width, picture.height)

    def list(self, one: ProgrammeList, pagination: Pagination, shown: Occurrences, rows: Mapping[str, Markup]) -> bytes:
        return self.render(
            "events.html",
            pagination.path,
            heading=heading(one.facet, self.language),
            kind=one.facet.kind.value if one.facet else "all",
            chosen=chosen_words(one.facet, self.language),
            count=len(one.occurrences) if pagination.number == 1 else None,
            days=self.programme.days(shown, rows),
            pages=pagination,
            facet=one.facet.title if one.facet else "",
            filters=self.filters(one.facet, counted=pagination.number == 1),
            index=search_index.PATH,
            calendar=self.calendar_of_list(one.facet),
        )

    def calendar_of_list(self, facet: Facet | None) -> dict[str, str] | None:
        """Branches, categories and audiences have a calendar each; months and tags have none."""
        if facet is None:
            return self.calendar(calendar_address.ALL)
        of_kind = calendar_address.of_kind
        match facet.kind:
            case Kind.BRANCH:
                return self.calendar(of_kind("branch", facet.key))
            case Kind.CATEGORY:
                return self.calendar(of_kind("category", facet.key))
            case Kind.AUDIENCE:
                return self.calendar(of_kind("audience", facet.key))
            case _:
                return None

    def calendar(self, path: str) -> dict[str, str]:
        """A calendar's file, and the address by which calendar programs subscribe to it."""
        return {"file": path, "subscribe": calendar_address.subscription(self.library.site.base_url, path)}

    def filters(self, chosen: Facet | None, *, counted: bool) -> Markup:
        """The filters of a list, rendered once for its first page and once for the others, which come one after the other."""
        if self._filters is None or self._filters[0] != (chosen, counted):
            filters = self.programme.filters(chosen, counted=counted)
            self._filters = (chosen, counted), self.theme.fragment("filters.html", filters=filters)
        return self._filters[1]

    def home(self, rows: Mapping[str, Markup]) -> bytes:
        highlight = self.library.highlight
        return self.render(
            "home.html",
            "/",
            days=self.programme.days(self.programme.listed[:HOME_ROWS], rows),
            highlight=self.view(highlight) if highlight else None,
            news=[self.news_view(item) for item in self.shown_news[:HOME_NEWS]],
            branches=[self.branch_view(branch) for branch in self.library.branches],
        )

    def branches(self) -> bytes:
        return self.render("branches.html", "/filialer/", branches=[self.branch_view(branch) for branch in self.library.branches])

    def branch(self, branch: Branch, rows: Mapping[str, Markup]) -> bytes:
        facet = of_branch(branch)
        here = self.programme.narrowed.get((Kind.BRANCH, facet.key))
        shown = here.occurrences[:BRANCH_ROWS] if here else NONE
        return self.render(
            "branch.html",
            branch.path,
            branch=self.branch_view(branch),
            days=self.programme.days(shown, rows),
            more=facet.path if here else "",
            calendar=self.calendar(calendar_address.of_kind("branch", branch.slug)),
        )

    def branch_view(self, branch: Branch) -> dict[str, Any]:
        address = branch.address
        return {
            "title": branch.title,
            "path": branch.path,
            "lead": branch.description,
            "body": Markup(branch.body),  # noqa: S704 - sanitised by content.markdown
            "picture": picture_view(branch.image, "wide"),
            "teaser": picture_view(branch.image, "teaser"),
            "address": address,
            "phone": branch.phone or "",
            "email": branch.email or "",
            "registration": registration_link(self.library, branch.registration),
            "url": branch.url or "",
            "map_url": map_link(address.street, address.zip_code, address.city),
            "hours": week_view(branch.schedule, self.library.today, self.language),
            "hours_words": today_words(branch.schedule, self.library.today, self.language),
        }

    def registration(self, registration: Registration) -> bytes:
        return self.render("registration.html", REGISTRATION, registration=registration_view(registration))

    def screen(self, screen: Screen) -> bytes:
        return self.render("screen.html", screen.path, screen=screen_view(screen, self.library, self.language))

    # News

    @cached_property
    def shown_news(self) -> tuple[Page, ...]:
        return tuple(item for item in self.library.news if not item.hidden)

    def news_lists(self) -> Iterator[PageTask]:
        count = max(-(-len(self.shown_news) // NEWS), 1)
        for number in range(1, count + 1):
            pagination = Pagination("/nyheder/", number, count)
            yield PageTask(pagination.path, partial(self.news_list, pagination))

    def news_list(self, pagination: Pagination) -> bytes:
        shown = self.shown_news[(pagination.number - 1) * NEWS : pagination.number * NEWS]
        return self.render("news.html", pagination.path, news=[self.news_view(item) for item in shown], pages=pagination)

    def news_view(self, item: Page) -> dict[str, Any]:
        return {
            "path": item.path,
            "title": item.title,
            "lead": item.description,
            "date_iso": item.date.date().isoformat() if item.date else "",
            "date_words": self.language.date_words(item.date, weekday=False) if item.date else "",
            "picture": picture_view(item.image, "wide"),
            "teaser": picture_view(item.image, "teaser"),
            "body": Markup(item.body),  # noqa: S704 - sanitised by content.markdown
        }


def _encoded(render: Callable[[], str]) -> bytes:
    return render().encode()
