"""Pages and news: what their front matter says. Keys that Opslag does not know at all go through to Pelican's plugins."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Literal

from opslag.content.picture import Picture, PictureKey
from opslag.frozen import frozen
from opslag.source.keys import Filled
from opslag.source.scalars import Hiding, Moment, SitePath, Slug, Text

Status = Annotated[Literal["published", "draft", "hidden"], Filled()]

_OPEN = {"extra": "ignore"}


@frozen
class PageFile:
    """The front matter of one file in ``content/pages/``."""

    __pydantic_config__ = _OPEN

    title: Text
    slug: Slug | None = None
    description: Text | None = None
    image: PictureKey | None = None
    status: Status = "published"
    draft: Hiding = False
    created: Moment | None = None
    updated: Moment | None = None
    redirect_from: tuple[SitePath, ...] = ()


@frozen
class NewsFile:
    """The front matter of one file in ``content/news/``."""

    __pydantic_config__ = _OPEN

    title: Text
    date: Moment
    """When it is news from; one in the future waits until then."""
    slug: Slug | None = None
    description: Text | None = None
    image: PictureKey | None = None
    status: Status = "published"
    draft: Hiding = False
    created: Moment | None = None
    updated: Moment | None = None
    redirect_from: tuple[SitePath, ...] = ()


@frozen
class Page:
    """A page or a news item as the site shows it."""

    title: str
    path: str
    """``/<slug>/``, or ``/nyheder/<slug>/`` for news."""
    description: str
    image: Picture | None
    body: str
    """Sanitised HTML."""
    date: datetime | None
    """Of a news item; None for a page."""
    updated_at: datetime
    hidden: bool
    """In no list and not in the sitemap."""
    source: str
