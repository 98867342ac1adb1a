"""Kinds of ticket, and what they cost."""

from __future__ import annotations

from opslag.frozen import frozen
from opslag.source.scalars import Price, Text, Uuid
from opslag.source.shape import STRICT


@frozen
class Ticket:
    """One kind of ticket. ``price`` is in whole units of the site's currency; 0 is free."""

    __pydantic_config__ = STRICT
    title: Text
    price: Price
    uuid: Uuid | None = None
    """Only where it came from elsewhere; otherwise UUIDv5 of (event uuid, title)."""
