"""When a series happens, in words for people: ``hver tirsdag kl. 10.00–11.00, dog ikke i skoleferien``."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime

from opslag.content.calendar import PUBLIC_HOLIDAYS
from opslag.events.repeat import Repeat
from opslag.events.rule import Frequency, Rule, Weekday
from opslag.language import Language
from opslag.source.scalars import DayRange

FEW = 3
"""More exceptions or added dates than these are not listed one by one."""


def in_words(
    repeat: Repeat,
    start: datetime,
    end: datetime | None,
    language: Language,
    *,
    phrases: Sequence[str] = (),
    last: date | None = None,
    today: date = date.min,
) -> str:
    """The rule in the site's language; "" for one that a sentence cannot say, and for dates without a rule.

    ``start`` and ``end`` are those of the first date, by local time; without an end no time is said, as for whole days.
    ``phrases`` are how its calendars go on after "not". ``last`` is the series' last date, said where it ends by number.
    Of exceptions and added dates only those from ``today`` on are mentioned.
    """
    dates = _dates(repeat.rules, start, language)
    if not dates:
        return ""
    if end is not None:
        dates = language.pgettext("series", "%(dates)s, %(time)s") % {"dates": dates, "time": language.time_words(start, end)}
    ending = _ending(repeat, last, today, language)
    pauses, more = _pauses(repeat, phrases, today, language), _more(repeat, start, today, language)
    return ", ".join(part for part in (dates, ending, pauses, more) if part)


def _dates(rules: Sequence[Rule], start: datetime, language: Language) -> str:
    """``hver tirsdag``. Rules of one series differ only in their days, so the period is said once."""
    days: list[str] = []
    for rule in rules:
        times = rule.freq < Frequency.DAILY or rule.bysecond or rule.byminute or rule.byhour
        named = None if times or rule.byyearday or rule.byweekno or rule.bysetpos else _days(rule, start, language)
        if named is None:
            return ""
        days += named
    if not rules:
        return ""
    rule = rules[0]
    if _by_the_week(rule):
        return _weekly(_weekdays(rule, start), days, rule.interval, language)
    return _PERIODS[rule.freq](language.listing(days), rule.interval, language)


def _days(rule: Rule, start: datetime, language: Language) -> list[str] | None:
    """The days of a period; None where they are more than a phrase says."""
    if rule.freq is Frequency.YEARLY:
        return _days_of_year(rule, start, language)
    if rule.bymonth or (rule.byday and rule.bymonthday):
        return None
    if _by_the_week(rule):
        return [_weekday(day, language) for day in _weekdays(rule, start)]
    if rule.freq is Frequency.DAILY:
        return None if rule.byday or rule.bymonthday else []
    if rule.byday:
        return _nths(sorted(rule.byday, key=lambda day: (day.nth < 0, day.nth, day.weekday)), language)
    return _all(_month_day(day, language) for day in sorted(rule.bymonthday or (start.day,), key=lambda day: (day < 0, day)))


def _by_the_week(rule: Rule) -> bool:
    """Each Tuesday of each day, week or month is each Tuesday; of every other month it is not."""
    every_one = bool(rule.byday) and not any(day.nth for day in rule.byday)
    return rule.freq is Frequency.WEEKLY or (every_one and rule.interval == 1 and rule.freq < Frequency.YEARLY)


def _weekdays(rule: Rule, start: datetime) -> list[int]:
    return sorted({day.weekday for day in rule.byday} or {start.weekday()})


def _weekday(number: int, language: Language) -> str:
    return language.weekday(date.fromordinal(number + 1))  # 1 January of the year 1 is a Monday


def _days_of_year(rule: Rule, start: datetime, language: Language) -> list[str] | None:
    if len(rule.bymonth) > 1 or (rule.byday and rule.bymonthday) or (not rule.bymonth and (rule.byday or rule.bymonthday)):
        return None
    month = rule.bymonth[0] if rule.bymonth else start.month
    if rule.byday:
        of_month = language.pgettext("yearly", "%(day)s of %(month)s")
        month_words = language.month(date(2000, month, 1))
        days = _nths(rule.byday, language)
        return [of_month % {"day": day, "month": month_words} for day in days] if days else None
    if any(day < 0 for day in rule.bymonthday):
        return None
    numbers = [day for day in rule.bymonthday or (start.day,) if day <= monthrange(2000, month)[1]]  # no year has 30 February
    dates = (language.date_words(date(2000, month, day), weekday=False, year=False) for day in numbers)
    return [language.pgettext("date of a year", "%(day)s") % {"day": day} for day in dates]


def _all(words: Iterable[str | None]) -> list[str] | None:
    """The words, or None where one is missing."""
    found = list(words)
    return [word for word in found if word] if all(found) else None


def _nths(days: Sequence[Weekday], language: Language) -> list[str] | None:
    """``den første tirsdag``; ``den første og tredje tirsdag``, for what they share is said once."""
    ordinals = _all(_ordinal(day.nth, language) for day in days)
    if ordinals is None:
        return None
    if len({day.weekday for day in days}) == 1:
        ordinals = [language.listing(ordinals)]
    said = ({"nth": nth, "weekday": _weekday(day.weekday, language)} for nth, day in zip(ordinals, days, strict=False))
    return [language.pgettext("series", "the %(nth)s %(weekday)s") % words for words in said]


def _ordinal(nth: int, language: Language) -> str | None:
    """``første``."""
    return {
        1: language.pgettext("nth weekday", "first"),
        2: language.pgettext("nth weekday", "second"),
        3: language.pgettext("nth weekday", "third"),
        4: language.pgettext("nth weekday", "fourth"),
        5: language.pgettext("nth weekday", "fifth"),
        -1: language.pgettext("nth weekday", "last"),
        -2: language.pgettext("nth weekday", "second last"),
    }.get(nth)


def _month_day(day: int, language: Language) -> str | None:
    """``den 15.``"""
    if day == -1:
        return language.gettext("the last day")
    return language.pgettext("day of a month", "the %(number)s") % {"number": language.ordinal(day)} if day > 0 else None


def _weekly(weekdays: list[int], days: list[str], interval: int, language: Language) -> str:
    if interval == 1 and weekdays == [0, 1, 2, 3, 4, 5, 6]:
        return language.gettext("every day")
    if weekdays == [0, 1, 2, 3, 4] and interval == 1:
        return language.gettext("Monday to Friday")
    listed = {"days": language.listing(days), "number": interval}
    if interval == 1:
        return language.pgettext("series", "every %(days)s") % listed
    if interval == 2 and len(days) == 1:
        return language.pgettext("series", "every other %(days)s") % listed
    on_days = (language.pgettext("on a weekday", "%(weekday)s") % {"weekday": day} for day in days)
    listed = {"days": language.listing(on_days), "number": interval}
    if interval == 2:
        return language.pgettext("series", "%(days)s every other week") % listed
    return language.pgettext("series", "%(days)s every %(number)s weeks") % listed


def _daily(_days: str, interval: int, language: Language) -> str:
    if interval == 1:
        return language.gettext("every day")
    if interval == 2:
        return language.gettext("every other day")
    return language.gettext("every %(number)s days") % {"number": interval}


def _monthly(days: str, interval: int, language: Language) -> str:
    if interval == 1:
        return language.gettext("%(days)s of every month") % {"days": days}
    if interval == 2:
        return language.gettext("%(days)s of every other month") % {"days": days}
    return language.gettext("%(days)s every %(number)s months") % {"days": days, "number": interval}


def _yearly(days: str, interval: int, language: Language) -> str:
    if interval == 1:
        return language.gettext("%(days)s every year") % {"days": days}
    if interval == 2:
        return language.gettext("%(days)s every other year") % {"days": days}
    return language.gettext("%(days)s every %(number)s years") % {"days": days, "number": interval}


_PERIODS = {Frequency.DAILY: _daily, Frequency.MONTHLY: _monthly, Frequency.YEARLY: _yearly}


def _ending(repeat: Repeat, last: date | None, today: date, language: Language) -> str:
    """``til og med 31. marts 2027``; the number of dates where the last is not known."""
    day = last if repeat.times else repeat.last
    if day is not None:
        return language.pgettext("series", "until %(day)s") % {"day": _day(day, today, language)}
    if repeat.times:
        return language.ngettext("%(number)s time", "%(number)s times", repeat.times) % {"number": repeat.times}
    return ""


def _pauses(repeat: Repeat, phrases: Sequence[str], today: date, language: Language) -> str:
    """``dog ikke på helligdage, i skoleferien eller den 5. januar``."""
    whens = [language.gettext("on public holidays")] if PUBLIC_HOLIDAYS in repeat.skip else []
    whens += phrases
    ahead = [entry for entry in repeat.except_ if _end_of(entry) >= today]
    if len(ahead) <= FEW:
        whens += (_exception(entry, today, language) for entry in ahead)
    else:
        whens.append(language.gettext("on some other days") if whens else language.gettext("on some days"))
    return language.gettext("but not %(when)s") % {"when": language.choice(whens)} if whens else ""


def _exception(entry: DayRange | datetime, today: date, language: Language) -> str:
    if isinstance(entry, datetime):
        return language.gettext("on %(day)s") % {"day": _at(_day(entry, today, language), entry, language)}
    if entry.first == entry.last:
        return language.gettext("on %(day)s") % {"day": _day(entry.first, today, language)}
    first, last = language.first_and_last(entry.first, entry.last, year=entry.last.year != today.year)
    if (entry.first.year, entry.first.month) == (entry.last.year, entry.last.month):
        return language.pgettext("within a month", "from %(first)s to %(last)s") % {"first": first, "last": last}
    return language.gettext("from %(first)s to %(last)s") % {"first": first, "last": last}


def _more(repeat: Repeat, start: datetime, today: date, language: Language) -> str:
    """``desuden den 8. april 2027 kl. 15.00``."""
    ahead = [when for when in repeat.also if _end_of(when) >= today]
    if not ahead:
        return ""
    if len(ahead) > FEW:
        return language.gettext("and on some other days too")
    days = language.listing(_added(ahead, start, today, language))
    return language.gettext("and on %(days)s too") % {"days": days}


def _added(whens: list[date | datetime], start: datetime, today: date, language: Language) -> Iterator[str]:
    for when in whens:
        day = _day(when, today, language)
        said = _at(day, when, language) if isinstance(when, datetime) and when.time() != start.time() else day
        yield language.pgettext("date of a year", "%(day)s") % {"day": said}


def _at(day: str, when: datetime, language: Language) -> str:
    """``8. april 2027 kl. 15.00``."""
    return language.pgettext("series", "%(day)s at %(time)s") % {"day": day, "time": language.time_words(when)}


def _end_of(entry: DayRange | date) -> date:
    last = entry.last if isinstance(entry, DayRange) else entry
    return last.date() if isinstance(last, datetime) else last


def _day(day: date, today: date, language: Language) -> str:
    """The year is said where it is not this one."""
    return language.date_words(day, weekday=False, year=day.year != today.year)
