"""How long a copy of a file may be kept, so that nobody keeps one past the moment at which it turns untrue."""

from __future__ import annotations

from datetime import datetime
from math import floor

FOREVER = "public, max-age=31536000, immutable"
"""For files whose address changes with their bytes."""
AGE = 60
"""Seconds. Longer, and an edit or a ticket system's news would be seen too late."""
SHORT = f"public, max-age={AGE}"
ASK = "no-cache"
"""Keep it, and ask each time whether it is still the same (RFC 9111, section 5.2.2.4): a 304 costs next to nothing."""


def turning(next_change: datetime) -> int:
    """The Unix second from which on SHORT would be too long. A host that is not told of the next build has no copies kept from
    then on, which is slower and never wrong."""
    return floor(next_change.timestamp()) - AGE


def at_least(number: int) -> str:
    """A regular expression for the whole numbers with as many digits as this one that are not less: hosts' rules compare no
    numbers. A Unix time has ten digits until the year 2286."""
    digits = str(number)
    greater = [
        f"{digits[:at]}[{int(digit) + 1}-9]" + f"[0-9]{{{len(digits) - at - 1}}}" * (at + 1 < len(digits))
        for at, digit in enumerate(digits)
        if digit != "9"
    ]
    return f"(?:{'|'.join([digits, *greater])})"
