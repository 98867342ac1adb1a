"""Where the content or the finished site is at fault, Pelican ends with status 1 and says it as ``opslag build`` does."""

from __future__ import annotations

import yaml
from opslag import shipped

from tests.bare_site import BareSite, Ran
from tests.site.conftest import PLUGINS, Pelican, set_up


def problems(ran: Ran) -> list[str]:
    """The lines of Problems, without what ``opslag build`` counts at their end."""
    return [line for line in ran.lines if not line.endswith("nothing was published")]


def test_every_fault_of_the_content_is_told_with_its_place(site: BareSite, pelican: Pelican) -> None:
    site.event("krimi", branch="lilerup")
    site.event("jazz", start="2026-02-30 20:00")
    site.write("news/ny-elevator.md", "---\ndate: 2026-11-02\n---\n")
    ran = pelican(site)
    assert ran.code == 1
    assert {line.split(":")[0] for line in problems(ran)} >= {"content/events/jazz.md", "content/news/ny-elevator.md"}
    assert problems(ran) == problems(site.build_here())
    assert "Traceback" not in ran.stderr + ran.stdout


def test_a_fault_between_files_is_told_with_its_place(site: BareSite, pelican: Pelican) -> None:
    site.event("krimi", branch="lilerup")
    ran = pelican(site)
    assert ran.code == 1
    assert ran.stderr.startswith('content/events/krimi.md:6:9: branch: no branch "lilerup"; did you mean "lillerup"?')
    assert "Traceback" not in ran.stderr + ran.stdout


def test_a_picture_that_cannot_be_drawn_ends_pelican(site: BareSite, pelican: Pelican) -> None:
    site.write("images/plakat.png", b"\x89PNG\r\n\x1a\nno picture")
    site.event("krimi", image="images/plakat.png")
    ran = pelican(site)
    assert ran.code == 1
    assert problems(ran) == problems(site.build_here()) != []
    assert "Traceback" not in ran.stderr + ran.stdout


def test_what_the_gate_finds_ends_pelican(site: BareSite, pelican: Pelican) -> None:
    contract = yaml.safe_load(shipped.CONTRACT.read_bytes())
    name = next(
        name for name, schema in contract["components"]["schemas"].items() if "ticket_categories" in schema.get("properties", ())
    )
    contract["components"]["schemas"][name]["required"].append("horoscope")
    (site.root / "feeds").mkdir()
    (site.root / "feeds" / "openapi.yaml").write_text(yaml.safe_dump(contract), encoding="utf-8")
    ran = pelican(site)
    assert ran.code == 1
    assert len([line for line in problems(ran) if "horoscope" in line and line.startswith("content/events/")]) == 3
    assert "Traceback" not in ran.stderr + ran.stdout


def test_an_article_that_a_plugin_breaks_is_not_left_out_in_silence(site: BareSite, pelican: Pelican) -> None:
    set_up(site, PLUGIN_PATHS=[str(PLUGINS)], PLUGINS=["opslag.site", "breaking"])
    by_hand, built = pelican(site), site.build_here()
    assert (by_hand.code, built.code) == (1, 1)
    assert "content/news/ny-elevator.md: Pelican made no page of it" in by_hand.stderr
    assert built.stderr == "error: pelican: Could not process news/ny-elevator.md: LookupError: no byline today\n"
