"""Which screens there are, and what each is given to show."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from opslag.events.occurrence import Occurrence
from opslag.events.occurrences import Occurrences
from opslag.events.screen import MOST, Screen, screens

from tests.feeds.sample import NOW, occurrence

KRIMI = occurrence("Krimiaften med tre forfattere")


def shown(*names: str, at: int = 1, hidden: bool = False, source: Occurrence = KRIMI) -> Occurrence:
    """An event on these screens that begins so many days from now."""
    start = NOW + timedelta(days=at)
    event = replace(source.event, screens=names, hidden=hidden)
    return replace(source, event=event, start=start, end=start + timedelta(hours=2), date=start.date())


def of(*occurrences: Occurrence) -> dict[str, Screen]:
    return {screen.path: screen for screen in screens(Occurrences.of(occurrences), NOW)}


def test_each_name_is_a_screen_with_an_address() -> None:
    found = of(shown("Foyer", "Børnebyen"), shown("Havnen"))
    assert {path: screen.name for path, screen in found.items()} == {
        "/skaerm/boernebyen/": "Børnebyen",
        "/skaerm/foyer/": "Foyer",
        "/skaerm/havnen/": "Havnen",
    }
    assert found["/skaerm/foyer/"].feed == "/skaerm/foyer/feed.json"


def test_names_that_people_take_for_one_are_one_screen() -> None:
    one, other = shown("Foyer", "foyer"), shown("FOYER", at=2)
    assert tuple(of(one, other)["/skaerm/foyer/"].occurrences) == (one, other)


def test_a_screen_outlasts_its_events_and_shows_none_that_is_over_or_hidden() -> None:
    found = of(shown("Foyer", at=-3), shown("Foyer", hidden=True))
    assert tuple(found["/skaerm/foyer/"].occurrences) == ()


def test_what_runs_is_shown_until_it_ends() -> None:
    running = replace(shown("Foyer", at=0), end=NOW + timedelta(seconds=1))
    over = replace(running, end=NOW)
    assert tuple(of(over, running)["/skaerm/foyer/"].occurrences) == (running,)


def test_a_screen_is_given_no_more_than_it_could_show_in_days() -> None:
    many = [shown("Foyer", at=day) for day in range(1, MOST + 50)]
    assert tuple(of(*many)["/skaerm/foyer/"].occurrences) == tuple(many[:MOST])
