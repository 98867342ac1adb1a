"""Pelican, run by hand in the folder of a site."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.bare_site import NOW, BareSite, Ran, clean_environment, tree_of

PLUGINS = Path(__file__).parents[1] / "data" / "plugins"

FEEDS = ("FEED_ALL_ATOM", "CATEGORY_FEED_ATOM", "TRANSLATION_FEED_ATOM", "AUTHOR_FEED_ATOM", "AUTHOR_FEED_RSS")

Pelican = Callable[..., Ran]


@pytest.fixture(scope="session")
def pelican() -> Pelican:
    def run(site: BareSite, now: str = NOW) -> Ran:
        command = (sys.executable, "-m", "pelican", "--log-handler", "plain", "--extra-settings", f'OPSLAG_NOW="{now}"')
        ran = subprocess.run(command, cwd=site.root, env=clean_environment(), capture_output=True, check=False, timeout=120)
        return Ran(ran.returncode, ran.stdout.decode(), ran.stderr.decode())

    return run


def by_hand(site: BareSite) -> dict[str, bytes]:
    """What Pelican has made, by path."""
    return tree_of(site.root / ".build" / "pelican")


QUIET = {"PATH": "content", "OUTPUT_PATH": ".build/pelican", "TIMEZONE": "UTC", **dict.fromkeys(FEEDS)}
"""What every site's ``pelicanconf.py`` says, so that Pelican does not warn."""


def set_up(site: BareSite, **settings: object) -> None:
    """Says these settings in the site's ``pelicanconf.py``, after what it says already."""
    lines = [f"{name} = {value!r}" for name, value in {**QUIET, **settings}.items()]
    file = site.root / "pelicanconf.py"
    file.write_text("\n".join([file.read_text(encoding="utf-8"), *lines, ""]), encoding="utf-8")


@pytest.fixture
def site(bare_site: BareSite) -> BareSite:
    """The bare site with a page and a news item, which Pelican renders."""
    bare_site.write("pages/kontakt.md", "---\ntitle: Kontakt\n---\nRing til os.\n")
    bare_site.write("news/ny-elevator.md", "---\ntitle: Ny elevator\ndate: 2026-11-02\n---\nDen kører.\n")
    set_up(bare_site)
    bare_site.commit("Say how to reach us, and that there is a lift")
    return bare_site
