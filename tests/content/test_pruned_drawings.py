"""Renditions are thrown away: those that no build has used for long, and what was left unfinished; what the site shows stays."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from opslag.content.drawing import make, prune, prune_daily
from opslag.content.pictures import measure
from PIL import Image

from tests.drawn import saved

HOUR, DAY = 3600, 86_400


@pytest.fixture
def keep(tmp_path: Path) -> Callable[[str, float], Path]:
    """Makes a picture that was last used at a time."""

    def keep(colour: str, used: float) -> Path:
        data = saved(Image.new("RGB", (60, 40), colour), "PNG")
        files = make(measure(data, f"images/{colour}.png"), lambda: data, tmp_path)
        folder = next(iter(files.values())).parent
        os.utime(folder, (used, used))
        return folder

    return keep


def test_pictures_that_no_build_used_for_ninety_days_are_dropped(tmp_path: Path, keep: Callable[[str, float], Path]) -> None:
    now = 1_800_000_000.0
    old, young = keep("red", now - 91 * DAY), keep("blue", now - 89 * DAY)
    assert prune(tmp_path, now) == 1
    assert not old.exists() and young.exists()


def test_the_longest_unused_go_first_where_there_is_too_much(tmp_path: Path, keep: Callable[[str, float], Path]) -> None:
    now = 1_800_000_000.0
    folders = [keep(colour, now - age * DAY) for age, colour in ((3, "red"), (1, "blue"), (2, "green"))]
    sizes = [sum(file.stat().st_size for file in folder.iterdir()) for folder in folders]
    assert prune(tmp_path, now, megabytes=(sizes[1] + 10) / 1_000_000) == 2
    assert [folder.exists() for folder in folders] == [False, True, False]


def test_what_a_build_may_be_at_work_with_stays(tmp_path: Path, keep: Callable[[str, float], Path]) -> None:
    now = 1_800_000_000.0
    folder = keep("red", now - HOUR / 2)
    assert prune(tmp_path, now, megabytes=0) == 0
    assert folder.exists()


def test_what_a_killed_build_left_unfinished_is_swept_up(tmp_path: Path, keep: Callable[[str, float], Path]) -> None:
    now = 1_800_000_000.0
    folder = keep("red", now)
    for name, age in ((".300.jpg.aa", 2 * HOUR), (".300.jpg.bb", 60), ("inventory.7.new", 2 * HOUR), ("inventory.8.new", 60)):
        (folder / name).write_bytes(b"halv")
        os.utime(folder / name, (now - age, now - age))
    os.utime(folder, (now, now))
    prune(tmp_path, now)
    assert {file.name for file in folder.iterdir() if file.name.startswith(".") or file.suffix == ".new"} == {
        ".300.jpg.bb",
        "inventory.8.new",
    }


def test_once_a_day_what_no_build_used_is_dropped_and_what_the_site_shows_stays(
    tmp_path: Path, keep: Callable[[str, float], Path]
) -> None:
    """A picture that stands in the output already is not asked for, however often the site is built."""
    now = 1_800_000_000.0
    data = saved(Image.new("RGB", (60, 40), "red"), "PNG")
    shown, old = keep("red", now - 91 * DAY), keep("blue", now - 91 * DAY)
    prune_daily(tmp_path, [measure(data, "images/red.png")], now)
    assert shown.exists() and not old.exists()
    again = keep("blue", now - 91 * DAY)
    prune_daily(tmp_path, [], now + DAY - 1)
    assert again.exists()
    prune_daily(tmp_path, [], now + DAY)
    assert shown.exists() and not again.exists()


def test_a_clock_that_was_wrong_once_does_not_keep_everything_for_ever(
    tmp_path: Path, keep: Callable[[str, float], Path]
) -> None:
    now = 1_800_000_000.0
    prune_daily(tmp_path, [], now)
    old = keep("blue", now - 91 * DAY)
    prune_daily(tmp_path, [], now + 9_000 * DAY)
    assert not old.exists()
    old = keep("blue", now - 91 * DAY)
    prune_daily(tmp_path, [], now)
    assert not old.exists()


def test_an_empty_cache_is_pruned_without_a_word(tmp_path: Path) -> None:
    prune_daily(tmp_path / "nowhere", [], 1_800_000_000.0)
    assert prune(tmp_path / "nowhere", 1_800_000_000.0) == 0
    assert not list(tmp_path.iterdir())
