"""What a publishing costs follows from what changed, and not from how large the site is."""

from __future__ import annotations

import urllib.request
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from opslag.publishing import published
from opslag.publishing.source import Source

from tests.bare_site import BareSite, here
from tests.large_site import large_site, path_of, text_of
from tests.publishing.places import SIGNED, Place
from tests.publishing.wayward import Wayward, wayward

FIRST = date(2026, 12, 2)


@pytest.fixture
def network(store: str) -> Iterator[Wayward]:
    with wayward(store) as between:
        yield between


@pytest.mark.speed
def test_of_ten_thousand_events_one_edited_costs_ten_objects_and_a_handful_of_requests(
    tmp_path: Path, bucket: Place, network: Wayward
) -> None:
    site = large(tmp_path)
    # The bucket says of itself that it holds all of the first build; to fill it would take minutes and change nothing below.
    said = Source(site.output, headed=True, compressed=False).published({}).to_json()
    request = urllib.request.Request(
        f"{bucket.url}/{published.PATH}", said, {**SIGNED, "Content-Type": "application/json"}, method="PUT"
    )
    urllib.request.urlopen(request, timeout=60).close()
    edit(site, "Nyt.\n")
    environment = {**bucket.environment, "AWS_ENDPOINT_URL": network.address}
    ran = here("publish", bucket.target, "--output", str(site.output), **environment)
    assert ran.code == 0, ran.stderr
    written = set(network.mood.written())
    assert len(written) <= 10, written
    assert len(network.mood.asked) <= 10 + 4, [(asked.method, asked.path) for asked in network.mood.asked]


def large(root: Path) -> BareSite:
    site = large_site(root / "site", 10_000, FIRST)
    site.write("news/nyt.md", "---\ntitle: Nyt\ndate: 2026-11-01\n---\nNyt.\n")
    edit(site, "Gammelt.\n")
    return site


def edit(site: BareSite, body: str) -> None:
    """An event in a branch, in no category: with each it has a calendar more."""
    site.write(path_of(5_000), text_of(5_000, FIRST, body))
    site.git("add", "--all")
    site.git(
        "commit", "--quiet", "--message", "Edit", at="2026-10-01T09:30:00+02:00" if body == "Nyt.\n" else "2025-01-01T12:00:00Z"
    )
    ran = site.build(now="2026-12-01T08:00+01:00")
    assert ran.code == 0, ran.stderr
