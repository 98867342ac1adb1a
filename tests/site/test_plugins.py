"""Plugins that others wrote for Pelican work with pages and news, in ``pelican`` and in ``opslag build``."""

from __future__ import annotations

import inspect
import json
import re
import shutil

import pytest
from opslag import shipped
from opslag.content.pelican_keys import SHARED
from opslag.content.record import keys_of
from opslag.reading import CHECKS, SHAPES
from pelican import contents, generators, readers, utils

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


def test_an_edit_of_a_plugin_that_the_site_keeps_is_seen_by_the_next_build(site_with_bylines: BareSite) -> None:
    shutil.copytree(PLUGINS, site_with_bylines.root / "mine", ignore=shutil.ignore_patterns("__pycache__"))
    set_up(site_with_bylines, PLUGIN_PATHS=["mine"])
    assert site_with_bylines.build("--if-due").code == 0
    (code,) = (site_with_bylines.root / "mine").rglob("byline*.py")
    code.write_text(code.read_text().replace('class="byline"', 'class="by"'))
    assert site_with_bylines.build("--if-due").code == 0
    assert '<p class="by">Bo Lind</p>' in site_with_bylines.page("/nyheder/ny-bus/")


def test_authors_and_tags_reach_a_plugin_as_pelican_has_them(site_with_bylines: BareSite) -> None:
    site_with_bylines.write("news/ny-bus.md", NEWS.replace("byline", "author: Bo Lind\ntags: bus, by\nbyline"))
    site_with_bylines.write("pages/om-os.md", PAGE.replace("byline", "authors: [Ane Holm, Bo Lind]\ntags: [os]\nbyline"))
    ran = site_with_bylines.build()
    assert ran.code == 0, ran.stderr
    found = json.loads(site_with_bylines.public()["bylines.json"])
    assert {url: (one["authors"], one["tags"]) for url, one in found.items()} == {
        "nyheder/ny-bus/": (["Bo Lind"], ["bus", "by"]),
        "om-os/": (["Ane Holm", "Bo Lind"], ["os"]),
    }


def pelicans() -> set[str]:
    """The names that Pelican gives to something of its own on a page or news item, or asks it for."""
    settings = {**contents.DEFAULT_CONFIG, "AUTHOR": "Ane Holm"}
    metadata = {"title": "x", "slug": "x", "date": readers.get_date("2026-11-03"), "modified": readers.get_date("2026-11-03")}
    made = [kind("x", metadata, settings, "x.md") for kind in (contents.Article, contents.Page)]
    source = "".join(map(inspect.getsource, (contents, generators, readers, utils)))
    asked = re.findall(r"""(?:hasattr|getattr)\((?:self|article|page|content|draft|f), "(\w+)\"""", source)
    asked += re.findall(r"""metadata(?:\.get\(|\[)"(\w+)\"""", source)
    return {name for one in made for name in dir(one)} | {*asked} | {*readers.METADATA_PROCESSORS}


@pytest.mark.parametrize("kind", ["pages", "news"])
def test_no_key_that_pelican_takes_for_its_own_gets_so_far(kind: str) -> None:
    names = pelicans() - keys_of(SHAPES[kind]) - {*SHARED}
    assert {"save_as", "template", "lang", "translation", "__class__"} <= names
    told = {path[0] for path, *_ in CHECKS[kind](dict.fromkeys([*names, *map(str.upper, names)], "x"))}
    assert sorted(names - told) == []
    assert {*map(str.upper, names)} <= told
