"""How much work a build does, held against figures that are committed: a doubling is a fault, whoever's machine is quick."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict, replace
from datetime import timedelta
from pathlib import Path

import yaml

from tests.bench.events import NOW, made_up
from tests.bench.sites import OpslagSite
from tests.bench.work import Work, counted

FIGURES = Path(__file__).parents[1] / "data" / "work.yaml"
EVENTS = 300


def builds(root: Path) -> Iterator[tuple[str, Work]]:
    site, now = OpslagSite(root), NOW
    site.lay_out(map(made_up, range(EVENTS)))
    yield "the first build", counted(root, now)
    yield "nothing, and the other generation is filled", counted(root, now)
    yield "nothing", counted(root, now)
    site.write(replace(made_up(100), body="Nyt.\n"))
    yield "a body edited", counted(root, now)
    site.write(replace(made_up(150), title="Ny titel"))
    yield "a title edited", counted(root, now)
    site.write(replace(made_up(200), start=NOW + timedelta(hours=1), end=NOW + timedelta(hours=2)))
    yield "a start moved before all others", counted(root, now)
    now += timedelta(minutes=1)
    yield "a minute passed", counted(root, now)
    now += timedelta(days=1)
    yield "a day passed", counted(root, now)


def test_a_build_does_the_work_that_is_written_down_and_neither_twice_nor_half_of_it(tmp_path: Path) -> None:
    allowed = yaml.safe_load(FIGURES.read_text(encoding="utf-8"))
    done = {name: asdict(work) for name, work in builds(tmp_path)}
    assert done.keys() == allowed.keys()
    figures = [(name, what, count, allowed[name][what]) for name, counts in done.items() for what, count in counts.items()]
    more = [f"after {name}: {what}: {count}, was {was}" for name, what, count, was in figures if count > 2 * was]
    less = [f"after {name}: {what}: {count}, was {was}" for name, what, count, was in figures if 2 * count < was]
    new = yaml.safe_dump(done, allow_unicode=True, sort_keys=False)
    assert more == [], f"a build does twice the work: find out why; if it must be so, {FIGURES.name} is to say\n{new}"
    assert less == [], f"a build does half the work, or less: so that it stays so, {FIGURES.name} is to say\n{new}"
