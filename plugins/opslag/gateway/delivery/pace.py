"""When an attempt that failed is made again."""

from __future__ import annotations

from opslag.frozen import frozen

DAY = 86400.0


@frozen
class Pace:
    """All in seconds."""

    first: float = 10.0
    """The pause after the first attempt; each is twice the one before."""
    most: float = 3600.0
    """The longest pause: a receiver that comes back is found within the hour."""
    patience: float = 30.0
    """How long one attempt may take."""
    look: float = 1.0
    """Between two looks, where nothing was put in here: another gateway may have put something in, or died."""
    end: float = 7 * DAY
    """How long after it was accepted a message is tried by itself."""

    def pause(self, tries: int, chance: float) -> float:
        """After so many attempts; ``chance`` from 0 to 1 spreads those that failed together, by up to a half."""
        whole = min(self.most, self.first * 2.0 ** min(tries, 30))
        return whole * (0.5 + chance / 2)

    @property
    def claim(self) -> float:
        """How long a gateway may keep a row to itself: an attempt, and time to write down how it ended."""
        return 2 * self.patience + 1
