"""What ``site.yaml`` may not say."""

from __future__ import annotations

import pytest
from opslag.errors import ContentError
from opslag.settings import read_site

from tests.bare_site import SITE, BareSite


def faults(categories: str) -> list[str]:
    with pytest.raises(ContentError) as caught:
        read_site(f"{SITE}{categories}".encode())
    return [str(problem) for problem in caught.value.problems]


def test_two_kinds_of_opening_hours_with_one_id_or_one_title_are_told_apart() -> None:
    """The app knows a kind by its id, a branch by its title."""
    said = faults("""\
categories:
  - {id: 1, title: Betjent, color: "#2a6f4e"}
  - {id: 2, title: Selvbetjent, color: "#2c5a8c"}
  - {id: 1, title: Borgerservice, color: "#7a5200"}
  - {id: 7, title: Betjent, color: "#000000"}
""")
    assert said == [
        'content/site.yaml:8:10: categories.2.id: 1, the id of "Betjent" as well; write one that is free, such as 8',
        'content/site.yaml:9:20: categories.3.title: "Betjent" a second time; branches name a kind by it: write another',
    ]


def test_kinds_that_differ_are_let_through() -> None:
    kinds = 'categories: [{id: 1, title: Betjent, color: "#2a6f4e"}, {id: 2, title: Selvbetjent, color: "#2a6f4e"}]\n'
    assert len(read_site(f"{SITE}{kinds}".encode()).categories) == 2


@pytest.mark.parametrize(("colour", "instead"), [("#767676", "#595959 is used"), ("#ffffff", "#e1e1e1 is used")])
def test_a_colour_that_the_theme_cannot_use_is_told_at_its_line(bare_site: BareSite, colour: str, instead: str) -> None:
    bare_site.write("site.yaml", f'{SITE}colour: "{colour}"\n')
    ran = bare_site.opslag("check", "--now", "2026-11-21T12:00+01:00")
    assert ran.code == 0
    (line,) = [line for line in ran.lines if "colour" in line]
    assert line.startswith("content/site.yaml:5:9: warning: colour: ")
    assert line.endswith(f"; {instead}")


def test_a_colour_that_serves_is_not_spoken_of(bare_site: BareSite) -> None:
    bare_site.write("site.yaml", f'{SITE}colour: "#8a1f3c"\n')
    assert "colour" not in bare_site.opslag("check", "--now", "2026-11-21T12:00+01:00").stderr
