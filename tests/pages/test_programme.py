"""What lists share is made once; what each has for itself stays its own."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

from markupsafe import Markup
from opslag.events.occurrences import Occurrences
from opslag.feeds.calendar_files import Calendars
from opslag.language import Language
from opslag.pages.facet import Kind
from opslag.pages.programme import MANY, Day, Option, Programme, as_shown

from tests.feeds.sample import library

DANISH = Language("da")
NOW, DAY = library().now, timedelta(days=1)


def test_a_day_holds_the_rows_of_its_own_list() -> None:
    """The same days stand in many lists, with other events below them."""
    programme = Programme(library(), DANISH)
    rows = {one.uuid: Markup(one.uuid) for one in programme.listed}  # noqa: S704 - a uuid
    for _ in range(2):
        for one in programme.lists():
            days = programme.days(one.occurrences, rows)
            assert [row for day in days for row in day.rows] == [other.uuid for other in one.occurrences]
            for day in days:
                assert day.rows, "a day without events has no heading"


def days_at(moment: str) -> list[Day]:
    programme = Programme(library(datetime.fromisoformat(moment)), DANISH)
    return programme.days(programme.listed, {one.uuid: Markup() for one in programme.listed})


def test_what_began_before_today_comes_first_and_the_days_are_called_as_people_call_them() -> None:
    running, today, later = days_at("2026-12-01T00:00:01+01:00")[:3]  # an exhibition began in November
    assert (running.label, running.running, running.iso) == ("Lige nu", True, "2026-12-01")
    assert (today.label, today.running, today.iso) == ("I dag", False, "2026-12-01")
    assert (later.label, later.running) == (later.weekday_word, False)


def test_the_next_day_is_tomorrow() -> None:
    last = days_at("2026-12-01T00:00:01+01:00")[-1]
    before = datetime.fromisoformat(f"{last.iso}T12:00:00+01:00") - timedelta(days=1)
    assert [day.label for day in days_at(before.isoformat()) if day.iso == last.iso] == ["I morgen"]


def test_a_list_marks_its_own_value_in_its_own_filter_and_no_other() -> None:
    programme = Programme(library(), DANISH)
    for one in programme.lists():
        marked = [(each.kind, option.path) for each in programme.filters(one.facet) for option in each.options if option.current]
        assert marked == ([(one.facet.kind.value, one.facet.path)] if one.facet else [])
    assert not any(option.current for each in programme.options for option in each.options)


def test_what_a_filter_offers_is_sorted_as_people_sort_it() -> None:
    """Branches stand in the order of every other list of them, months in that of time, and å comes after z."""
    programme = Programme(library(), DANISH)
    shown = {each.kind: [option.title for option in each.options] for each in programme.options}
    branches = [branch.title for branch in library().branches]
    assert shown["branch"] == [title for title in branches if title in shown["branch"]]
    months = [option.path for each in programme.options if each.kind == "month" for option in each.options]
    assert months == sorted(months)
    for kind in ("category", "audience", "tag"):
        assert shown[kind] == sorted(shown[kind], key=DANISH.alphabetic)


def test_a_filter_counts_what_its_list_shows() -> None:
    programme = Programme(library(), DANISH)
    counted = {option.path: option.count for each in programme.options for option in each.options}
    assert counted == {one.path: len(one.occurrences) for one in programme.lists() if one.facet}
    assert {kind for kind, _ in programme.narrowed} == set(Kind)


def test_a_list_and_its_calendar_have_one_title_however_events_spell_it_and_nobody_follows_a_link_into_nothing() -> None:
    """That of the event which stands first in the lists; of what is over, or hidden, where there is no other."""
    past, coming = library().listed[0], library().listed[1]
    told = [
        replace(past, start=NOW - 2 * DAY, end=NOW - DAY, event=replace(past.event, categories=("koncert", "OPERA"))),
        replace(coming, start=NOW + DAY, end=NOW + 2 * DAY, event=replace(coming.event, categories=("Koncert",))),
        replace(coming, start=NOW + DAY, end=NOW + 2 * DAY, event=replace(coming.event, categories=("Møde",), hidden=True)),
        replace(coming, start=NOW + 3 * DAY, end=NOW + 4 * DAY, event=replace(coming.event, categories=("KONCERT", "Opera"))),
    ]
    several = replace(library(), now=NOW, occurrences=Occurrences.of(told))
    lists = {one.facet.title for one in Programme(several, DANISH).lists() if one.facet and one.facet.kind is Kind.CATEGORY}
    calendars = {one.name for one in Calendars(several, DANISH).lists() if "/kategori/" in one.path}
    assert lists == {"Koncert", "Opera", "Møde"}
    assert calendars == {f"{several.site.name}: {title}" for title in lists}


def test_only_the_first_page_of_a_list_says_how_many_events_each_filter_has() -> None:
    programme = Programme(library(), DANISH)
    for one in programme.lists():
        first, later = programme.filters(one.facet), programme.filters(one.facet, counted=False)
        assert all(option.count is not None for each in first for option in each.options)
        assert [replace(option, count=None) for each in first for option in each.options] == [
            option for each in later for option in each.options
        ]


def test_of_many_values_those_with_one_event_are_left_out_but_for_the_chosen_one() -> None:
    options = [Option(f"Emne {number}", f"/arrangementer/emne/{number}/", 1 + number % 2) for number in range(MANY)]
    shown = list(as_shown(options, options[0].path, counted=True))
    assert [one.count for one in shown] == [1, *[2] * (MANY // 2)]
    assert shown[0].current
    assert list(as_shown(options[:-1], "", counted=True)) == options[:-1]
