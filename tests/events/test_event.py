"""The front matter of an event file."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from decimal import Decimal

import pytest
from opslag.content.address import Address
from opslag.content.picture import PictureUse
from opslag.events.event import Event
from opslag.events.state import State
from opslag.events.ticket import Ticket
from opslag.source.marks import load
from opslag.source.shape import ShapeError, shaped

LEAST = "title: Krimiaften\nuuid: 5f0c1f0e-8a55-4a3e-9a07-3f0f7f0f2b11\nstart: 2026-12-03 19:00\n"


def event(*lines: str) -> Event:
    return shaped(Event, load(LEAST + "\n".join(lines)))


def test_an_event_says_little_that_it_does_not_need_to() -> None:
    assert event() == Event(title="Krimiaften", uuid="5f0c1f0e-8a55-4a3e-9a07-3f0f7f0f2b11", start=datetime(2026, 12, 3, 19))
    assert event().state is State.ACTIVE
    assert event().attendance == "physical"
    assert event().tickets is None, "no ticketing, which is not the same as free"
    assert event("tickets: []").tickets == ()


def test_every_key_of_an_event_is_read_as_what_it_is() -> None:
    written = event(
        "end: 2026-12-03 21:00",
        "branch: [hovedbiblioteket, havnen]",
        "location: Pakhuset",
        "room: 2",
        "address: {street: Kajen 4, zip_code: 0999, city: Storkøbing}",
        "attendance: hybrid",
        "description: 1984 som teater",
        "image: images/krimi.jpg",
        "teaser_image: {path: images/lille.jpg, alt: En kniv}",
        "categories: [Foredrag, 2]",
        "audiences: [Voksne]",
        "tags: [no, 007]",
        "partners: [Politiet]",
        "screens: [Foyer]",
        "tickets: [{title: Voksen, price: 120}, {title: Barn, price: 59.50}]",
        "capacity: 080",
        "ticket_manager: true",
        "ticket_url: https://billet.example/krimi",
        "state: SoldOut",
        "publish: 2026-11-01",
        "unpublish: 2026-12-04 12:00",
        "draft: no",
        "hidden: yes",
        "created: 2026-01-01 08:00",
        "updated: 2026-01-02",
        "slug: krimi-2026",
        "redirect_from: [/arrangementer/krimi/]",
    )
    assert written.end == datetime(2026, 12, 3, 21)
    assert written.branch == ("hovedbiblioteket", "havnen")
    assert (written.location, written.room, written.description) == ("Pakhuset", "2", "1984 som teater")
    assert written.address == Address("Kajen 4", "0999", "Storkøbing", "DK")
    assert written.image == PictureUse("images/krimi.jpg")
    assert written.teaser_image == PictureUse("images/lille.jpg", "En kniv")
    assert (written.categories, written.tags) == (("Foredrag", "2"), ("no", "007"))
    assert (written.audiences, written.partners, written.screens) == (("Voksne",), ("Politiet",), ("Foyer",))
    assert written.tickets == (Ticket("Voksen", Decimal(120)), Ticket("Barn", Decimal("59.50")))
    assert (written.capacity, written.ticket_manager, written.state) == (80, True, State.SOLD_OUT)
    assert (written.publish, written.unpublish) == (datetime(2026, 11, 1), datetime(2026, 12, 4, 12))
    assert (written.draft, written.hidden) == (False, True)
    assert (written.created, written.updated) == (datetime(2026, 1, 1, 8), datetime(2026, 1, 2))
    assert (written.slug, written.redirect_from) == ("krimi-2026", ("/arrangementer/krimi/",))


def test_one_branch_needs_no_brackets() -> None:
    assert event("branch: hovedbiblioteket").branch == ("hovedbiblioteket",)


def test_an_all_day_event_may_have_dates() -> None:
    written = shaped(Event, load(LEAST.replace(" 19:00", "") + "end: 2026-12-05\nall_day: true\n"))
    assert (written.start, written.end, written.all_day) == (date(2026, 12, 3), date(2026, 12, 5), True)


def test_a_duration_may_stand_for_the_end() -> None:
    assert event("duration: 1h30m").duration == timedelta(hours=1, minutes=30)


@pytest.mark.parametrize("state", ["Active", "TicketSaleNotOpen", "SoldOut", "Cancelled"])
def test_an_editor_may_write_four_states(state: str) -> None:
    assert event(f"state: {state}").state is State(state)


def test_that_an_event_is_over_follows_from_the_clock_and_is_never_written() -> None:
    with pytest.raises(ShapeError):
        event("state: Occurred")
