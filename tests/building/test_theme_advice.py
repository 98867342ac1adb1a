"""A designer is told what in a theme of her own comes to nothing, where it is nearly something else."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.bare_site import BareSite, here


@pytest.fixture
def templates(bare_site: BareSite) -> Path:
    """Of a theme of the site's own, with nothing in it yet."""
    folder = bare_site.root / "themes" / "vores" / "templates"
    folder.mkdir(parents=True)
    (bare_site.root / "pelicanconf.py").write_text('THEME = "themes/vores"\n', encoding="utf-8")
    return folder


def warned(site: BareSite, command: str = "build") -> list[str]:
    """What is said besides what those who read the feeds miss."""
    to = ("--output", str(site.output)) if command == "build" else ()
    ran = here(command, "--now", "2026-11-21T12:00+01:00", "--content", str(site.content), *to)
    assert ran.code == 0, ran.stderr
    return [line for line in ran.lines if "/themes/" in line]


@pytest.mark.parametrize("command", ["build", "check"])
def test_a_misspelt_template_is_told_with_the_one_that_was_meant(bare_site: BareSite, templates: Path, command: str) -> None:
    file = templates / "foooter.html"
    file.write_text("Her ender det.", encoding="utf-8")
    assert warned(bare_site, command) == [
        f'{file}: warning: no template uses it, and it takes the place of none; did you mean "footer.html"?'
    ]


def test_a_template_that_another_uses_is_none_that_was_misspelt(bare_site: BareSite, templates: Path) -> None:
    (templates / "footer.html").write_text("{% include 'footers.html' %}", encoding="utf-8")
    (templates / "footers.html").write_text("Her ender det.", encoding="utf-8")
    assert warned(bare_site) == []


def test_a_template_by_a_name_of_its_own_is_let_be(bare_site: BareSite, templates: Path) -> None:
    (templates / "udlaansstatistik.html").write_text("", encoding="utf-8")
    assert warned(bare_site) == []


def test_misspelt_words_are_told_with_those_that_have_a_translation(bare_site: BareSite, templates: Path) -> None:
    file = templates / "footer.html"
    file.write_text('<p>{{ _("Contact") }}</p>\n<p>{{ _("Get our newsleter") }} {{ _("Vores egne ord") }}</p>', encoding="utf-8")
    assert warned(bare_site) == [
        f'{file}:2:7: warning: "Get our newsleter" has no translation, and is shown as it stands; '
        'did you mean "Get our newsletter"?'
    ]
