"""The words and the ways of writing dates, times and prices, as a visitor reads them."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Iterator
from datetime import date, datetime, time
from decimal import Decimal
from pathlib import Path

import pytest
from babel.messages.catalog import Message
from babel.messages.extract import extract
from babel.messages.pofile import read_po
from hypothesis import given
from hypothesis import strategies as st
from opslag.language import CATALOGUES, LOCALES, Language

ROOT = Path(__file__).parents[1]
DAY = date(2026, 12, 8)
KEYWORDS: dict[str, tuple[int | tuple[int, str], ...] | None] = {
    "_": None,
    "gettext": None,
    "ngettext": (1, 2),
    "pgettext": ((1, "c"), 2),
}
"""How templates and code ask for words; ``pgettext`` takes the context first."""

Key = tuple[str | None, str]


def said_in(path: Path, method: str) -> Iterator[tuple[Key, str]]:
    with path.open("rb") as file:
        for line, message, _, context in extract(method, file, keywords=KEYWORDS):
            yield (context, message if isinstance(message, str) else message[0]), f"{path.relative_to(ROOT)}:{line}"


def said() -> dict[Key, str]:
    """Every message that a template or the package asks for -> where."""
    found: dict[Key, str] = {}
    for path in sorted(ROOT.glob("themes/*/templates/**/*.html")):
        found.update(said_in(path, "jinja2.ext:babel_extract"))
    for path in sorted(ROOT.glob("plugins/opslag/**/*.py")):
        found.update(said_in(path, "python"))
    return found


def catalogue(code: str) -> dict[Key, Message]:
    with (CATALOGUES / f"{code}.po").open("rb") as file:
        messages = list(read_po(file, locale=LOCALES[code], charset="utf-8"))
    return {
        (message.context, message.id if isinstance(message.id, str) else message.id[0]): message
        for message in messages
        if message.id
    }


def forms(text: str | tuple[str, ...] | list[str] | None) -> tuple[str, ...]:
    return (text or "",) if isinstance(text, str | None) else tuple(text)


def placeholders(texts: tuple[str, ...]) -> set[str]:
    return set(re.findall(r"%\(\w+\)[sd]", " ".join(texts)))


@pytest.mark.parametrize("code", LOCALES)
def test_every_word_that_the_site_says_is_in_the_catalogue(code: str) -> None:
    known = catalogue(code)
    assert [f"{place}: {key}" for key, place in said().items() if key not in known] == []


@pytest.mark.parametrize("code", LOCALES)
def test_no_word_is_in_a_catalogue_that_the_site_never_says(code: str) -> None:
    spoken = said()
    assert [key for key in catalogue(code) if key not in spoken] == []


@pytest.mark.parametrize("code", LOCALES)
def test_no_word_is_left_untranslated_or_in_doubt(code: str) -> None:
    assert [key for key, message in catalogue(code).items() if message.fuzzy or not all(forms(message.string))] == []


@pytest.mark.parametrize("code", LOCALES)
def test_a_translation_has_the_placeholders_of_its_message(code: str) -> None:
    wrong = [key for key, one in catalogue(code).items() if placeholders(forms(one.id)) != placeholders(forms(one.string))]
    assert wrong == []


def test_the_three_catalogues_hold_the_same_words() -> None:
    assert catalogue("da").keys() == catalogue("en").keys() == catalogue("fi").keys()


def test_the_site_speaks_danish() -> None:
    danish = Language("da")
    assert danish.gettext("Today") == "I dag"
    assert danish.pgettext("event", "Cancelled") == "Aflyst"


def test_a_word_that_no_catalogue_knows_is_said_in_english() -> None:
    assert Language("da").gettext("Overdue aardvarks") == "Overdue aardvarks"
    assert Language("da").ngettext("%(n)s aardvark", "%(n)s aardvarks", 2) == "%(n)s aardvarks"


def test_a_language_that_there_is_not_is_refused() -> None:
    with pytest.raises(ValueError, match='no language "xx"; there are da, en, fi'):
        Language("xx")


@pytest.mark.parametrize(
    ("code", "full", "without_year", "long", "short"),
    [
        ("da", "tirsdag den 8. december 2026", "tirsdag den 8. december", "8. december 2026", "8. december"),
        ("en", "Tuesday 8 December 2026", "Tuesday 8 December", "8 December 2026", "8 December"),
        ("fi", "tiistai 8. joulukuuta 2026", "tiistai 8. joulukuuta", "8. joulukuuta 2026", "8. joulukuuta"),
    ],
)
def test_dates_are_written_as_people_write_them(code: str, full: str, without_year: str, long: str, short: str) -> None:
    language = Language(code)
    assert language.date_words(DAY) == full
    assert language.date_words(DAY, year=False) == without_year
    assert language.date_words(DAY, weekday=False) == long
    assert language.date_words(DAY, weekday=False, year=False) == short


@pytest.mark.parametrize(
    ("code", "within", "across", "years"),
    [
        ("da", "7.–13. december 2026", "30. november – 6. december 2026", "28. december 2026 – 3. januar 2027"),
        ("en", "7–13 December 2026", "30 November – 6 December 2026", "28 December 2026 – 3 January 2027"),
        ("fi", "7.–13. joulukuuta 2026", "30. marraskuuta – 6. joulukuuta 2026", "28. joulukuuta 2026 – 3. tammikuuta 2027"),
    ],
)
def test_of_a_range_of_days_month_and_year_are_said_once(code: str, within: str, across: str, years: str) -> None:
    language = Language(code)
    assert language.days_words(date(2026, 12, 7), date(2026, 12, 13)) == within
    assert language.days_words(date(2026, 11, 30), date(2026, 12, 6)) == across
    assert language.days_words(date(2026, 12, 28), date(2027, 1, 3), year=False) == years
    assert language.days_words(date(2026, 12, 7), date(2026, 12, 13), year=False) == within.removesuffix(" 2026")


@pytest.mark.parametrize(("code", "short"), [("da", "8. dec."), ("en", "8 Dec"), ("fi", "8.12.")])
def test_a_day_in_a_narrow_column_is_abbreviated_as_people_do_it(code: str, short: str) -> None:
    assert Language(code).day_short(DAY) == short


@pytest.mark.parametrize(
    ("code", "words"),
    [("da", "8. december kl. 19.00"), ("en", "8 December, 19:00"), ("fi", "8. joulukuuta klo 19.00")],
)
def test_a_day_and_a_time_make_one_phrase(code: str, words: str) -> None:
    language = Language(code)
    day = language.date_words(DAY, weekday=False, year=False)
    assert language.day_and_time(day, language.time_words(time(19))) == words


@pytest.mark.parametrize(
    ("number", "english"),
    [(1, "1st"), (2, "2nd"), (3, "3rd"), (4, "4th"), (11, "11th"), (12, "12th"), (13, "13th"), (31, "31st")],
)
def test_ordinal_numbers_are_written_as_people_write_them(number: int, english: str) -> None:
    assert Language("en").ordinal(number) == english
    assert Language("da").ordinal(number) == Language("fi").ordinal(number) == f"{number}."


@pytest.mark.parametrize(
    ("code", "weekday", "month", "short", "heading"),
    [
        ("da", "tirsdag", "december", "dec.", "december 2026"),
        ("en", "Tuesday", "December", "Dec", "December 2026"),
        ("fi", "tiistai", "joulukuu", "joulu", "joulukuu 2026"),
    ],
)
def test_the_parts_of_a_date_stand_alone(code: str, weekday: str, month: str, short: str, heading: str) -> None:
    language = Language(code)
    assert (language.weekday(DAY), language.month(DAY), language.month_short(DAY)) == (weekday, month, short)
    assert language.month_and_year(DAY) == heading


@pytest.mark.parametrize(
    ("code", "range_words", "sentence"),
    [("da", "09.30–21.00", "kl. 09.30–21.00"), ("en", "09:30–21:00", "09:30–21:00"), ("fi", "9.30–21.00", "klo 9.30–21.00")],
)
def test_times_are_written_as_people_write_them(code: str, range_words: str, sentence: str) -> None:
    language = Language(code)
    assert language.time_range(time(9, 30), time(21, 0)) == range_words
    assert language.time_words(time(9, 30), time(21, 0)) == sentence


def test_a_time_without_an_end_is_no_range() -> None:
    danish = Language("da")
    assert danish.time_range(time(19, 0)) == danish.time_range(time(19, 0), time(19, 0)) == "19.00"


def test_a_date_time_and_its_date_are_written_alike() -> None:
    danish = Language("da")
    assert danish.date_words(datetime(2026, 12, 8, 19, 30)) == danish.date_words(DAY)
    assert danish.clock(datetime(2026, 12, 8, 19, 30)) == danish.clock(time(19, 30)) == "19.30"


@pytest.mark.parametrize(
    ("code", "currency", "values", "words"),
    [
        ("da", "DKK", ["0"], "Gratis"),
        ("da", "DKK", ["75"], "75 kr."),
        ("da", "DKK", ["75.00"], "75 kr."),
        ("da", "DKK", ["59.5"], "59,50 kr."),
        ("da", "DKK", ["120", "50"], "50 - 120 kr."),
        ("da", "DKK", ["59.50", "120"], "59,50 - 120 kr."),
        ("da", "DKK", ["120", "0", "60"], "Gratis - 120 kr."),
        ("da", "DKK", ["1200"], "1.200 kr."),
        ("fi", "EUR", ["59.50"], "59,50 €"),
        ("fi", "EUR", ["0", "12"], "Maksuton - 12 €"),
        ("en", "EUR", ["59.50"], "€59.50"),
        ("en", "EUR", ["5", "12"], "€5 - 12"),
        ("en", "DKK", ["0", "75"], "Free - DKK 75"),
    ],
)
def test_prices_are_written_as_people_write_them(code: str, currency: str, values: list[str], words: str) -> None:
    assert Language(code).price([Decimal(value) for value in values], currency) == words


@pytest.mark.parametrize("code", LOCALES)
def test_no_ticketing_is_not_free(code: str) -> None:
    assert Language(code).price([], "DKK") == ""


@given(st.lists(st.decimals(0, 99999, places=2), min_size=1), st.sampled_from(sorted(LOCALES)))
def test_a_price_does_not_hang_on_the_order_of_the_tickets(values: list[Decimal], code: str) -> None:
    language = Language(code)
    assert language.price(values, "DKK") == language.price(sorted(values), "DKK")


@given(st.lists(st.decimals(0, 99999, places=2), min_size=1))
def test_only_a_price_of_nothing_is_free(values: list[Decimal]) -> None:
    words = Language("da").price(values, "DKK")
    assert (words == "Gratis") == (max(values) == 0)
    assert words.startswith("Gratis") == (min(values) == 0)


def test_lists_end_in_and() -> None:
    assert Language("da").listing(["børn", "unge", "voksne"]) == "børn, unge og voksne"
    assert Language("da").listing([]) == ""


@pytest.mark.parametrize(
    ("code", "sorted_words"),
    [
        ("da", "billeder Børn bånd Café cafeer Zoo Æbler ærter økologi Årets Aarhus"),
        ("en", "cafe Café cafeer über uber zoo"),
        ("fi", "café Cafe elokuvat sää tähdet Zoo Åland äidit öljy"),
    ],
)
def test_words_are_sorted_by_the_alphabet_of_the_language(code: str, sorted_words: str) -> None:
    language = Language(code)
    words = sorted_words.split()
    assert sorted(words, key=language.alphabetic) == words
    keys = [language.alphabetic(word) for word in words]
    assert sorted(keys) == keys


def test_numbers_are_sorted_by_how_many_they_are() -> None:
    children = ["Børn 10-12 år", "Børn 4-9 år", "Børn 0-3 år"]
    assert sorted(children, key=Language("da").alphabetic) == children[::-1]


@pytest.mark.parametrize(("code", "words"), [("da", "a, b eller c"), ("en", "a, b or c"), ("fi", "a, b tai c")])
def test_choices_end_in_or(code: str, words: str) -> None:
    assert Language(code).choice(["a", "b", "c"]) == words
    assert Language(code).choice([]) == ""


def test_the_language_costs_nothing_until_it_is_asked() -> None:
    check = "import sys, opslag.language; sys.exit(any(name.split('.')[0] == 'babel' for name in sys.modules))"
    assert subprocess.run([sys.executable, "-c", check], check=False).returncode == 0
