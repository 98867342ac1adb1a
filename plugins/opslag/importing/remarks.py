"""What an import has to say that is no fault: what it left out, filled in, or found odd."""

from __future__ import annotations

from collections.abc import Iterator

SHOWN = 5
"""So many are named; the rest are counted."""


class Remarks:
    """Sentences, each with what it is about; the same sentence about many things is told once."""

    def __init__(self) -> None:
        self._about: dict[str, dict[str, None]] = {}

    def note(self, sentence: str, about: str = "") -> None:
        """``about`` is a title, a field or an address; "" where the sentence says all."""
        self._about.setdefault(sentence, {})[about] = None

    def lines(self) -> Iterator[str]:
        """``2 pictures could not be had: a.jpg, b.jpg`` is told as ``could not be had (2): a.jpg, b.jpg``."""
        for sentence, about in self._about.items():
            named = [one for one in about if one]
            if not named:
                yield sentence
                continue
            shown = "; ".join(named[:SHOWN]) + (f"; and {len(named) - SHOWN} more" if len(named) > SHOWN else "")
            yield f"{sentence} ({len(named)}): {shown}"
