"""Chance that is the same every time."""

from __future__ import annotations

import random


class Chance(random.Random):
    """What looks like chance: for one seed it is always the same."""
