"""A large library does not wait for its feeds."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from functools import cache
from time import process_time
from uuid import UUID

import pytest
from opslag.events.occurrences import Occurrences
from opslag.feeds.atom import events_atom
from opslag.feeds.newsletter import newsletter_rss
from opslag.feeds.newsletter_mail import newsletter_html
from opslag.feeds.opening_hours import opening_hours
from opslag.feeds.opening_hours_instances import opening_hours_instances
from opslag.feeds.redia import redia
from opslag.feeds.structured_data import structured_data
from opslag.library import Library
from opslag.places.instance import rows

from tests.feeds.sample import library

MANY = 10_000


@cache
def large() -> Library:
    """Ten thousand events of all kinds over the year to come, and thirty branches."""
    listed = list(library().listed)
    occurrences = []
    for number in range(MANY):
        one = listed[number % len(listed)]
        start = library().now + timedelta(minutes=number * 52)
        event = replace(one.event, title=f"{one.event.title} {number}")
        occurrences.append(
            replace(
                one, event=event, uuid=str(UUID(int=number)), path=f"/arrangementer/{number}/", date=start.date(), start=start,
                end=start + timedelta(hours=2), body=f"{one.body}<p>{number}</p>", series_path=None, series=None,
            )
        )  # fmt: skip
    model = library().branches[0]
    branches = tuple(replace(model, id=number) for number in range(1, 31))
    window = (date(2026, 11, 7), date(2027, 12, 26))
    openings = [one for branch in branches for one in rows(branch.id, branch.schedule, *window)]
    return replace(
        library(), occurrences=Occurrences.of(occurrences), series=(), branches=branches, openings=tuple(openings), highlight=None
    )


def every_page(of: Library) -> bytes:
    describe = structured_data(of)
    return b"\n".join(map(describe, of.occurrences))


@pytest.mark.speed
@pytest.mark.parametrize(
    "make",
    [redia, events_atom, newsletter_html, newsletter_rss, opening_hours, opening_hours_instances, every_page],
    ids=lambda make: make.__name__,
)
def test_ten_thousand_events_take_no_second(make: Callable[[Library], bytes]) -> None:
    of = large()
    make(replace(of, occurrences=of.occurrences[:10]))  # reads the catalogues
    began = process_time()
    made = make(of)
    took = process_time() - began
    print(f"{make.__name__}: {took:.3f} s, {len(made)} bytes")
    assert len(made) > 10_000
    assert took < 1.0
