"""Builds onto disks that are full, or that nobody may write to. Only who may mount a disk can try; others do not collect it."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.bare_site import BareSite, tree_of

DISK = 4 << 20
"""Bytes."""


def mounted(*arguments: str) -> bool:
    return subprocess.run(("mount", *arguments), capture_output=True, check=False).returncode == 0


def may_mount() -> bool:
    if os.geteuid() != 0 or not shutil.which("mount"):
        return False
    trial = ("unshare", "--mount", "mount", "-t", "tmpfs", "tmpfs", "/mnt")  # which nobody else sees, and which ends with itself
    return subprocess.run(trial, capture_output=True, check=False).returncode == 0


if may_mount():

    @pytest.fixture
    def disk(published: BareSite, tmp_path: Path) -> Iterator[BareSite]:
        """A site with a good public output, on a small disk of its own."""
        root = tmp_path / "disk"
        root.mkdir()
        assert mounted("-t", "tmpfs", "-o", f"size={DISK}", "tmpfs", str(root))
        try:
            shutil.copytree(published.root, root / "site", symlinks=True)
            yield BareSite(root / "site")
        finally:
            subprocess.run(("umount", "--lazy", root), check=True)

    def fill(site: BareSite, free: int) -> Path:
        """Leaves only so many bytes on the disk."""
        ballast = site.root.parent / "ballast"
        left = os.statvfs(site.root)
        with ballast.open("wb") as file:
            file.write(b"\0" * (left.f_bavail * left.f_frsize - free))
        return ballast

    @pytest.mark.parametrize("free", [0, 16 << 10, 64 << 10, 160 << 10])
    def test_a_full_disk_leaves_the_old_output_and_the_next_build_succeeds(disk: BareSite, free: int) -> None:
        for number in range(40):
            disk.event(f"aften{number}", body="Kom og hør. " * 300)
        before, target = disk.public(), disk.target()
        ballast = fill(disk, free)
        ran = disk.build("--full")
        assert (ran.code, ran.stdout) == (1, "")
        assert ran.stderr.startswith("error: ")
        assert ran.stderr.endswith(": No space left on device; the public output is as it was\n")
        assert (disk.public(), disk.target()) == (before, target)
        ballast.unlink()
        ran = disk.build()
        assert ran.code == 0, ran.stderr
        assert len(disk.feed()) == 43

    @pytest.fixture
    def cached_apart(published: BareSite, tmp_path: Path) -> Iterator[BareSite]:
        """A site with a good public output, and what it keeps on a small disk of its own."""
        site = BareSite(tmp_path / "site")
        shutil.copytree(published.root, site.root, symlinks=True)
        kept = site.root / ".build"
        shutil.move(kept, tmp_path / "kept")
        kept.mkdir()
        assert mounted("-t", "tmpfs", "-o", f"size={DISK}", "tmpfs", str(kept))
        try:
            shutil.copytree(tmp_path / "kept", kept, symlinks=True, dirs_exist_ok=True)
            yield site
        finally:
            subprocess.run(("umount", "--lazy", kept), check=True)

    @pytest.mark.parametrize("free", [0, 4 << 10, 16 << 10, 64 << 10])
    @pytest.mark.parametrize("jobs", ["1", "2"])
    def test_whoever_keeps_the_cache_on_another_disk_is_told_which_one_is_full(
        cached_apart: BareSite, free: int, jobs: str
    ) -> None:
        site = cached_apart
        for number in range(40):
            site.event(f"aften{number}", body="Kom og hør. " * 300)
        site.write("images/a.svg", SVG)
        before = site.public()
        left = os.statvfs(site.root / ".build")
        (site.root / ".build" / "ballast").write_bytes(b"\0" * (left.f_bavail * left.f_frsize - free))
        ran = site.build("--full", "--jobs", jobs)
        assert (ran.code, ran.stdout) == (1, "")
        assert ran.stderr.startswith(f"error: {site.root}/.build/cache/"), ran.stderr
        assert ran.stderr.endswith(": No space left on device; the public output is as it was\n")
        assert site.public() == before

    def test_a_disk_that_may_not_be_written_to_is_told(disk: BareSite) -> None:
        disk.event("ny")
        before = disk.public()
        assert mounted("-o", "remount,ro", str(disk.root.parent))
        ran = disk.build()
        assert (ran.code, ran.stdout) == (1, "")
        assert ran.stderr == f"error: {disk.root}/.output: Read-only file system; Opslag must be able to write there\n"
        assert disk.public() == before

    def test_an_output_on_another_disk_than_the_kept_pictures_is_whole(disk: BareSite, bare_site: BareSite) -> None:
        bare_site.write("images/a.svg", SVG)
        bare_site.write("images/a.yaml", "alt: En cirkel\n")
        bare_site.event("krimi", image="images/a.svg")
        ran = bare_site.build("--output", str(disk.root / "anden"))
        assert ran.code == 0, ran.stderr
        assert any(path.endswith(".svg") for path in tree_of(disk.root / "anden"))


SVG = '<svg xmlns="http://www.w3.org/2000/svg" width="800" height="600"><circle cx="400" cy="300" r="200"/></svg>\n'
