"""The numbered pages of a long list."""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

from opslag.frozen import frozen


class Item(NamedTuple):
    """A page's number as a link; ``number`` 0 stands for a gap."""

    number: int
    path: str
    current: bool


@frozen
class Pagination:
    """Page ``number`` of ``count``, both from 1, of the list at ``base``."""

    base: str
    number: int
    count: int

    def path_of(self, number: int) -> str:
        """``/arrangementer/``, then ``/arrangementer/side/2/``."""
        return self.base if number == 1 else f"{self.base}side/{number}/"

    @property
    def path(self) -> str:
        return self.path_of(self.number)

    @property
    def previous(self) -> str:
        return self.path_of(self.number - 1) if self.number > 1 else ""

    @property
    def next(self) -> str:
        return self.path_of(self.number + 1) if self.number < self.count else ""

    @property
    def items(self) -> list[Item]:
        """The numbers that are shown: the first, the last, and those near this one."""
        return [
            Item(number, self.path_of(number) if number else "", number == self.number)
            for number in _shown(self.number, self.count)
        ]


@lru_cache(maxsize=4096)
def _shown(number: int, count: int) -> tuple[int, ...]:
    near = sorted({1, count, *(n for n in range(number - 1, number + 2) if 1 <= n <= count)})
    shown: list[int] = []
    for n in near:
        if shown and n - shown[-1] == 2:
            shown.append(n - 1)
        elif shown and n - shown[-1] > 2:
            shown.append(0)
        shown.append(n)
    return tuple(shown)
