"""The rule of a series as a visitor reads it."""

from __future__ import annotations

import re
from datetime import date, datetime
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from opslag.events.repeat import Repeat
from opslag.events.rule import read_rule
from opslag.events.rule_words import in_words
from opslag.language import Language
from opslag.source.marks import load
from opslag.source.shape import shaped

from tests.events.test_recurrence_oracle import STARTS, rules

START, END = datetime(2026, 12, 1, 10), datetime(2026, 12, 1, 11)


def said(text: str, code: str = "da", **more: Any) -> str:
    more = {"end": END, "today": date(2026, 11, 21)} | more
    return in_words(shaped(Repeat, load(f"{{{text}}}")), START, language=Language(code), **more)


@pytest.mark.parametrize(
    ("text", "danish", "english", "finnish"),
    [
        ("every: day", "hver dag", "every day", "joka päivä"),
        ("every: day, interval: 2", "hver anden dag", "every other day", "joka toinen päivä"),
        ("every: day, interval: 3", "hver 3. dag", "every 3 days", "joka 3. päivä"),
        ("every: week", "hver tirsdag", "every Tuesday", "joka tiistai"),
        ("every: week, on: [thursday, monday]", "hver mandag og torsdag", "every Monday and Thursday",
            "joka maanantai ja torstai"),
        ("every: week, on: [monday, tuesday, wednesday, thursday, friday]", "mandag til fredag", "Monday to Friday",
            "maanantaista perjantaihin"),
        ("rule: 'FREQ=DAILY;BYDAY=MO,TU,WE,TH,FR'", "mandag til fredag", "Monday to Friday", "maanantaista perjantaihin"),
        ("every: week, interval: 2", "hver anden tirsdag", "every other Tuesday", "joka toinen tiistai"),
        ("every: week, interval: 2, on: [tuesday, friday]", "tirsdag og fredag hver anden uge",
            "Tuesday and Friday every other week", "tiistaina ja perjantaina joka toinen viikko"),
        ("every: week, interval: 3", "tirsdag hver 3. uge", "Tuesday every 3 weeks", "tiistaina joka 3. viikko"),
        ("every: month, on: [first tuesday]", "den første tirsdag i hver måned", "the first Tuesday of every month",
            "joka kuukauden ensimmäinen tiistai"),
        ("every: month, on: [last friday, first friday]", "den første og sidste fredag i hver måned",
            "the first and last Friday of every month", "joka kuukauden ensimmäinen ja viimeinen perjantai"),
        ("every: month, on: [first friday, third tuesday]", "den første fredag og den tredje tirsdag i hver måned",
            "the first Friday and the third Tuesday of every month",
            "joka kuukauden ensimmäinen perjantai ja kolmas tiistai"),
        ("every: month, interval: 2, on: [second last monday]", "den næstsidste mandag i hver anden måned",
            "the second last Monday of every other month", "joka toisen kuukauden toiseksi viimeinen maanantai"),
        ("every: month", "den 1. i hver måned", "the 1st of every month", "joka kuukauden 1. päivä"),
        ("every: month, interval: 3, on: [15, last day]", "den 15. og den sidste dag i hver 3. måned",
            "the 15th and the last day every 3 months", "joka 3. kuukauden 15. päivä ja viimeinen päivä"),
        ("every: month, on: [third wednesday, 1]", "den tredje onsdag og den 1. i hver måned",
            "the third Wednesday and the 1st of every month", "joka kuukauden kolmas keskiviikko ja 1. päivä"),
        ("every: year, on: [12-24, 06-05]", "den 24. december og den 5. juni hvert år", "24 December and 5 June every year",
            "joka vuosi 24. joulukuuta ja 5. kesäkuuta"),
        ("every: year, interval: 2", "den 1. december hvert andet år", "1 December every other year",
            "joka toinen vuosi 1. joulukuuta"),
        ("every: year, interval: 4, on: [second friday of october]", "den anden fredag i oktober hvert 4. år",
            "the second Friday of October every 4 years", "joka 4. vuosi lokakuun toinen perjantai"),
        ("rule: 'FREQ=MONTHLY;BYDAY=4SA,5SA'", "den fjerde og femte lørdag i hver måned",
            "the fourth and fifth Saturday of every month", "joka kuukauden neljäs ja viides lauantai"),
    ],
)  # fmt: skip
def test_a_rule_is_said_as_people_say_it(text: str, danish: str, english: str, finnish: str) -> None:
    assert [said(text, code, end=None) for code in ("da", "en", "fi")] == [danish, english, finnish]


def test_days_that_a_month_never_has_are_not_said() -> None:
    """A rule may name 30 February, RFC 5545 3.3.10: it is passed over, on a leap day as in any year."""
    assert said("rule: 'FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=28,29,30'", "en", end=None) == "28 February and 29 February every year"


@pytest.mark.parametrize(
    ("text", "danish", "english", "finnish"),
    [
        ("every: week, skip: skoleferie",
            "hver tirsdag kl. 10.00–11.00, dog ikke i skoleferien",
            "every Tuesday, 10:00–11:00, but not i skoleferien",
            "joka tiistai klo 10.00–11.00, ei kuitenkaan i skoleferien"),
        ("every: week, until: 2027-03-31, skip: [public-holidays, skoleferie], except: [2026-12-22, 2026-12-24..2027-01-02]",
            "hver tirsdag kl. 10.00–11.00, til og med 31. marts 2027, dog ikke på helligdage, i skoleferien, den 22. december "
            "eller fra 24. december 2026 til 2. januar 2027",
            "every Tuesday, 10:00–11:00, until 31 March 2027, but not on public holidays, i skoleferien, on 22 December or from "
            "24 December 2026 to 2 January 2027",
            "joka tiistai klo 10.00–11.00, 31. maaliskuuta 2027 asti, ei kuitenkaan pyhäpäivinä, i skoleferien, 22. joulukuuta "
            "tai 24. joulukuuta 2026 – 2. tammikuuta 2027"),
        ("every: week, except: [2026-12-15..2026-12-31, 2027-01-12 10:00]",
            "hver tirsdag kl. 10.00–11.00, dog ikke fra 15. til 31. december eller den 12. januar 2027 kl. 10.00",
            "every Tuesday, 10:00–11:00, but not from 15 to 31 December or on 12 January 2027 at 10:00",
            "joka tiistai klo 10.00–11.00, ei kuitenkaan 15.–31. joulukuuta tai 12. tammikuuta 2027 klo 10.00"),
        ("every: week, count: 8, also: [2027-04-08 15:00, 2027-04-15 10:00]",
            "hver tirsdag kl. 10.00–11.00, 8 gange, desuden den 8. april 2027 kl. 15.00 og den 15. april 2027",
            "every Tuesday, 10:00–11:00, 8 times, and on 8 April 2027 at 15:00 and 15 April 2027 too",
            "joka tiistai klo 10.00–11.00, 8 kertaa, lisäksi 8. huhtikuuta 2027 klo 15.00 ja 15. huhtikuuta 2027"),
    ],
)  # fmt: skip
def test_what_ends_a_series_and_what_is_left_out_is_said_too(text: str, danish: str, english: str, finnish: str) -> None:
    phrases = ("i skoleferien",) if "skoleferie" in text else ()
    assert [said(text, code, phrases=phrases) for code in ("da", "en", "fi")] == [danish, english, finnish]


def test_a_number_of_dates_is_said_as_the_last_of_them_where_that_is_known() -> None:
    """Of eight dates two may be left out; the last one is the last one."""
    words = said("every: week, count: 8", end=None, last=date(2027, 1, 19))
    assert words == "hver tirsdag, til og med 19. januar 2027"


def test_what_is_past_is_not_said() -> None:
    text = "every: week, except: [2026-12-22, 2027-01-05, 2027-01-12 10:00], also: [2026-12-10, 2027-01-21]"
    then, later = (said(text, end=None, today=day) for day in (date(2027, 1, 6), date(2027, 2, 1)))
    assert then == "hver tirsdag, dog ikke den 12. januar kl. 10.00, desuden den 21. januar"
    assert later == "hver tirsdag"


def test_many_exceptions_are_not_listed() -> None:
    text = "every: week, except: [2026-12-22, 2027-01-05, 2027-01-12, 2027-01-19]"
    added = "also: [2026-12-10, 2026-12-11, 2026-12-17, 2026-12-18]"
    assert said(text, end=None) == "hver tirsdag, dog ikke enkelte dage"
    assert said(text + ", skip: public-holidays", end=None) == "hver tirsdag, dog ikke på helligdage eller enkelte andre dage"
    assert said("every: week, " + added, end=None) == "hver tirsdag, desuden enkelte andre dage"


@pytest.mark.parametrize(
    "text",
    [
        "also: [2027-04-08 15:00]", "rule: 'FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1'", "rule: 'FREQ=DAILY;BYHOUR=9,14'",
        "rule: 'FREQ=HOURLY;INTERVAL=3'", "rule: 'FREQ=WEEKLY;BYMONTH=6,7'", "rule: 'FREQ=YEARLY;BYWEEKNO=20'",
        "rule: 'FREQ=MONTHLY;BYDAY=FR;BYMONTHDAY=13'", "rule: 'FREQ=MONTHLY;INTERVAL=2;BYDAY=TU'",
        "rule: 'FREQ=MONTHLY;BYMONTHDAY=-3'",        "rule: 'FREQ=YEARLY;BYDAY=20MO'", "rule: 'FREQ=MONTHLY;BYDAY=-3TU'",
    ],
)  # fmt: skip
def test_a_rule_that_no_sentence_says_is_left_to_its_dates(text: str) -> None:
    assert said(text) == ""


@given(rules(), STARTS, st.sampled_from(["da", "en", "fi"]))
@settings(max_examples=150, deadline=None)
def test_whatever_is_said_has_no_gaps(rule: str, start: datetime, code: str) -> None:
    words = in_words(Repeat(rule=read_rule(rule)), start, None, Language(code))
    assert not re.search(r"%|\(|\b0\b|  |, ,|None|^ | $", words)
