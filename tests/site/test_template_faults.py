"""A mistake in a template that Pelican renders is told on one line, by ``pelican`` as by ``opslag build``."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.bare_site import BareSite
from tests.site.conftest import Pelican, set_up

AROUND = '{%% set path = "/" %%}{%% extends "base.html" %%}\n{%% block main %%}\n%s{%% endblock %%}\n'
PAGE = "'pelican.contents.Page object' has no attribute 'titel'; did you mean \"title\"?"
SITE = "'opslag.pages.site_view.SiteView object' has no attribute 'nmae'; did you mean \"name\"?"

MISTAKES = {
    "a name that a page has not": ("page.html", AROUND % "{{ page.titel }}", f"page.html:3: {PAGE}"),
    "a name that nobody told": (
        "article.html",
        '{% set lead = "" %}' + AROUND % "{{ leed }}",
        "article.html:3: 'leed' is undefined; did you mean \"lead\"?",
    ),
    "a part of every page": ("head.html", "<meta>\n{{ site.nmae }}", f"head.html:2: {SITE}"),
    "what cannot be done": (
        "page.html",
        AROUND % "{{ site.name + 1 }}",
        'page.html:3: TypeError: can only concatenate str (not "int") to str',
    ),
    "a static file that is not there": (
        "page.html",
        AROUND % '{{ asset("styel.css") }}',
        'page.html:3: the theme has no static file "styel.css"; did you mean "style.css"?',
    ),
    "a template that is not there": (
        "page.html",
        AROUND % '{% include "foter.html" %}',
        'page.html:3: the theme has no template "foter.html"; did you mean "footer.html"?',
    ),
    "a mistake in the syntax": ("article.html", "\n{{ article.title", "article.html:2: unexpected end of template"),
    "no UTF-8": (
        "page.html",
        "\næ".encode("latin-1"),
        "page.html:2: a byte that is not UTF-8 (0xe6); save the file as UTF-8",
    ),
}


@pytest.mark.parametrize("mistake", MISTAKES)
def test_a_mistake_is_told_on_one_line(site: BareSite, pelican: Pelican, mistake: str) -> None:
    name, text, said = MISTAKES[mistake]
    file = template(site, name, text)
    set_up(site, SITEURL="https://lillerup.example")
    built, by_hand = site.build(), pelican(site)
    assert (built.code, by_hand.code) == (1, 1)
    assert not site.output.exists()
    assert [built.stderr] == built.stderr.splitlines(keepends=True)  # no traceback before it
    assert built.stderr.startswith(f"error: {file.parent}/{said}")
    assert by_hand.stderr == built.stderr


def test_pelicanconf_may_let_names_be_missing(site: BareSite) -> None:
    template(site, "page.html", AROUND % "<b>{{ page.titel }}</b>")
    file = site.root / "pelicanconf.py"
    lines = file.read_text(encoding="utf-8") + "import jinja2\nJINJA_ENVIRONMENT = {'undefined': jinja2.Undefined}\n"
    file.write_text(lines, encoding="utf-8")
    ran = site.build()
    assert ran.code == 0, ran.stderr
    assert "<b></b>" in site.page("kontakt")


def template(site: BareSite, name: str, text: str | bytes) -> Path:
    """The one template of a theme of the site's own."""
    file = site.root / "themes" / "vores" / "templates" / name
    file.parent.mkdir(parents=True)
    file.write_bytes(text.encode() if isinstance(text, str) else text)
    set_up(site, THEME="themes/vores")
    return file
