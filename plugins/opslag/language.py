"""The site's language: its words (gettext catalogues in ``locale/``), and how it writes dates, times, prices and lists.

Names of days, months and currencies, decimal marks and plural rules are Babel's (Unicode CLDR). Every answer is kept
by its distinct values, for a site says the same few hundred dates and prices a hundred thousand times.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import date, datetime, time
from decimal import Decimal
from functools import cache, lru_cache, wraps
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Literal, TypeVar, TypeVarTuple
from unicodedata import combining, normalize

from opslag import sealed
from opslag.frozen import frozen

if TYPE_CHECKING:
    from collections.abc import Callable
    from gettext import NullTranslations

    from babel import Locale

Asked = TypeVarTuple("Asked")
Answer = TypeVar("Answer")

CATALOGUES = Path(__file__).parent / "locale"
LOCALES = {"da": "da", "en": "en_GB", "fi": "fi"}

WEEKDAY = {"da": "EEEE 'den' ", "en": "EEEE ", "fi": "cccc "}
DAY_AND_MONTH = {"da": "d. MMMM", "en": "d MMMM", "fi": "d. MMMM"}
DAY_SHORT = {"da": "d. MMM", "en": "d MMM", "fi": "d.M."}
DAY = {"da": "d.", "en": "d", "fi": "d."}
"""Unicode date patterns (UTS 35). CLDR's own full dates have no form without the year, and a comma in English."""
AFTER_Z = {"da": ("æä", "øö", "å"), "fi": ("å", "äæ", "öø")}
"""The letters after z, in their order; those of the neighbours stand with one's own."""
ENDINGS = {1: "st", 2: "nd", 3: "rd"}
"""Of English ordinal numbers; Babel has no words for them."""


@frozen
class Language:
    """One of the languages that a site can speak: ``da``, ``en`` or ``fi``.

    Moments and times of day are taken as they stand: the caller gives them in the site's zone.
    """

    code: str

    def __post_init__(self) -> None:
        if self.code not in LOCALES:
            raise ValueError(f'no language "{self.code}"; there are {", ".join(LOCALES)}')

    @property
    def digest(self) -> str:
        """Changes with the catalogue: eight hexadecimal digits."""
        return _digest(self.code)

    def gettext(self, message: str) -> str:
        """The words for an English ``message``; the message itself where the catalogue has none."""
        return _gettext(self.code, message)

    def ngettext(self, singular: str, plural: str, number: int) -> str:
        """The form that this language uses with ``number``; placeholders are left for the caller to fill."""
        return _catalogue(self.code).ngettext(singular, plural, number)

    def pgettext(self, context: str, message: str) -> str:
        """As ``gettext``, for a message that means different things in different places."""
        return _pgettext(self.code, context, message)

    def date_words(self, day: date, *, weekday: bool = True, year: bool = True) -> str:
        """``tirsdag den 8. december 2026``; ``8. december`` without weekday and year."""
        return _date_words(self.code, _day(day), weekday, year)

    def day_short(self, day: date) -> str:
        """``8. dec.``; in English ``8 Dec``, in Finnish ``8.12.``"""
        return _date(self.code, DAY_SHORT[self.code], _day(day))

    def days_words(self, first: date, last: date, *, year: bool = True) -> str:
        """From day to day: ``7.–13. december 2026``, ``30. november – 6. december 2026``; both years where they differ.
        Without ``year``, none where they do not."""
        begin, end = self.first_and_last(first, last, year=year)
        return f"{begin}–{end}" if (first.year, first.month) == (last.year, last.month) else f"{begin} – {end}"

    def first_and_last(self, first: date, last: date, *, year: bool = True) -> tuple[str, str]:
        """Both ends of such a range; the first one says no more than the last leaves open: ``7.``, ``13. december 2026``."""
        differs = first.year != last.year
        end = self.date_words(last, weekday=False, year=year or differs)
        if differs or first.month != last.month:
            return self.date_words(first, weekday=False, year=differs), end
        return _date(self.code, DAY[self.code], _day(first)), end

    def day_and_time(self, day: str, time: str) -> str:
        """``tirsdag den 8. december 2026 kl. 19.00``, of the words for both; in English with a comma."""
        return self.pgettext("day and time", "%(day)s, %(time)s") % {"day": day, "time": time}

    def month_and_year(self, day: date) -> str:
        """``december 2026``, as a heading."""
        return _date(self.code, "LLLL y", _day(day))

    def weekday(self, day: date) -> str:
        """``tirsdag``."""
        return _weekday(self.code, day.weekday())

    def month(self, day: date) -> str:
        """``december``, as it stands alone."""
        return _month(self.code, "wide", day.month)

    def month_short(self, day: date) -> str:
        """``dec.``"""
        return _month(self.code, "abbreviated", day.month)

    def clock(self, moment: time | datetime) -> str:
        """``19.00``; in English ``19:00``."""
        return _clock(self.code, moment.hour, moment.minute)

    def time_range(self, start: time | datetime, end: time | datetime | None = None) -> str:
        """``19.00–21.00``; ``19.00`` where there is no end, or it is the start."""
        first = self.clock(start)
        last = first if end is None else self.clock(end)
        return first if first == last else f"{first}–{last}"

    def time_words(self, start: time | datetime, end: time | datetime | None = None) -> str:
        """The same as one says it: ``kl. 19.00–21.00``."""
        last = start if end is None else end
        return _time_words(self.code, start.hour, start.minute, last.hour, last.minute)

    def number(self, value: int | Decimal) -> str:
        """``1.200``; no decimals are added."""
        return _number(self.code, Decimal(value))

    def ordinal(self, number: int) -> str:
        """``15.``; in English ``15th``."""
        if self.code != "en":
            return f"{number}."
        teens = number % 100 in (11, 12, 13)
        return f"{number}{'th' if teens else ENDINGS.get(number % 10, 'th')}"

    def price(self, values: Sequence[Decimal], currency: str) -> str:
        """What the tickets cost, cheapest to dearest: ``Gratis``, ``75 kr.``, ``50 - 120 kr.``, ``Gratis - 120 kr.``.

        ``values`` are in whole units of ``currency`` (ISO 4217). No values: no ticketing, and "", which is not free.
        """
        return _price(self.code, min(values), max(values), currency) if values else ""

    def alphabetic(self, text: str) -> str:
        """What texts are sorted by: å and aa come last in Danish, ö in Finnish, accents count for nothing, 9 comes before 10."""
        return _alphabetic(self.code, text)

    def listing(self, words: Iterable[str]) -> str:
        """``børn, unge og voksne``."""
        return _listing(self.code, "standard", tuple(words))

    def choice(self, words: Iterable[str]) -> str:
        """``børn, unge eller voksne``; so too after a "not"."""
        return _listing(self.code, "or", tuple(words))


def _day(moment: date) -> date:
    """A datetime is a date too, yet not an equal one: kept answers would be missed."""
    return moment.date() if isinstance(moment, datetime) else moment


@cache
def _locale(code: str) -> Locale:
    from babel import Locale

    return Locale.parse(LOCALES[code])


@cache
def _catalogue(code: str) -> NullTranslations:
    """The catalogue ``locale/<code>.po``, read as gettext reads its compiled form."""
    from gettext import GNUTranslations

    return GNUTranslations(BytesIO(_compiled(code)))


def _compiled(code: str) -> bytes:
    kept = _kept_in and _kept_in / f"{code}-{_digest(code)}.mo"
    if kept and (known := sealed.read(kept)):
        return known
    from babel.messages.mofile import write_mo
    from babel.messages.pofile import read_po

    compiled = BytesIO()
    with (CATALOGUES / f"{code}.po").open("rb") as file:
        write_mo(compiled, read_po(file, locale=LOCALES[code], charset="utf-8"))
    if kept:
        sealed.write(kept, compiled.getvalue())
    return compiled.getvalue()


_kept_in: Path | None = None
_kept_by = ""
_answers: dict[str, object] = {}
_written = 0

MOST = 50_000
"""Answers that are kept for the next time; a library needs a few thousand."""


def keep_in(folder: Path, versions: str) -> None:
    """Where compiled catalogues and Babel's answers are kept: to compile a catalogue, or only to import Babel, takes longer than
    all else that an edit needs of the language. ``versions`` are Babel's and this code's."""
    global _kept_in, _kept_by, _written  # noqa: PLW0603 - of the process, as the catalogues are
    if (_kept_in, _kept_by) != (folder, versions):
        _kept_in, _kept_by = folder, versions
        _answers.update(sealed.read_values(folder / "words", versions) or {})
        _written = len(_answers)


def keep() -> None:
    """Keeps what has been asked by now."""
    global _written  # noqa: PLW0603 - as above
    if _kept_in and _written < len(_answers) <= MOST:
        sealed.write_values(_kept_in / "words", _answers, _kept_by)
        _written = len(_answers)


def _told(ask: Callable[[*Asked], Answer]) -> Callable[[*Asked], Answer]:
    """What Babel says, asked once for all builds. The answers are plain values."""

    @lru_cache(maxsize=8192)
    @wraps(ask)
    def told(*asked: *Asked) -> Answer:
        question = f"{ask.__name__} {asked}"
        if question not in _answers:
            _answers[question] = ask(*asked)
        return _answers[question]  # type: ignore[return-value]

    return told  # type: ignore[return-value]


@cache
def _digest(code: str) -> str:
    return sha256((CATALOGUES / f"{code}.po").read_bytes()).hexdigest()[:8]


@lru_cache(maxsize=8192)
def _alphabetic(code: str, text: str) -> str:
    folded = normalize("NFC", text.casefold())
    if code == "da":
        folded = folded.replace("aa", "å")
    for place, letters in zip("{|}", AFTER_Z.get(code, ()), strict=False):  # what follows z in ASCII
        for letter in letters:
            folded = folded.replace(letter, place)
    plain = "".join(letter for letter in normalize("NFD", folded) if not combining(letter))
    return re.sub(r"\d+", lambda number: number[0].zfill(9), plain.replace("æ", "ae").replace("ø", "o"))


@lru_cache(maxsize=8192)
def _gettext(code: str, message: str) -> str:
    return _catalogue(code).gettext(message)


@lru_cache(maxsize=8192)
def _pgettext(code: str, context: str, message: str) -> str:
    return _catalogue(code).pgettext(context, message)


@lru_cache(maxsize=8192)
def _date_words(code: str, day: date, weekday: bool, year: bool) -> str:
    return _date(code, f"{WEEKDAY[code] if weekday else ''}{DAY_AND_MONTH[code]}{' y' if year else ''}", day)


@_told
def _date(code: str, pattern: str, day: date) -> str:
    from babel.dates import format_date

    return format_date(day, pattern, locale=_locale(code))


@_told
def _weekday(code: str, number: int) -> str:
    return str(_locale(code).days["stand-alone"]["wide"][number])


@_told
def _month(code: str, width: str, number: int) -> str:
    """CLDR abbreviates Danish and Finnish months within a date, not alone; in a column they are abbreviated too."""
    return str(_locale(code).months["format" if width == "abbreviated" else "stand-alone"][width][number])


@_told
def _clock(code: str, hour: int, minute: int) -> str:
    from babel.dates import format_time

    return format_time(time(hour, minute), "short", locale=_locale(code))


@lru_cache(maxsize=8192)
def _time_words(code: str, *clocks: int) -> str:
    """``clocks`` are the hour and minute of the start, and those of the end."""
    language, (hour, minute, last_hour, last_minute) = Language(code), clocks
    return language.pgettext("time of day", "%(time)s") % {
        "time": language.time_range(time(hour, minute), time(last_hour, last_minute))
    }


@_told
def _number(code: str, value: Decimal) -> str:
    """Two decimals where there is a fraction, else none."""
    from babel.numbers import format_decimal

    return format_decimal(value, "#,##0" if value == value.to_integral_value() else "#,##0.00", locale=_locale(code))


@lru_cache(maxsize=4096)
def _price(code: str, low: Decimal, high: Decimal, currency: str) -> str:
    free = _catalogue(code).pgettext("price", "Free")
    if not high:
        return free
    before, after = _around_amount(code, currency)
    if not low:
        return f"{free} - {before}{_number(code, high)}{after}"
    amount = _number(code, low) if low == high else f"{_number(code, low)} - {_number(code, high)}"
    return f"{before}{amount}{after}"


@_told
def _around_amount(code: str, currency: str) -> tuple[str, str]:
    """What the language writes before and after an amount of the currency: ``("", " kr.")``, ``("€", "")``.

    Plain spaces; a code of letters before the amount is set off by one (UTS 35, currency spacing).
    """
    from babel.numbers import get_currency_symbol

    locale = _locale(code)
    pattern = locale.currency_formats["standard"]
    symbol = get_currency_symbol(currency, locale)
    before, after = (part.replace("¤", symbol).replace("\xa0", " ") for part in (pattern.prefix[0], pattern.suffix[0]))
    return before + " " if before and before[-1].isalpha() else before, after


@_told
def _listing(code: str, style: Literal["standard", "or"], words: tuple[str, ...]) -> str:
    from babel.lists import format_list

    return format_list(words, style=style, locale=_locale(code)) if words else ""
