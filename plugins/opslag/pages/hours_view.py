"""A branch's opening hours in words: today, and the week."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from opslag.language import Language
from opslag.places.schedule import Opening, OpeningDay, Schedule, week


def today_words(schedule: Schedule, today: date, language: Language) -> str:
    """``Åbent i dag 07.00–22.00``, from the first opening to the last closing; "" for a branch that says no hours."""
    if not _says_hours(schedule):
        return ""
    openings = schedule.openings(today)
    if not openings:
        return language.pgettext("hours", "Closed today")
    times = language.time_range(min(one.open for one in openings), max(one.close for one in openings))
    return language.pgettext("hours", "Open today %(times)s") % {"times": times}


def week_view(schedule: Schedule, today: date, language: Language) -> list[dict[str, Any]]:
    """The seven days of this week; [] for a branch that says no hours."""
    if not _says_hours(schedule):
        return []
    days = week(schedule, today)
    several = len({one.category.id for day in days for one in day.openings}) > 1
    return [_day(day, today, language, several) for day in days]


def _day(day: OpeningDay, today: date, language: Language, several: bool) -> dict[str, Any]:
    return {
        "label": language.weekday(day.date),
        "date_words": language.date_words(day.date, weekday=False, year=False),
        "iso": day.date.isoformat(),
        "today": day.date == today,
        "differs": day.differs,
        "note": day.reason,
        "words": _words(day.openings, language, several),
        "openings": [
            {
                "category": one.category.title,
                "color": one.category.color,
                "words": language.time_range(one.open, one.close),
                "open_iso": one.open.isoformat("minutes"),
                "close_iso": one.close.isoformat("minutes"),
            }
            for one in day.openings
        ],
    }


def _words(openings: Sequence[Opening], language: Language, several: bool) -> str:
    if not openings:
        return language.pgettext("hours", "Closed")
    return ", ".join(
        f"{one.category.title} {language.time_range(one.open, one.close)}"
        if several
        else language.time_range(one.open, one.close)
        for one in openings
    )


def _says_hours(schedule: Schedule) -> bool:
    return bool(schedule.rules or schedule.changes)
