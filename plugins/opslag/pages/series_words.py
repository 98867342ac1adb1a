"""The rule of a series in words, as its pages say it."""

from __future__ import annotations

from datetime import date
from zoneinfo import ZoneInfo

from opslag.events.rule_words import in_words
from opslag.events.series import Series, times_of
from opslag.language import Language


def series_words(series: Series, today: date, zone: ZoneInfo, language: Language) -> str:
    """``hver tirsdag kl. 10.00–11.00, dog ikke i skoleferien``; "" where no sentence can say the rule."""
    if series.event.repeat is None:
        return ""
    start, length = times_of(series.event, zone)
    last = series.occurrences[-1].date if series.occurrences else None
    end = None if series.event.all_day else start + length
    return in_words(series.event.repeat, start, end, language, phrases=series.phrases, last=last, today=today)
