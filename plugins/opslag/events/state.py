"""The five states of an event (upstream contract, ``/api/v1/events``: ``state``)."""

from enum import StrEnum


class State(StrEnum):
    """``Occurred`` is computed from the clock or reported by a ticket system; an editor never writes it."""

    TICKET_SALE_NOT_OPEN = "TicketSaleNotOpen"
    ACTIVE = "Active"
    SOLD_OUT = "SoldOut"
    CANCELLED = "Cancelled"
    OCCURRED = "Occurred"
