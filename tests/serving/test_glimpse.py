"""An editor who saves an event sees its page at once, as the build that goes on meanwhile will make it."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest
from opslag.building.build import Built, Request, build
from opslag.building.project import find_project
from opslag.serving.glimpse import pages
from opslag.serving.glimpse_folder import Glimpses

from tests.bare_site import NOW, BareSite


@pytest.fixture
def request_of(bare_site: BareSite) -> Request:
    return Request(find_project(bare_site.content), bare_site.output, datetime.fromisoformat(NOW))


@pytest.fixture
def built(bare_site: BareSite, request_of: Request) -> Built:
    bare_site.event("serie", repeat="{every: week, count: 3}")
    return build(request_of)


def test_the_glimpse_is_the_page_that_the_build_makes(bare_site: BareSite, request_of: Request, built: Built) -> None:
    seen = pages(built, [bare_site.event("serie", "Andre ord.\n", repeat="{every: week, count: 3}")])
    assert sorted(seen) == [f"arrangementer/serie/2026-12-{day}/index.html" for day in ("03", "10", "17")]
    build(replace(request_of, full=True))
    assert seen == {path: bare_site.public()[path] for path in seen}


@pytest.mark.parametrize("mistake", [{"branch": "byen"}, {"start": "i morgen"}, {"image": "images/væk.jpg"}, {"draft": "true"}])
def test_what_cannot_be_shown_yet_is_left_to_the_build(bare_site: BareSite, built: Built, mistake: dict[str, str]) -> None:
    assert pages(built, [bare_site.event("krimi", **mistake)]) == {}


def test_only_the_saving_of_events_gives_a_glimpse(bare_site: BareSite, built: Built) -> None:
    event, page = bare_site.event("krimi"), bare_site.write("pages/om.md", "---\ntitle: Om\n---\n")
    assert pages(built, [event, page]) == {}
    assert pages(built, [bare_site.root / "pelicanconf.py"]) == {}
    event.unlink()
    assert pages(built, [event]) == {}


def test_glimpses_come_and_go_as_a_whole(tmp_path: Path) -> None:
    glimpses = Glimpses(tmp_path / "glimpses")
    glimpses.show({"arrangementer/krimi/index.html": b"ny"})
    glimpses.show({"arrangementer/kaffe/index.html": b"nyere"})
    assert [file.read_bytes() for file in glimpses.folder.rglob("*.html")] == [b"nyere"]
    glimpses.show({})
    assert not glimpses.folder.exists()
    glimpses.hide()
