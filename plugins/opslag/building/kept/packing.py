"""Values as bytes, and back: pickled, the dataclasses of which there are many in a shorter way than their own."""

from __future__ import annotations

import pickle
from collections.abc import Callable
from dataclasses import fields
from io import BytesIO
from operator import attrgetter
from typing import Any

from opslag.building.kept.mould import mould
from opslag.content.address import Address
from opslag.events.event import Event
from opslag.events.occurrence import Place
from opslag.events.ticket import Ticket


def pack(value: object) -> bytes:
    packed = BytesIO()
    _Packer(packed, protocol=5).dump(value)
    return packed.getvalue()


def unpack(data: bytes | memoryview) -> Any:
    """The value of bytes that ``pack`` gave, and nobody else."""
    return pickle.loads(data)  # noqa: S301 - whoever keeps them has checked that they are ours


def _taken_apart(shape: type) -> Callable[[Any], tuple[Any, ...]]:
    values = attrgetter(*(field.name for field in fields(shape)))
    return lambda one: (_put_together, (shape, values(one)))


def _put_together(shape: type, values: tuple[Any, ...]) -> Any:
    return mould(shape)(*values)


class _Packer(pickle.Pickler):
    dispatch_table = {shape: _taken_apart(shape) for shape in (Event, Address, Place, Ticket)}  # noqa: RUF012 - of the class
