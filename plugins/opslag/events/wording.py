"""An occurrence in the site's words: when it is, where it is, and what has become of it."""

from __future__ import annotations

from datetime import timedelta

from opslag.events.occurrence import Occurrence
from opslag.events.state import State
from opslag.language import Language


def many_days(occurrence: Occurrence) -> bool:
    """It lasts over days, as an exhibition does; a night that ends in the small hours is one evening."""
    end = occurrence.end
    return end.date() > occurrence.date and (occurrence.event.all_day or end - occurrence.start >= timedelta(hours=18))


def when_words(occurrence: Occurrence, language: Language, *, year: bool = True) -> str:
    """``torsdag den 3. december 2026 kl. 19.00–21.00``; ``12. februar kl. 10.00 – 14. februar 2027 kl. 15.00``. If all day,
    the days alone: ``1. november – 17. december 2026``. Without ``year``, none where it is not needed."""
    start, end, all_day = occurrence.start, occurrence.end, occurrence.event.all_day
    if not many_days(occurrence):
        day = language.date_words(occurrence.date, year=year)
        return day if all_day else language.day_and_time(day, language.time_words(start, end))
    if all_day:
        return language.days_words(occurrence.date, end.date(), year=year)
    differs = start.year != end.year
    first = language.date_words(occurrence.date, weekday=False, year=differs)
    last = language.date_words(end, weekday=False, year=year or differs)
    begins, ends = language.time_words(start), language.time_words(end)
    return f"{language.day_and_time(first, begins)} – {language.day_and_time(last, ends)}"


def time_words(occurrence: Occurrence, language: Language) -> str:
    """The same below a heading that says the day: ``kl. 19.00–21.00``, ``Hele dagen``, ``Til og med 17. januar 2027``."""
    if many_days(occurrence):
        last = occurrence.end.date()
        words = language.date_words(last, weekday=False, year=last.year != occurrence.date.year)
        return language.gettext("Until %(day)s") % {"day": words}
    if occurrence.event.all_day:
        return language.gettext("All day")
    return language.time_words(occurrence.start, occurrence.end)


def where_words(occurrence: Occurrence, language: Language) -> str:
    """``Hovedbiblioteket, Store Sal``; ``Online``."""
    place = occurrence.place
    if place.online:
        return language.gettext("Online")
    return f"{place.name}, {place.room}" if place.name and place.room else place.name or place.room


def state_word(state: State, language: Language) -> str:
    """The word that stands before the title; "" for Active."""
    pgettext = language.pgettext
    match state:
        case State.CANCELLED:
            return pgettext("event", "Cancelled")
        case State.SOLD_OUT:
            return pgettext("event", "Sold out")
        case State.TICKET_SALE_NOT_OPEN:
            return pgettext("event", "Ticket sale not open")
        case State.OCCURRED:
            return pgettext("event", "Over")
        case _:
            return ""


def titled(occurrence: Occurrence, language: Language) -> str:
    """The title for those who have no place to show a state: ``Aflyst: Kranse af gran``."""
    title = occurrence.event.title
    return cancelled_title(title, language) if occurrence.state is State.CANCELLED else title


def cancelled_title(title: str, language: Language) -> str:
    return f"{language.pgettext('event', 'Cancelled')}: {title}"
