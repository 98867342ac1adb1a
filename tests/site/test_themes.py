"""A theme of somebody else's may hold one template: the rest is the shipped theme's, in ``pelican`` and in ``opslag build``."""

from __future__ import annotations

import pytest

from tests.bare_site import BareSite
from tests.site.conftest import Pelican, by_hand, set_up

TEMPLATES = {
    "404.html": ("Her er intet, {{ site.name }}.", "404.html", "Her er intet, Lillerup Bibliotek."),
    "article.html": (
        "<article>{{ article.title }}</article>",
        "nyheder/ny-elevator/index.html",
        "<article>Ny elevator</article>",
    ),
    "page.html": (
        '{% set path = "/" ~ page.url %}{% extends "base.html" %}{% block main %}<b>{{ page.title }}</b>{% endblock %}',
        "kontakt/index.html",
        "<b>Kontakt</b>",
    ),
}


@pytest.mark.parametrize("name", TEMPLATES)
def test_a_theme_with_one_template_changes_that_page_and_no_other(site: BareSite, pelican: Pelican, name: str) -> None:
    template, page, shown = TEMPLATES[name]
    plain = shipped_pages(site)
    theme = site.root / "themes" / "vores"
    (theme / "templates").mkdir(parents=True)
    (theme / "templates" / name).write_text(template, encoding="utf-8")
    set_up(site, THEME="themes/vores")
    by_opslag, by_pelican = site.build_here(), pelican(site)
    assert (by_opslag.code, by_pelican.code) == (0, 0), by_opslag.stderr + by_pelican.stderr
    public = site.public()
    assert by_hand(site) == public
    assert shown in public[page].decode()
    assert {path for path in public if public[path] != plain.get(path)} == {page}


def shipped_pages(site: BareSite) -> dict[str, bytes]:
    """The site in the theme that is shipped."""
    file = site.root / "pelicanconf.py"
    said = file.read_text(encoding="utf-8")
    file.write_text('PLUGINS = ["opslag.site"]\n', encoding="utf-8")  # with no THEME
    ran = site.build_here()
    assert ran.code == 0, ran.stderr
    file.write_text(said, encoding="utf-8")
    return site.public()


def test_a_static_file_of_a_theme_goes_before_the_shipped_one(site: BareSite, pelican: Pelican) -> None:
    theme = site.root / "themes" / "vores"
    (theme / "templates").mkdir(parents=True)
    (theme / "static").mkdir()
    (theme / "static" / "style.css").write_text("body { color: teal }", encoding="utf-8")
    set_up(site, THEME="themes/vores")
    assert (site.build_here().code, pelican(site).code) == (0, 0)
    public = site.public()
    assert by_hand(site) == public
    assert [data for path, data in public.items() if path.startswith("theme/style.") and path.endswith(".css")] == [
        b"body { color: teal }"
    ]
