"""Editors push to a repository elsewhere: theirs comes in, ours goes out, and nothing is lost while it is away or disagrees."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from opslag.content.git import GitError
from opslag.gateway.report import Report
from opslag.gateway.repository.busy import BusyError
from opslag.gateway.repository.git import without_secrets
from opslag.gateway.repository.remote import ConflictError, Remote
from opslag.gateway.repository.repository import Repository

from tests.bare_site import BareSite, git
from tests.gateway.repository.killing import killed_at
from tests.gateway.repository.test_repository import assert_whole, commit, report
from tests.gateway.running import JAZZ, KAFFE, KRIMI, Gateway, running
from tests.waiting import until


class Elsewhere:
    """The repository that editors push to, and the clone of one of them."""

    def __init__(self, site: BareSite) -> None:
        self.path = site.root.parent / "elsewhere.git"
        git(site.root.parent, "clone", "--quiet", "--bare", str(site.root), str(self.path))
        git(site.root.parent, "clone", "--quiet", str(self.path), "editor")
        self.editor = BareSite(site.root.parent / "editor")

    def push(self, message: str = "Edit") -> None:
        """The editor commits all that he wrote, on top of what is there."""
        self.editor.commit(message)
        self.editor.git("pull", "--quiet", "--rebase")
        self.editor.git("push", "--quiet", str(self.there), "HEAD:main")

    def log(self) -> list[str]:
        """Author and subject of what is there, newest first."""
        return git(self.there, "log", "--format=%an: %s", "main").splitlines()

    @property
    def there(self) -> Path:
        away = self.path.with_suffix(".away")
        return away if away.exists() else self.path

    def goes_away(self) -> None:
        self.path.rename(self.path.with_suffix(".away"))
        self.editor.git("remote", "set-url", "origin", str(self.there))

    def comes_back(self) -> None:
        self.path.with_suffix(".away").rename(self.path)
        self.editor.git("remote", "set-url", "origin", str(self.path))


@pytest.fixture
def elsewhere(ticket_site: BareSite) -> Elsewhere:
    return Elsewhere(ticket_site)


@pytest.fixture
def gateway(ticket_site: BareSite, elsewhere: Elsewhere) -> Iterator[Gateway]:
    with running(ticket_site, "--remote", str(elsewhere.path), OPSLAG_PULL_SECONDS="1") as gateway:
        yield gateway


def test_reports_go_out_and_what_editors_push_comes_in_and_is_published(gateway: Gateway, elsewhere: Elsewhere) -> None:
    assert gateway.patch(KRIMI, {"state": "SoldOut"}).status_code == 200
    until(lambda: elsewhere.log()[0] == "billetter: Krimi: SoldOut", "the push")
    elsewhere.editor.event("nyt", title="Nyt")
    (elsewhere.editor.content / "events" / "jazz.md").unlink()
    elsewhere.push("Plan something new")
    until(lambda: "Nyt" in [event["title"] for event in gateway.site.feed()], "the editor's event")
    assert "jazz" not in [event["title"] for event in gateway.site.feed()]
    assert gateway.public(KRIMI)["state"] == "SoldOut"
    until(lambda: gateway.patch(JAZZ, {}).status_code == 404, "the gateway's knowledge of what is gone")
    assert_whole(gateway.site)


def test_while_the_remote_is_away_all_goes_on_and_later_everything_is_there(gateway: Gateway, elsewhere: Elsewhere) -> None:
    elsewhere.goes_away()
    elsewhere.editor.event("nyt", title="Nyt")
    elsewhere.push("Plan something new")
    for uuid in (KRIMI, KAFFE):
        assert gateway.patch(uuid, {"state": "SoldOut"}).status_code == 200
    until(lambda: gateway.public(KAFFE)["state"] == "SoldOut", "the public feed")
    until(lambda: "remote" in gateway.client.get("/healthz").json()["ailments"], "the health")
    (told,) = gateway.told("the remote repository cannot be reached")
    assert told["level"] == "error"
    elsewhere.comes_back()
    until(lambda: len(elsewhere.log()) == 5, "the push")
    assert sorted(elsewhere.log()[:2]) == ["billetter: Kaffe: SoldOut", "billetter: Krimi: SoldOut"]
    assert elsewhere.log()[2] == "Eva: Plan something new"
    until(lambda: "Nyt" in [event["title"] for event in gateway.site.feed()], "the editor's event")
    until(lambda: "remote" not in gateway.client.get("/healthz").json()["ailments"], "the health")
    assert_whole(gateway.site)


def test_the_remote_is_not_blamed_for_what_an_editor_does_in_the_clone(gateway: Gateway, elsewhere: Elsewhere) -> None:
    elsewhere.editor.event("nyt", title="Nyt")
    elsewhere.push("Plan something new")
    gateway.site.git("checkout", "--quiet", "--detach")
    until(lambda: gateway.told("editors' commits not taken in"), "the log")
    assert "no branch is checked out" in gateway.client.get("/healthz").json()["ailments"]["remote"]
    gateway.site.git("checkout", "--quiet", "main")
    until(lambda: "Nyt" in [event["title"] for event in gateway.site.feed()], "the editor's event")
    assert not gateway.told("the remote repository cannot be reached")


def test_a_conflict_is_told_loses_nothing_and_ends_when_the_editor_gives_way(gateway: Gateway, elsewhere: Elsewhere) -> None:
    elsewhere.goes_away()
    elsewhere.editor.write(f"updates/{KRIMI}.yaml", "vendor: hand\nat: 2026-11-20 10:00\nstate: Cancelled\n")
    elsewhere.push("Cancel by hand")
    assert gateway.patch(KRIMI, {"state": "SoldOut"}).status_code == 200
    elsewhere.comes_back()
    until(lambda: gateway.told("editors' commits not taken in"), "the log")
    told = gateway.told("editors' commits not taken in")[0]
    assert (told["level"], told["by_hand"]) == ("error", True)
    assert f"content/updates/{KRIMI}.yaml: changed here and in" in told["why"]
    assert gateway.patch(KAFFE, {"state": "SoldOut"}).status_code == 200
    assert "SoldOut" in gateway.update(KRIMI)
    until(lambda: gateway.public(KAFFE)["state"] == "SoldOut", "the public feed")
    elsewhere.editor.git("revert", "--no-edit", "HEAD")
    elsewhere.push()
    until(lambda: "billetter: Kaffe: SoldOut" in elsewhere.log(), "the push")
    assert "SoldOut" in git(elsewhere.path, "show", f"main:content/updates/{KRIMI}.yaml")
    assert_whole(gateway.site)


def taken_in(site: BareSite, elsewhere: Elsewhere) -> list[str]:
    repository = Repository(site.content)
    remote = Remote(repository, str(elsewhere.path))
    with repository.locked():
        remote.fetch()
        return [change.path for change in remote.take_in()]


def committed(site: BareSite, *reports: Report) -> None:
    repository = Repository(site.content)
    with repository.locked():
        commit(repository, *reports)


def test_an_edit_that_is_in_no_commit_is_never_overwritten(ticket_site: BareSite, elsewhere: Elsewhere) -> None:
    elsewhere.editor.event("krimi", title="Fra den anden")
    elsewhere.push()
    ticket_site.event("krimi", title="Ikke gemt endnu")
    head = ticket_site.git("rev-parse", "HEAD")
    with pytest.raises(BusyError, match=r"content/events/krimi\.md has edits that are in no commit"):
        taken_in(ticket_site, elsewhere)
    assert ticket_site.git("rev-parse", "HEAD") == head
    assert "Ikke gemt endnu" in (ticket_site.content / "events" / "krimi.md").read_text(encoding="utf-8")
    ticket_site.git("checkout", "--quiet", "content/events/krimi.md")
    assert taken_in(ticket_site, elsewhere) == ["content/events/krimi.md"]
    assert_whole(ticket_site)


def test_a_file_that_is_in_no_commit_is_never_overwritten(ticket_site: BareSite, elsewhere: Elsewhere) -> None:
    elsewhere.editor.event("nyt", title="Fra den anden")
    elsewhere.push()
    mine = ticket_site.event("nyt", title="Min egen")
    with pytest.raises(BusyError, match="in no commit"):
        taken_in(ticket_site, elsewhere)
    assert "Min egen" in mine.read_text(encoding="utf-8")


def test_reports_keep_their_author_words_and_time_on_top_of_what_editors_pushed(
    ticket_site: BareSite, elsewhere: Elsewhere
) -> None:
    before = report(uuid=KRIMI)
    committed(ticket_site, before, report("andre"))
    said = ticket_site.git("log", "--format=%an %ae %at %s", "-2")
    elsewhere.editor.event("nyt", title='Et "nyt" æøå')
    (elsewhere.editor.content / "events" / "jazz.md").rename(elsewhere.editor.content / "events" / "jazz i maj.md")
    elsewhere.push()
    assert len(taken_in(ticket_site, elsewhere)) == 3
    assert ticket_site.git("log", "--format=%an %ae %at %s", "-2") == said
    assert ticket_site.git("log", "--format=%an", "-1", "HEAD~2").strip() == "Eva"
    assert (ticket_site.content / before.path).read_bytes() == before.data
    assert_whole(ticket_site)


def test_what_both_changed_alike_is_no_conflict(ticket_site: BareSite, elsewhere: Elsewhere) -> None:
    same = report(uuid=KRIMI)
    committed(ticket_site, same)
    elsewhere.editor.write(same.path, same.data)
    elsewhere.push()
    assert taken_in(ticket_site, elsewhere) == []
    assert_whole(ticket_site)


def test_another_history_and_a_merge_are_left_to_people(ticket_site: BareSite, elsewhere: Elsewhere) -> None:
    ticket_site.git("checkout", "--quiet", "-b", "andet")
    ticket_site.event("nyt")
    ticket_site.commit()
    ticket_site.git("checkout", "--quiet", "main")
    ticket_site.event("mere")
    ticket_site.commit()
    ticket_site.git("merge", "--quiet", "andet")
    elsewhere.editor.event("krimi", title="Fra den anden")
    elsewhere.push()
    with pytest.raises(ConflictError, match="a merge"):
        taken_in(ticket_site, elsewhere)
    assert_whole(ticket_site)


def test_an_address_is_never_an_option_and_its_password_is_told_to_nobody(ticket_site: BareSite, tmp_path: Path) -> None:
    repository = Repository(ticket_site.content)
    mark = tmp_path / "mark"
    with repository.locked(), pytest.raises(GitError):
        Remote(repository, f"--upload-pack=touch {mark}").fetch()
    assert not mark.exists()
    assert without_secrets("fatal: https://eva:secret@git.example/x: no") == "fatal: https://git.example/x: no"
    assert Remote(repository, "https://eva:secret@git.example/x").name == "https://git.example/x"


def test_a_kill_while_editors_commits_come_in_is_finished_by_the_next_gateway(
    ticket_site: BareSite, elsewhere: Elsewhere
) -> None:
    elsewhere.editor.event("nyt", title="Nyt")
    elsewhere.editor.event("krimi", title="Ændret")
    (elsewhere.editor.content / "events" / "jazz.md").unlink()
    elsewhere.push()
    for step in ("Journal.begin", "Repository._sync", "Index.check_out", "Index.take_effect", "Journal.end", "IndexLock.release"):
        # Before anything of a commit was begun there is nothing to finish, so the first kill leaves the old, the others the new.
        ticket_site.git("reset", "--quiet", "--hard", elsewhere.editor.git("rev-parse", "HEAD~1").strip())
        doing = f"remote = Remote(repository, {str(elsewhere.path)!r}); remote.fetch(); remote.take_in()"
        killed_at(step, ticket_site.content, doing)
        repository = Repository(ticket_site.content)
        with repository.locked():
            repository.recover()
        assert_whole(ticket_site)
        there = (ticket_site.content / "events" / "nyt.md").exists()
        assert there == (step != "Journal.begin")
        assert there != (ticket_site.content / "events" / "jazz.md").exists()
