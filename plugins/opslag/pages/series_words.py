"""The rule of a series in words."""

from __future__ import annotations

from opslag.events.series import Series
from opslag.language import Language


def in_words(series: Series, language: Language) -> str:
    return ""
