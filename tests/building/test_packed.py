"""What is packed of an event is unpacked as it was: the few steps that most of them take, and the general way."""

from __future__ import annotations

import pickle
from dataclasses import FrozenInstanceError, astuple, fields, replace
from datetime import date, timedelta, timezone
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from opslag.building.kept.flat import FLAT, Flat, OtherError
from opslag.building.kept.light import PACKED, Packed, packed
from opslag.building.kept.mould import mould
from opslag.building.kept.places import named
from opslag.building.kept.volumes import Volumes
from opslag.content.address import Address
from opslag.content.picture import Picture, PictureUse
from opslag.events.event import Event
from opslag.events.occurrence import Occurrence, Place
from opslag.events.state import State
from opslag.events.ticket import Ticket

from tests.feeds.sample import library

TEXT = st.text(max_size=8)
MAYBE = st.none() | TEXT
TEXTS = st.lists(TEXT, max_size=3).map(tuple)
DAY = timedelta(hours=23, minutes=59)


def whole_seconds(offset: timedelta) -> timezone:
    return timezone(timedelta(seconds=int(offset.total_seconds())))


LOCAL = st.datetimes()
WHEN = st.dates() | LOCAL
ADDRESS = st.none() | st.builds(Address, TEXT, TEXT, TEXT, TEXT)
USE = st.none() | st.builds(PictureUse, TEXT, MAYBE)
PICTURE = st.none() | st.builds(Picture, TEXT, TEXT, st.integers(1), st.integers(1), TEXT, st.integers(0), TEXT)
TICKET = st.builds(Ticket, TEXT, st.decimals(allow_nan=False, allow_infinity=False), MAYBE)
MOST = {
    "title": TEXT, "uuid": TEXT, "start": WHEN, "end": st.none() | WHEN, "all_day": st.booleans(), "branch": TEXTS,
    "location": MAYBE, "address": ADDRESS, "description": MAYBE, "image": USE, "teaser_image": USE, "categories": TEXTS,
    "tickets": st.none() | st.lists(TICKET, max_size=3).map(tuple), "capacity": st.none() | st.integers(0),
    "state": st.sampled_from(State), "publish": st.none() | LOCAL, "created": st.none() | LOCAL,
    "updated": st.datetimes(timezones=st.timedeltas(-DAY, DAY).map(whole_seconds)), "hidden": st.booleans(),
    "slug": MAYBE,
}  # fmt: skip
FEW = {
    "duration": st.none() | st.timedeltas(),
    "instances": st.fixed_dictionaries({"2026-12-08": LOCAL}),
}
EVENT = st.builds(Event, **MOST) | st.builds(Event, **MOST, **FEW)
PLACE = st.builds(Place, TEXT, TEXT, ADDRESS, st.booleans(), st.booleans())
VALUES = st.tuples(EVENT, PLACE, PICTURE, PICTURE, TEXT, MAYBE, MAYBE)

ONE = library().occurrences[0]


def unpacked(folder: Path, occurrence: Occurrence) -> tuple[Any, ...]:
    volumes = Volumes(folder, {})
    (piece,) = volumes.write(named([packed((occurrence,), None)]))
    volumes.close()
    return tuple(Packed(volumes, piece).occurrence(0))


@given(values=VALUES)
def test_what_is_packed_is_unpacked_as_it_was(tmp_path_factory: pytest.TempPathFactory, values: tuple[Any, ...]) -> None:
    occurrence = replace(ONE, **dict(zip(PACKED, values, strict=True)))
    assert unpacked(tmp_path_factory.mktemp("kept"), occurrence) == values


def test_what_few_events_have_is_pickled() -> None:
    plain = Event("Krimi", "1", date(2026, 12, 3))
    occurrence = replace(ONE, event=replace(plain, instances={"2026-12-08": date.max}))
    assert packed((replace(ONE, event=plain),), None)[0] == FLAT
    assert packed((occurrence,), None)[0] == pickle.PROTO[0]
    with pytest.raises(OtherError):
        Flat(("event",)).told((occurrence.event,))


def test_what_comes_of_a_mould_is_as_if_it_had_been_made_in_the_usual_way() -> None:
    values = ("Voksen", Decimal(80), None)
    usual, moulded = Ticket(*values), mould(Ticket)(*values)
    assert (moulded, hash(moulded), type(moulded), astuple(moulded)) == (usual, hash(usual), Ticket, values)
    with pytest.raises(FrozenInstanceError):
        moulded.title = "Barn"  # type: ignore[misc]


@pytest.mark.parametrize("shape", [Event, Place, Address, Picture, PictureUse])
def test_a_mould_fills_each_attribute_with_its_own_value(shape: type) -> None:
    names = [field.name for field in fields(shape)]
    assert [getattr(mould(shape)(*names), name) for name in names] == names
