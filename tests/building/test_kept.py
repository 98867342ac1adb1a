"""What is kept says what the content says, and a file that has changed is read again."""

from __future__ import annotations

from dataclasses import FrozenInstanceError, fields
from pathlib import Path
from typing import Any

import pytest
from opslag import shipped
from opslag.building.build import open_from_shelf
from opslag.building.kept.drawer import Drawer
from opslag.building.kept.readings import Readings
from opslag.building.kept.shelf import Shelf
from opslag.content.tree import Tree
from opslag.errors import ContentError, Problem
from opslag.events.occurrence import Occurrence
from opslag.framing import open_frame
from opslag.language import Language
from opslag.library import Library
from opslag.pages.theme import Theme
from opslag.places.branch import Branch
from opslag.reading import read_file, read_records

from tests.feeds.sample import FOLDER, NOW, library

NAMES = (
    *(field.name for field in fields(Occurrence)),
    "title",
    "hidden",
    "publish",
    "categories",
    "audiences",
    "tags",
    "screens",
)


def test_a_column_of_what_is_kept_says_what_the_event_files_say(tmp_path: Path) -> None:
    """Made now, then read by another build; asked for as a column, and of each event."""
    for _ in range(2):
        kept = kept_library(tmp_path).occurrences
        for name in NAMES:
            said = [comparable(getattr(one, name)) for one in library().occurrences]
            assert list(map(comparable, kept.column(name))) == said, name
            assert [comparable(getattr(one, name)) for one in kept] == said, name


def comparable(said: Any) -> Any:
    """Of branches only which they are: theirs are of two readings."""
    return [one.slug for one in said] if isinstance(said, tuple) and said and isinstance(said[0], Branch) else said


def test_a_kept_occurrence_is_frozen_as_any_other(tmp_path: Path) -> None:
    with pytest.raises(FrozenInstanceError):
        kept_library(tmp_path).occurrences[0].uuid = "another"  # type: ignore[misc]


def test_a_kept_series_has_its_dates(tmp_path: Path) -> None:
    for kept, one in zip(kept_library(tmp_path).series, library().series, strict=True):
        assert kept.occurrences.column("uuid") == one.occurrences.column("uuid")
        assert (kept.event, kept.phrases, kept.horizon) == (one.event, one.phrases, one.horizon)


def test_a_drawer_gives_back_what_was_put_into_it(tmp_path: Path) -> None:
    kept_library(tmp_path)
    drawers = Shelf(tmp_path, "here").drawers
    assert sum(len(drawer.marks) for drawer in drawers) == len(library().occurrences)
    for drawer in drawers:
        assert Drawer.of(drawer.entries()) == drawer


def kept_library(folder: Path) -> Library:
    tree = Tree(FOLDER)
    frame = open_frame(tree, read_records(tree, events=False), NOW)
    theme = Theme((shipped.THEMES / "plakat",), Language("da"), folder / "templates")
    return open_from_shelf(frame, theme, Shelf(folder, "here"), 1)[0].library


def test_a_file_is_read_again_where_its_bytes_have_changed_and_only_there(tmp_path: Path) -> None:
    read: list[bytes] = []

    def length(data: bytes) -> int:
        read.append(data)
        return len(data)

    for data in (b"name: Storby", b"name: Storby", b"name: Lilleby"):
        readings = Readings(tmp_path, "this version")
        assert readings.recall("site.yaml", data, length) == len(data)
        readings.save()
    assert read == [b"name: Storby", b"name: Lilleby"]
    assert Readings(tmp_path, "another version").recall("site.yaml", b"name: Lilleby", length) == 13
    assert len(read) == 3


def test_what_nobody_asks_for_any_more_is_not_kept(tmp_path: Path) -> None:
    for asked in (("one.yaml", "other.yaml"), ("one.yaml",)):
        readings = Readings(tmp_path, "")
        for path in asked:
            readings.recall(path, b"", len)
        readings.save()
    kept = (tmp_path / "readings").read_bytes()
    assert b"one.yaml" in kept and b"other.yaml" not in kept


def test_a_fault_is_told_each_time(tmp_path: Path) -> None:
    def refuse(_: bytes) -> None:
        raise ContentError([Problem("content/site.yaml", 1, 1, "name", "missing", "add it")])

    for _ in range(2):
        readings = Readings(tmp_path, "")
        with pytest.raises(ContentError):
            readings.recall("site.yaml", b"", refuse)
        readings.save()


def test_records_are_the_same_read_now_or_before(tmp_path: Path) -> None:
    tree = Tree(FOLDER)
    files = [file for path, file in tree.files().items() if path.startswith(("branches/", "pages/")) and path.endswith(".md")]
    for jobs in (2, 1):
        readings = Readings(tmp_path, "")
        assert list(readings.records(tree, files, jobs)) == [read_file(tree, file.path) for file in files]
        readings.save()


def test_what_is_kept_of_a_file_follows_from_the_bytes_that_were_read_of_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Were it read a second time, an edit in between would be kept as if it had been seen."""
    tree, read = Tree(FOLDER), []
    once = tree.read
    monkeypatch.setattr(tree, "read", lambda path: read.append(path) or once(path))
    files = [file for path, file in tree.files().items() if path.startswith("branches/")]
    assert len(list(Readings(tmp_path, "").records(tree, files, 1))) == len(files)
    assert read == [file.path for file in files]
