"""Plugins that others wrote for Pelican work with pages and news, in ``pelican`` and in ``opslag build``."""

from __future__ import annotations

import json

import pytest
from opslag import shipped

from tests.bare_site import BareSite
from tests.site.conftest import PLUGINS, Pelican, by_hand, set_up

PAGE = "---\ntitle: Om os\nbyline: Ane Holm\nlinks: [a, b]\n---\nHvem vi er.\n"
NEWS = "---\ntitle: Ny bus\ndate: 2026-11-03\nbyline: Bo Lind\n---\nDen er blå.\n"


@pytest.fixture
def site_with_bylines(site: BareSite) -> BareSite:
    set_up(site, PLUGIN_PATHS=[str(PLUGINS)], PLUGINS=["opslag.site", "byline"], THEME=str(shipped.THEMES / "plakat"))
    site.write("pages/om-os.md", PAGE)
    site.write("news/ny-bus.md", NEWS)
    return site


def test_a_key_that_opslag_does_not_know_reaches_the_plugin_that_does(site_with_bylines: BareSite, pelican: Pelican) -> None:
    ran = pelican(site_with_bylines)
    assert ran.code == 0, ran.stderr
    assert json.loads(by_hand(site_with_bylines)["bylines.json"]) == {
        "nyheder/ny-bus/": {"byline": "Bo Lind", "links": None},
        "om-os/": {"byline": "Ane Holm", "links": ["a", "b"]},
    }


def test_what_a_plugin_adds_is_on_the_page_and_its_files_are_in_the_output(site_with_bylines: BareSite) -> None:
    ran = site_with_bylines.build()
    assert ran.code == 0, ran.stderr
    assert '<p class="byline">Bo Lind</p>' in site_with_bylines.page("/nyheder/ny-bus/")
    assert "bylines.json" in site_with_bylines.public()


def test_a_plugin_does_the_same_in_both(site_with_bylines: BareSite, pelican: Pelican) -> None:
    assert (pelican(site_with_bylines).code, site_with_bylines.build().code) == (0, 0)
    assert by_hand(site_with_bylines) == site_with_bylines.public()


def test_an_edit_of_a_key_that_only_a_plugin_reads_is_seen_by_the_next_build(site_with_bylines: BareSite) -> None:
    assert site_with_bylines.build().code == 0
    site_with_bylines.write("news/ny-bus.md", NEWS.replace("Bo Lind", "Bo Lind Holm"))
    assert site_with_bylines.build().code == 0
    assert '<p class="byline">Bo Lind Holm</p>' in site_with_bylines.page("/nyheder/ny-bus/")
