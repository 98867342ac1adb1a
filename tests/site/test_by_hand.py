"""``pelican``, run by hand in the root, makes the same site as ``opslag build``."""

from __future__ import annotations

import pytest

from tests.bare_site import BareSite
from tests.site.conftest import Pelican, by_hand, set_up


def test_pelican_makes_the_same_files_with_the_same_bytes_as_opslag_build(sample: BareSite, pelican: Pelican) -> None:
    now = "2026-12-01T08:00:00+01:00"
    assert sample.build(now=now).code == 0
    ran = pelican(sample, now)
    assert (ran.code, ran.stderr) == (0, "")
    public, made = sample.public(), by_hand(sample)
    assert "api/v1/events" in made and "nyheder/vinterens-program/index.html" in made
    assert made.keys() ^ public.keys() == set()  # not one file may be missing or be there besides
    assert [path for path in made if made[path] != public[path]] == []


def test_pelican_leaves_the_public_output_alone(site: BareSite, pelican: Pelican) -> None:
    assert site.build().code == 0
    public, target = site.public(), site.target()
    site.event("krimi", title="En anden titel")
    assert pelican(site).code == 0
    assert (site.public(), site.target()) == (public, target)
    assert "En anden titel" in by_hand(site)["arrangementer/krimi/index.html"].decode()


def test_pelican_says_nothing_that_is_not_worth_saying(site: BareSite, pelican: Pelican) -> None:
    ran = pelican(site)
    assert ran.stderr == ""
    assert ran.stdout.splitlines()[0].startswith("Done: Processed 1 article,")


def test_pelican_shows_the_site_of_the_moment_that_it_is_told(site: BareSite, pelican: Pelican) -> None:
    assert pelican(site, "2026-12-01T08:00+01:00").code == 0
    assert "/arrangementer/krimi/" in by_hand(site)["arrangementer/index.html"].decode()
    assert pelican(site, "2026-12-04T08:00+01:00").code == 0
    assert "/arrangementer/krimi/" not in by_hand(site)["arrangementer/index.html"].decode()


@pytest.mark.parametrize("now", ["i morgen", "2026-12-01T08:00"])
def test_a_moment_that_is_none_is_told_without_a_traceback(site: BareSite, pelican: Pelican, now: str) -> None:
    ran = pelican(site, now)
    assert ran.code == 1
    assert ran.stderr == f"error: OPSLAG_NOW: '{now}' is no date and time with an offset; write 2026-12-01T08:00+01:00\n"


def test_the_address_of_the_site_may_be_said_in_pelicanconf(site: BareSite, pelican: Pelican) -> None:
    set_up(site, SITEURL="https://proeve.lillerup.example")
    assert pelican(site).code == 0
    assert site.build("--base-url", "https://proeve.lillerup.example").code == 0
    assert by_hand(site) == site.public()


def test_addresses_stay_as_opslag_promises_them_whatever_pelicanconf_says(site: BareSite, pelican: Pelican) -> None:
    assert pelican(site).code == 0
    before = by_hand(site)
    set_up(site, ARTICLE_URL="blog/{slug}", PAGE_SAVE_AS="p/{slug}.html", ARTICLE_PATHS=["events"], DIRECT_TEMPLATES=["archives"])
    assert pelican(site).code == 0
    assert by_hand(site) == before
