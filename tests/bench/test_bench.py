"""The benchmark measures what it says, and its page stands by itself."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest
import yaml
from lxml import html

from tests.bench import history
from tests.bench.events import BRANCHES, ZONE, made_up
from tests.bench.history import Result
from tests.bench.plot import page
from tests.bench.results import Found, figures
from tests.bench.scenes import Opslag, UnfitError, edited
from tests.bench.sites import HugoSite, OpslagSite
from tests.bench.timed import Timed

RESULT = Result("2026-12-01T08:00:00Z", "abc<1>", 300, 3, 2, {"opslag/hugo": 0.5, "serve, s": 0.25})


def front_matter(file: Path) -> tuple[dict[str, object], str]:
    _, front, body = file.read_text(encoding="utf-8").split("---\n", 2)
    return yaml.safe_load(front), body


def test_both_systems_are_given_the_same_events(tmp_path: Path) -> None:
    events = [made_up(number) for number in range(60)]
    ours, theirs = OpslagSite(tmp_path / "opslag"), HugoSite(tmp_path / "hugo")
    ours.lay_out(events)
    theirs.lay_out(events)
    for event in events:
        mine, body = front_matter(ours.file(event))
        other, same_body = front_matter(next((theirs.root / "content").rglob(f"{event.stem}.md")))
        same = ("title", "uuid", "description", "address", "categories", "audiences", "tags", "state", "capacity", "tickets")
        assert {key: mine.get(key) for key in same} == {key: other.get(key) for key in same}
        assert body == same_body == event.body
        for key in ("start", "end"):
            local = datetime.strptime(f"{mine[key]}", "%Y-%m-%d %H:%M").replace(tzinfo=ZONE)
            assert local == other[key] == getattr(event, key)
        assert other["branches"] == [BRANCHES[event.branch]]


def test_the_made_up_events_are_the_same_on_every_machine() -> None:
    event = made_up(7)
    assert (event.title, event.uuid) == ("Morgenkaffe med lokale digtere 7", "1818e811-892f-402b-923f-0824128b2f33")
    assert (event.start.isoformat(), event.tags) == ("2027-10-29T10:15:00+02:00", ("robotter", "krimi", "lyrik"))


def test_a_build_counts_only_when_its_output_shows_the_edit(tmp_path: Path) -> None:
    library = Opslag.laid_out(tmp_path, 100, 1)
    assert library.cold().seconds > 0
    library.check()
    assert library.edited("title", 0).mib > 0
    with pytest.raises(UnfitError, match="the edit of arrangement-000034"):
        library.check(edited(100, "title", 1))


def test_ratios_are_of_runs_that_met_the_same_machine() -> None:
    found = Found()
    for ours, theirs in ((1.0, 2.0), (10.0, 20.0), (4.0, 4.0)):
        found.note("opslag cold", Timed(ours, 50))
        found.note("half cold", Timed(ours / 2, 40))
        found.note("hugo cold", Timed(theirs, 90))
    told = figures(found)
    assert (told["opslag/hugo"], told["growth: events doubled"], told["hugo cold, MiB"]) == (0.5, 2.0, 90)


def test_the_history_is_kept_and_drawn_without_asking_anything_of_anybody(tmp_path: Path) -> None:
    kept = tmp_path / "new" / "history.jsonl"
    results = [RESULT, replace(RESULT, events=1000), replace(RESULT, figures={"opslag/hugo": 0.7})]
    for result in results:
        history.add(kept, result)
    assert history.read(kept) == results
    drawn = page(history.read(kept))
    tree = html.fromstring(drawn)
    assert len(tree.xpath("//circle")) == 5
    assert [caption.text for caption in tree.xpath("//figcaption")] == ["opslag/hugo", "serve, s"]
    assert tree.xpath("//@src | //@href | //script | //link") == []
    assert "http" not in drawn and "url(" not in drawn and "abc&lt;1&gt;" in drawn
