"""An event in words, as its row, its page and the search index say it."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from urllib.parse import parse_qs, quote_plus, urlsplit
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st
from opslag.content.address import Address
from opslag.events.occurrence import Place
from opslag.language import Language
from opslag.pages.event_view import EventView, map_link
from opslag.pages.series_view import AROUND, SeriesView

from tests.feeds.sample import library

DANISH = Language("da")
HALL = Address("Storegade 1", "0800", "Høje Taastrup")


def view(place: Place) -> EventView:
    return EventView(replace(library().occurrences[0], place=place), library(), DANISH)


def test_a_map_is_shown_where_somebody_is_to_come_and_nowhere_else() -> None:
    there = Place("Hallen", "Sal 2", HALL, online=False, hybrid=False)
    assert view(there).place.map_url.endswith("search?query=Storegade+1%2C+0800+H%C3%B8je+Taastrup")
    assert view(replace(there, hybrid=True)).place.map_url
    assert view(replace(there, online=True)).place.map_url == ""
    assert view(replace(there, address=None)).place.map_url == ""


@given(st.text(), st.text(), st.text())
def test_a_map_is_asked_for_the_whole_address(street: str, zip_code: str, city: str) -> None:
    query = urlsplit(map_link(street, zip_code, city)).query
    assert query == "query=" + quote_plus(f"{street}, {zip_code} {city}")
    assert parse_qs(query) == {"query": [f"{street}, {zip_code} {city}"]}


def test_who_is_to_come_for_some_days_learns_when_it_begins_and_ends_and_whole_days_have_no_times() -> None:
    copenhagen = ZoneInfo("Europe/Copenhagen")
    one = library().occurrences[0]
    start, end = datetime(2026, 12, 30, 10, tzinfo=copenhagen), datetime(2027, 1, 2, 16, tzinfo=copenhagen)
    course = replace(one, date=start.date(), start=start, end=end, event=replace(one.event, all_day=False))
    assert EventView(course, library(), DANISH).when_words == "30. december 2026 kl. 10.00 – 2. januar 2027 kl. 16.00"
    show = replace(course, event=replace(one.event, all_day=True))
    assert EventView(show, library(), DANISH).when_words == "30. december 2026 – 2. januar 2027"


def test_a_date_in_the_list_of_a_series_is_one_phrase_however_long_it_lasts() -> None:
    """``Hele dagen`` and ``Til og med`` stand below a heading, not behind a date."""
    series = max(library().series, key=lambda one: len(one.occurrences))
    first = series.occurrences[0]
    day = first.start.replace(month=12, day=6, hour=10, minute=0)
    evening = replace(first, date=day.date(), start=day, end=day.replace(hour=11), event=replace(first.event, all_day=False))
    whole = replace(evening, event=replace(first.event, all_day=True))
    weekend = replace(whole, end=day.replace(day=8))
    fair = replace(evening, end=day.replace(day=8, hour=16))
    shown = SeriesView(replace(series, occurrences=(evening, whole, weekend, fair)), library(), DANISH, "").dates()
    assert [one.when_words for one in shown] == [
        "søndag den 6. december kl. 10.00–11.00",
        "søndag den 6. december",
        "6.–8. december",
        "6. december kl. 10.00 – 8. december kl. 16.00",
    ]


def test_where_names_the_room_after_the_place() -> None:
    there = Place("Hallen", "Sal 2", HALL, online=False, hybrid=False)
    assert view(there).where == "Hallen, Sal 2"
    assert view(replace(there, room="")).where == "Hallen"
    assert view(replace(there, name="")).where == "Sal 2"
    assert view(replace(there, online=True)).where == "Online"


def test_each_date_of_a_series_shows_those_around_it_and_marks_itself_alone() -> None:
    for series in library().series:
        shown = SeriesView(series, library(), DANISH, "")
        for one in series.occurrences:
            dates = shown.around(one)
            assert [date.path for date in dates if date.current] == [one.path]
            assert len(dates) == min(AROUND, len(series.occurrences))
        assert [date.path for date in shown.dates()] == [one.path for one in shown.to_come]
