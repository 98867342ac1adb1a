"""What the answer to a report shows is what the feed will show, for every kind of event, public or not."""

from __future__ import annotations

import shutil
from datetime import UTC, datetime
from pathlib import Path

import orjson
import pytest
from opslag.composing import open_library
from opslag.content.tree import Tree
from opslag.events.state import State
from opslag.events.update import ExternalData, Update
from opslag.feeds.events import item
from opslag.gateway.known import known_occurrences
from opslag.gateway.report import written

LIBRARY = Path(__file__).parents[1] / "feeds" / "library"
NOW = datetime(2026, 11, 21, 11, tzinfo=UTC)
REPORTS = [
    None,
    Update("billetter", NOW, State.SOLD_OUT),
    Update("billetter", NOW, State.OCCURRED, ExternalData("https://billetter.example/1", None)),
    Update("billetter", NOW, State.CANCELLED, ExternalData(None, "https://billetter.example/admin/1")),
    Update("billetter", datetime(2020, 1, 1, tzinfo=UTC), State.ACTIVE, ExternalData("https://a.example/", "https://b.example/")),
]


@pytest.fixture
def content(tmp_path: Path) -> Path:
    shutil.copytree(LIBRARY, tmp_path / "content")
    return tmp_path / "content"


def feed(content: Path) -> dict[str, bytes]:
    library = open_library(Tree(content), NOW).library
    return {one.uuid: item(one, library.site) for one in library.occurrences}


@pytest.mark.parametrize("update", REPORTS)
def test_the_answer_to_a_report_is_what_the_feed_will_show(content: Path, update: Update | None) -> None:
    known = known_occurrences(content, NOW)
    shutil.rmtree(content / "updates", ignore_errors=True)
    for uuid in known if update else ():
        (content / "updates").mkdir(exist_ok=True)
        (content / "updates" / f"{uuid}.yaml").write_bytes(written(update))
    shown = feed(content)
    assert len(shown) > 10
    assert {uuid: known[uuid].reported(update, NOW) for uuid in shown} == shown


def test_what_is_not_public_is_known_too(content: Path) -> None:
    known, public = known_occurrences(content, NOW), feed(content)
    titles = {orjson.loads(known[uuid].item)["title"] for uuid in known.keys() - public.keys()}
    assert titles, "the library has a draft and an event that waits"
