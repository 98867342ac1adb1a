"""The whole library at one moment: one immutable value, of which every page and every feed is a function."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from datetime import date, datetime
from typing import TYPE_CHECKING

from opslag.content.page import Page
from opslag.content.picture import Picture
from opslag.content.registration import Registration
from opslag.content.slug import slug
from opslag.events.occurrence import Occurrence
from opslag.events.occurrences import NONE, Occurrences
from opslag.events.series import Series
from opslag.frozen import frozen
from opslag.places.branch import Branch
from opslag.places.instance import Instance
from opslag.settings import Site

if TYPE_CHECKING:
    from opslag.forms.form import Form
    from opslag.forms.record import CatalogueRecord


@frozen
class Library:
    """``now`` is aware, in the site's zone; ``occurrences`` are the public ones, past ones too, by start, then uuid."""

    site: Site
    now: datetime
    branches: tuple[Branch, ...] = ()
    """By id: the main library first, as libraries number them."""
    openings: tuple[Instance, ...] = ()
    """When they are open, on the days that the feeds tell (``feeds.opening_hours``): by date, branch id, start."""
    occurrences: Occurrences = NONE
    series: tuple[Series, ...] = ()
    """By path."""
    pages: tuple[Page, ...] = ()
    """By path."""
    news: tuple[Page, ...] = ()
    """Newest first."""
    registration: Registration | None = None
    """How people become borrowers, where the library says so."""
    forms: tuple[Form, ...] = ()
    """Those in use, by id."""
    records: Mapping[str, CatalogueRecord] = field(default_factory=dict)
    """The library's own, by id; a form may be about one."""
    logo: Picture | None = None
    share_image: Picture | None = None
    highlight: Occurrence | None = None
    """What the front page shows large; the next of its dates where it is a series. None once it is over."""
    redirects: tuple[tuple[str, str], ...] = ()
    """(old path, path it leads to), by old path."""
    due: datetime | None = None
    """When the next thing that waits becomes public by itself, or the next public one is taken back (publish, unpublish, the date
    of news); None where nothing does."""
    pictures: tuple[Picture, ...] = ()
    """All that pages and feeds show, each once, by path."""
    listed: Occurrences = field(init=False)
    """Those of the occurrences that the site's lists show: not over, not hidden."""

    def titles(self, name: str) -> dict[str, str]:
        """How each of the ``categories``, ``audiences`` or ``tags`` that any event was ever given is written, by its slug. Of two
        spellings the one that stands first in the lists is right for all; where nothing of it is to come, the oldest."""
        found: dict[str, str] = {}
        for occurrences in (self.listed, self.occurrences):
            for titles in occurrences.each(name):
                for title in titles:
                    found.setdefault(slug(title), title)
        return found

    @property
    def today(self) -> date:
        return self.now.date()

    def __post_init__(self) -> None:
        object.__setattr__(self, "listed", self.occurrences.ending_after(self.now).visible())
