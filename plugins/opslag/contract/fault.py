"""What in one value goes against the contract."""

from __future__ import annotations

from typing import NamedTuple


class Fault(NamedTuple):
    """``field`` is the dotted path to it, such as ``ticket_categories.0.price.value``; "" is the value as a whole."""

    field: str
    found: str
    remedy: str
