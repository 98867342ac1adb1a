"""Editors at work in the gateway's clone: what was answered with 200 is not lost, and no word of theirs becomes a vendor's."""

from __future__ import annotations

import subprocess
from concurrent.futures import ThreadPoolExecutor

import pytest

from tests.bare_site import BareSite, clean_environment
from tests.gateway.running import JAZZ, KAFFE, KRIMI, QUIZ, REVY, SALSA, Gateway
from tests.gateway.test_trouble import assert_asked_to_come_again, assert_goes_on
from tests.waiting import until

HAND = "vendor: hand\nat: 2026-11-20 10:00\nstate: Cancelled\n"


@pytest.fixture
def site(gateway: Gateway) -> BareSite:
    """The clone, once nothing is built in it any more."""
    until(lambda: gateway.told("published"), "the first build")
    return gateway.site


def git(site: BareSite, *arguments: str, **environment: str) -> int:
    """A command that may stop half-way."""
    eva = {"GIT_COMMITTER_NAME": "Eva", "GIT_COMMITTER_EMAIL": "eva@lillerup.example"}
    said = clean_environment(GIT_EDITOR="true", **eva, **environment)
    return subprocess.run(("git", *arguments), cwd=site.root, env=said, capture_output=True, check=False).returncode


def reported(gateway: Gateway, uuid: str, state: str) -> None:
    answer = gateway.patch(uuid, {"state": state})
    assert answer.status_code == 200, answer.text


def says(site: BareSite, uuid: str) -> str:
    """What the event's file holds; "" where there is none."""
    file = site.content / "updates" / f"{uuid}.yaml"
    return file.read_text(encoding="utf-8") if file.exists() else ""


def cancelled_on_a_branch(site: BareSite, uuid: str) -> None:
    """By an editor, on a branch of that name."""
    site.git("checkout", "--quiet", "-b", "editor")
    site.write(f"updates/{uuid}.yaml", HAND)
    site.commit("Cancel by hand")
    site.git("checkout", "--quiet", "main")


def ailment(gateway: Gateway) -> str:
    return str(gateway.client.get("/healthz").json()["ailments"].get("updates", ""))


def test_a_report_of_what_a_half_rebased_tree_says_is_refused_and_stands_when_it_comes_again(
    gateway: Gateway, site: BareSite
) -> None:
    """The state that the tree shows is an old one, and the last word is yet to be put on top of it."""
    reported(gateway, KRIMI, "Active")
    cancelled_on_a_branch(site, KAFFE)
    reported(gateway, KAFFE, "SoldOut")
    reported(gateway, KRIMI, "SoldOut")

    assert git(site, "rebase", "editor") != 0
    assert "state: Active" in says(site, KRIMI)
    for body in ({"state": "Active"}, {"state": "SoldOut"}, {}):
        assert_asked_to_come_again(gateway.patch(KRIMI, body))
    assert "an editor is in the middle of something (rebase-merge)" in ailment(gateway)

    site.git("checkout", "--theirs", f"content/updates/{KAFFE}.yaml")
    site.git("add", "content/updates")
    assert git(site, "rebase", "--continue") == 0
    assert "SoldOut" in gateway.update(KAFFE)
    assert "SoldOut" in gateway.update(KRIMI)
    reported(gateway, KRIMI, "Active")
    assert "state: Active" in gateway.update(KRIMI)
    assert_goes_on(gateway)


def test_a_report_that_changes_nothing_waits_for_the_end_of_a_merge(gateway: Gateway, site: BareSite) -> None:
    reported(gateway, KRIMI, "SoldOut")
    cancelled_on_a_branch(site, KRIMI)
    reported(gateway, KRIMI, "Active")
    assert git(site, "merge", "--quiet", "editor") != 0
    site.git("checkout", "--ours", f"content/updates/{KRIMI}.yaml")
    assert_asked_to_come_again(gateway.patch(KRIMI, {"state": "Active"}))
    site.git("merge", "--abort")
    reported(gateway, KRIMI, "Active")
    assert_goes_on(gateway)


def test_a_report_that_changes_nothing_waits_until_a_branch_is_checked_out(gateway: Gateway, site: BareSite) -> None:
    reported(gateway, KRIMI, "Active")
    reported(gateway, KRIMI, "SoldOut")
    site.git("checkout", "--quiet", "--detach", "HEAD~1")
    assert_asked_to_come_again(gateway.patch(KRIMI, {"state": "Active"}))
    assert "no branch is checked out" in ailment(gateway)
    site.git("checkout", "--quiet", "main")
    reported(gateway, KRIMI, "Active")
    assert "state: Active" in gateway.update(KRIMI)
    assert_goes_on(gateway)


class TestAHandEditThatIsInNoCommit:
    @pytest.fixture(params=["of a report", "new", "staged", "deleted"])
    def edited(self, gateway: Gateway, site: BareSite, request: pytest.FixtureRequest) -> str:
        """What the file of the event says; "" where it is gone."""
        if request.param != "new":
            reported(gateway, KRIMI, "SoldOut")
        file = site.write(f"updates/{KRIMI}.yaml", HAND)
        if request.param == "staged":
            site.git("add", "content/updates")
        if request.param == "deleted":
            file.unlink()
        return "" if request.param == "deleted" else HAND

    def test_is_in_no_commit_of_a_vendor_s_whatever_is_reported(self, gateway: Gateway, site: BareSite, edited: str) -> None:
        head = site.git("rev-parse", "HEAD")
        for body in ({"external_data": {"url": "https://billetter.example/1"}}, {"state": "Cancelled"}, {"state": None}):
            assert_asked_to_come_again(gateway.patch(KRIMI, body))
        said = f"content/updates/{KRIMI}.yaml has edits that are in no commit; commit them, or take them back"
        assert gateway.told("not committed")[-1]["why"] == ailment(gateway) == said
        assert site.git("rev-parse", "HEAD") == head
        assert says(site, KRIMI) == edited

    def test_holds_up_the_reports_on_that_event_alone(self, gateway: Gateway, site: BareSite, edited: str) -> None:
        others = [KAFFE, JAZZ, REVY, QUIZ, SALSA]
        with ThreadPoolExecutor(12) as vendors:
            answers = list(vendors.map(lambda uuid: (uuid, gateway.patch(uuid, {"state": "SoldOut"})), [KRIMI, *others] * 2))
        for uuid, answer in answers:
            assert answer.status_code == (503 if uuid == KRIMI else 200), answer.text
        assert [uuid for uuid in others if "SoldOut" not in gateway.update(uuid)] == []
        assert "has edits that are in no commit" in ailment(gateway)
        assert says(site, KRIMI) == edited

    def test_is_the_editor_s_once_it_is_committed_and_the_vendor_reports_on_top_of_it(
        self, gateway: Gateway, site: BareSite, edited: str
    ) -> None:
        url = "https://billetter.example/1"
        assert_asked_to_come_again(gateway.patch(KRIMI, {"external_data": {"url": url}}))
        site.commit("By hand")
        until(lambda: not ailment(gateway), "the health, although nobody reports")
        assert gateway.patch(KRIMI, {"external_data": {"url": url}}).status_code == 200
        path = f"content/updates/{KRIMI}.yaml"
        assert site.git("log", "--format=%an", "-2", "--", path).split() == ["billetter", "Eva"]
        assert ("Cancelled" in gateway.update(KRIMI)) == bool(edited)
        assert url in gateway.update(KRIMI)


def test_a_file_with_a_mistake_holds_up_the_reports_on_its_event_alone(gateway: Gateway, site: BareSite) -> None:
    site.write(f"updates/{KRIMI}.yaml", "vendor: hand\nat: i morgen\n")
    site.commit("By hand")
    assert_asked_to_come_again(gateway.patch(KRIMI, {"state": "SoldOut"}))
    reported(gateway, KAFFE, "SoldOut")
    assert f"content/updates/{KRIMI}.yaml:2" in ailment(gateway)
    assert "mend the file, or delete it" in ailment(gateway)
    site.git("rm", "--quiet", f"content/updates/{KRIMI}.yaml")
    site.commit("Delete it")
    until(lambda: not ailment(gateway), "the health, although nobody reports")
    assert_goes_on(gateway)


def test_health_is_well_again_when_an_editor_has_finished_although_nobody_reports(gateway: Gateway, site: BareSite) -> None:
    lock = site.root / ".git" / "index.lock"
    lock.touch()
    assert_asked_to_come_again(gateway.patch(KRIMI, {"state": "SoldOut"}))
    assert "index.lock" in ailment(gateway)
    lock.unlink()
    site.git("checkout", "--quiet", "--detach")
    until(lambda: "no branch is checked out" in ailment(gateway), "the next reason")
    site.git("checkout", "--quiet", "main")
    until(lambda: not ailment(gateway), "the health")
    assert gateway.told("reports can be committed again")
    assert site.git("status", "--porcelain") == ""
    assert_goes_on(gateway)
