"""Whatever becomes of the files that a build keeps, no visitor sees it."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from opslag.content.inventory import Standing, standing
from PIL import Image

from tests.bare_site import BareSite


@pytest.fixture
def site(bare_site: BareSite) -> BareSite:
    """A site with something in it of all that is kept, and both generations whole."""
    (bare_site.content / "images").mkdir()
    Image.effect_noise((400, 300), 60).save(bare_site.content / "images/plakat.png")
    bare_site.write("images/plakat.yaml", "alt: En plakat\n")
    bare_site.write("pages/om.md", "---\ntitle: Om os\n---\nVi er her.\n")
    bare_site.event("krimi", "![Plakat](/images/plakat.png)\n", image="images/plakat.png")
    assert (bare_site.build_here().code, bare_site.build_here().code) == (0, 0)
    return bare_site


def kept(site: BareSite, kind: str) -> list[Path]:
    found = [file for file in (site.root / ".build/cache" / kind).rglob("*") if file.is_file() and file.stat().st_size]
    assert found
    return found


def made_from_nothing(site: BareSite) -> dict[str, bytes]:
    shutil.rmtree(site.root / ".build")
    assert site.build_here("--full").code == 0
    return site.public()


# What may become of a file


def emptied(file: Path) -> None:
    file.write_bytes(b"")


def cut(file: Path) -> None:
    file.write_bytes(file.read_bytes()[: file.stat().st_size // 2])


def flipped(file: Path) -> None:
    data = bytearray(file.read_bytes())
    data[len(data) // 2] ^= 1
    file.write_bytes(data)


def lost(file: Path) -> None:
    file.unlink()


@pytest.mark.parametrize("damage", [emptied, cut, flipped, lost])
@pytest.mark.parametrize("kind", ["pages", "pictures", "templates"])
def test_what_was_damaged_is_made_again(site: BareSite, kind: str, damage: Callable[[Path], None]) -> None:
    """Before an edit, for then all that is kept is used."""
    for file in kept(site, kind):
        damage(file)
    site.event("kaffe", title="Te")
    assert site.build_here().code == 0
    public = site.public()
    assert public == made_from_nothing(site)


def test_a_compiled_template_in_the_place_of_another_is_not_run(site: BareSite) -> None:
    one, *others = kept(site, "templates")
    for other in others:
        shutil.copyfile(one, other)
    site.event("kaffe", title="Te")
    assert site.build_here().code == 0
    public = site.public()
    assert public == made_from_nothing(site)


def test_a_full_build_uses_nothing_that_was_kept_before_but_pictures(site: BareSite) -> None:
    site.commit("Alt")
    assert site.build().code == 0
    drawn, before = {*kept(site, "pictures")}, {*kept(site, "")}
    for file in before:
        os.utime(file, (1, 1))
    assert site.build("--full").code == 0
    used = {file for file in kept(site, "") if file.stat().st_mtime == 1}
    assert used
    assert used <= drawn
    assert {file.name for file in before - drawn} >= {"code", "contract", "dates", "readings", "verdicts", "words"}


def test_a_picture_that_a_disk_has_damaged_is_mended_by_a_full_build_and_by_the_builds_after_it(site: BareSite) -> None:
    """Though it stands as it was left, in the cache and in both generations, which share it."""
    for file in kept(site, "pictures"):
        left = file.stat()
        flipped(file)
        os.utime(file, ns=(left.st_atime_ns, left.st_mtime_ns))
    public = []
    for option in ("--full", "--jobs=1"):
        assert site.build_here(option).code == 0
        public.append(site.public())
    assert public == [made_from_nothing(site)] * 2


def test_pictures_that_have_not_changed_stand_in_the_output_as_they_did(site: BareSite) -> None:
    """Hosts tell by their time whether a visitor who has a picture must fetch it again."""
    before = standings(site)
    assert before
    for option in ("--jobs=1", "--jobs=1", "--full"):
        assert site.build_here(option).code == 0
        assert standings(site) == before


def standings(site: BareSite) -> dict[str, Standing | None]:
    folder = site.output / "billeder"
    return {file.name: standing(file) for file in folder.rglob("*") if file.is_file()}
