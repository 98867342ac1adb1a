"""What is sealed in a row of the outbox: all that a handler needs and that only the visitor could say."""

from __future__ import annotations

from typing import Any

import orjson

from opslag.forms.form import Recipient
from opslag.frozen import frozen


@frozen
class Contents:
    """Passwords, addresses and headers are not in it: they are the form's, as it is when it is delivered."""

    message: dict[str, Any]
    """The JSON message."""
    lines: tuple[tuple[str, str], ...] = ()
    """For people: what was asked, and what was answered in the words that were shown."""
    sender: Recipient | None = None
    """The visitor, where an e-mail address was given."""
    chosen: Recipient | None = None
    """Whom the visitor chose among the form's recipients."""

    def packed(self) -> bytes:
        return orjson.dumps({"message": self.message, "lines": self.lines, "sender": self.sender, "chosen": self.chosen})


def unpacked(data: bytes) -> Contents:
    read = orjson.loads(data)
    lines = tuple((label, answer) for label, answer in read["lines"])
    return Contents(read["message"], lines, _person(read["sender"]), _person(read["chosen"]))


def _person(read: dict[str, str] | None) -> Recipient | None:
    return Recipient(**read) if read else None
