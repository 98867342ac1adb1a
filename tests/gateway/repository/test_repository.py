"""The repository is whole whatever happens: a kill at any step, an editor's commands beside it, a lock that somebody holds."""

from __future__ import annotations

import subprocess
import sys
import textwrap
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from uuid import UUID, uuid4

import pytest
from opslag.errors import OpslagError
from opslag.gateway.group import new_commits
from opslag.gateway.report import Report
from opslag.gateway.repository import locks, packs
from opslag.gateway.repository.busy import BusyError
from opslag.gateway.repository.repository import Repository

from tests.bare_site import BareSite, clean_environment
from tests.gateway.repository.killing import killed_at
from tests.waiting import until

AT = datetime(2026, 11, 22, 9, tzinfo=UTC)
STEPS = ("Index.enter", "Journal.begin", "Repository._sync", "Index.take_effect", "Journal.end", "IndexLock.release")
"""What happens in a commit, one after the other."""


def report(vendor: str = "billetter", uuid: str = "", text: str = "state: SoldOut") -> Report:
    path = f"updates/{uuid or uuid4()}.yaml"
    return Report(vendor, AT, path, f"vendor: {vendor}\nat: 2026-11-22 10:00+01:00\n{text}\n".encode(), f"Krimi: {text}")


def commit(repository: Repository, *reports: Report) -> str:
    last = repository.commit({one.path for one in reports}, lambda _: new_commits(reports, repository.kept))
    assert last
    return last


def held_by_git(site: BareSite, reports: Sequence[Report]) -> list[bool]:
    """Of each report, whether it is in the commit that is checked out."""
    there = site.git("ls-tree", "-r", "--name-only", "HEAD").split()
    return [f"content/{one.path}" in there for one in reports]


def assert_whole(site: BareSite) -> None:
    """Nothing is broken, no lock is left, and an editor sees nothing that he has not done. When the other side has what was
    pushed, git has still to note here that it does."""
    site.git("fsck", "--strict")
    until(lambda: not [*(site.root / ".git").rglob("*.lock")], "the end of the last lock")
    assert site.git("status", "--porcelain") == ""


def test_reports_of_one_vendor_share_a_commit_and_each_vendor_is_its_author(bare_site: BareSite) -> None:
    repository = Repository(bare_site.content)
    reports = [report(vendor) for vendor in ("billetter", "andre", "billetter", "andre")]
    with repository.locked():
        last = commit(repository, *reports)
    assert bare_site.git("log", "--format=%an|%s", "-2").splitlines() == [
        "billetter|2 reports of billetter",
        "andre|2 reports of andre",
    ]
    assert bare_site.git("rev-parse", "HEAD").strip() == last
    assert held_by_git(bare_site, reports) == [True] * 4
    assert_whole(bare_site)


def test_two_vendors_on_one_event_keep_their_order(bare_site: BareSite) -> None:
    uuid = str(uuid4())
    repository = Repository(bare_site.content)
    with repository.locked():
        states = (("b", "SoldOut"), ("a", "Active"), ("b", "Occurred"))
        commit(repository, *(report(vendor, uuid, f"state: {state}") for vendor, state in states))
    assert bare_site.git("log", "--format=%an", "-3").split() == ["b", "a", "b"]
    assert "Occurred" in bare_site.git("show", f"HEAD:content/updates/{uuid}.yaml")
    assert_whole(bare_site)


@pytest.mark.parametrize("step", STEPS)
@pytest.mark.parametrize("moment", ["before", "after"])
def test_a_kill_at_any_step_loses_nothing_and_leaves_nothing(bare_site: BareSite, step: str, moment: str) -> None:
    uuid = uuid4()
    killed_at(step, bare_site.content, f"commit(repository, report(uuid={str(uuid)!r}))", after=moment == "after")
    moved = bare_site.git("log", "-1", "--format=%an").strip() == "billetter"
    assert moved == (STEPS.index(step) > STEPS.index("Journal.begin"))

    after = report(uuid=str(UUID(int=1, version=4)))
    repository = Repository(bare_site.content)
    with repository.locked():
        repository.recover()
        assert_whole(bare_site)
        commit(repository, after)
    assert held_by_git(bare_site, [report(uuid=str(uuid)), after]) == [moved, True]
    assert bare_site.git("log", "--format=%an", "--", f"content/updates/{uuid}.yaml").count("billetter") == moved
    assert_whole(bare_site)


def test_a_kill_while_the_journal_is_written_is_no_beginning(bare_site: BareSite) -> None:
    """The branch moves when the journal is whole. Half a one must not keep the next gateway from its work."""
    repository = Repository(bare_site.content)
    with repository.locked():
        commit(repository, report())
    room = bare_site.root / ".git" / "opslag"
    for written in ("", '{"before": "'):
        (room / "under-way").write_text(written)
        (bare_site.root / ".git" / "index.lock").hardlink_to(room / "held")
        repository = Repository(bare_site.content)
        with repository.locked():
            repository.recover()
            assert_whole(bare_site)
            commit(repository, report())
        assert_whole(bare_site)


def test_an_editor_s_lock_is_respected_and_nothing_happens_meanwhile(
    bare_site: BareSite, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(locks, "PATIENCE", 0.1)
    lock = bare_site.root / ".git" / "index.lock"
    lock.touch()
    before = bare_site.git("rev-parse", "HEAD")
    repository = Repository(bare_site.content)
    with repository.locked():
        with pytest.raises(BusyError, match=r"index\.lock"):
            commit(repository, report())
        assert lock.exists()
        assert bare_site.git("rev-parse", "HEAD") == before
        assert bare_site.git("status", "--porcelain") == ""
        lock.unlink()
        commit(repository, report())
    assert_whole(bare_site)


def test_what_an_editor_has_staged_stays_staged_and_is_in_no_commit_of_a_vendor(bare_site: BareSite) -> None:
    bare_site.event("ny", title="Ny")
    bare_site.git("add", "content/events/ny.md")
    bare_site.event("krimi", title="Ændret")
    repository = Repository(bare_site.content)
    with repository.locked():
        commit(repository, report())
    changed = bare_site.git("show", "--name-only", "--format=", "HEAD").split()
    assert [Path(path).parent.as_posix() for path in changed] == ["content/updates"]
    assert bare_site.git("status", "--porcelain").splitlines() == [" M content/events/krimi.md", "A  content/events/ny.md"]


def test_an_editor_who_commits_at_the_same_time_loses_no_report(bare_site: BareSite) -> None:
    """His commits and the gateway's take turns, or one is refused; none undoes another's."""
    code = """
        import sys, subprocess
        from pathlib import Path
        for number in range(40):
            Path(sys.argv[1], "content", "pages").mkdir(exist_ok=True)
            Path(sys.argv[1], "content", "pages", f"side{number}.md").write_text("---\\ntitle: Side\\n---\\n")
            for command in ("add --all", "-c user.name=Eva -c user.email=eva@lillerup.example commit -qm Edit"):
                subprocess.run(["git", *command.split()], cwd=sys.argv[1], capture_output=True)
    """
    editor = subprocess.Popen((sys.executable, "-c", textwrap.dedent(code), bare_site.root), env=clean_environment())
    repository = Repository(bare_site.content)
    done: list[Report] = []
    with repository.locked():
        while editor.poll() is None:
            one = report()
            try:
                commit(repository, one)
            except BusyError:
                continue
            done.append(one)
    assert held_by_git(bare_site, done) == [True] * len(done)
    assert "Eva" in bare_site.git("log", "--format=%an")
    assert len(done) > 3
    bare_site.git("fsck", "--strict")


@pytest.mark.parametrize("name", ["MERGE_HEAD", "rebase-merge", "CHERRY_PICK_HEAD"])
def test_while_an_editor_is_in_the_middle_of_something_nothing_is_written(bare_site: BareSite, name: str) -> None:
    sign = bare_site.root / ".git" / name
    sign.write_text(bare_site.git("rev-parse", "HEAD"))
    repository = Repository(bare_site.content)
    with repository.locked():
        with pytest.raises(BusyError, match="an editor is in the middle"):
            commit(repository, report())
        sign.unlink()
        commit(repository, report())
    assert_whole(bare_site)


def test_without_a_branch_nothing_is_written(bare_site: BareSite) -> None:
    bare_site.git("checkout", "--quiet", "--detach")
    repository = Repository(bare_site.content)
    with repository.locked(), pytest.raises(BusyError, match="no branch"):
        commit(repository, report())
    assert_whole(bare_site)


def test_two_gateways_never_write_one_repository(bare_site: BareSite, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(locks, "STARTS_WITHIN", 0.1)
    first, second = Repository(bare_site.content), Repository(bare_site.content)
    with first.locked(), pytest.raises(OpslagError, match="another gateway"), second.locked():
        pass
    with second.locked():
        commit(second, report())


def test_content_may_lie_deep_in_its_repository_and_have_a_name_with_letters_of_every_kind(
    bare_site: BareSite, tmp_path: Path
) -> None:
    deep = tmp_path / "arkiv" / "hjemme side æøå"
    deep.mkdir(parents=True)
    bare_site.content.rename(deep / "content")
    site = BareSite(tmp_path / "arkiv")
    site.git("init", "--quiet", "--initial-branch", "main")
    site.commit()
    repository = Repository(deep / "content")
    with repository.locked():
        commit(repository, report(uuid=str(uuid4())))
    assert "updates" in site.git("-c", "core.quotePath=false", "show", "--name-only", "--format=", "HEAD")
    assert_whole(site)


def test_many_commits_are_rolled_into_few_packs(bare_site: BareSite) -> None:
    repository = Repository(bare_site.content)
    with repository.locked():
        for _ in range(packs.MOST + 1):
            commit(repository, report())
        repository.tidy()
    assert len(list((bare_site.root / ".git" / "objects" / "pack").glob("*.pack"))) < 10
    assert_whole(bare_site)
