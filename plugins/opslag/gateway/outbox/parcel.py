"""What is handed to the outbox, and what is taken out of it."""

from __future__ import annotations

import re
import secrets
import uuid
from dataclasses import field
from typing import Literal

from opslag.frozen import frozen

Handler = Literal["api", "email", "database"]
State = Literal["waiting", "kept", "stored", "delivered"]
"""``kept`` is for a person to look at; ``stored`` is what the handler ``database`` keeps; ``delivered`` needs a retention."""

_ALPHABET = "23456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Digits and letters that are not taken for one another, on paper or on the telephone."""

_RECEIPT = re.compile(f"[{_ALPHABET}]{{4}}-[{_ALPHABET}]{{4}}")


@frozen
class Parcel:
    """One message for one of a form's handlers. ``contents`` is personal and is sealed before it is written."""

    form: str
    handler: Handler
    place: int
    """Which of the form's handlers: 0 is the primary one."""
    contents: bytes
    id: str = field(default_factory=lambda: str(uuid.uuid4()))
    """A UUID; the receiver sees it as ``Idempotency-Key``, the same at each try."""


@frozen
class Submission:
    """All parcels of one visitor's click: they are written together or not at all."""

    receipt: str
    accepted: float
    parcels: tuple[Parcel, ...]
    token: tuple[str, float] | None = None
    """A captcha that may be used once, and when it runs out."""


@frozen
class Entry:
    """A row of the outbox, without its contents."""

    id: str
    receipt: str
    form: str
    handler: Handler
    place: int
    state: State
    accepted: float
    due: float
    tries: int
    outcome: str
    """How the last attempt ended; never anything that a visitor wrote."""
    reminded: bool


@frozen
class Claimed:
    """A row that this gateway alone may deliver for a while."""

    entry: Entry
    contents: bytes


def new_receipt() -> str:
    """``K7QF-2M9D``: eight signs, of 30 each, that nobody can guess."""
    signs = "".join(secrets.choice(_ALPHABET) for _ in range(8))
    return f"{signs[:4]}-{signs[4:]}"


def is_receipt(text: str) -> bool:
    return _RECEIPT.fullmatch(text) is not None
