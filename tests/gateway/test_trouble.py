"""A disk that is full or may not be written, a lock that is held: the vendor is asked to come again, nothing is half-written."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from uuid import uuid4

import httpx
import pytest
from opslag.gateway.repository.repository import Repository
from opslag.gateway.workshop import Workshop

from tests.bare_site import BareSite
from tests.building.test_disk import may_mount, mounted
from tests.gateway.running import JAZZ, KAFFE, KRIMI, QUIZ, Gateway, running, soon
from tests.waiting import awaited, until

DISK = 24 << 20
"""Bytes."""


def assert_asked_to_come_again(answer: httpx.Response) -> None:
    assert (answer.status_code, answer.headers["content-type"]) == (503, "application/problem+json"), answer.text
    assert int(answer.headers["retry-after"]) > 0


def state(site: BareSite) -> tuple[str, str, list[str]]:
    """The commit, what an editor sees as changed, and the locks."""
    locks = [str(lock) for lock in (site.root / ".git").rglob("*.lock")]
    return site.git("rev-parse", "HEAD"), site.git("status", "--porcelain"), locks


def assert_goes_on(gateway: Gateway) -> None:
    """A report is kept, committed and public."""
    url = f"https://billetter.example/{uuid4()}"
    until(lambda: gateway.patch(KRIMI, {"external_data": {"url": url}}).status_code == 200, "a report")
    assert url in gateway.update(KRIMI)
    until(lambda: gateway.public(KRIMI)["external_data"].get("url") == url, "the public feed")
    assert state(gateway.site)[1:] == ("", [])
    gateway.site.git("fsck", "--strict")


def test_while_an_editor_s_command_holds_the_index_nothing_is_written(shared: Gateway) -> None:
    lock = shared.site.root / ".git" / "index.lock"
    before = state(shared.site)
    lock.touch()
    assert_asked_to_come_again(shared.patch(KRIMI, {"state": "SoldOut"}))
    assert lock.exists()
    assert "index.lock" in shared.client.get("/healthz").json()["ailments"]["updates"]
    assert "index.lock" in shared.told("not committed")[-1]["why"]
    lock.unlink()
    assert state(shared.site) == before
    assert_goes_on(shared)
    assert "updates" not in shared.client.get("/healthz").json()["ailments"]


def test_while_an_editor_merges_nothing_is_written(shared: Gateway) -> None:
    site = shared.site
    site.git("checkout", "--quiet", "-b", "andet")
    site.event("krimi", title="En")
    site.commit()
    site.git("checkout", "--quiet", "main")
    site.event("krimi", title="To")
    site.commit()
    merge = subprocess.run(("git", "merge", "--quiet", "andet"), cwd=site.root, capture_output=True, check=False)
    assert merge.returncode == 1
    before = site.git("rev-parse", "HEAD")
    assert_asked_to_come_again(shared.patch(KRIMI, {"state": "SoldOut"}))
    assert "in the middle of something (MERGE_HEAD)" in shared.told("not committed")[-1]["why"]
    assert site.git("rev-parse", "HEAD") == before
    site.git("merge", "--abort")
    assert_goes_on(shared)


def test_content_with_a_mistake_is_told_and_what_was_public_stays(shared: Gateway) -> None:
    site = shared.site
    site.event("kaffe", branch="findes-ikke")
    assert shared.patch(QUIZ, {"state": "SoldOut"}).status_code == 200
    until(lambda: shared.told("not published"), "the log")
    assert 'no branch "findes-ikke"' in shared.told("not published")[-1]["why"]
    assert shared.public(QUIZ)["state"] == "Active"
    site.git("checkout", "--quiet", "content/events/kaffe.md")
    assert shared.patch(JAZZ, {"state": "SoldOut"}).status_code == 200
    assert_goes_on(shared)


def test_when_content_was_away_for_a_while_what_comes_then_is_public(ticket_site: BareSite) -> None:
    """As on a network disk that is not there for a moment, or while somebody puts another checkout in its place."""
    aside = ticket_site.root / "aside"
    with running(ticket_site, OPSLAG_PULL_SECONDS="1") as gateway:
        until(lambda: gateway.told("published"), "the first build")
        ticket_site.content.rename(aside)
        until(lambda: "publishing" in gateway.client.get("/healthz").json()["ailments"], "what ails it")
        aside.rename(ticket_site.content)
        assert_goes_on(gateway)
        assert not gateway.told("task failed")
        ticket_site.event("krimi", title="Efter pausen", start=f"{soon(30)} 19:00", end=f"{soon(30)} 21:00")
        until(lambda: gateway.public(KRIMI)["title"] == "Efter pausen", "what an editor has written since")


def test_a_build_process_that_was_ended_is_begun_anew(ticket_site: BareSite) -> None:
    workshop = Workshop(ticket_site.content, ticket_site.root / "output", Repository(ticket_site.content).unrest)
    try:
        first = awaited(workshop.rebuild())
        workshop.close()
        assert awaited(workshop.rebuild()).seen == first.seen
    finally:
        workshop.close()


if may_mount():

    @contextmanager
    def small_disk(laid_out: BareSite, tmp_path: Path, log: Path | None = None) -> Iterator[Gateway]:
        """A gateway whose site is alone on a small disk; so are its vendors, and its log unless another place is named."""
        root = tmp_path / "disk"
        root.mkdir()
        assert mounted("-t", "tmpfs", "-o", f"size={DISK}", "tmpfs", str(root))
        try:
            shutil.copytree(laid_out.root, root / "site", symlinks=True)
            with running(BareSite(root / "site"), log=log) as gateway:
                until(lambda: gateway.told("published"), "the first build")
                yield gateway
        finally:
            subprocess.run(("umount", "--lazy", root), check=True)

    @pytest.fixture
    def disk(laid_out: BareSite, tmp_path: Path) -> Iterator[Gateway]:
        with small_disk(laid_out, tmp_path) as gateway:
            yield gateway

    def test_on_a_full_disk_nothing_is_half_written_and_it_goes_on_when_there_is_room(disk: Gateway) -> None:
        for free in (0, 16 << 10):
            refused_while_full(disk, free)
            assert_goes_on(disk)

    def refused_while_full(disk: Gateway, free: int) -> None:
        before = state(disk.site)
        ballast = disk.site.root.parent / "ballast"
        left = os.statvfs(disk.site.root)
        ballast.write_bytes(b"\0" * (left.f_bavail * left.f_frsize - free))
        refused = [disk.patch(KAFFE, {"external_data": {"url": f"https://billetter.example/{free}-{n}"}}) for n in range(12)][-1]
        assert_asked_to_come_again(refused)
        kept = [n for n in range(12) if f"/{free}-{n}\n" in disk.site.git("log", "-p", "--", "content/updates")]
        assert kept == list(range(len(kept)))
        ballast.unlink()
        if not kept:
            until(lambda: state(disk.site) == before, "the repository as it was")

    def test_a_disk_that_may_not_be_written_is_no_loss(laid_out: BareSite, tmp_path: Path) -> None:
        with small_disk(laid_out, tmp_path, tmp_path / "gateway.log") as disk:
            refused_while_read_only(disk)
            assert_goes_on(disk)

    def refused_while_read_only(disk: Gateway) -> None:
        before = state(disk.site)
        root = str(disk.site.root.parent)
        subprocess.run(("mount", "-o", "remount,ro", root), check=True)
        try:
            assert_asked_to_come_again(disk.patch(KRIMI, {"state": "SoldOut"}))
            assert state(disk.site) == before
        finally:
            subprocess.run(("mount", "-o", "remount,rw", root), check=True)
