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


def test_whoever_has_mended_a_commit_sees_what_changes_for_those_who_never_saw_the_fault(bare_site: BareSite) -> None:
    good = bare_site.git("rev-parse", "--short", "HEAD").strip()
    bare_site.event("krimi", title="[x", tickets="[{title: Voksen, price: 120}]")
    bare_site.commit("Break a title")
    bare_site.event("jazz", branch="lillerop", start="2026-12-06 20:00", end="2026-12-06 22:00", categories="[Koncert]")
    bare_site.commit("Move the jazz, and break its branch")
    bare_site.commit("Look away")
    bare_site.event("krimi", title="Krimi i mørke", tickets="[{title: Voksen, price: 120}]")
    bare_site.event("jazz", start="2026-12-06 20:00", end="2026-12-06 22:00", categories="[Koncert]")
    note, *told = diff(bare_site).splitlines()
    assert note == (
        "HEAD has faults, in content/events/jazz.md, content/events/krimi.md, so nobody has read it; "
        f"compared with {good}, the last commit before it that has none"
    )
    assert told == diff(bare_site, good).splitlines()
    assert told == [
        "content/events/jazz.md: Jazz",
        f"  updated 2026-12-06 Sun 20:00  {uuid_of('jazz')}  date_time",
        "content/events/krimi.md: Krimi i mørke",
        f"  updated 2026-12-03 Thu 19:00  {uuid_of('krimi')}  title",
        "0 added, 2 updated, 0 removed",
    ]


def test_a_fault_that_was_merged_is_gone_back_behind(bare_site: BareSite) -> None:
    good = bare_site.git("rev-parse", "--short", "HEAD").strip()
    bare_site.git("switch", "--quiet", "--create", "edit")
    bare_site.event("kaffe", title="Te", start="2026-12-04 10:00", end="2026-12-04 11:30", description="Kaffe og kage.")
    bare_site.commit("Name the tea")
    bare_site.event("jazz", branch="lillerop")
    bare_site.commit("Break a branch")
    bare_site.git("switch", "--quiet", "main")
    bare_site.git("merge", "--quiet", "--no-ff", "--no-edit", "edit")
    bare_site.event("jazz", start="2026-12-05 20:00", end="2026-12-05 22:00", categories="[Koncert]")
    told = diff(bare_site)
    assert f"compared with {good}, " in told
    assert told.endswith("title\n0 added, 1 updated, 0 removed\n"), "what the merge brought is new to those who read the feeds"


def test_where_no_commit_is_without_faults_what_can_be_read_is_compared(bare_site: BareSite) -> None:
    branch = "---\ntitle: Byen\nid: 2\naddress: {street: A, zip_code: 0999, city: B}\n---\n"
    tea = {"start": "2026-12-04 10:00", "end": "2026-12-04 11:30"}
    bare_site.event("krimi", title="[x")
    bare_site.write("branches/byen.md", branch.replace("id: 2", "id: to"))
    bare_site.event("jazz", branch="byen")
    bare_site.git("checkout", "--quiet", "--orphan", "anew")
    bare_site.commit("Begin with faults")
    bare_site.event("kaffe", title="Te", **tea)
    bare_site.commit("Name the tea")
    bare_site.event("krimi", title="Krimi i mørke")
    bare_site.write("branches/byen.md", branch)
    bare_site.event("kaffe", title="Mere te", **tea)
    note, *told = diff(bare_site).splitlines()
    left_out = "content/branches/byen.md, content/events/jazz.md, content/events/krimi.md"
    assert note == f"HEAD has faults, and so have the commits before it; not compared: {left_out}"
    assert told == [
        "content/events/kaffe.md: Mere te",
        f"  updated 2026-12-04 Fri 10:00  {uuid_of('kaffe')}  title",
        "0 added, 1 updated, 0 removed",
    ]


def test_without_settings_in_the_commit_there_is_nothing_to_compare_with(bare_site: BareSite) -> None:
    settings = (bare_site.content / "site.yaml").read_text(encoding="utf-8")
    bare_site.write("site.yaml", settings.replace("name:", "nanme:"))
    bare_site.git("checkout", "--quiet", "--orphan", "anew")
    bare_site.commit("Begin with faults")
    bare_site.write("site.yaml", settings)
    ran = bare_site.opslag("diff", "--now", NOW)
    assert (ran.code, ran.stdout) == (1, "")
    assert ran.lines == [
        'in HEAD, content/site.yaml:1:1: nanme: unknown key; did you mean "name"?',
        "1 fault; nothing was published",
        "note: HEAD has faults itself, and so have the commits before it; name one that has none",
    ]


def test_what_is_wrong_in_the_folder_is_told_and_not_what_is_wrong_in_the_commit(bare_site: BareSite) -> None:
    bare_site.event("krimi", title="[x")
    bare_site.commit("Break a title")
    bare_site.event("krimi", title="Krimi", branch="lillerop")
    ran = bare_site.opslag("diff", "--now", NOW)
    assert (ran.code, ran.stdout) == (1, "")
    assert ran.lines == [
        'content/events/krimi.md:6:9: branch: no branch "lillerop"; did you mean "lillerup"?',
        "1 fault; nothing was published",
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
    (file,) = preview(bare_site.content, "HEAD", datetime.fromisoformat(NOW).astimezone(UTC)).files
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
