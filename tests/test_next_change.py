"""Nobody keeps a copy past the moment at which the site turns untrue."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from opslag.events.occurrences import Occurrences
from opslag.next_change import next_change

from tests.bare_site import BareSite
from tests.feeds.sample import library


def at(moment: str) -> datetime:
    return datetime.fromisoformat(moment)


@pytest.mark.parametrize(
    ("now", "turns", "why"),
    [
        ("2026-11-23T09:00:00+01:00", "2026-11-23T11:30:00+01:00", "Kaffe & kage ends"),
        ("2026-11-23T11:29:59+01:00", "2026-11-23T11:30:00+01:00", "it still does"),
        ("2026-11-23T11:30:00+01:00", "2026-11-24T00:00:00+01:00", "it is over, and the next is midnight"),
        ("2026-11-21T12:00:00+01:00", "2026-11-22T00:00:00+01:00", "today becomes tomorrow"),
        ("2026-11-24T02:00:00+01:00", "2026-11-24T02:30:00+01:00", "thirty days after Natlæsning it leaves the feed"),
        ("2026-11-20T06:00:00+01:00", "2026-11-20T07:00:00+01:00", "Længe hemmelig is published"),
        ("2026-12-01T07:59:59+01:00", "2026-12-01T08:00:00+01:00", "Det ved ingen endnu is published"),
        ("2027-03-27T23:00:00+01:00", "2027-03-28T00:00:00+01:00", "a short night begins at midnight all the same"),
        ("2027-03-28T12:00:00+02:00", "2027-03-29T00:00:00+02:00", "and ends at midnight"),
        ("2026-10-25T01:30:00+02:00", "2026-10-25T02:30:00+01:00", "an end in the hour that comes twice is the second one"),
    ],
)
def test_the_next_moment_is_the_one_that_a_person_would_name(now: str, turns: str, why: str) -> None:
    found = next_change(library(at(now)))
    assert found == at(turns), why
    assert found.utcoffset() == at(turns).utcoffset()


def test_what_is_taken_back_and_news_of_the_future_are_such_moments(bare_site: BareSite) -> None:
    site = bare_site
    site.event("kort", unpublish="2026-11-21 15:00")
    site.event("hemmelig", draft="true", publish="2026-11-21 12:10")
    serie = "{every: week, count: 3}"
    site.event("serie", repeat=serie, instances="{2026-12-10: {publish: 2026-11-21 14:00}}")
    site.write("news/senere.md", "---\ntitle: Senere\ndate: 2026-11-21 13:00\n---\nNyt.\n")
    for now, turns in (("12:00", "13:00"), ("13:00", "14:00"), ("14:00", "15:00")):
        ran = site.build_here(now=f"2026-11-21T{now}+01:00")
        assert ran.code == 0, ran.stderr
        assert turning_of(site) == at(f"2026-11-21T{turns}:00+01:00")


def turning_of(site: BareSite) -> datetime:
    from opslag.building.manifest import read_manifest

    return read_manifest(site.output).next_change


def test_nothing_changes_before_that_moment_and_something_does_at_it() -> None:
    """What a page or feed says of an event follows from these."""
    now = at("2026-11-20T06:00:00+01:00")
    for _ in range(40):
        turns = next_change(library(now))
        assert now < turns <= now + timedelta(hours=25)
        assert said(turns - timedelta(seconds=1)) == said(now)
        assert said(turns) != said(now)
        now = turns


def said(now: datetime) -> object:
    value = library(now)
    keep = now - value.site.feeds.events.keep_past
    shown = tuple((one.uuid, one.state, one.end > now, one.end > keep) for one in value.occurrences)
    return value.today, shown, tuple(item.path for item in value.news)


def test_a_library_without_events_turns_at_midnight() -> None:
    empty = replace(library(), occurrences=Occurrences.of(()), series=(), due=None)
    assert next_change(empty) == at("2026-11-22T00:00:00+01:00")
