"""Moments as values that ``marshal`` knows. Nothing that can be written is read as quickly."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta, timezone
from typing import Any

from opslag.content.moment import fixed

Said = tuple[bytes, int | None]
"""A moment: what ``datetime`` packs it as, and its offset in seconds; None where it is told as the clock shows it."""


def said(moment: datetime) -> Said:
    packed: Any = moment.__reduce__()[1]
    offset = moment.utcoffset()
    return packed[0], None if offset is None else offset.days * 86400 + offset.seconds


def moment(said: Said) -> datetime:
    return _as_pickled(said[0], _OFFSETS[said[1]])


def moments(said: Sequence[Said]) -> list[datetime]:
    packed, offsets = zip(*said, strict=True) if said else ((), ())
    return list(map(_as_pickled, packed, map(_OFFSETS.__getitem__, offsets)))


class _Offsets(dict[int | None, timezone | None]):
    def __missing__(self, seconds: int | None) -> timezone | None:
        found = self[seconds] = None if seconds is None else fixed(timedelta(seconds=seconds))
        return found


_as_pickled: Callable[[bytes, timezone | None], datetime] = datetime  # type: ignore[assignment]
_OFFSETS = _Offsets()
