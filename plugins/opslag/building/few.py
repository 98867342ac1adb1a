"""Things taken a few at a time.

What is done to all of them in one step, before the next step, takes half the time of what is done to each from first to last: a
processor has the code and the tables of one step near at hand, and not those of a whole build.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import TypeVar

Item = TypeVar("Item")


def few(items: Iterable[Item], most: int, weight: Callable[[Item], int]) -> Iterator[list[Item]]:
    """Neighbouring items, in lists that weigh ``most`` with their last item, or a little more."""
    some: list[Item] = []
    weighed = 0
    for item in items:
        some.append(item)
        weighed += weight(item)
        if weighed >= most:
            yield some
            some, weighed = [], 0
    if some:
        yield some
