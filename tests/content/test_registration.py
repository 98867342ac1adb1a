"""How people become borrowers: types of user with links to where they register, and what points at them."""

from __future__ import annotations

import pytest
from opslag.content.registration import read_registration
from opslag.errors import ContentError

from tests.bare_site import BareSite

TYPES = """\
title: Tilmeld dig
description: Vælg den, der passer.
types:
  - {id: voksen, title: Voksne, url: /kontakt/}
  - id: barn
    title: Børn under 15 år
    text: "En voksen siger ja.\\n\\nSå er det <klaret>."
    url: https://blanketter.example/boern?a=1&b=2
"""


@pytest.fixture
def site(bare_site: BareSite) -> BareSite:
    bare_site.write("registration.yaml", TYPES)
    return bare_site


def told(site: BareSite) -> list[str]:
    ran = site.opslag("check", "--now", "2026-11-21T12:00+01:00")
    return [line for line in ran.lines if line.startswith("content/")]


def point_at(site: BareSite, name: str) -> None:
    """The branch points at a type of user."""
    branch = (site.content / "branches/lillerup.md").read_text(encoding="utf-8")
    site.write("branches/lillerup.md", branch.replace("id: 1\n", f"id: 1\nregistration: {name}\n"))


def test_a_page_shows_every_type_with_its_text_and_its_link(site: BareSite) -> None:
    assert site.build_here().code == 0
    page = site.page("/bliv-laaner/tilmelding/")
    assert "<title>" in page
    parts = ('id="barn"', "Børn under 15 år", "<p>En voksen siger ja.</p>", "<p>Så er det &lt;klaret&gt;.</p>", "/kontakt/")
    assert [part for part in parts if part not in page] == []
    assert 'href="https://blanketter.example/boern?a=1&amp;b=2"' in page
    assert page.index('id="voksen"') < page.index('id="barn"')
    assert "https://lillerup.example/bliv-laaner/tilmelding/" in (site.output / "sitemap.xml").read_text(encoding="utf-8")


def test_a_site_without_such_a_file_has_no_such_page(bare_site: BareSite) -> None:
    assert bare_site.build_here().code == 0
    assert not (bare_site.output / "bliv-laaner").exists()


def test_branches_events_and_single_dates_may_point_at_a_type(site: BareSite) -> None:
    (site.root / "pelicanconf.py").unlink()  # so that it is shown in the theme that ships
    point_at(site, "voksen")
    site.event("krimi", registration="voksen")
    site.event("kaffe", repeat="{every: week, count: 3}", instances="{2026-12-10: {registration: barn}}")
    assert site.build_here().code == 0
    link = 'href="/bliv-laaner/tilmelding/#%s"'
    assert link % "voksen" in site.page("/arrangementer/krimi/")
    assert link % "voksen" in site.page("/filialer/lillerup/")
    assert link % "barn" in site.page("/arrangementer/kaffe/2026-12-10/")
    assert "/bliv-laaner/tilmelding/#" not in site.page("/arrangementer/kaffe/2026-12-17/")


def test_a_type_that_is_none_is_told_where_it_is_named(site: BareSite) -> None:
    site.event("krimi", registration="bran")
    site.event("kaffe", repeat="{every: week, count: 3}", instances='{2026-12-10: {registration: "xyz"}}')
    point_at(site, "voksne")
    assert told(site) == [
        'content/branches/lillerup.md:4:15: registration: no type of user "voksne" in content/registration.yaml; '
        'did you mean "voksen"?',
        'content/events/kaffe.md:8:40: instances.2026-12-10.registration: no type of user "xyz" in content/registration.yaml; '
        "known here: barn, voksen",
        'content/events/krimi.md:7:15: registration: no type of user "bran" in content/registration.yaml; did you mean "barn"?',
    ]


def test_a_site_without_types_says_so_to_who_names_one(bare_site: BareSite) -> None:
    bare_site.event("krimi", registration="barn")
    assert told(bare_site) == [
        'content/events/krimi.md:7:15: registration: no type of user "barn" in content/registration.yaml; there is none yet'
    ]


def test_everything_that_is_wrong_in_the_file_is_told_and_nothing_that_follows_from_it(site: BareSite) -> None:
    site.event("krimi", registration="barn")
    types = "  - {id: Barn, title: Børn, url: blanket}\n  - {id: x, titel: Y, url: /}\n"
    site.write("registration.yaml", f"title: Tilmeld dig\ntypes:\n{types}")
    assert [line.partition(";")[0] for line in told(site)] == [
        'content/registration.yaml:3:10: types.0.id: "Barn"',
        'content/registration.yaml:3:34: types.0.url: "blanket"',
        "content/registration.yaml:4:13: types.1.titel: unknown key",
    ]


def test_two_types_of_one_id_are_told() -> None:
    with pytest.raises(ContentError) as fault:
        read_registration(b"title: T\ntypes:\n- {id: a, title: A, url: /a/}\n- {id: a, title: B, url: /b/}\n")
    assert str(fault.value) == (
        'content/registration.yaml:4:8: types.1.id: "a", which types.0 is called as well; give it an id of its own'
    )
