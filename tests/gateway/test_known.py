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
from opslag.gateway.known import Knowledge
from opslag.gateway.report import written

from tests.bare_site import BareSite, uuid_of
from tests.building.test_incremental import Editor, happens

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
    known = Knowledge(content).occurrences(NOW)
    shutil.rmtree(content / "updates", ignore_errors=True)
    for uuid in known if update else ():
        (content / "updates").mkdir(exist_ok=True)
        (content / "updates" / f"{uuid}.yaml").write_bytes(written(update))
    shown = feed(content)
    assert len(shown) > 10
    assert {uuid: known[uuid].reported(update, NOW) for uuid in shown} == shown


def test_what_is_not_public_is_known_too(content: Path) -> None:
    known, public = Knowledge(content).occurrences(NOW), feed(content)
    titles = {orjson.loads(known[uuid].item)["title"] for uuid in known.keys() - public.keys()}
    assert titles, "the library has a draft and an event that waits"


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_whatever_is_edited_what_is_known_is_what_a_gateway_that_starts_now_would_know(bare_site: BareSite, seed: int) -> None:
    editor, knowledge, done = Editor(bare_site, seed), Knowledge(bare_site.content), []

    def answers(knowledge: Knowledge) -> dict[str, object]:
        known = knowledge.occurrences(editor.now)
        return {uuid: (one.reported(None, editor.now), one.state, one.branches) for uuid, one in known.items()}

    for _ in range(40):
        done.append(happens(editor))
        assert answers(knowledge) == answers(Knowledge(bare_site.content)), done


def test_only_events_that_an_edit_can_have_changed_are_looked_at_again(bare_site: BareSite) -> None:
    editor, knowledge = Editor(bare_site, 1), Knowledge(bare_site.content)
    bare_site.event("plakat", image="images/plakat.png")
    bare_site.event("henvisning", "Se [mere]({filename}krimi.md).\n")

    def looked_at() -> int:
        bare_site.commit()
        knowledge.occurrences(NOW)
        return knowledge.composed

    assert (looked_at(), looked_at()) == (5, 0)
    editor.report()
    editor.page()
    assert looked_at() == 0
    bare_site.event("jazz", "Nu med sang.\n")
    assert looked_at() == 1
    bare_site.write("images/plakat.yaml", "alt: En anden plakat\n")
    assert looked_at() == 1
    bare_site.event("krimi", slug="gys")
    assert looked_at() == 2, "the one that was moved, and the one that leads to it"
    bare_site.write("site.yaml", (bare_site.content / "site.yaml").read_text(encoding="utf-8").replace("Lillerup", "Storup"))
    assert looked_at() == 5


@pytest.mark.parametrize("mistake", ["title: [", "branch: lilerup"])
def test_an_editors_mistake_takes_no_event_from_a_vendor(bare_site: BareSite, mistake: str) -> None:
    knowledge = Knowledge(bare_site.content)
    bare_site.commit()
    before = knowledge.occurrences(NOW)
    file = bare_site.content / "events" / "krimi.md"
    right = file.read_text(encoding="utf-8")
    file.write_text(right.replace(mistake.partition(":")[0] + ":", f"{mistake} #", 1), encoding="utf-8")
    for _ in range(2):
        assert knowledge.occurrences(NOW) == before
    file.write_text(right.replace("title: Krimi", "title: Gys"), encoding="utf-8")
    assert knowledge.occurrences(NOW)[uuid_of("krimi")].title == "Gys"
