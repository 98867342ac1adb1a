"""An event file: its front matter, key by key, and its body."""

from __future__ import annotations

import re
from dataclasses import field
from typing import Annotated, Any, Literal

from opslag.content.address import Address
from opslag.content.picture import PictureKey
from opslag.errors import one_of
from opslag.events.repeat import Repeat
from opslag.events.state import State
from opslag.events.ticket import Ticket
from opslag.frozen import frozen
from opslag.source.keys import Before, Filled, Read
from opslag.source.scalars import (
    Count,
    Flag,
    Hiding,
    Length,
    Moment,
    SitePath,
    Slug,
    Text,
    Url,
    Uuid,
    When,
    one_or_many,
    read_day,
    wrong,
)
from opslag.source.shape import STRICT

_FROM_SECOND = re.compile(r"[2-9]|[1-9][0-9]+")

_WRITTEN = {state.value: state for state in State if state is not State.OCCURRED}


def _written_state(text: Any) -> Any:
    """An editor writes any state but ``Occurred``, which follows from the clock."""
    if isinstance(text, str) and text in _WRITTEN:
        return _WRITTEN[text]
    if text == State.OCCURRED:
        raise wrong(f"that follows from the clock; delete it, or write one of {', '.join(_WRITTEN)}")
    raise wrong(one_of(str(text), list(_WRITTEN)))


def _instance_name(text: Any) -> str:
    """``2026-12-08``, or ``2026-12-08#2`` for the second of that day. Each date has one name alone, so that a second entry for it
    is a key that stands twice, and none that takes the place of the first."""
    day, mark, number = str(text).partition("#")
    if day != day.strip() or (mark and not _FROM_SECOND.fullmatch(number)):
        raise wrong('write a date such as 2026-12-08, or "2026-12-08#2" for the second of that day')
    read_day(day)
    return str(text)


InstanceName = Annotated[str, Read(_instance_name)]


@frozen
class Event:
    """What the front matter of one file in ``content/events/`` says; nothing here is computed.

    Local date-times are naive; a file may give an instant with an offset instead. For ``all_day`` the times are ignored.
    """

    __pydantic_config__ = STRICT

    title: Text
    uuid: Uuid
    start: When
    end: When | None = None
    duration: Length | None = None
    all_day: Flag = False
    branch: Annotated[tuple[Text, ...], Before(one_or_many)] = ()
    """Ids of branches: the names of their files."""
    location: Text | None = None
    room: Text | None = None
    address: Address | None = None
    attendance: Literal["physical", "online", "hybrid"] = "physical"
    description: Text | None = None
    image: PictureKey | None = None
    teaser_image: PictureKey | None = None
    categories: tuple[Text, ...] = ()
    audiences: tuple[Text, ...] = ()
    tags: tuple[Text, ...] = ()
    partners: tuple[Text, ...] = ()
    screens: tuple[Text, ...] = ()
    tickets: tuple[Ticket, ...] | None = None
    """None means no ticketing, which is not the same as free."""
    capacity: Count | None = None
    ticket_manager: Flag = False
    ticket_url: Url | None = None
    registration: Slug | None = None
    """A type of user in ``content/registration.yaml``: who comes has to be one, or may become one."""
    state: Annotated[State, Read(_written_state)] = State.ACTIVE
    publish: Annotated[Moment | None, Filled()] = None
    unpublish: Annotated[Moment | None, Filled()] = None
    draft: Hiding = False
    hidden: Hiding = False
    """In no list of the site, still in the feed."""
    created: Moment | None = None
    updated: Moment | None = None
    slug: Slug | None = None
    redirect_from: tuple[SitePath, ...] = ()
    repeat: Repeat | None = None
    """Makes the file a series."""
    series: Uuid | None = None
    """The series' uuid, where it came from elsewhere; otherwise the file's own uuid is the series'."""
    instances: dict[InstanceName, Any] = field(default_factory=dict)
    """What single dates have for themselves, by the date that the rule gives: an ``events.override.Override`` each."""
