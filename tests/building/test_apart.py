"""Where on the disk a generation lies."""

from __future__ import annotations

import errno
import fcntl
import os
from array import array
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

import pytest
from opslag.building import apart
from opslag.building.apart import GET_FLAGS, TOPDIR, Ground, make_apart, spread_below
from opslag.building.generations import Generation
from opslag.building.manifest import Manifest
from opslag.building.workers import spread

NOW = datetime(2026, 11, 21, 12, tzinfo=UTC)


def test_a_folder_made_apart_is_an_ordinary_folder(tmp_path: Path) -> None:
    (tmp_path / "ordinary").mkdir()
    make_apart(tmp_path / "library" / "a")
    make_apart(tmp_path / "library" / "b")
    assert sorted(one.name for one in (tmp_path / "library").iterdir()) == ["a", "b"]
    assert (tmp_path / "library" / "a").stat().st_mode == (tmp_path / "ordinary").stat().st_mode
    assert not list((tmp_path / "library" / "a").iterdir())


def test_a_file_system_that_takes_such_a_wish_is_told_to_spread_what_is_below(tmp_path: Path) -> None:
    try:
        spread_below(tmp_path)
    except OSError as error:
        assert error.errno in {errno.ENOTTY, errno.EOPNOTSUPP, errno.EINVAL, errno.EPERM}  # this file system takes no such wish
        return
    flags = array("i", [0, 0])
    folder = os.open(tmp_path, os.O_RDONLY)
    fcntl.ioctl(folder, GET_FLAGS, flags)
    os.close(folder)
    assert flags[0] & TOPDIR


def test_where_no_place_is_good_the_last_one_is_taken_and_nothing_is_left_of_the_others(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(apart, "AT_ONCE", 0)
    make_apart(tmp_path / "a")
    assert [one.name for one in tmp_path.iterdir()] == ["a"]
    assert not list((tmp_path / "a").iterdir())


def test_where_no_such_wish_is_known_the_folder_is_made_all_the_same(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(*_: object) -> None:
        raise OSError(25, "Inappropriate ioctl for device")

    monkeypatch.setattr(fcntl, "ioctl", refused)
    make_apart(tmp_path / "a")
    assert [one.name for one in tmp_path.iterdir()] == ["a"]


@pytest.fixture
def restless(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every folder seems to take long, and any file system to spread folders."""
    monkeypatch.setattr(apart, "SLOW", 0)
    monkeypatch.setattr(apart, "FEW", 2)
    monkeypatch.setattr(apart, "spread_below", lambda _: None)


@pytest.mark.usefixtures("restless")
def test_a_folder_is_made_where_it_belongs_wherever_there_was_room(tmp_path: Path) -> None:
    made, ground = tmp_path / "a", Ground(tmp_path, "a")
    made.mkdir()
    for number in range(20):
        ground.make(f"{made}/{number}")
    assert list(tmp_path.glob(".a.*")), "no other place was drawn"
    assert sorted(int(one.name) for one in made.iterdir()) == [*range(20)]
    assert {one.stat().st_mode for one in made.iterdir()} == {made.stat().st_mode}
    (made / "3" / "index.html").write_text("x")
    (made / "file").write_text("x")
    for there in ("3", "file"):
        with pytest.raises(FileExistsError):
            ground.make(f"{made}/{there}")
    assert (made / "3" / "index.html").read_text() == "x"
    ground.leave()
    assert [one.name for one in tmp_path.iterdir()] == ["a"]


@pytest.mark.usefixtures("restless")
def test_several_processes_put_every_file_where_it_belongs_wherever_they_find_room(tmp_path: Path) -> None:
    generation = Generation(tmp_path / "a")
    generation.open()
    paths = [f"{n % 7}/{n % 31}/{rest}" for n in range(1200) for rest in (f"{n}/index.html", f"{n}/{n}.ics", f"{n}.html")]

    def write(piece: Sequence[str]) -> None:
        for path in piece:
            assert generation.write(path, path.encode(), None)

    spread(write, paths, 4)
    generation.close(Manifest({}, "https://lillerup.example", NOW, NOW, {}))
    written = {str(one.relative_to(generation.folder)): one.read_text() for one in generation.folder.rglob("*") if one.is_file()}
    assert written == {path: path for path in paths}
    assert not list(tmp_path.glob(".a.*"))


def test_on_a_disk_where_all_is_slow_no_place_is_drawn_for_ever(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    drawn = []
    monkeypatch.setattr(apart, "SLOW", 0)
    monkeypatch.setattr(apart, "spread_below", drawn.append)
    ground = Ground(tmp_path, "a")
    for number in range(2 * apart.MOVES * apart.FEW):
        ground.make(f"{tmp_path}/{number}")
    assert len(drawn) == apart.MOVES
