"""Calendars that people follow, read by two readers of somebody else's."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime, timedelta
from functools import cache
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st
from ical.calendar_stream import IcsCalendarStream
from ical.event import Event as OtherEvent
from icalendar import Calendar, Event
from opslag.content.moment import instant, settled
from opslag.events.occurrence import Occurrence
from opslag.events.occurrences import Occurrences
from opslag.feeds.calendar_files import Calendars
from opslag.feeds.events import in_feed
from opslag.language import Language
from opslag.library import Library

from tests.feeds.sample import NOW, library, occurrence

ALL = "/kalender/alle.ics"
ZONE = ZoneInfo("Europe/Copenhagen")


@cache
def files(now: datetime = NOW) -> Mapping[str, bytes]:
    return files_of(library(now))


def files_of(of: Library) -> Mapping[str, bytes]:
    return {file.path: bytes(file.make()) for file in Calendars(of, Language("da")).files()}


def strictly(data: bytes) -> Calendar:
    """As icalendar reads it, which collects what it must pass over in ``errors``."""
    calendar = Calendar.from_ical(data)
    assert [component.errors for component in calendar.walk() if component.errors] == []
    return calendar


def by_uid(data: bytes) -> dict[str, Event]:
    return {str(event["UID"]): event for event in strictly(data).walk("VEVENT")}


def by_the_other(data: bytes) -> dict[str, OtherEvent]:
    return {str(event.uid): event for event in IcsCalendarStream.calendar_from_ics(data.decode()).events}


def told(title: str, day: str = "") -> tuple[Event, OtherEvent]:
    """One event of the calendar of all, as the two read it."""
    uuid = occurrence(title, day).uuid
    return by_uid(files()[ALL])[uuid], by_the_other(files()[ALL])[uuid]


@pytest.mark.parametrize("path", files())
def test_two_strict_readers_read_every_file(path: str) -> None:
    assert by_uid(files()[path]).keys() == by_the_other(files()[path]).keys()


def test_every_event_of_the_feed_is_in_the_calendar_of_all_but_the_hidden_one() -> None:
    shown = {one.uuid for one in in_feed(library()) if not one.event.hidden}
    assert by_uid(files()[ALL]).keys() == shown
    assert len(shown) == len(in_feed(library())) - 1


def test_both_readers_give_back_when_and_what_every_event_is() -> None:
    one_reader, other_reader = by_uid(files()[ALL]), by_the_other(files()[ALL])
    for one in in_feed(library()):
        if one.event.hidden or one.event.all_day:
            continue
        first, second = one_reader[one.uuid], other_reader[one.uuid]
        assert first["DTSTART"].dt == second.dtstart == one.start
        assert first["DTEND"].dt == second.dtend == one.end
        assert first["SUMMARY"] == second.summary
        assert str(first["SUMMARY"]).removeprefix("Aflyst: ") == one.title
        assert first["URL"] == second.url == f"https://lillerup.example{one.path}"
        assert first["LAST-MODIFIED"].dt == first["DTSTAMP"].dt == second.dtstamp == one.updated_at
        assert first["CREATED"].dt == one.created_at


def test_one_event_as_a_person_would_write_it_down() -> None:
    event, other = told("Krimiaften med tre forfattere")
    assert event["LOCATION"] == other.location == "Hovedbiblioteket, Store Sal, Torvet 1, 0999 Lillerup"
    assert event["CATEGORIES"].cats == other.categories == ["Foredrag"]
    assert event["STATUS"] == "CONFIRMED"
    assert (
        event["DESCRIPTION"]
        == other.description
        == (
            "Tre forfattere læser op og svarer på spørgsmål.\n\n"
            "Et lig i en fjord, og en landsby, hvor alle lyver. Se også Vestbyen (https://lillerup.example/filialer/vestbyen/)."
        )
    )
    assert event["IMAGE"].startswith("https://lillerup.example/billeder/krimi-")
    assert event["IMAGE"].params["FMTTYPE"] == "image/jpeg"
    assert "GEO" not in event


def test_the_sequence_is_the_minutes_between_the_first_word_and_the_last() -> None:
    event, other = told("Krimiaften med tre forfattere")
    between = datetime(2026, 11, 18, 14, 3, tzinfo=ZONE) - datetime(2026, 10, 1, 9, 13, tzinfo=ZONE)
    assert event["SEQUENCE"] == other.sequence == between // timedelta(minutes=1) + 60  # winter came between


def test_a_cancelled_event_keeps_its_place_and_says_so_twice() -> None:
    event, other = told("Kranse af gran")
    assert event["STATUS"] == other.status == "CANCELLED"
    assert event["SUMMARY"] == "Aflyst: Kranse af gran"
    assert event["DTSTART"].dt == datetime(2026, 11, 25, 16, tzinfo=ZONE)


def test_one_cancelled_date_of_a_series_leaves_the_others_as_they_are() -> None:
    assert told("Historietime", "2026-12-01")[0]["SUMMARY"] == "Aflyst: Historietime"
    assert told("Historietime", "2026-11-24")[0]["SUMMARY"] == "Historietime"


def test_whole_days_are_days_and_end_on_the_day_after() -> None:
    event, other = told("Lys over fjorden")
    assert event["DTSTART"].dt == other.dtstart == date(2026, 11, 1)
    assert event["DTEND"].dt == other.dtend == date(2027, 1, 18)
    assert event["TRANSP"] == "TRANSPARENT"


def test_the_hour_that_comes_twice_is_told_in_utc() -> None:
    event, other = told("Natlæsning, da uret gik baglæns")
    assert event["DTEND"].to_ical() == b"20261025T013000Z"
    assert other.dtend - other.dtstart == timedelta(hours=2, minutes=30)


def test_an_online_event_is_nowhere_else() -> None:
    assert told("E-bøger fra sofaen")[0]["LOCATION"] == "Online"


def test_words_of_every_alphabet_come_through() -> None:
    event, other = told('Tom & "Jerry" <b>på</b> dansk ]]> 🎄 שלום')
    assert event["DESCRIPTION"] == other.description
    lead, body = str(event["DESCRIPTION"]).split("\n\n")[:2]
    assert lead == 'Æ, ø & å; "citat" <i>skråt</i> ]]> 😀 مرحبا'
    assert body == "Fem < seks & syv. ]]> 👩‍👩‍👧 ♥ عربي"


def test_a_calendar_to_follow_says_its_name_and_how_often_to_look() -> None:
    calendar = strictly(files()["/kalender/filial/hovedbiblioteket.ics"])
    assert calendar["NAME"] == calendar["X-WR-CALNAME"] == "Lillerup & Omegns Bibliotek: Hovedbiblioteket"
    assert calendar["REFRESH-INTERVAL"].dt == timedelta(hours=1)
    assert calendar["SOURCE"] == "https://lillerup.example/kalender/filial/hovedbiblioteket.ics"


@pytest.mark.parametrize(
    ("path", "titles"),
    [
        ("/kalender/kategori/workshop.ics", {"Flet julehjerter"}),
        ("/kalender/maalgruppe/boern-4-8-aar.ics", {"Flet julehjerter"}),
        ("/kalender/filial/bogbussen.ics", {"Flet julehjerter"}),
        ("/kalender/kategori/foredrag.ics", {"Krimiaften med tre forfattere"}),
    ],
)
def test_a_branch_a_category_and_an_audience_have_calendars_of_their_own(path: str, titles: set[str]) -> None:
    assert {str(event["SUMMARY"]) for event in by_uid(files()[path]).values()} == titles


def test_a_calendar_that_somebody_follows_goes_on_being_there_when_nothing_is_left_in_it() -> None:
    later = files(datetime.fromisoformat("2027-06-01T12:00:00+02:00"))
    assert by_uid(later["/kalender/kategori/workshop.ics"]) == {}


def test_a_past_event_leaves_the_calendars_when_it_leaves_the_feed() -> None:
    uuid = occurrence("Kaffe & kage").uuid
    assert uuid in by_uid(files(datetime.fromisoformat("2026-12-23T11:00:00+01:00"))[ALL])
    assert uuid not in by_uid(files(datetime.fromisoformat("2026-12-23T12:00:00+01:00"))[ALL])


def test_an_event_is_the_same_in_its_own_file_as_in_every_calendar() -> None:
    own = files()["/arrangementer/gratis/kalender.ics"]
    event = own[own.index(b"BEGIN:VEVENT") : own.index(b"END:VCALENDAR")]
    others = ("filial/vestbyen", "kategori/workshop", "maalgruppe/boern-4-8-aar")
    for path in (ALL, *(f"/kalender/{name}.ics" for name in others)):
        assert event in files()[path]


def test_a_series_has_a_file_of_all_its_dates() -> None:
    dates = by_uid(files()["/arrangementer/historietime/kalender.ics"]).values()
    assert sorted(str(date["SUMMARY"]) for date in dates) == ["Aflyst: Historietime", *["Historietime"] * 5, "Nisselæsning"]


def test_a_file_is_the_same_whenever_it_is_made() -> None:
    later = files(NOW + timedelta(days=2))
    assert {path for path, data in files().items() if later.get(path) != data} == set()


def test_a_file_without_local_times_tells_no_zone() -> None:
    assert b"VTIMEZONE" not in files()["/arrangementer/udstilling/kalender.ics"]
    assert files()["/arrangementer/krimi/kalender.ics"].count(b"BEGIN:VTIMEZONE") == 1


def test_every_address_in_a_calendar_is_a_whole_one() -> None:
    for event in by_uid(files()[ALL]).values():
        assert urlsplit(str(event["URL"])).netloc == "lillerup.example"


def moved(one: Occurrence, start: datetime, end: datetime) -> Library:
    """The library with this occurrence alone, at another time."""
    return replace(
        library(), now=start, occurrences=Occurrences.of((replace(one, start=start, end=end, date=start.date()),)), series=()
    )


NEAR_CHANGES = st.sampled_from(
    [datetime(2026, 3, 29, 2), datetime(2026, 10, 25, 2), datetime(2027, 3, 28, 2), datetime(2027, 10, 31, 2)]
)


@given(NEAR_CHANGES, st.integers(-300, 300), st.integers(1, 600))
def test_across_every_clock_change_both_readers_give_back_the_moments(change: datetime, before: int, minutes: int) -> None:
    start = settled(instant(change.replace(tzinfo=ZONE), ZONE).astimezone(ZoneInfo("UTC")) + timedelta(minutes=before))
    start, end = (settled(moment.astimezone(ZONE)) for moment in (start, start + timedelta(minutes=minutes)))
    one = occurrence("Kaffe & kage")
    data = files_of(moved(one, start, end))[ALL]
    first, second = by_uid(data)[one.uuid], by_the_other(data)[one.uuid]
    assert first["DTSTART"].dt.timestamp() == second.dtstart.timestamp() == start.timestamp()
    assert first["DTEND"].dt.timestamp() == second.dtend.timestamp() == end.timestamp()


TITLES = st.text(st.characters(exclude_categories=["Cs", "Cc", "Zl", "Zp"]), min_size=1, max_size=120).map(str.strip).filter(bool)


@given(TITLES, TITLES)
def test_any_title_and_category_come_back_from_both_readers(title: str, category: str) -> None:
    one = occurrence("Kaffe & kage")
    event = replace(one.event, title=title, categories=(category, "Foredrag"))
    only = replace(library(), occurrences=Occurrences.of((replace(one, event=event),)), series=())
    data = files_of(only)[ALL]
    first, second = by_uid(data)[one.uuid], by_the_other(data)[one.uuid]
    assert str(first["SUMMARY"]) == second.summary == title
    assert first["CATEGORIES"].cats == [category, "Foredrag"]
