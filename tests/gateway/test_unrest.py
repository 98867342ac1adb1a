"""While git changes the clone, or has stopped half-way for an editor to go on, what is public stays as it was."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator

import pytest
from opslag.gateway.outbox.seal import new_key
from opslag.gateway.rebuild import rebuild
from opslag.gateway.repository.busy import BusyError
from opslag.gateway.repository.locks import AT_WORK
from opslag.gateway.repository.repository import Repository

from tests.bare_site import BareSite, uuid_of
from tests.gateway.forms.house import FORM, WROTE
from tests.gateway.running import JAZZ, KAFFE, KRIMI, Gateway, running, soon
from tests.gateway.test_editing import git
from tests.gateway.test_trouble import assert_asked_to_come_again, assert_goes_on
from tests.waiting import until

NEW = uuid_of("ny")
LOOKS = 2.5
"""Seconds in which the gateways of these tests look twice for what editors did."""


@pytest.fixture
def gateway(ticket_site: BareSite) -> Iterator[Gateway]:
    """One that looks each second for what editors did."""
    with running(ticket_site, OPSLAG_PULL_SECONDS="1") as gateway:
        until(lambda: gateway.told("published"), "the first build")
        yield gateway


@pytest.fixture
def site(gateway: Gateway) -> BareSite:
    """Its clone. ``main`` has an event that the branch ``editor`` has not, and another note for the caretaker."""
    site = gateway.site
    site.git("checkout", "--quiet", "-b", "editor")
    (site.root / "note.txt").write_text("Luk vinduerne.\n", encoding="utf-8")
    site.event("kaffe", title="Kaffe og te", start=f"{soon(31)} 10:00", end=f"{soon(31)} 11:30")
    site.commit("Rename the coffee")
    site.git("checkout", "--quiet", "main")
    (site.root / "note.txt").write_text("Luk dørene.\n", encoding="utf-8")
    site.commit("Think of the doors")
    site.event("ny", start=f"{soon(20)} 19:00", end=f"{soon(20)} 21:00")
    site.commit("Plan a new event")
    until(lambda: gateway.public(NEW), "the new event")
    return site


def assert_stays(gateway: Gateway) -> None:
    """What is public does not change, however often the gateway looks."""
    before = gateway.site.target()
    until_then = time.monotonic() + LOOKS
    while time.monotonic() < until_then:
        assert gateway.site.target() == before
        time.sleep(0.05)
    assert gateway.public(NEW)
    assert gateway.public(KAFFE)["title"] == "Kaffe"


def test_a_rebase_that_stopped_at_a_conflict_is_not_published_until_it_is_finished(gateway: Gateway, site: BareSite) -> None:
    git(site, "rebase", "editor")
    assert not (site.content / "events/ny.md").exists()
    assert_stays(gateway)
    why = "an editor is in the middle of something (rebase-merge)"
    until(lambda: gateway.client.get("/healthz").json()["ailments"].get("publishing") == why, "the health")
    assert [line["why"] for line in gateway.told("not published")] == [why], "told once, and the log says no more of it"
    (site.root / "note.txt").write_text("Luk døre og vinduer.\n", encoding="utf-8")
    site.git("add", "note.txt")
    git(site, "rebase", "--continue")
    until(lambda: gateway.public(KAFFE)["title"] == "Kaffe og te", "what was rebased")
    assert gateway.public(NEW)
    assert_goes_on(gateway)
    assert gateway.client.get("/healthz").json()["status"] == "well"


def test_an_interactive_rebase_that_stopped_to_edit_is_not_published(gateway: Gateway, site: BareSite) -> None:
    git(site, "rebase", "--interactive", "HEAD~2", GIT_SEQUENCE_EDITOR="sed -i 1s/pick/edit/")
    assert not (site.content / "events/ny.md").exists()
    assert_stays(gateway)
    git(site, "rebase", "--abort")
    assert_goes_on(gateway)


def test_a_merge_is_published_when_it_is_committed(gateway: Gateway, site: BareSite) -> None:
    git(site, "merge", "editor")
    assert "Kaffe og te" in (site.content / "events/kaffe.md").read_text(encoding="utf-8")
    assert_stays(gateway)
    site.commit("Merge")
    until(lambda: gateway.public(KAFFE)["title"] == "Kaffe og te", "the merge")
    assert_goes_on(gateway)


def test_between_two_of_several_picks_nothing_is_published_and_no_report_comes_between(gateway: Gateway, site: BareSite) -> None:
    """An editor has committed what was in conflict, and git has still the rest to pick."""
    site.git("checkout", "--quiet", "editor")
    site.event("jazz", title="Jazz og blues", start=f"{soon(32)} 20:00", end=f"{soon(32)} 22:00")
    site.commit("Rename the jazz")
    site.git("checkout", "--quiet", "main")
    until(lambda: gateway.public(NEW), "what is checked out")
    git(site, "cherry-pick", "editor~1", "editor")
    site.commit("Rename the coffee")
    assert_stays(gateway)
    assert_asked_to_come_again(gateway.patch(KRIMI, {"state": "SoldOut"}))
    git(site, "cherry-pick", "--continue")
    until(lambda: gateway.public(JAZZ)["title"] == "Jazz og blues", "the last pick")
    assert_goes_on(gateway)


def test_a_vendor_is_not_told_that_an_event_is_gone_which_a_rebase_has_put_aside(gateway: Gateway, site: BareSite) -> None:
    """404 is a final answer. The gateway may be started at such a time, and has never seen the event."""
    git(site, "rebase", "editor")
    assert_asked_to_come_again(gateway.patch(uuid_of("endnu-en"), {"state": "SoldOut"}))
    git(site, "rebase", "--abort")
    until(lambda: gateway.patch(uuid_of("endnu-en"), {}).status_code == 404, "a final answer")
    assert gateway.patch(NEW, {"state": "SoldOut"}).status_code == 200


def test_a_form_that_a_rebase_has_put_aside_is_taken_in_from_whoever_has_filled_it_in(ticket_site: BareSite) -> None:
    settings = {"OPSLAG_OUTBOX_KEY": new_key(), "OPSLAG_FORM_SECONDS": "0"}
    ticket_site.write("forms/skriv.yaml", FORM.format(url="https://findes.invalid/", captcha="false"))
    ticket_site.commit("Add a form")
    with running(ticket_site, **settings) as gateway:
        git(ticket_site, "rebase", "--interactive", "HEAD~1", GIT_SEQUENCE_EDITOR="sed -i 1ibreak")
        assert not (ticket_site.content / "forms/skriv.yaml").exists()
        time.sleep(LOOKS)
        for _ in range(2):
            answer = gateway.client.post("/forms/skriv", data=WROTE, headers={"Sec-Fetch-Site": "same-origin"})
            assert answer.status_code == 303, answer.text


def test_a_lock_is_waited_for_while_git_may_change_files_and_no_longer(ticket_site: BareSite) -> None:
    """One that was left by a killed git holds up reports until it is taken away, and not the clock of the site."""
    unrest = Repository(ticket_site.content).unrest
    lock = ticket_site.root / ".git" / "index.lock"
    unrest.refuse()
    lock.touch()
    with pytest.raises(BusyError, match=r"index\.lock is held"):
        unrest.refuse()
    os.utime(lock, (time.time() - AT_WORK,) * 2)
    unrest.refuse()


class TestWhatGitDoesWhileABuildIsMade:
    """A plugin of Pelican's begins it when the events have been read."""

    @pytest.fixture
    def site(self, ticket_site: BareSite) -> BareSite:
        ticket_site.git("checkout", "--quiet", "-b", "editor")
        ticket_site.event("ny", start=f"{soon(20)} 19:00", end=f"{soon(20)} 21:00")
        ticket_site.commit("Plan a new event")
        ticket_site.git("checkout", "--quiet", "main")
        settings = ticket_site.root / "pelicanconf.py"
        settings.write_text(
            f'{settings.read_text(encoding="utf-8")}PLUGIN_PATHS = ["."]\nPLUGINS += ["meanwhile"]\n', encoding="utf-8"
        )
        return ticket_site

    def built_while(self, site: BareSite, *does: str) -> None:
        """A build, in the middle of which git does something once."""
        code = f"import subprocess\n\ndef register():\n    subprocess.run({('git', '-C', str(site.root), *does)!r}, check=True)\n"
        (site.root / "meanwhile.py").write_text(code, encoding="utf-8")
        rebuild(site.content, site.output, Repository(site.content).unrest)

    def test_and_has_finished_is_in_it(self, site: BareSite) -> None:
        self.built_while(site, "checkout", "--quiet", "editor")
        assert NEW in {event["uuid"] for event in site.feed()}

    def test_and_has_not_finished_keeps_it_from_being_public(self, site: BareSite) -> None:
        before = site.public()
        with pytest.raises(BusyError, match="MERGE_HEAD"):
            self.built_while(site, "merge", "--quiet", "--no-commit", "--no-ff", "editor")
        assert site.public() == before
        assert KRIMI in {event["uuid"] for event in site.feed()}
