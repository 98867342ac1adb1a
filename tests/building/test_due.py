"""Whoever starts builds by the clock gets one when it makes something new, and at no other time."""

from __future__ import annotations

import hashlib
import shutil
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from opslag.building.digests import digests
from opslag.building.manifest import read_manifest

from tests.bare_site import BRANCH, NOW, SITE, BareSite


def due(site: BareSite, *arguments: str, now: str = NOW) -> bool:
    ran = site.build_here("--if-due", *arguments, now=now)
    assert ran.code == 0, ran.stderr
    assert ("nothing is due until " in ran.stdout) != ("A build is due: " in ran.stderr)
    return "A build is due: " in ran.stderr


def test_nothing_is_built_until_something_changes_or_turns_untrue(built_site: BareSite) -> None:
    built = built_site.target()
    assert not due(built_site)
    assert not due(built_site, now="2026-11-21T23:59:59+01:00")
    assert built_site.target() == built
    assert due(built_site, now="2026-11-22T00:00:00+01:00")
    assert not due(built_site, now="2026-11-22T00:00:00+01:00")
    assert built_site.target() != built


def test_an_edit_a_commit_a_new_theme_and_another_address_are_changes(built_site: BareSite) -> None:
    built_site.event("jazz", start="2026-12-05 20:00", end="2026-12-05 22:30", categories="[Koncert]")
    assert due(built_site) and not due(built_site)
    built_site.commit()  # its dates are git's now
    assert due(built_site) and not due(built_site)
    built_site.event("ny")
    assert due(built_site) and not due(built_site)
    (built_site.content / "events" / "ny.md").unlink()
    assert due(built_site, "--allow-shrink") and not due(built_site)
    shutil.copytree(Path(__file__).parents[1] / "data" / "theme_bare", built_site.root / "theme")
    (built_site.root / "pelicanconf.py").write_text('THEME = "theme"\nPLUGINS = ["opslag.site"]\n', encoding="utf-8")
    assert due(built_site) and not due(built_site)
    (built_site.root / "theme" / "templates" / "new.html").write_text("", encoding="utf-8")
    assert due(built_site) and not due(built_site)
    assert due(built_site, "--base-url", "https://andetsted.example")
    assert not due(built_site, "--base-url", "https://andetsted.example")


def test_what_is_only_touched_or_no_part_of_the_site_is_no_change(built_site: BareSite) -> None:
    for file in built_site.content.rglob("*.md"):
        file.touch()
    (built_site.root / "README.md").write_text("Om siden.", encoding="utf-8")
    built_site.commit()
    assert not due(built_site)


def test_a_folder_in_no_repository_goes_by_its_files_and_their_times(built_site: BareSite) -> None:
    shutil.rmtree(built_site.root / ".git")
    assert due(built_site) and not due(built_site)
    (built_site.content / "events" / "jazz.md").touch()
    assert due(built_site) and not due(built_site)


def test_a_machine_without_an_output_asks_what_is_public(built_site: BareSite, tmp_path: Path) -> None:
    public = tmp_path / "www"
    ran = built_site.opslag("publish", str(public))
    assert ran.code == 0, ran.stderr
    shutil.rmtree(built_site.root / ".output")
    built_site.output.unlink()
    assert not due(built_site, "--previous", str(public))
    assert not built_site.output.exists()
    assert due(built_site, "--previous", str(public), now="2026-11-22T00:00:00+01:00")
    assert built_site.output.exists()


def test_whoever_reads_the_log_learns_why_what_is_public_does_not_say_whether_a_build_is_due(
    built_site: BareSite, tmp_path: Path
) -> None:
    public = tmp_path / "www"
    shutil.copytree(built_site.output.resolve(), public)  # as by other means than opslag publish
    shutil.rmtree(built_site.root / ".output")
    built_site.output.unlink()
    kept = public / ".opslag" / "published.json"
    said = f"A build is due: there is no output yet, and what is public could not be read (--previous: {kept}: "
    ran = built_site.build_here("--if-due", "--previous", str(public))
    assert said + "No such file or directory)." in ran.stderr
    built_site.output.unlink()
    kept.parent.mkdir()
    kept.write_text("<!doctype html>", encoding="utf-8")
    ran = built_site.build_here("--if-due", "--previous", f"{public}/")
    assert said + "nothing that opslag publish has written)." in ran.stderr


def test_a_clock_that_was_put_back_is_a_change(built_site: BareSite) -> None:
    assert due(built_site, now="2026-11-20T12:00:00+01:00")


def digest(site: BareSite) -> str:
    """Of all that is public."""
    return hashlib.sha256(repr(sorted(digests(site.output).items())).encode()).hexdigest()


def remade(site: BareSite, now: datetime) -> str:
    """Of what a build elsewhere would make at that moment, after the present output."""
    other = BareSite(site.root)
    other.output = site.root / "other"
    ran = other.build_here("--previous", str(site.output), now=now.isoformat())
    assert ran.code == 0, ran.stderr
    return digest(other)


def walk(site: BareSite, begin: datetime, end: datetime) -> int:
    """From turn to turn: a second before the turn a build makes the same, and at the turn it does not."""
    now, turns = begin, 0
    assert site.build_here("--if-due", now=now.isoformat()).code == 0
    while now < end:
        public = digest(site)
        turn = read_manifest(site.output).next_change
        moment = turn - timedelta(seconds=1)
        assert not due(site, now=moment.isoformat()), moment
        assert remade(site, moment) == public, moment
        assert remade(site, turn) != public, turn
        assert due(site, now=turn.isoformat()), turn
        now, turns = turn, turns + 1
    return turns


def test_a_day_is_built_exactly_when_a_full_build_would_differ(bare_site: BareSite) -> None:
    site = bare_site
    site.write(
        "branches/lillerup.md",
        BRANCH.replace("id: 1", 'id: 1\nhours: [{category: Betjent, days: [daily], open: "10:00", close: "18:00"}]'),
    )
    site.write("site.yaml", SITE + 'categories: [{id: 1, title: Betjent, color: "#2a6f4e"}]\n')
    site.event("kort", start="2026-11-21 14:00", end="2026-11-21 15:00", unpublish="2026-11-21 18:00")
    site.event("forbi", start="2026-10-22 18:00", end="2026-10-22 19:30")
    site.write("news/senere.md", "---\ntitle: Senere\ndate: 2026-11-21 13:00\n---\nNyt.\n")
    site.commit()
    moment = datetime.fromisoformat("2026-11-21T12:00:00+01:00")
    assert walk(site, moment, moment + timedelta(days=1)) >= 5


@pytest.mark.soak
def test_a_week_of_the_sample_library_is_built_exactly_when_a_full_build_would_differ(sample: BareSite) -> None:
    moment = datetime.fromisoformat("2026-11-21T12:00:00+01:00")
    assert walk(sample, moment, moment + timedelta(days=7)) >= 20
