"""Renditions are kept: drawn once, whole whatever is killed, and believed only where not a bit has changed."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

import pytest
from opslag.content.drawing import make
from opslag.content.inventory import NAME
from opslag.content.picture import Picture
from opslag.content.pictures import measure
from opslag.content.rendition import main, original, renditions, teaser
from opslag.errors import ContentError

from tests.bare_site import clean_environment
from tests.drawn import jpeg


@pytest.fixture
def small() -> tuple[Picture, bytes]:
    data = jpeg(60, 40)
    return measure(data, "images/krimi.jpg"), data


def drawn_files(folder: Path) -> set[str]:
    return {file.name for file in folder.rglob("*") if file.is_file() and file.name != NAME}


def contents(files: dict[str, Path]) -> dict[str, bytes]:
    return {path: file.read_bytes() for path, file in files.items()}


def rot(file: Path, at: int) -> None:
    """As a disk forgets a bit: the file's time stays."""
    stands, data = file.stat(), bytearray(file.read_bytes())
    data[at] ^= 1
    file.write_bytes(data)
    os.utime(file, ns=(stands.st_atime_ns, stands.st_mtime_ns))


def refuse() -> bytes:
    raise AssertionError("the original is read though all is kept")


def test_what_was_made_once_is_not_made_again(tmp_path: Path, small: tuple[Picture, bytes]) -> None:
    picture, data = small
    first = make(picture, lambda: data, tmp_path)
    stamps = {file: file.stat().st_mtime_ns for file in first.values()}
    assert make(picture, refuse, tmp_path) == first
    assert {file: file.stat().st_mtime_ns for file in first.values()} == stamps
    assert set(first) == {rendition.path for rendition in renditions(picture)}


def test_what_is_made_does_not_depend_on_what_was_kept_already(tmp_path: Path) -> None:
    data = jpeg(1400, 900)
    picture = measure(data, "images/krimi.jpg")
    at_once = make(picture, lambda: data, tmp_path / "a")
    for rendition in reversed(renditions(picture)):
        alone = make(picture, lambda: data, tmp_path / "b", [rendition])
        assert alone[rendition.path].read_bytes() == at_once[rendition.path].read_bytes()


def test_a_picture_that_changes_during_the_build_is_not_kept_under_the_old_name(tmp_path: Path) -> None:
    picture = measure(jpeg(60, 40), "images/krimi.jpg")
    with pytest.raises(ContentError, match="changed while the site was built; build again"):
        make(picture, lambda: jpeg(61, 40), tmp_path)
    assert not [file for file in tmp_path.rglob("*") if file.is_file()]


def test_a_file_that_is_not_as_it_was_drawn_is_drawn_again(tmp_path: Path, small: tuple[Picture, bytes]) -> None:
    picture, data = small
    first = make(picture, lambda: data, tmp_path)
    before = contents(first)
    empty, cut, flipped, gone, *_ = first.values()
    empty.write_bytes(b"")
    cut.write_bytes(cut.read_bytes()[:100])
    flipped.write_bytes(flipped.read_bytes()[:-1] + b"?")
    gone.unlink()
    assert contents(make(picture, lambda: data, tmp_path)) == before


def test_what_is_drawn_again_is_a_new_file_and_an_output_that_has_the_old_one_keeps_it(
    tmp_path: Path, small: tuple[Picture, bytes]
) -> None:
    picture, data = small
    file = make(picture, lambda: data, tmp_path / "kept")[main(picture).path]
    (tmp_path / "output").hardlink_to(file)
    file.write_bytes(b"halv")
    assert make(picture, lambda: data, tmp_path / "kept")[main(picture).path].read_bytes() != b"halv"
    assert (tmp_path / "output").read_bytes() == b"halv"


def test_files_that_stand_as_they_were_left_are_read_where_they_are_doubted(tmp_path: Path, small: tuple[Picture, bytes]) -> None:
    picture, data = small
    first = make(picture, lambda: data, tmp_path)
    before = contents(first)
    rot(first[main(picture).path], 30)
    assert contents(make(picture, refuse, tmp_path)) != before, "a build without an edit need not read thousands of pictures"
    assert contents(make(picture, lambda: data, tmp_path, doubted=True)) == before


def test_what_was_copied_to_another_machine_is_read_once_and_drawn_only_where_it_was_damaged_on_the_way(
    tmp_path: Path, small: tuple[Picture, bytes]
) -> None:
    picture, data = small
    before = contents(make(picture, lambda: data, tmp_path / "here"))
    shutil.copytree(tmp_path / "here", tmp_path / "there", copy_function=shutil.copyfile)
    there = make(picture, refuse, tmp_path / "there")
    assert contents(there) == before
    rot(there[main(picture).path], 30)
    assert contents(make(picture, refuse, tmp_path / "there")) != before, "read a second time"
    shutil.copytree(tmp_path / "there", tmp_path / "elsewhere", copy_function=shutil.copyfile)
    assert contents(make(picture, lambda: data, tmp_path / "elsewhere")) == before


@pytest.mark.parametrize("damage", [b"", b"halv"])
def test_a_damaged_inventory_is_believed_in_nothing(tmp_path: Path, small: tuple[Picture, bytes], damage: bytes) -> None:
    picture, data = small
    before = contents(make(picture, lambda: data, tmp_path))
    (inventory,) = tmp_path.rglob(NAME)
    inventory.write_bytes(damage)
    for file in tmp_path.rglob("*.jpg"):
        file.write_bytes(b"andet")
    assert contents(make(picture, lambda: data, tmp_path)) == before


def test_only_the_wanted_renditions_are_made(tmp_path: Path, small: tuple[Picture, bytes]) -> None:
    picture, data = small
    files = make(picture, lambda: data, tmp_path, [original(picture), teaser(picture)])
    assert set(files) == {original(picture).path, teaser(picture).path}
    assert drawn_files(tmp_path) == {file.name for file in files.values()}


def test_files_can_be_read_by_the_web_server(tmp_path: Path, small: tuple[Picture, bytes]) -> None:
    picture, data = small
    mask = os.umask(0o022)
    try:
        files = make(picture, lambda: data, tmp_path)
    finally:
        os.umask(mask)
    assert {file.stat().st_mode & 0o777 for file in files.values()} == {0o644}


def _make_in(folder: Path) -> list[str]:
    data = jpeg(500, 400)
    files = make(measure(data, "images/krimi.jpg"), lambda: data, folder)
    return [f"{path} {len(file.read_bytes())}" for path, file in files.items()]


def test_processes_that_make_the_same_picture_at_once_do_no_harm(tmp_path: Path) -> None:
    with ProcessPoolExecutor(2) as pool:
        results = list(pool.map(_make_in, [tmp_path] * 6))
    assert all(result == results[0] for result in results)
    assert not list(tmp_path.rglob(".*"))


def test_a_process_that_is_overtaken_by_another_in_the_middle_of_a_file_does_no_harm(
    tmp_path: Path, small: tuple[Picture, bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    picture, data = small
    write = Path.write_bytes

    def overtaken(self: Path, content: bytes) -> int:
        size = write(self, content)
        monkeypatch.undo()
        make(picture, lambda: data, tmp_path)
        return size

    monkeypatch.setattr(Path, "write_bytes", overtaken)
    files = make(picture, lambda: data, tmp_path)
    assert drawn_files(tmp_path) == {file.name for file in files.values()}


KILLED = """
import os, sys
from pathlib import Path
from opslag.content.drawing import make
from opslag.content.pictures import measure
data = Path(sys.argv[1]).read_bytes()
writes = 0
def write_bytes(self, data, whole=Path.write_bytes):
    global writes
    writes += 1
    if writes == int(sys.argv[3]):
        whole(self, data[: len(data) // 2])
        os.kill(os.getpid(), 9)
    return whole(self, data)
Path.write_bytes = write_bytes
make(measure(data, "images/krimi.jpg"), lambda: data, Path(sys.argv[2]))
"""


@pytest.mark.parametrize("moment", ["1", "4"])
def test_a_kill_leaves_whole_files_or_none_and_the_next_build_makes_the_rest(tmp_path: Path, moment: str) -> None:
    data = jpeg(500, 400)
    (tmp_path / "krimi.jpg").write_bytes(data)
    kept = tmp_path / "kept"
    done = subprocess.run(
        [sys.executable, "-c", KILLED, str(tmp_path / "krimi.jpg"), str(kept), moment], check=False, env=clean_environment()
    )
    assert done.returncode == -9
    picture = measure(data, "images/krimi.jpg")
    whole = {path: file.read_bytes() for path, file in make(picture, lambda: data, tmp_path / "other").items()}
    for file in kept.rglob("*.jpg"):
        if not file.name.startswith("."):
            assert file.read_bytes() in whole.values()
    assert {path: file.read_bytes() for path, file in make(picture, lambda: data, kept).items()} == whole
