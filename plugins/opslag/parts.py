"""The bytes of a large file in many parts: to put a feed of ten thousand events together takes as long as to write it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from typing_extensions import Buffer


class Parts:
    """They in their order; ``bytes`` of them is the whole."""

    def __init__(self, parts: Sequence[Buffer]) -> None:
        self.parts = parts
        self._size = sum(map(len, parts))  # type: ignore[arg-type]

    def __len__(self) -> int:
        """In bytes."""
        return self._size

    def __bytes__(self) -> bytes:
        return b"".join(self.parts)

    def together(self, count: int) -> Iterator[bytes]:
        """``count`` neighbours at a time, put together."""
        return (b"".join(self.parts[at : at + count]) for at in range(0, len(self.parts), count))
