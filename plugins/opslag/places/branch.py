"""A branch: where a library is, how to reach it, and when it is open."""

from __future__ import annotations

from dataclasses import field
from datetime import datetime

from opslag.content.address import Address
from opslag.content.picture import Picture, PictureKey
from opslag.frozen import frozen
from opslag.places.hours import ChangesKey, ClosedKey, HoursKey
from opslag.places.schedule import Schedule
from opslag.source.scalars import Count, Email, Hiding, Moment, Slug, Text, Url
from opslag.source.shape import STRICT


@frozen
class BranchFile:
    """The front matter of one file in ``content/branches/``; its name is the branch's slug, by which events name it."""

    __pydantic_config__ = STRICT

    title: Text
    id: Count
    """Stable; the app and the opening-hours feeds know the branch by it."""
    address: Address
    isil: Text | None = None
    phone: Text | None = None
    email: Email | None = None
    url: Url | None = None
    description: Text | None = None
    image: PictureKey | None = None
    registration: Slug | None = None
    """A type of user in ``content/registration.yaml``."""
    created: Moment | None = None
    updated: Moment | None = None
    draft: Hiding = False
    hours: HoursKey = ()
    closed: ClosedKey = ()
    changes: ChangesKey = field(default_factory=dict)


@frozen
class Branch:
    """A branch as the site and the feeds show it."""

    slug: str
    id: int
    title: str
    path: str
    """Of its page: ``/filialer/<slug>/``."""
    address: Address
    isil: str | None
    phone: str | None
    email: str | None
    url: str | None
    """Its own site elsewhere, where it has one."""
    description: str
    image: Picture | None
    body: str
    """Sanitised HTML."""
    created_at: datetime
    updated_at: datetime
    source: str
    """The file, for messages: ``content/branches/vestbyen.md``."""
    schedule: Schedule = field(default_factory=Schedule)
    """When it is open."""
    registration: str | None = None
    """The id of a type of user."""

    def __hash__(self) -> int:
        return hash(self.slug)  # of the whole value it takes long, and lists are kept by it
