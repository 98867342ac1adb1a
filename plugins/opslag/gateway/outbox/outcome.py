"""How an attempt ended."""

from __future__ import annotations

from enum import Enum

from opslag.frozen import frozen


class Verdict(Enum):
    DELIVERED = "delivered"
    LATER = "later"
    """It may succeed by itself: the receiver is down, or slow, or in trouble."""
    REFUSED = "refused"
    """It will not succeed until a person has done something: a wrong password, an address that may not be posted to."""


@frozen
class Outcome:
    """``said`` is for the operator, and holds nothing of the message: ``503 Service Unavailable``."""

    verdict: Verdict
    said: str
    wait: float = 0.0
    """Seconds that the receiver asked to be left alone (``Retry-After``)."""


@frozen
class Settlement:
    """What is to be written of an attempt."""

    id: str
    outcome: Outcome
    began: float
    seconds: float
    due: float
    """When it is to be tried again, if it is."""
