"""An editor sees what an edit does to those who read the feeds, before anything is published."""

from __future__ import annotations

import shutil
from datetime import UTC, datetime
from pathlib import Path

import pytest
from opslag.building.preview import preview

from tests.bare_site import NOW, BareSite, git, uuid_of


def series(site: BareSite, **keys: str | None) -> None:
    site.event(
        "historietime", **({"start": "2026-12-01 10:00", "end": "2026-12-01 11:00", "repeat": "{every: week, count: 4}"} | keys)
    )


def diff(site: BareSite, *arguments: str) -> str:
    ran = site.opslag("diff", *arguments, "--now", NOW)
    assert ran.code == 0, ran.stderr
    return ran.stdout


def test_without_an_edit_nothing_changes(bare_site: BareSite) -> None:
    assert diff(bare_site) == "nothing changes for those who read the feeds\n"


def test_an_edit_is_shown_by_event_and_field(bare_site: BareSite) -> None:
    bare_site.event("krimi", title="Krimi i mørke", tickets="[{title: Voksen, price: 130}]")
    told = diff(bare_site)
    assert "content/events/krimi.md: Krimi i mørke" in told
    assert f"  updated 2026-12-03 Thu 19:00  {uuid_of('krimi')}  title, ticket_categories" in told
    assert told.endswith("0 added, 1 updated, 0 removed\n")


def test_a_new_and_a_deleted_event_are_shown(bare_site: BareSite) -> None:
    bare_site.event("film", start="2026-12-10 19:00", end="2026-12-10 21:00")
    (bare_site.content / "events" / "jazz.md").unlink()
    told = diff(bare_site)
    assert f"  added   2026-12-10 Thu 19:00  {uuid_of('film')}" in told
    assert f"  removed 2026-12-05 Sat 20:00  {uuid_of('jazz')}" in told


def test_an_older_revision_can_be_named(bare_site: BareSite) -> None:
    bare_site.event("film", start="2026-12-10 19:00", end="2026-12-10 21:00")
    bare_site.commit("Add a film")
    assert "nothing changes" in diff(bare_site)
    assert "1 added" in diff(bare_site, "HEAD~1")


def test_an_unknown_revision_is_named_and_no_option_of_git(bare_site: BareSite) -> None:
    ran = bare_site.opslag("diff", "nowhere")
    assert ran.code == 1
    assert 'no revision "nowhere"' in ran.stderr
    assert "Traceback" not in ran.stderr


def test_what_is_wrong_in_the_commit_is_not_blamed_on_the_file_that_was_mended(bare_site: BareSite) -> None:
    bare_site.event("krimi", title="[x")
    bare_site.commit("Break a title")
    bare_site.event("krimi", title="Krimi i mørke")
    ran = bare_site.opslag("diff", "--now", NOW)
    assert (ran.code, ran.stdout) == (1, "")
    assert ran.lines == [
        "in HEAD, content/events/krimi.md:2:8: a [ that is never closed; end the list with ]",
        "1 fault; nothing was published",
        "note: HEAD has faults itself; compare with an earlier commit: opslag diff HEAD~1",
    ]
    assert "Krimi i mørke" in diff(bare_site, "HEAD~1")


def test_what_is_wrong_in_the_folder_is_told_beside_what_is_wrong_in_the_commit(bare_site: BareSite) -> None:
    bare_site.event("krimi", title="[x")
    bare_site.commit("Break a title")
    bare_site.commit("Look away")
    bare_site.event("krimi", title="Krimi", branch="lillerop")
    told = bare_site.opslag("diff", "HEAD~1", "--now", NOW).lines
    assert told == [
        'content/events/krimi.md:6:9: branch: no branch "lillerop"; did you mean "lillerup"?',
        "in HEAD~1, content/events/krimi.md:2:8: a [ that is never closed; end the list with ]",
        "2 faults; nothing was published",
        "note: HEAD~1 has faults itself; compare with an earlier commit: opslag diff HEAD~2",
    ]


def test_without_a_commit_to_compare_with_it_is_said_what_to_do(bare_site: BareSite) -> None:
    shutil.rmtree(bare_site.root / ".git")
    found = "content: a folder in no git repository, so there is nothing to compare with"
    assert bare_site.opslag("diff").lines == [f"error: {found}; begin one: git init, git add --all, git commit"]
    bare_site.git("init", "--quiet")
    found = "nothing is committed yet in the repository of content, so there is nothing to compare with"
    assert bare_site.opslag("diff").lines == [f"error: {found}; commit it: git add --all, git commit"]


def test_without_git_it_is_said_that_there_is_none(bare_site: BareSite, tmp_path: Path) -> None:
    assert bare_site.opslag("diff", PATH=str(tmp_path)).lines == [
        "error: git is not installed, so there is nothing to compare with; install it"
    ]


def test_a_hook_of_another_repository_sees_what_was_edited_here(bare_site: BareSite, tmp_path: Path) -> None:
    bare_site.event("film", start="2026-12-10 19:00", end="2026-12-10 21:00")
    git(tmp_path / "andet", "init", "--quiet")
    ran = bare_site.opslag("diff", "--now", NOW, GIT_DIR=str(tmp_path / "andet" / ".git"), GIT_WORK_TREE=str(tmp_path / "andet"))
    assert "1 added" in ran.stdout, ran.stderr


def test_pins_that_keep_the_ids_are_printed_and_work_when_they_are_pasted(bare_site: BareSite) -> None:
    series(bare_site)
    bare_site.commit("Tell stories on Tuesdays")
    series(bare_site, start="2026-12-02 10:00", end="2026-12-02 11:00")
    (file,) = preview(bare_site.content, "HEAD", datetime.fromisoformat(NOW).astimezone(UTC))
    assert [pin.name for pin in file.pins] == ["2026-12-02", "2026-12-09", "2026-12-16", "2026-12-23"]
    pasted = ", ".join(f"{pin.name}: {{uuid: {pin.uuid}}}" for pin in file.pins)
    series(bare_site, start="2026-12-02 10:00", end="2026-12-02 11:00", instances=f"{{{pasted}}}")
    told = diff(bare_site)
    assert told.count("updated") == 5, "four dates, and the count"
    assert told.endswith("0 added, 4 updated, 0 removed\n")
    assert "paste" not in told


@pytest.mark.parametrize("command", ["check", "build"])
def test_a_single_event_made_into_a_series_is_stopped_with_the_line_that_keeps_its_uuid(
    bare_site: BareSite, command: str
) -> None:
    assert bare_site.build().code == 0
    series = {"repeat": "{every: week, count: 3}", "tickets": "[{title: Voksen, price: 120}]"}
    bare_site.event("krimi", **series)
    ran = bare_site.opslag(command, "--now", NOW)
    assert ran.code == 1
    pin = f"2026-12-03: {{uuid: {uuid_of('krimi')}}}"
    assert f'write under instances: "2026-12-03": {{uuid: {uuid_of("krimi")}}}' in ran.stderr
    bare_site.event("krimi", **series, instances=f"{{{pin}}}")
    ran = bare_site.opslag(command, "--now", NOW)
    assert ran.code == 0, ran.stderr


def test_every_date_of_a_series_is_said_with_what_is_left_out(bare_site: BareSite) -> None:
    bare_site.write("calendars/ferie.yaml", "title: Juleferie\ndays: [2026-12-20..2027-01-03]\n")
    series(
        bare_site,
        repeat="{every: week, count: 5, except: [2026-12-15], skip: [ferie]}",
        instances="{2026-12-08: {start: 2026-12-09 16:00}}",
    )
    ran = bare_site.opslag("check", "--series", "content/events/historietime.md", "--now", NOW)
    assert ran.code == 0, ran.stderr
    said = ran.stdout.splitlines()
    assert said[0] == "content/events/historietime.md: Historietime"
    assert said[1].startswith("  2026-12-01 Tue 10:00-11:00  ")
    assert said[2].startswith("  2026-12-09 Wed 16:00-17:00  ")
    assert said[2].endswith("(moved from 2026-12-08)")
    assert said[3] == "  2026-12-15 Tue 10:00        left out (except)"
    assert said[4] == "  2026-12-22 Tue 10:00        left out (ferie: Juleferie)"
    assert said[-1] == "2 dates, 3 left out"
