"""What most events are made of, as values that ``marshal`` knows, and back: in half the steps that pickling takes."""

from __future__ import annotations

import marshal
from collections.abc import Callable
from datetime import date, datetime, timedelta
from decimal import Decimal
from functools import cached_property
from operator import attrgetter
from typing import Any, NamedTuple

from opslag.building.kept.moments import Said, moment, said
from opslag.building.kept.mould import Way, mould, taken_apart
from opslag.content.address import Address
from opslag.content.picture import Picture, PictureUse
from opslag.events.event import Event
from opslag.events.occurrence import Place
from opslag.events.state import State
from opslag.events.ticket import Ticket

FLAT = ord("[")
"""What flat bytes begin with: a list, as ``marshal`` marks it where it does not look for what it has written before."""

_AS_IT_COMES = 2
"""The form of ``marshal`` in which it does not."""


STATES = {state.value: state for state in State}
"""By what is told of each."""


class OtherError(Exception):
    """There is something among the values that few events have."""


class _Way(NamedTuple):
    """A ``Way``."""

    told: Callable[[Any], Any]
    made: Callable[[Any], Any]


class _Shape:
    """The way of a dataclass: a list of its values. Its code is written when it is first asked for: an edit meets few kinds."""

    def __init__(self, shape: type, **ways: Way) -> None:
        self._shape = shape
        self._ways: dict[str, Any] = {**ways}

    @cached_property
    def told(self) -> Callable[[Any], list[Any]]:
        return taken_apart(self._shape, **self._ways)

    @cached_property
    def made(self) -> Callable[[list[Any]], Any]:
        make = mould(self._shape, **self._ways)
        return lambda values: make(*values)


def _each(way: Way) -> Way:
    return _Way(lambda some: [*map(way.told, some)], lambda said: tuple(map(way.made, said)))


def _day_or_time(when: Any) -> bytes | Said:
    packed: Any = when.__reduce__()[1]
    return packed[0] if len(packed) == 1 else said(when)


def _when(said: bytes | Said) -> date:
    if isinstance(said, tuple):
        return moment(said)
    made: Any = date if len(said) == _DAY else datetime
    when: date = made(said)
    return when


def _in_few_steps(text: str) -> bytes | str:
    """In the form in which Python holds a long text, where that is one byte a letter: UTF-8 takes ten steps for each."""
    try:
        return text.encode("latin-1")
    except UnicodeEncodeError:
        return text


_DAY = len(_day_or_time(date.max))
_WHEN = _Way(_day_or_time, _when)
_STATE = _Way(attrgetter("value"), STATES.__getitem__)
_SPAN = _Way(lambda span: (span.days, span.seconds, span.microseconds), lambda said: timedelta(*said))
_ADDRESS = _Shape(Address)
_USE = _Shape(PictureUse)
_EVENT = _Shape(
    Event, start=_WHEN, end=_WHEN, duration=_SPAN, publish=_WHEN, unpublish=_WHEN, created=_WHEN, updated=_WHEN, state=_STATE,
    address=_ADDRESS, image=_USE, teaser_image=_USE, tickets=_each(_Shape(Ticket, price=_Way(str, Decimal))),
)  # fmt: skip
_PICTURE = _Shape(Picture)
_TEXT = _Way(_in_few_steps, lambda said: said if isinstance(said, str) else said.decode("latin-1"))
_PLACE = _Shape(Place, address=_ADDRESS)
_WAYS: dict[str, Way] = {"event": _EVENT, "place": _PLACE, "image": _PICTURE, "teaser_image": _PICTURE, "body": _TEXT}


class Flat:
    """Attributes of an occurrence, as bytes."""

    def __init__(self, names: tuple[str, ...]) -> None:
        self._ways = [_WAYS.get(name) for name in names]

    def told(self, values: tuple[Any, ...]) -> bytes:
        """Raises OtherError."""
        told = [way.told(value) if way and value is not None else value for way, value in zip(self._ways, values, strict=True)]
        try:
            return marshal.dumps(told, _AS_IT_COMES)
        except ValueError as error:
            raise OtherError from error

    def made(self, data: bytes | memoryview) -> list[Any]:
        """The values of bytes that it told, and of no others."""
        told = marshal.loads(data)  # noqa: S302 - whoever keeps them has checked that they are ours
        return [way.made(value) if way and value is not None else value for way, value in zip(self._ways, told, strict=True)]
