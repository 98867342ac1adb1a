"""Where on the disk a generation lies."""

from __future__ import annotations

import errno
import fcntl
import os
from array import array
from pathlib import Path

import pytest
from opslag.building import apart
from opslag.building.apart import GET_FLAGS, TOPDIR, make_apart, spread_below


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
